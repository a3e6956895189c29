package vcard

import (
	"io"
	"mime/quotedprintable"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/htmlindex"
)

const (
	maxInput   = 64 << 20 // octets of a file
	maxCards   = 50_000
	maxLines   = 1000    // of an entry
	maxCard    = 1 << 20 // octets of an entry; a picture that makes it larger is left out
	maxEmails  = 100
	maxMembers = 5000
)

// Read reads a file of entries. broken is how many could not be read.
func Read(r io.Reader) (cards []Card, broken int, err error) {
	raw, err := io.ReadAll(io.LimitReader(r, maxInput))
	if err != nil {
		return nil, 0, err
	}
	text := strings.TrimPrefix(string(raw), "\uFEFF")
	if !utf8.ValidString(text) { // what wrote no UTF-8 wrote the Windows characters
		if text, err = decode(text, "windows-1252"); err != nil {
			return nil, 0, err
		}
	}
	var card *Card
	size := 0
	end := func(whole bool) {
		if card == nil {
			return
		}
		if !whole || len(card.lines) == 0 {
			broken++
		} else if card.understand(); card.Name == "" {
			broken++
		} else {
			cards = append(cards, *card)
		}
		card = nil
	}
	for _, s := range unfold(text) {
		l, ok := readLine(s)
		switch {
		case len(cards) >= maxCards:
			return cards, broken, nil
		case !ok:
		case l.name == "BEGIN" && strings.EqualFold(l.value, "VCARD"):
			end(false)
			card, size = &Card{}, 0
		case l.name == "END" && strings.EqualFold(l.value, "VCARD"):
			end(true)
		case card == nil || l.name == "VERSION" || len(card.lines) >= maxLines || size+len(s) > maxCard:
		default:
			size += len(s)
			card.lines = append(card.lines, modern(l))
		}
	}
	end(false)
	return cards, broken, nil
}

// unfold joins the lines that go on: those that begin with a blank (RFC 6350
// 3.2), and in 2.1 those after one in quoted-printable that ends in "=".
func unfold(text string) []string {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	var out []string
	var b strings.Builder
	soft, printable := false, false
	for s := range strings.SplitSeq(text, "\n") {
		switch {
		case soft:
		case s != "" && (s[0] == ' ' || s[0] == '\t'):
			s = s[1:]
		default:
			if b.Len() > 0 {
				out = append(out, b.String())
			}
			b.Reset()
			head, _, _ := strings.Cut(s, ":")
			printable = strings.Contains(strings.ToUpper(head), "QUOTED-PRINTABLE")
		}
		if soft = printable && strings.HasSuffix(s, "="); soft {
			s = s[:len(s)-1]
		}
		b.WriteString(s)
	}
	return append(out, b.String())
}

// readLine takes a property apart (RFC 6350 3.3).
func readLine(s string) (line, bool) {
	colon, quoted := -1, false
	for i := range len(s) {
		if s[i] == '"' {
			quoted = !quoted
		}
		if s[i] == ':' && !quoted {
			colon = i
			break
		}
	}
	if colon < 1 {
		return line{}, false
	}
	head := strings.Split(s[:colon], ";")
	l := line{name: strings.ToUpper(strings.TrimSpace(head[0])), value: s[colon+1:]}
	if group, name, ok := strings.Cut(l.name, "."); ok {
		l.group, l.name = head[0][:len(group)], name
	}
	if l.name == "" || strings.ContainsFunc(l.group+l.name, func(r rune) bool {
		return !(r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' || r == '_')
	}) {
		return line{}, false
	}
	for _, p := range head[1:] {
		name, value, ok := strings.Cut(p, "=")
		if !ok { // 2.1 writes the type alone
			name, value = "TYPE", p
			if strings.EqualFold(p, "QUOTED-PRINTABLE") || strings.EqualFold(p, "BASE64") {
				name = "ENCODING"
			}
		}
		l.params = append(l.params, param{strings.ToUpper(strings.TrimSpace(name)), value})
	}
	return l, true
}

// modern is a property as 4.0 writes it.
func modern(l line) line {
	encoding, charset := strings.ToUpper(l.param("ENCODING")), l.param("CHARSET")
	kind := strings.ToLower(l.param("TYPE"))
	if encoding == "" && charset == "" {
		return l
	}
	var params []param
	for _, p := range l.params {
		if p.name != "ENCODING" && p.name != "CHARSET" {
			params = append(params, p)
		}
	}
	l.params = params
	switch encoding {
	case "QUOTED-PRINTABLE":
		if b, err := io.ReadAll(quotedprintable.NewReader(strings.NewReader(l.value))); err == nil {
			l.value = string(b)
		}
		fallthrough
	case "", "8BIT", "7BIT":
		if s, err := decode(l.value, charset); err == nil && charset != "" {
			l.value = s
		}
		l.value = strings.ReplaceAll(strings.ReplaceAll(strings.ToValidUTF8(l.value, "\uFFFD"), "\r\n", `\n`), "\n", `\n`)
	case "B", "BASE64":
		if kind == "" || strings.ContainsAny(kind, " ,;:/\"") {
			kind = "jpeg"
		}
		if l.name == "PHOTO" || l.name == "LOGO" {
			kind = "image/" + kind
		} else {
			kind = "application/octet-stream"
		}
		l.params = nil
		l.value = "data:" + kind + ";base64," + strings.Join(strings.Fields(l.value), "")
	}
	return l
}

func decode(s, charset string) (string, error) {
	if charset == "" || strings.EqualFold(charset, "utf-8") {
		return s, nil
	}
	e, err := htmlindex.Get(charset)
	if err != nil {
		return s, err
	}
	return e.NewDecoder().String(s)
}
