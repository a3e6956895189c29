package gui

import (
	"html"
	"strings"

	"godwit/app/gui/edit"
)

// Bounds of a text that is drawn as a page: its size, and how deep its quotes
// are told apart.
const (
	textPageMost  = 100 << 10
	textPageDepth = 5
)

// textPage is a text as a page, or "" where there is no need of one: the toolkit
// sets each line from left to right, and the engine for mail knows which way
// Hebrew and Arabic go. Quotes become quotes of the page, addresses links.
func textPage(text string) string {
	if len(text) > textPageMost || !strings.ContainsFunc(text, fromRight) {
		return ""
	}
	var b strings.Builder
	b.WriteString(`<body style="font-family:noto sans,sans-serif;font-size:15px;line-height:1.45">`)
	level := 0
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		now, skip := edit.QuoteLevel(line)
		now = min(now, textPageDepth)
		for ; level < now; level++ {
			b.WriteString(`<blockquote type="cite">`)
		}
		for ; level > now; level-- {
			b.WriteString("</blockquote>")
		}
		b.WriteString(`<div dir="auto" style="white-space:pre-wrap">`)
		writeLine(&b, line[min(skip, len(line)):])
		b.WriteString("</div>")
	}
	b.WriteString(strings.Repeat("</blockquote>", level))
	return b.String()
}

// writeLine writes what a line says, with its addresses as links.
func writeLine(b *strings.Builder, line string) {
	if strings.TrimSpace(line) == "" {
		b.WriteString("<br>")
		return
	}
	at := 0
	for _, m := range edit.Links(line) {
		url := line[m[0]:m[1]]
		b.WriteString(html.EscapeString(line[at:m[0]]))
		target := url
		switch {
		case strings.HasPrefix(strings.ToLower(url), "www."):
			target = "https://" + url
		case !strings.Contains(url, ":"):
			target = "mailto:" + url
		}
		b.WriteString(`<a href="` + html.EscapeString(target) + `">` + html.EscapeString(url) + "</a>")
		at = m[1]
	}
	b.WriteString(html.EscapeString(line[at:]))
}

// fromRight tells whether r belongs to a script that is written from the right:
// the blocks that UAX #9 gives to them.
func fromRight(r rune) bool {
	return r >= 0x0590 && r < 0x0900 || r >= 0xfb1d && r < 0xfe00 || r >= 0xfe70 && r < 0xff00 || r >= 0x10800 && r < 0x11000 || r >= 0x1e800 && r < 0x1f000
}
