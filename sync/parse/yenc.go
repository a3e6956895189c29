package parse

import (
	"bytes"
	"fmt"
	"strconv"
)

// yencDecoder is yEnc (yenc.org, draft 1.3): each octet plus 42, those that a
// line cannot carry escaped by "=". It begins at "=ybegin" and ends at "=yend".
type yencDecoder struct {
	src     []byte
	escaped bool // the piece before ended in "="
}

func (d *yencDecoder) done() bool { return len(d.src) == 0 }

func (d *yencDecoder) step(dst []byte) []byte {
	for taken := 0; taken < chunk && len(d.src) > 0; {
		line, next := lineAt(d.src, 0)
		if bytes.HasPrefix(line, []byte("=yend ")) {
			d.src = nil
			break
		}
		d.src = d.src[next:]
		taken += len(line) + 1
		if bytes.HasPrefix(line, []byte("=ybegin ")) || bytes.HasPrefix(line, []byte("=ypart ")) {
			continue
		}
		if bytes.HasPrefix(line, []byte("..")) {
			line = line[1:] // the dot that NNTP added
		}
		for _, c := range line {
			switch {
			case d.escaped:
				dst, d.escaped = append(dst, c-64-42), false
			case c == '=':
				d.escaped = true
			default:
				dst = append(dst, c-42)
			}
		}
	}
	return dst
}

// yencBegin finds a "=ybegin" line at or after pos; it has the length of lines
// and a name.
func yencBegin(src []byte, pos int) int {
	return lineStart(src, pos, "=ybegin ", func(at int) bool {
		line, _ := lineAt(src, at)
		return bytes.Contains(line, []byte(" line=")) && bytes.Contains(line, []byte(" name="))
	})
}

// yencName is the name of the file. A piece of a larger one has its number
// behind it, as programs that join pieces expect.
func yencName(line []byte) string {
	head, name, _ := bytes.Cut(line, []byte(" name="))
	name = bytes.Trim(name, " \t\"")
	number, err := strconv.Atoi(string(yencField(head, " part=")))
	if total := yencField(head, " total="); err != nil || string(total) == "1" {
		return string(name)
	}
	return fmt.Sprintf("%s.%03d", name, number)
}

// yencField is the value of " key=" in a line of yEnc.
func yencField(line []byte, key string) []byte {
	_, value, _ := bytes.Cut(line, []byte(key))
	value, _, _ = bytes.Cut(value, []byte(" "))
	return value
}

// yencSpan is where the data that begins at start ends: behind "=yend", in
// front of the next "=ybegin", or at the end.
func yencSpan(src []byte, start int) int {
	_, pos := lineAt(src, start)
	end := lineStart(src, pos, "=y", func(at int) bool {
		return bytes.HasPrefix(src[at:], []byte("=yend ")) || bytes.HasPrefix(src[at:], []byte("=ybegin "))
	})
	switch {
	case end < 0:
		return len(src)
	case src[end+2] == 'b':
		return end
	}
	_, next := lineAt(src, end)
	return next
}
