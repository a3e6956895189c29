package parse

import "bytes"

// uuDecoder is uuencode (POSIX 1003.1 uuencode): "begin MODE NAME", lines whose
// first character is their length, "end". Lines before "begin" are skipped.
type uuDecoder struct {
	src   []byte
	begun bool
}

func (d *uuDecoder) done() bool { return len(d.src) == 0 }

func (d *uuDecoder) step(dst []byte) []byte {
	for taken := 0; taken < chunk && len(d.src) > 0; {
		line := d.src
		if i := bytes.IndexByte(d.src, '\n'); i >= 0 {
			line, d.src = d.src[:i], d.src[i+1:]
		} else {
			d.src = nil
		}
		taken += len(line) + 1
		line = bytes.TrimRight(line, "\r")
		switch {
		case !d.begun:
			d.begun = bytes.HasPrefix(line, []byte("begin "))
		case bytes.Equal(bytes.TrimRight(line, " \t"), []byte("end")):
			d.src = nil
		case len(line) > 0:
			dst = appendUU(dst, line)
		}
	}
	return dst
}

func appendUU(dst, line []byte) []byte {
	want := int(line[0]-' ') & 0x3f
	line = line[1:]
	for want > 0 && len(line) > 0 {
		var v [4]byte
		for i := range v {
			if i < len(line) {
				v[i] = (line[i] - ' ') & 0x3f
			}
		}
		line = line[min(4, len(line)):]
		out := [3]byte{v[0]<<2 | v[1]>>4, v[1]<<4 | v[2]>>2, v[2]<<6 | v[3]}
		n := min(3, want)
		dst = append(dst, out[:n]...)
		want -= n
	}
	return dst
}
