package parse

import (
	"bytes"
	"strconv"
	"strings"
)

// header reads the header block at pos. It ends at an empty line, at a
// delimiter of an open multipart, or where the lines stop looking like fields.
func (b *builder) header(pos int) (h Header, body int) {
	start := pos
	var spans []span
	recording := true
	for pos < len(b.raw) {
		text, next := b.line(pos)
		if len(text) == 0 {
			pos = next
			break
		}
		if len(b.open) > 0 && bytes.HasPrefix(text, []byte("--")) {
			if _, ok := b.match(pos); ok {
				break
			}
		}
		if recording && next-start > maxHeader {
			recording = false
			b.defect("long-header", "", "a header of more than "+strconv.Itoa(maxHeader)+" octets; the rest of it is not read")
		}
		switch name, ok := fieldName(text); {
		case text[0] == ' ' || text[0] == '\t':
			if len(spans) == 0 {
				if len(bytes.TrimSpace(text)) == 0 { // white space where the empty line should be
					return b.fields(start, spans), next
				}
				b.defect("stray-continuation", "", "the header begins with a continuation line")
			} else if len(bytes.TrimSpace(text)) == 0 && !b.headerFollows(next) && !b.foldFollows(next) {
				b.defect("bad-separator", "", "a line of white space between header and body")
				return b.fields(start, spans), next
			} else if recording {
				spans[len(spans)-1].end = pos + len(text) - start
				spans[len(spans)-1].folded = true
			}
		case ok:
			if recording {
				colon := bytes.IndexByte(text, ':')
				spans = append(spans, span{pos - start, pos - start + name, pos - start + colon + 1, pos - start + len(text), false})
			}
		case pos == start && mboxLine(text):
		case b.headerFollows(next):
			b.defect("bad-field", "", "a header line that is not a field")
		default:
			b.defect("missing-separator", "", "the body begins without an empty line")
			return b.fields(start, spans), pos
		}
		pos = next
	}
	return b.fields(start, spans), pos
}

// span is a field's place in its header block.
type span struct {
	name, nameEnd, value, end int
	folded                    bool
}

// fields makes the fields out of one copy of the block.
func (b *builder) fields(start int, spans []span) Header {
	if len(spans) == 0 {
		return Header{}
	}
	block := string(b.raw[start : start+spans[len(spans)-1].end])
	fields := make([]Field, len(spans))
	for i, s := range spans {
		value := strings.Trim(block[s.value:s.end], " \t\r\n")
		if s.folded {
			value = unfold(value)
		}
		fields[i] = Field{Name: block[s.name:s.nameEnd], Value: value}
	}
	return Header{Fields: fields}
}

// unfold makes one space of each fold and the white space around it: RFC 5322
// 2.2.3 would keep that white space, but senders and readers differ about it
// and nothing ever hangs on it.
func unfold(s string) string {
	var out strings.Builder
	out.Grow(len(s))
	for first := true; s != ""; first = false {
		line, rest := s, ""
		if i := strings.IndexAny(s, "\r\n"); i >= 0 {
			line, rest = s[:i], s[i+1:]
		}
		if line = strings.Trim(line, " \t"); line != "" {
			if !first {
				out.WriteByte(' ')
			}
			out.WriteString(line)
		}
		s = rest
	}
	return out.String()
}

// fieldName is the length of the field name that a line begins with. Names are
// printable (RFC 5322 2.2), but 8-bit bytes and white space before the colon
// are let through.
func fieldName(text []byte) (length int, ok bool) {
	colon := bytes.IndexByte(text, ':')
	if colon <= 0 {
		return 0, false
	}
	name := bytes.TrimRight(text[:colon], " \t")
	for _, c := range name {
		if c <= ' ' || c == 0x7f {
			return 0, false
		}
	}
	return len(name), len(name) > 0
}

// headerFollows reports whether the line at pos still belongs to a header.
func (b *builder) headerFollows(pos int) bool {
	if pos >= len(b.raw) {
		return false
	}
	text, _ := b.line(pos)
	_, ok := fieldName(text)
	return ok
}

// foldFollows reports whether the line at pos continues a field.
func (b *builder) foldFollows(pos int) bool {
	if pos >= len(b.raw) || b.raw[pos] != ' ' && b.raw[pos] != '\t' {
		return false
	}
	text, _ := b.line(pos)
	return len(bytes.TrimSpace(text)) > 0
}

// mboxLine reports whether a line is the separator of an mbox file, which
// comes along when someone saves or pipes a message.
func mboxLine(text []byte) bool {
	return bytes.HasPrefix(text, []byte("From ")) || bytes.HasPrefix(text, []byte(">From "))
}
