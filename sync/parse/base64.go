package parse

import "encoding/base64"

// base64Decoder is the base64 of RFC 2045 6.8 as it arrives: characters that
// do not belong are skipped, padding may be missing, and pieces that were
// encoded one by one may follow each other.
type base64Decoder struct {
	src  []byte
	acc  uint32
	bits uint

	padded bool // the last thing was "="
}

func (d *base64Decoder) done() bool { return len(d.src) == 0 }

func (d *base64Decoder) step(dst []byte) []byte {
	n := min(len(d.src), chunk)
	for i, c := range d.src[:n] {
		if c == '=' { // ends a group; another encoded piece may follow
			d.acc, d.bits, d.padded = 0, 0, true
			continue
		}
		v := sextet(c)
		if v < 0 {
			continue
		}
		if d.padded && !base64Line(d.src[i:]) { // or a text that says where the message came from
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
func base64Line(src []byte) bool {
	const maxLine = 100
	for _, c := range src[:min(len(src), maxLine)] {
		if c == '\r' || c == '\n' {
			break
		}
		if sextet(c) < 0 && c != '=' {
			return false
		}
	}
	return true
}

func sextet(c byte) int {
	switch {
	case c >= 'A' && c <= 'Z':
		return int(c - 'A')
	case c >= 'a' && c <= 'z':
		return int(c-'a') + 26
	case c >= '0' && c <= '9':
		return int(c-'0') + 52
	case c == '+' || c == '-':
		return 62
	case c == '/' || c == '_':
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
