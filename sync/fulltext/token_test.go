package fulltext

import (
	"slices"
	"strings"
	"testing"
)

func TestWords(t *testing.T) {
	for _, c := range []struct {
		text string
		want string // words, separated by |
	}{
		{"", ""},
		{" -- ", ""},
		{"Hello, World!", "hello|world"},
		{"x_y-z 3.14", "x|y|z|3|14"},
		{"don't", "don|t"},
		{"bob.smith@example.org", "bob|smith|example|org"},
		{"Grüße aus ZÜRICH", "grusse|aus|zurich"},
		{"STRASSE Straße STRAẞE", "strasse|strasse|strasse"},
		{"e\u0301te\u0301 été ÉTÉ", "ete|ete|ete"},
		{"\u0301a", "a"},
		{"İstanbul ıssız", "istanbul|issiz"},
		{"⼗時 ｶﾅ", "十|時|カ|ナ"},
		{"Smørrebrød Łódź Æsir", "smorrebrod|lodz|aesir"},
		{"Ελλάς ΕΛΛΆΣ", "ελλασ|ελλασ"},
		{"Ёлка ёж Йод", "елка|еж|иод"},
		{"ﬁsh ＡＢＣ１２ m²", "fish|abc12|m2"},
		{"½", "12"},
		{"會議のお知らせ", "會|議|の|お|知|ら|せ"},
		{"iPhone用ケース", "iphone|用|ケ|ー|ス"},
		{"がか", "が|か"},
		{"ที่นี่", "ท|ี|่|น|ี|่"},
		{"한국어 메일", "한국어|메일"},
		{"हिन्दी", "हिन्दी"},
		{"שָׁלוֹם שלום", "שלום|שלום"},
		{"مُحَمَّد محمد", "محمد|محمد"},
		{"Donau\u00ADdampf\u200Dschiff", "donaudampfschiff"},
		{"a\u200Bb a\u00A0b a\u2003b", "a|b|a|b|a|b"},
		{"a\xffb\x00c", "a|b|c"},
		{"😀 ok👍", "ok"},
		{"\uFDFA", "صلىاللهعليهوسلم"},
		{strings.Repeat("x", 100) + " y", strings.Repeat("x", maxToken) + "|y"},
		{strings.Repeat("ж", 33) + " y", strings.Repeat("ж", 32) + "|y"},
	} {
		got := cut(c.text)
		var want []string
		if c.want != "" {
			want = strings.Split(c.want, "|")
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q is cut into %q, want %q", c.text, got, want)
		}
	}
}

func TestFoldsFit(t *testing.T) {
	for r := rune(0); r < 0x20000; r++ {
		if octets, _ := fold(nil, r); len(octets) > maxFold {
			t.Errorf("%U becomes %d octets", r, len(octets))
		}
	}
}
