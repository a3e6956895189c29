package specimen

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"godwit/compose"
	"godwit/compose/flowed"
	"godwit/sync/parse"
)

// Facts are what a reader finds in a message.
type Facts struct {
	Subject string   `json:"subject"`
	From    []string `json:"from"` // names
	To      []string `json:"to"`
	Flowed  bool     `json:"flowed"`
	Text    string   `json:"text"`
	HTML    string   `json:"html"`
	Files   []File   `json:"files"`
}

// File is a part that is not text of the body.
type File struct {
	Name string `json:"name"`
	Sum  string `json:"sum"` // SHA-256 of the content
	CID  string `json:"cid"` // without < >
}

// Script finds the same with Python's email.
//
//go:embed facts.py
var Script string

// FactsOf is what our own parser finds.
func FactsOf(m *parse.Message) Facts {
	f := Facts{Subject: m.Header.Text("Subject")}
	for _, a := range m.Header.Addresses("From") {
		f.From = append(f.From, a.Name)
	}
	for _, a := range m.Header.Addresses("To") {
		f.To = append(f.To, a.Name)
	}
	leaves := m.Leaves()
	for i, p := range leaves {
		switch {
		case i == 0:
			f.Text, f.Flowed = m.PartText(p), p.Params["format"] == "flowed"
		case i == 1 && p.Type == "text/html" && p.Disposition == "":
			f.HTML = m.PartText(p)
		default:
			f.Files = append(f.Files, File{p.Filename, sum(m.Bytes(p)), strings.Trim(p.ContentID, "<>")})
		}
	}
	return f
}

func sum(b []byte) string {
	s := sha256.Sum256(b)
	return hex.EncodeToString(s[:])
}

// Differences are where what was read is not what was written.
func Differences(d compose.Draft, f Facts) []string {
	var out []string
	differ := func(what, got, want string) {
		if got != want {
			out = append(out, fmt.Sprintf("%s is %.300q, want %.300q", what, got, want))
		}
	}
	differ("subject", visible(f.Subject), visible(d.Subject))
	differ("from", visible(strings.Join(f.From, "|")), visible(d.From.Name))
	if len(d.To) > 0 {
		differ("to", visible(strings.Join(f.To, "|")), visible(d.To[0].Name))
	}
	text, want := strings.ReplaceAll(f.Text, "\r\n", "\n"), d.Body
	if f.Flowed { // blanks at the ends of lines mean something there, and are not the writer's
		text, want = flowed.Join(text), unblank(want)
	}
	if want != "" && !strings.HasSuffix(want, "\n") {
		want += "\n"
	}
	differ("text", strings.TrimSuffix(text, "\n"), strings.TrimSuffix(want, "\n"))
	if d.Markdown != (f.HTML != "") {
		out = append(out, "HTML is missing, or too much")
	}
	return append(out, differentFiles(d, f)...)
}

// differentFiles compares them in any order: those within the HTML come first.
func differentFiles(d compose.Draft, f Facts) []string {
	var want, got, out []string
	for _, a := range d.Attachments {
		name, data := a.Name[strings.LastIndex(a.Name, "/")+1:], a.Data
		if strings.HasSuffix(name, ".eml") {
			data = bytes.ReplaceAll(bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")), []byte("\n"), []byte("\r\n"))
		}
		want = append(want, visible(name)+" "+sum(data))
	}
	for _, file := range f.Files {
		got = append(got, visible(file.Name)+" "+file.Sum)
		if file.CID != "" && !strings.Contains(f.HTML, "cid:"+file.CID) {
			out = append(out, "the HTML does not show "+file.CID)
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(want, got) {
		out = append(out, fmt.Sprintf("files %.900q, want %.900q", got, want))
	}
	return out
}

// unblank is a text without blanks at the ends of lines, and with one blank
// behind the marks of a quote.
func unblank(text string) string {
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		content := strings.TrimLeft(l, ">")
		depth := len(l) - len(content)
		if depth > 0 {
			content = strings.TrimPrefix(content, " ")
		}
		if content != "-- " {
			content = strings.TrimRight(content, " ")
		}
		lines[i] = flowed.Quote(depth, content)
	}
	return strings.Join(lines, "\n")
}

// visible is what people see of a header's text.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || !unicode.IsGraphic(r) {
			return -1
		}
		return r
	}, s)
}
