package spell

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// flag is a property of a word, or the name of a set of affixes; 0 is none.
type flag uint32

// onlyUpper marks words that stand in only for text in capitals: "OPENOFFICE" of
// a dictionary that has "OpenOffice".
const onlyUpper flag = 1 << 24

// flags is a sorted set.
type flags []flag

func (f flags) has(one flag) bool {
	if one == 0 || len(f) == 0 {
		return false
	}
	_, ok := slices.BinarySearch(f, one)
	return ok
}

// flagReader reads flags in the form that a dictionary uses. The same text gives
// the same set, since a dictionary has few different ones.
type flagReader struct {
	form    string // "", "long", "num", "UTF-8"
	aliases []flags
	read    map[string]flags
}

// set reads flags, or the number of an alias.
func (r *flagReader) set(s string) (flags, error) {
	if s == "" {
		return nil, nil
	}
	if f, ok := r.read[s]; ok {
		return f, nil
	}
	var f flags
	if n, err := strconv.Atoi(s); err == nil && len(r.aliases) > 0 {
		if n < 1 || n > len(r.aliases) {
			return nil, fmt.Errorf("there is no set of flags number %d", n)
		}
		f = r.aliases[n-1]
	} else {
		list, err := r.list(s)
		if err != nil {
			return nil, err
		}
		slices.Sort(list)
		f = slices.Compact(list)
	}
	if r.read == nil {
		r.read = make(map[string]flags)
	}
	r.read[s] = f
	return f, nil
}

// list reads flags in their order.
func (r *flagReader) list(s string) (flags, error) {
	var f flags
	switch r.form {
	case "num":
		for one := range strings.SplitSeq(s, ",") {
			n, err := strconv.ParseUint(strings.TrimSpace(one), 10, 16)
			if err != nil {
				return nil, fmt.Errorf("%q is no number of a flag", one)
			}
			f = append(f, flag(n))
		}
	case "long":
		for i := 0; i+1 < len(s); i += 2 {
			f = append(f, flag(s[i])<<8|flag(s[i+1]))
		}
	case "UTF-8":
		for _, c := range s {
			f = append(f, flag(c))
		}
	default:
		for i := range len(s) {
			f = append(f, flag(s[i]))
		}
	}
	return f, nil
}

// one reads a single flag.
func (r *flagReader) one(s string) (flag, error) {
	f, err := r.list(s)
	if err != nil || len(f) == 0 {
		return 0, err
	}
	return f[0], nil
}
