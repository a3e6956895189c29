package parse

import "bytes"

// uuDecoder is uuencode (POSIX 1003.1 uuencode): "begin MODE NAME", lines whose
// first character is their length, "end". It begins at "begin".
type uuDecoder struct {
	src    []byte
	begun  bool
	filled int // octets made up for spaces that were cut off
}

func (d *uuDecoder) done() bool { return len(d.src) == 0 }

func (d *uuDecoder) step(dst []byte) []byte {
	for taken := 0; taken < chunk && len(d.src) > 0; {
		line, next := lineAt(d.src, 0)
		d.src = d.src[next:]
		taken += len(line) + 1
		switch {
		case !d.begun:
			d.begun = true
		case uuEnd(line):
			d.src = nil
		case len(line) > 0:
			dst = d.line(dst, line)
		}
	}
	return dst
}

// line decodes a line. Spaces that were cut off its end stand for zeros, but a
// small message may not swell to a large one by them.
func (d *uuDecoder) line(dst, line []byte) []byte {
	const maxFilled = 8 << 20
	want := int(line[0]-' ') & 0x3f
	line = line[1:]
	if lacks := want - len(line)*3/4; lacks > 0 {
		if d.filled += lacks; d.filled > maxFilled {
			want = len(line) * 3 / 4
		}
	}
	for want > 0 {
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

// lineAt is the line of src at pos without its end, LF, CRLF or CR, and where
// the next begins.
func lineAt(src []byte, pos int) (line []byte, next int) {
	line = src[pos:]
	i := bytes.IndexAny(line, "\r\n")
	if i < 0 {
		return line, len(src)
	}
	next = pos + i + 1
	if line[i] == '\r' && next < len(src) && src[next] == '\n' {
		next++
	}
	return line[:i], next
}

// lineStart finds the first line at or after pos that begins with prefix and
// that ok likes; -1 if there is none.
func lineStart(src []byte, pos int, prefix string, ok func(pos int) bool) int {
	for pos < len(src) {
		i := bytes.Index(src[pos:], []byte(prefix))
		if i < 0 {
			return -1
		}
		pos += i
		if (pos == 0 || src[pos-1] == '\n' || src[pos-1] == '\r') && ok(pos) {
			return pos
		}
		pos += len(prefix)
	}
	return -1
}

// uuBegin finds the start of uuencoded data at or after pos: a line "begin 644
// name" with a line of data behind it, so that no sentence is taken for one.
func uuBegin(src []byte, pos int) int {
	return lineStart(src, pos, "begin ", func(at int) bool {
		line, next := lineAt(src, at)
		if _, ok := uuName(line); !ok || next >= len(src) {
			return false
		}
		first, _ := lineAt(src, next)
		return uuLine(first) || uuEnd(first)
	})
}

// uuName is the name of a file in "begin 644 name".
func uuName(line []byte) (string, bool) {
	mode, name, ok := bytes.Cut(line[len("begin "):], []byte(" "))
	if !ok || len(mode) < 3 || len(mode) > 4 || len(bytes.Trim(mode, "01234567")) > 0 {
		return "", false
	}
	return string(bytes.Trim(name, " \t\"")), true
}

// uuLine reports whether a line holds as many characters as its first one says
// it has. Spaces at its end may have been cut off, and one more than needed is
// a checksum or a sign of some encoders.
func uuLine(line []byte) bool {
	if len(line) == 0 {
		return false
	}
	for _, c := range line {
		if c < ' ' || c > '`' {
			return false
		}
	}
	need := (int(line[0]-' ')&0x3f + 2) / 3 * 4
	have := len(line) - 1
	return have <= need+2 && (have >= need-3 || bytes.IndexByte(line, '`') < 0 && have >= need/2) && (need > 0 || have <= 2)
}

func uuEnd(line []byte) bool { return string(bytes.TrimRight(line, " \t")) == "end" }

// uuSpan is where the uuencoded data that begins at start ends.
func uuSpan(src []byte, start int) int {
	_, pos := lineAt(src, start)
	for pos < len(src) {
		line, next := lineAt(src, pos)
		switch {
		case uuEnd(line):
			return next
		case len(line) > 0 && !uuLine(line):
			return pos
		}
		pos = next
	}
	return pos
}
