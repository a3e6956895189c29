// Package export makes of a message what can be kept and shown without Godwit:
// pages of PDF, to print or to file, and a page of HTML that stands alone, for
// the browser.
//
// Neither refers to anything outside of itself. Pictures are in it only where
// the caller gives them, which is for the message's own, and for those from the
// internet that a person has asked for. Nothing here reads the network or a
// profile. HTML that cannot be laid out in time is printed as text; a message
// past the bounds is an error, never half a document.
package export

import (
	"fmt"
	"html"
	"regexp"
	"strings"
	"time"

	"golang.org/x/text/unicode/bidi"

	"godwit/app"
	"godwit/sync/htmldoc"
	"godwit/sync/mail"
)

// Letter is a message as it is put on paper.
type Letter struct {
	Subject string
	Fields  []Field // below the subject
	HTML    string  // as its sender wrote it; "" if there is none
	Text    string
	Sent    time.Time
	// Pictures are the octets of images by their references; of any kind, or none.
	Pictures map[string][]byte
}

// Field is a line below the subject.
type Field struct{ Name, Text string }

// LetterOf is the letter that a message makes.
func LetterOf(r *app.Reading, pictures map[string][]byte) Letter {
	e := r.Envelope
	l := Letter{Subject: e.Subject, HTML: r.HTML, Text: r.Text, Sent: e.Date, Pictures: pictures}
	if l.Subject == "" {
		l.Subject = "(no subject)"
	}
	if l.Sent.IsZero() {
		l.Sent = r.Row.Received
	}
	l.people("From", e.From)
	l.people("To", e.To)
	l.people("Cc", e.Cc)
	if !l.Sent.IsZero() {
		l.Fields = append(l.Fields, Field{"Date", l.Sent.Local().Format("Monday, 2 January 2006, 15:04 MST")})
	}
	var names []string
	for _, p := range r.Parts {
		names = append(names, p.Name)
	}
	if len(names) > 0 {
		l.Fields = append(l.Fields, Field{"Attached", cut(strings.Join(names, ", "))})
	}
	return l
}

func (l *Letter) people(name string, list []mail.Address) {
	if len(list) == 0 {
		return
	}
	all := make([]string, len(list))
	for i, a := range list {
		all[i] = a.String()
	}
	l.Fields = append(l.Fields, Field{name, cut(strings.Join(all, ", "))})
}

// cut bounds a field.
func cut(s string) string {
	const most = 2000
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// References are the pictures that HTML shows: those that came with the message
// and those that are on the internet.
func References(source string) (own, remote []string) {
	if source == "" {
		return nil, nil
	}
	for _, r := range htmldoc.Tree(source).Refs {
		switch r.Kind {
		case "embedded":
			own = append(own, r.URL)
		case "image":
			remote = append(remote, r.URL)
		}
	}
	return own, remote
}

// direction is "rtl" where the first letter with a direction of its own runs so.
func direction(s string) string {
	for _, r := range s {
		p, _ := bidi.LookupRune(r)
		switch p.Class() {
		case bidi.L:
			return "ltr"
		case bidi.R, bidi.AL:
			return "rtl"
		}
	}
	return "ltr"
}

var address = regexp.MustCompile(`https?://[^\s<>"]*[^\s<>"'.,;:!?)\]}]`)

// lines is plain text as HTML, a block a line, so that each has its own direction.
func lines(text []string) string {
	var b strings.Builder
	b.WriteString(`<div style="white-space:pre-wrap;overflow-wrap:anywhere;font:14px/1.45 sans-serif;color:#111">`)
	for _, line := range text {
		if line = strings.TrimRight(line, "\r"); line == "" {
			b.WriteString("<div><br></div>")
			continue
		}
		fmt.Fprintf(&b, `<div dir="%s">`, direction(line))
		from := 0
		for _, at := range address.FindAllStringIndex(line, 50) {
			target := html.EscapeString(line[at[0]:at[1]])
			b.WriteString(html.EscapeString(line[from:at[0]]) + `<a href="` + target + `">` + target + `</a>`)
			from = at[1]
		}
		b.WriteString(html.EscapeString(line[from:]) + "</div>")
	}
	return b.String() + "</div>"
}
