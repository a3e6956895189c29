package digest

import (
	"strings"
	"testing"
	"unicode/utf8"

	"godwit/sync/parse"
)

func TestOf(t *testing.T) {
	for _, c := range []struct{ name, raw, text, preview string }{
		{"plain", "Subject: x\r\n\r\nHello\r\n\r\n> quoted\r\nyou   there\r\n-- \r\nMe\r\n", "quoted", "Hello you there"},
		{"an answer", "\r\nOn Monday, Ann wrote:\r\n> Tea?\r\nNote:\r\nyes\r\n", "Tea", "Note: yes"},
		{"a heading", "\r\nNews\r\n====\r\n\r\nGodwits...\r\n", "News", "News Godwits..."},
		{"html only", "Content-Type: text/html\r\n\r\n<p>Tea <b>at</b> four</p><style>p{}</style>", "Tea at four", "Tea at four"},
		{"empty", "Subject: x\r\n\r\n", "", ""},
		{"control characters", "Subject: x\r\n\r\na\x00\x07b\r\n", "a", "a b"},
		{"an answer in HTML", "Content-Type: text/html\r\n\r\n<p>Yes, at four.</p><p>On 1 May 2026 Ann wrote:</p><p></p><blockquote>Tea?</blockquote>", "Tea?", "Yes, at four."},
		{"an answer above a quote that nothing marks", "\r\nYes.\r\n\r\nFrom: Ann\r\nSent: Monday\r\nTo: Bea\r\nSubject: Tea\r\n\r\nTea?\r\n", "Tea?", "Yes."},
		{"an announcement broken in two", "\r\nYes.\r\n\r\nOn 1 May 2026, Ann Example <ann@example.org>\r\nwrote:\r\n\r\nTea?\r\n", "Tea?", "Yes."},
		{"an answer below the quote", "\r\nAm 1.5.2026 schrieb Ann:\r\n> Tee?\r\n\r\nJa.\r\n", "Tee?", "Ja."},
		{"an original message", "\r\nFine.\r\n\r\n-----Original Message-----\r\nFrom: Ann\r\nSubject: Tea\r\n\r\nTea?\r\n", "Tea?", "Fine."},
		{"a forwarded message alone", "\r\n---------- Forwarded message ---------\r\nFrom: Ann\r\nDate: Monday\r\nSubject: Tea\r\n\r\nTea?\r\n", "Forwarded", "Tea?"},
		{"a quote alone", "\r\nOn Monday, Ann wrote:\r\n> Tea?\r\n> At four.\r\n", "Tea", "Tea? At four."},
		{"a colon in a letter", "\r\nDear all:\r\nFrom: here on, tea.\r\n", "tea", "Dear all: From: here on, tea."},
		{"a newsletter", "Content-Type: text/html\r\n\r\n<div style='display:none'>Three teas&zwnj;&nbsp;&zwnj;</div><table><tr><td>Can't see this mail? <a href=https://a.example>View it in your browser</a></td></tr><tr><td><img alt=Logo src=x><h1>News of May</h1></td></tr></table>", "News", "Three teas News of May"},
		{"a preheader that is the title", "Content-Type: text/html\r\n\r\n<div style='display:none'>News of May</div><p>View online</p><h1>News of May</h1>Tea.", "News", "News of May Tea."},
		{"both forms", "Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n\r\nView this email in your browser (https://a.example)\r\n** News **\r\n--b\r\nContent-Type: text/html\r\n\r\n<div hidden>In short</div><h1>News</h1>\r\n--b--\r\n", "** News **", "In short News"},
		{"a text with a footer in HTML", "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nTea?\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>The list</p>\r\n--b--\r\n", "Tea?\n\nThe list", "Tea? The list"},
		{"a letter on browsers", "\r\nIt fails in the browser only.\r\nBoth in your browser and in mine.\r\n", "fails", "It fails in the browser only. Both in your browser and in mine."},
		{"web versions", "\r\nKlicken Sie hier, um diese Mail im Browser anzusehen.\r\nSee this mail in your browser\r\nVer en el navegador\r\nTee.\r\n", "Tee", "Tee."},
		{"a picture alone", "Content-Type: text/html\r\n\r\n<img alt='Tea at four' src=x>", "Tea", "[Tea at four]"},
		{"addresses in brackets", "\r\nRead more <https://a.example/x> here\r\nhttps://a.example/y\r\nsee https://a.example/z\r\n", "more", "Read more here see https://a.example/z"},
		{"a signature first", "\r\n-- \r\nAnn\r\n", "Ann", "Ann"},
	} {
		text, preview := Of(parse.Parse([]byte(c.raw)))
		if !strings.Contains(text, c.text) || preview != c.preview {
			t.Errorf("%s: %q, %q", c.name, text, preview)
		}
	}
	_, long := Of(parse.Parse([]byte("Content-Type: text/plain; charset=utf-8\r\n\r\n" + strings.Repeat("ä", 1000))))
	if utf8.RuneCountInString(long) != previewRunes || !utf8.ValidString(long) {
		t.Errorf("a long preview has %d characters", utf8.RuneCountInString(long))
	}
}

func FuzzFirstWords(f *testing.F) {
	f.Add("On Monday,\nAnn wrote:\n\n> a\n> > b\n\nFrom: x\nSent: y\nTo: z\n\n-----Original Message-----")
	f.Add("View online | <https://a.example>[image: x](http://b.example\n***\n-- \nc")
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "")
		words := firstWords(text)
		if utf8.RuneCountInString(words) > previewRunes || !utf8.ValidString(words) || strings.ContainsAny(words, "\n\r\t\x00") {
			t.Errorf("%q", words)
		}
	})
}
