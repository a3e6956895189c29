package wire

import (
	"bytes"
	"math"
	"strconv"
)

// number reads a number as servers write it: also as a float ("9.3736e+06"),
// also quoted. What is negative or no number is not ok.
func number(b []byte) (n uint64, ok bool) {
	if 0 < len(b) && len(b) < 19 && number10(b) {
		for _, c := range b {
			n = 10*n + uint64(c-'0')
		}
		return n, true
	}
	t := string(bytes.Trim(b, `"`))
	if n, err := strconv.ParseUint(t, 10, 64); err == nil {
		return n, true
	}
	f, err := strconv.ParseFloat(t, 64)
	if err != nil || f < 0 || f >= math.MaxInt64 || f != math.Trunc(f) {
		return 0, false
	}
	return uint64(f), true
}

// number32 is number for sequence numbers and UIDs.
func number32(b []byte) (n uint32, ok bool) {
	v, ok := number(b)
	if !ok || v > math.MaxUint32 {
		return 0, false
	}
	return uint32(v), true
}

// isSet reports whether b is a set of numbers without * (RFC 9051 sequence-set).
func isSet(b []byte) bool {
	for part := range bytes.SplitSeq(b, []byte(",")) {
		from, to, isRange := bytes.Cut(part, []byte(":"))
		if n, ok := plain32(from); !ok || n == 0 {
			return false
		}
		if n, ok := plain32(to); isRange && (!ok || n == 0) {
			return false
		}
	}
	return true
}

func plain32(b []byte) (uint32, bool) {
	n, err := strconv.ParseUint(string(b), 10, 32)
	return uint32(n), err == nil && b[0] != '0'
}

// isAtom reports whether go-imap reads b as one atom.
func isAtom(b []byte) bool {
	for _, c := range b {
		if c <= ' ' || c >= 0x7f || bytes.IndexByte([]byte(`(){%*"\]`), c) >= 0 {
			return false
		}
	}
	return len(b) > 0
}
