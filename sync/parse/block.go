package parse

import (
	"bytes"
	"strconv"
	"strings"
)

// header reads the header block at pos. It ends at an empty line, at a
// delimiter of an open multipart, or where the lines stop looking like fields.
func (b *builder) header(pos int) (h Header, body int) {
	pos = b.blankFront(pos)
	start := pos
	var spans []span
	recording := true
	own := ownBoundary{}
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
		if own.delimits(text) {
			b.defect("missing-separator", "", "the first part begins without an empty line")
			return b.fields(start, spans), pos
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
			} else if len(bytes.TrimSpace(text)) == 0 && (!b.headerFollows(next) || own.delimitsAt(b, next)) && !b.foldFollows(next) {
				b.defect("bad-separator", "", "a line of white space between header and body")
				return b.fields(start, spans), next
			} else if recording {
				spans[len(spans)-1].end = pos + len(text) - start
				spans[len(spans)-1].folded = true
				own.add(text)
			}
		case ok:
			if recording {
				colon := bytes.IndexByte(text, ':')
				spans = append(spans, span{pos - start, pos - start + name, pos - start + colon + 1, pos - start + len(text), false})
				own.begin(text[:name], text[colon+1:])
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

// blankFront is where a message begins that has lines of spaces in front of
// its header. Empty lines there end the header (RFC 5322 3.5): what follows
// them is text, however it looks.
func (b *builder) blankFront(pos int) int {
	if b.parts > 1 {
		return pos
	}
	at := pos
	for at < len(b.raw) {
		text, next := b.line(at)
		switch _, field := fieldName(text); {
		case field && at > pos:
			b.defect("blank-front", "", "lines of white space in front of the header")
			return at
		case len(text) == 0 || len(bytes.TrimSpace(text)) > 0:
			return pos
		}
		at = next
	}
	return pos
}

// ownBoundary knows the boundary that a header block has declared so far, for
// the sender that forgets the empty line between the header and the first part.
type ownBoundary struct {
	field    []byte // the first Content-Type
	reading  bool   // its lines go on
	parsed   bool
	boundary []byte
}

func (o *ownBoundary) begin(name, value []byte) {
	o.reading = o.field == nil && bytes.EqualFold(name, []byte("Content-Type"))
	if o.reading {
		o.field = append([]byte{}, value...)
	}
}

func (o *ownBoundary) add(line []byte) {
	if o.reading {
		o.field = append(o.field, line...)
	}
}

// delimits reports whether a line is the delimiter that the block declares.
func (o *ownBoundary) delimits(line []byte) bool {
	if o.field == nil || !bytes.HasPrefix(line, []byte("--")) {
		return false
	}
	if !o.parsed {
		_, params := parseParams(string(o.field))
		o.boundary, o.parsed = []byte(params["boundary"]), true
	}
	rest, ok := bytes.CutPrefix(line[2:], o.boundary)
	rest = bytes.TrimRight(rest, " \t")
	return ok && len(o.boundary) > 0 && (len(rest) == 0 || string(rest) == "--")
}

func (o *ownBoundary) delimitsAt(b *builder, pos int) bool {
	if pos >= len(b.raw) {
		return false
	}
	line, _ := b.line(pos)
	return o.delimits(line)
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
