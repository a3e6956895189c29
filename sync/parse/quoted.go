package parse

import "bytes"

// quotedDecoder is quoted-printable (RFC 2045 6.7). An "=" that begins no
// escape stays, as 6.7 advises; white space at the end of a line is padding
// that a transport added.
type quotedDecoder struct{ src []byte }

func (d *quotedDecoder) done() bool { return len(d.src) == 0 }

func (d *quotedDecoder) step(dst []byte) []byte {
	for taken := 0; taken < chunk && len(d.src) > 0; {
		i := bytes.IndexByte(d.src, '\n')
		line, end := d.src, []byte(nil)
		if i >= 0 {
			line = d.src[:i]
			end = d.src[i : i+1]
			if i > 0 && line[i-1] == '\r' {
				line, end = line[:i-1], d.src[i-1:i+1]
			}
			d.src = d.src[i+1:]
		} else {
			d.src = nil
		}
		taken += len(line) + 1
		if bytes.IndexByte(line, '=') < 0 {
			dst = append(dst, bytes.TrimRight(line, " \t")...)
			dst = append(dst, end...)
			continue
		}
		line = bytes.TrimRight(line, " \t\r")
		if n := len(line); n > 0 && line[n-1] == '=' {
			line, end = line[:n-1], nil // a soft line break
		}
		dst = append(appendQuoted(dst, line), end...)
	}
	return dst
}

func appendQuoted(dst, line []byte) []byte {
	for {
		i := bytes.IndexByte(line, '=')
		if i < 0 {
			return append(dst, line...)
		}
		dst = append(dst, line[:i]...)
		if i+2 < len(line) && unhex(line[i+1]) >= 0 && unhex(line[i+2]) >= 0 {
			dst = append(dst, byte(unhex(line[i+1])<<4|unhex(line[i+2])))
			line = line[i+3:]
		} else {
			dst = append(dst, '=')
			line = line[i+1:]
		}
	}
}
