package parse

import (
	"bytes"
	"html"
	"slices"
	"strings"
)

// body is a message divided as RFC 8621 4.1.4 does it: what to read as plain
// text, what to read as HTML, and the rest.
type body struct {
	text, html, rest []*Part
}

func (m *Message) body() body {
	d := divider{}
	d.text, d.html = []*Part{}, []*Part{}
	d.divide([]*Part{m.Root}, "mixed", false, true, true)
	return d.body
}

type divider struct{ body }

// divide sorts the parts of a multipart of the given subtype. toText and toHTML
// say which of the two readings these parts may still belong to.
func (d *divider) divide(parts []*Part, subtype string, inAlternative, toText, toHTML bool) {
	texts, htmls := len(d.text), len(d.html)
	for i, p := range parts {
		if p.multipart() {
			sub := strings.TrimPrefix(p.Type, "multipart/")
			d.divide(p.Parts, sub, inAlternative || sub == "alternative", toText, toHTML)
			continue
		}
		readable := p.Type == "text/plain" || p.Type == "text/html"
		inline := p.Disposition != "attachment" && (readable || media(p.Type)) &&
			(i == 0 || subtype != "related" && (media(p.Type) || p.Filename == ""))
		if !inline {
			d.rest = append(d.rest, p)
			continue
		}
		if subtype == "alternative" {
			switch p.Type {
			case "text/plain":
				d.text = append(d.text, p)
			case "text/html":
				d.html = append(d.html, p)
			default:
				d.rest = append(d.rest, p)
			}
			continue
		}
		if inAlternative { // a mixed or related inside an alternative is one of its choices
			toHTML = toHTML && p.Type != "text/plain"
			toText = toText && p.Type != "text/html"
		}
		if toText {
			d.text = append(d.text, p)
		}
		if toHTML {
			d.html = append(d.html, p)
		}
		if (!toText || !toHTML) && media(p.Type) {
			d.rest = append(d.rest, p)
		}
	}
	if subtype == "alternative" && toText && toHTML {
		switch { // where there is one choice only, both readings have it
		case len(d.text) == texts && len(d.html) > htmls:
			d.text = append(d.text, d.html[htmls:]...)
		case len(d.html) == htmls && len(d.text) > texts:
			d.html = append(d.html, d.text[texts:]...)
		}
	}
}

func media(t string) bool {
	return strings.HasPrefix(t, "image/") || strings.HasPrefix(t, "audio/") || strings.HasPrefix(t, "video/")
}

// Text is the best plain text of the body: the plain alternative where there is
// one, and several text parts of a mixed message joined by an empty line. It
// is "" if some of the body is only there as HTML. flowed reports format=flowed
// (RFC 3676): lines that end in a space go on in the next.
func (m *Message) Text() (text string, flowed bool) {
	var pieces []string
	flowed = true
	b := m.body()
	if p := m.outlookBody(b); p != nil {
		b.text = []*Part{p}
	}
	for i, p := range b.text {
		if p.Type == "text/html" {
			return "", false
		}
		if p.Type != "text/plain" || slices.Contains(b.text[:i], p) {
			continue
		}
		piece := m.words(p)
		f := strings.EqualFold(p.Params["format"], "flowed")
		if f && strings.EqualFold(p.Params["delsp"], "yes") {
			piece = joinDelSp(piece)
		}
		flowed = flowed && f
		pieces = append(pieces, piece)
	}
	if len(pieces) == 0 {
		return "", false
	}
	for i := range pieces[:len(pieces)-1] {
		pieces[i] = strings.TrimRight(pieces[i], "\n") + "\n"
	}
	return strings.Join(pieces, "\n"), flowed
}

// HTML is the HTML body, nil if none.
func (m *Message) HTML() *Part {
	b := m.body()
	if p := m.outlookBody(b); p != nil {
		b.html = []*Part{p}
	}
	for _, p := range b.html {
		if p.Type == "text/html" {
			return p
		}
	}
	return nil
}

// Page is all of the body as one HTML document: some programs divide it into
// several parts around an attachment, and mailing lists put theirs below. It is
// "" if none of the body is HTML.
func (m *Message) Page() string {
	first := m.HTML()
	if first == nil {
		return ""
	}
	parts := m.body().html
	if m.outlookBody(m.body()) != nil {
		parts = []*Part{first}
	}
	var page strings.Builder
	for i, p := range parts {
		switch {
		case slices.Contains(parts[:i], p):
		case p.Type == "text/html":
			page.WriteString(m.PartText(p))
			page.WriteByte('\n')
		case p.Type == "text/plain" && strings.TrimSpace(m.words(p)) != "":
			page.WriteString("<div style=\"white-space: pre-wrap\">" + html.EscapeString(m.words(p)) + "</div>\n")
		}
	}
	return strings.TrimSuffix(page.String(), "\n")
}

// outlookBody is the text inside a winmail.dat, where the message has no other.
func (m *Message) outlookBody(b body) *Part {
	i := slices.IndexFunc(b.rest, (*Part).tnef)
	if i < 0 {
		return nil
	}
	for _, p := range slices.Concat(b.text, b.html) {
		if p.text() && strings.TrimSpace(m.PartText(p)) != "" {
			return nil
		}
	}
	for _, e := range m.Embedded(b.rest[i]) {
		if e.Disposition == "" {
			return e
		}
	}
	return nil
}

// Attachments are what a person would call so, in the order of the message:
// neither the body in any of its forms, nor the pictures inside an HTML body,
// nor signatures that a program checks. Files embedded in a text or in a
// winmail.dat (see Embedded) are among them.
func (m *Message) Attachments() []*Part {
	b := m.body()
	isBody := map[*Part]bool{}
	related := false
	for _, p := range append(append([]*Part(nil), b.text...), b.html...) {
		if p.text() {
			isBody[p] = true
		}
		related = related || p.Type == "text/html"
	}
	if p := m.outlookBody(b); p != nil {
		related = related || p.Type == "text/html"
	}
	picture := func(p *Part) bool {
		return related && p.ContentID != "" && p.Disposition != "attachment" && media(p.Type)
	}
	var list []*Part
	for _, p := range m.Leaves() {
		switch {
		case isBody[p]:
			list = append(list, m.Embedded(p)...)
		case p.tnef():
			inside := m.Embedded(p)
			if len(inside) == 0 {
				list = append(list, p)
			}
			for _, e := range inside {
				if e.Disposition != "" && !picture(e) { // else the body, or another form of it
					list = append(list, e)
				}
			}
		case picture(p):
		case p.Type == "application/pgp-signature", p.Type == "application/pkcs7-signature", p.Type == "application/x-pkcs7-signature":
		default:
			list = append(list, p)
		}
	}
	return list
}

// PartText is a text part as UTF-8 with LF line ends, its format otherwise kept.
func (m *Message) PartText(p *Part) string { return partText(p, m.Bytes(p)) }

// words is PartText without the files between its lines.
func (m *Message) words(p *Part) string {
	if p.data != nil || p.Disposition == "attachment" {
		return m.PartText(p)
	}
	data, _ := m.apart(p)
	return partText(p, data)
}

func partText(p *Part, data []byte) string {
	label := p.Charset
	if p.Type == "text/html" && (label == "" || label == "us-ascii" && !asciiBytes(data)) {
		if own := htmlCharset(data); own != "" {
			label = own
		}
	}
	text := decodeCharset(label, data)
	if strings.IndexByte(text, '\r') >= 0 {
		text = strings.ReplaceAll(text, "\r\n", "\n")
		text = strings.ReplaceAll(text, "\r", "\n")
	}
	return text
}

// htmlCharset is what an HTML document without a declared charset says itself.
func htmlCharset(data []byte) string {
	const prefix = 1024 // as HTML 13.2.3.2 has it
	head := bytes.ToLower(data[:min(len(data), prefix)])
	for {
		i := bytes.Index(head, []byte("charset="))
		if i < 0 {
			return ""
		}
		head = head[i+len("charset="):]
		value := bytes.TrimLeft(head, `"' `)
		end := bytes.IndexAny(value, "\"'> ;/")
		if end > 0 {
			return charsetLabel(string(value[:end]))
		}
	}
}
