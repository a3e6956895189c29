package htmldoc

import "testing"

func TestSymbols(t *testing.T) {
	for _, c := range []struct{ family, in, want string }{
		{"Wingdings", "J §", "☺ ▪"},
		{`"wingdings", sans-serif`, "\uf04a\uf0a7", "☺▪"},
		{"Symbol", "·\u00a0a", "•\u00a0α"},
		{"Arial, Wingdings", "J", "J"},
		{"Wingdings 3", "J", "J"},
		{"Webdings", "a", "✔"},
		{"Symbol", "日", "日"},
		{"", "J", "J"},
	} {
		if got := Symbols(c.family, c.in); got != c.want {
			t.Errorf("%s %q: got %q, want %q", c.family, c.in, got, c.want)
		}
	}
	for _, table := range []string{wingdings, symbol, webdings} {
		runes := []rune(table)
		for i := 0; i+1 < len(runes); i += 2 {
			if runes[i] <= ' ' || runes[i] > 0xff {
				t.Errorf("%q stands where a place is", runes[i])
			}
		}
		if len(runes)%2 != 0 {
			t.Error("a place without a character")
		}
	}
}

func TestTextOfSymbols(t *testing.T) {
	const in = `Hi <span style="font-family:Wingdings">J</span>, J <font face=Symbol>·<span style="font:7.0pt &quot;Times New Roman&quot;">&nbsp;a</span></font>`
	if got, want := Text(in), "Hi ☺, J • a"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
