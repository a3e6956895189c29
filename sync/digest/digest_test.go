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
