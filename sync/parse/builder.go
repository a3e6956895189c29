package parse

import (
	"bytes"
	"strconv"
	"strings"
)

// builder makes the tree in one pass over the bytes. It keeps the boundaries
// of the multiparts it is inside of, so that a delimiter of an outer one ends
// whatever inner parts were left open.
type builder struct {
	raw     []byte
	eol     byte // '\n', or '\r' for a message that has no '\n'
	open    []string
	depth   int
	parts   int
	full    bool
	charset string // that of the first text that declares one: the best guess for raw 8-bit fields
	defects []Defect
}

func newBuilder(raw []byte) *builder {
	b := &builder{raw: raw, eol: '\n'}
	if bytes.IndexByte(raw, '\n') < 0 && bytes.IndexByte(raw, '\r') >= 0 {
		b.eol = '\r'
	}
	return b
}

func (b *builder) defect(kind, part, text string) {
	const maxDefects = 200
	if len(b.defects) < maxDefects {
		b.defects = append(b.defects, Defect{Kind: kind, Part: part, Text: text})
	}
}

// line is the line at pos without its end, and where the next one starts.
func (b *builder) line(pos int) (text []byte, next int) {
	i := bytes.IndexByte(b.raw[pos:], b.eol)
	if i < 0 {
		return b.raw[pos:], len(b.raw)
	}
	return bytes.TrimRight(b.raw[pos:pos+i], "\r"), pos + i + 1
}

// delimiter is a boundary line (RFC 2046 5.1.1). At the end of the message
// level is -1.
type delimiter struct {
	start, next int // of the line, and of what follows it
	level       int // index into builder.open
	closing     bool
}

// find is the first delimiter line of an open multipart at or after pos, which
// is the start of a line.
func (b *builder) find(pos int) delimiter {
	end := delimiter{start: len(b.raw), next: len(b.raw), level: -1}
	if len(b.open) == 0 || b.full {
		return end
	}
	dashes := []byte{b.eol, '-', '-'}
	for pos < len(b.raw) {
		if bytes.HasPrefix(b.raw[pos:], dashes[1:]) {
			if d, ok := b.match(pos); ok {
				return d
			}
		}
		i := bytes.Index(b.raw[pos:], dashes)
		if i < 0 {
			break
		}
		pos += i + 1
	}
	return end
}

// match tells which open multipart the line at pos delimits, innermost first.
func (b *builder) match(pos int) (delimiter, bool) {
	text, next := b.line(pos)
	text = text[2:]
	for level := len(b.open) - 1; level >= 0; level-- {
		rest, ok := bytes.CutPrefix(text, []byte(b.open[level]))
		rest = bytes.TrimRight(rest, " \t\r")
		if ok && (len(rest) == 0 || string(rest) == "--") {
			return delimiter{pos, next, level, len(rest) > 0}, true
		}
	}
	// It is enough that a line begins with a boundary; but with a space behind
	// it, for the boundaries of inner multiparts often begin with outer ones.
	for level := len(b.open) - 1; level >= 0; level-- {
		if rest, ok := bytes.CutPrefix(text, []byte(b.open[level])); ok {
			rest, closing := bytes.CutPrefix(rest, []byte("--"))
			if len(rest) > 0 && (rest[0] == ' ' || rest[0] == '\t') {
				return delimiter{pos, next, level, closing}, true
			}
		}
	}
	return delimiter{}, false
}

// contentEnd is where content that began at start ends before d: the line end
// in front of a delimiter belongs to the delimiter.
func (b *builder) contentEnd(start int, d delimiter) int {
	end := d.start
	if d.level < 0 || end <= start {
		return max(end, start)
	}
	end--
	if end > start && b.eol == '\n' && b.raw[end-1] == '\r' {
		end--
	}
	return end
}

// entity reads the header and body at pos into p and returns the delimiter
// that ended it.
func (b *builder) entity(p *Part, pos int, fallback string) delimiter {
	b.parts++
	p.Header, p.Start = b.header(pos)
	b.describe(p, fallback)
	if p.multipart() {
		d, ok := b.multipart(p)
		p.End = b.contentEnd(p.Start, d)
		if n := len(p.Parts); ok && n > 0 {
			p.End = max(p.End, p.Parts[n-1].End) // a part without a body ends in the delimiter's line end
			return d
		}
		// Nothing in it can be told apart, or there is nothing but a preamble: show
		// it as it is.
		p.undivided, p.Type = p.Type, "text/plain"
		return d
	}
	d := b.find(p.Start)
	p.End = b.contentEnd(p.Start, d)
	if p.Encoding == "x-uuencode" && p.Filename == "" {
		src := b.raw[p.Start:p.End]
		if start := uuBegin(src, 0); start >= 0 {
			line, _ := lineAt(src, start)
			if name, ok := uuName(line); ok && name != "" {
				p.Filename = safeFilename(decodeText(name, p.Charset))
			}
		}
	}
	return d
}

// multipart reads the parts of p. It reports false when p cannot be divided.
func (b *builder) multipart(p *Part) (delimiter, bool) {
	if b.depth >= maxDepth {
		b.defect("too-deep", p.ID, "more than "+strconv.Itoa(maxDepth)+" multiparts inside each other")
		return b.find(p.Start), false
	}
	boundary := p.Params["boundary"]
	if trimmed := strings.TrimRight(boundary, " \t"); trimmed != boundary && !bytes.Contains(b.raw[p.Start:], []byte("--"+boundary)) {
		boundary = trimmed // RFC 2046 5.1.1: it cannot end in white space, though some do
	}
	if boundary == "" {
		b.defect("missing-boundary", p.ID, "a multipart without a boundary parameter")
		if boundary = b.guess(p.Start); boundary == "" {
			return b.find(p.Start), false
		}
	}
	level := len(b.open)
	b.open = append(b.open, boundary)
	b.depth++
	defer func() { b.depth-- }()

	d := b.find(p.Start)
	if d.level != level {
		b.defect("boundary-not-found", p.ID, "the boundary of this multipart does not occur in it")
		b.open = b.open[:level]
		guessed := b.guess(p.Start)
		if guessed == "" {
			return d, false
		}
		b.open = append(b.open, guessed)
		d = b.find(p.Start)
	}
	fallback := "text/plain"
	if p.Type == "multipart/digest" {
		fallback = "message/rfc822" // RFC 2046 5.1.5
	}
	for d.level == level && !d.closing {
		if b.parts >= maxParts {
			b.full = true
			b.open = b.open[:level]
			b.defect("too-many-parts", p.ID, "more than "+strconv.Itoa(maxParts)+" parts; the rest is left undivided")
			return b.find(len(b.raw)), true
		}
		child := &Part{ID: strconv.Itoa(len(p.Parts) + 1)}
		if p.ID != "" {
			child.ID = p.ID + "." + child.ID
		}
		p.Parts = append(p.Parts, child)
		start := d.next
		d = b.entity(child, start, fallback)
		if len(b.raw) <= start && len(p.Parts) > 1 { // a delimiter at the very end delimits nothing
			p.Parts = p.Parts[:len(p.Parts)-1]
			b.parts--
		}
	}
	b.open = b.open[:level]
	if d.level == level {
		return b.find(d.next), true // the epilogue is not part of the message
	}
	if !b.full {
		b.defect("missing-close", p.ID, "the last part has no closing boundary")
	}
	return d, true
}

// guess finds the boundary of a multipart that does not name it: the first
// line of the form "--x" that a header or an empty line follows. A line of
// dashes alone is a ruler that someone drew.
func (b *builder) guess(pos int) string {
	limit := min(len(b.raw), pos+64<<10)
	for pos < limit {
		text, next := b.line(pos)
		name := bytes.TrimRight(text, " \t")
		if len(name) > 2 && len(name) <= 2+200 && bytes.HasPrefix(name, []byte("--")) && !bytes.ContainsAny(name, " \t") && len(bytes.Trim(name, "-")) > 0 {
			if _, other := b.match(pos); other {
				return ""
			}
			after, _ := b.line(next)
			if _, ok := fieldName(after); ok || len(after) == 0 {
				return string(name[2:])
			}
		}
		pos = next
	}
	return ""
}
