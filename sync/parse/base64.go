package parse

import (
	"bytes"
	"encoding/base64"
)

// base64Decoder is the base64 of RFC 2045 6.8 as it arrives: characters that
// do not belong are skipped, padding may be missing, and pieces that were
// encoded one by one may follow each other.
type base64Decoder struct {
	src  []byte
	acc  uint32
	bits uint

	url    bool // "-" and "_" stand for "+" and "/" (RFC 4648 5)
	padded bool // the last thing was "="
	spaced bool // and white space behind it on its line
}

// newBase64Decoder takes "-" and "_" for what they are in the alphabet of URLs
// only where the first line has them and the usual signs occur nowhere.
func newBase64Decoder(src []byte) *base64Decoder {
	return &base64Decoder{src: src, url: bytes.ContainsAny(firstLine(src), "-_") && !bytes.ContainsAny(src, "+/")}
}

// firstLine is the first line of src that is not blank, without white space
// around it.
func firstLine(src []byte) []byte {
	line, _, _ := bytes.Cut(bytes.TrimLeft(src, " \t\r\n"), []byte("\n"))
	return bytes.TrimRight(line, " \t\r")
}

// looksBase64 reports whether src begins like base64, junk and all. What some
// send under that name is plain text.
func looksBase64(src []byte) bool {
	if line := firstLine(src); len(line)%4 == 0 && len(bytes.Trim(line, "=")) > 0 && base64Line(line, true) {
		return true
	}
	const prefix = 2 << 10
	good, junk := 0, 0
	for i, c := range src[:min(len(src), prefix)] {
		switch {
		case c == '\r' || c == '\n' || c == '=':
		case sextet(c, true) >= 0:
			good++
		case c == ' ' || c == '\t':
			if i > 0 && sextet(src[i-1], true) >= 0 && notLast(src[i:]) {
				junk++ // between words
			}
		default:
			junk++
		}
	}
	// In text one of five characters or so is a space or a mark.
	return 20*junk <= good || junk < 4
}

// notLast reports whether more than white space follows on the line.
func notLast(src []byte) bool {
	rest := bytes.TrimLeft(src, " \t")
	return len(rest) > 0 && rest[0] != '\r' && rest[0] != '\n'
}

func (d *base64Decoder) done() bool { return len(d.src) == 0 }

func (d *base64Decoder) step(dst []byte) []byte {
	n := min(len(d.src), chunk)
	for i, c := range d.src[:n] {
		if c == '=' { // ends a group; another encoded piece may follow
			d.acc, d.bits, d.padded, d.spaced = 0, 0, true, false
			continue
		}
		v := sextet(c, d.url)
		if v < 0 {
			d.spaced = c == ' ' || c == '\t' || d.spaced && c != '\n' && c != '\r'
			continue
		}
		// Another piece begins at once or on a line of its own; the rest is text
		// that says where the message came from.
		if d.padded && (d.spaced || !base64Line(d.src[i:], d.url)) {
			d.src = nil
			return dst
		}
		d.padded = false
		d.acc = d.acc<<6 | uint32(v)
		if d.bits += 6; d.bits >= 8 {
			d.bits -= 8
			dst = append(dst, byte(d.acc>>d.bits))
		}
	}
	d.src = d.src[n:]
	return dst
}

// base64Line reports whether src begins with a line of nothing but base64.
func base64Line(src []byte, url bool) bool {
	const maxLine = 100
	for _, c := range src[:min(len(src), maxLine)] {
		if c == '\r' || c == '\n' {
			break
		}
		if sextet(c, url) < 0 && c != '=' {
			return false
		}
	}
	return true
}

func sextet(c byte, url bool) int {
	switch {
	case c >= 'A' && c <= 'Z':
		return int(c - 'A')
	case c >= 'a' && c <= 'z':
		return int(c-'a') + 26
	case c >= '0' && c <= '9':
		return int(c-'0') + 52
	case c == '+' || c == '-' && url:
		return 62
	case c == '/' || c == '_' && url:
		return 63
	}
	return -1
}

// strictBase64 is the fast way for what is in order.
func strictBase64(src []byte) ([]byte, bool) {
	out := make([]byte, base64.StdEncoding.DecodedLen(len(src)))
	n, err := base64.StdEncoding.Decode(out, src)
	return out[:n], err == nil
}
