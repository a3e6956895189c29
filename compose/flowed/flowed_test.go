package flowed

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestJoin(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"paragraph", "one \ntwo \nthree\nfour\n", "one two three\nfour\n"},
		{"stuffed", " From here\n  indented\n >no quote", "From here\n indented\n >no quote"},
		{"quote", "> a \n> b\n>> c \n>d\n>\ne", "> a b\n>> c\n> d\n>\ne"},
		{"signature", "text \n-- \nAda \n", "text\n-- \nAda\n"},
		{"quoted signature", "> text \n> -- \n> Ada", "> text\n> -- \n> Ada"},
		{"another depth ends it", "> a \nb", "> a\nb"},
		{"an empty line ends it", "a \n\nb", "a\nb"},
		{"empty", "", ""},
	} {
		if got := Join(c.in); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestBreak(t *testing.T) {
	words := strings.TrimSpace(strings.Repeat("lorem ipsum dolor ", 20))
	for name, text := range map[string]string{
		"prose":        words + "\n\nshort\n",
		"quote":        "On 3 Nov, Ada wrote:\n> " + words + "\n>> " + words + "\n>\n> end\n",
		"deep":         strings.Repeat(">", 90) + " " + words + "\n",
		"signature":    words + "\n\n-- \nAda\n" + words,
		"stuffing":     words + "\n From x\nFrom y\n  z\n",
		"code":         words + "\n```\n" + words + "\n```\n    " + words + "\n| " + words + " |\n",
		"dashes":       strings.Repeat("-- ", 40) + "end\n",
		"long word":    strings.Repeat("x", 300) + " " + strings.Repeat("y", 300) + " end\n",
		"double blank": strings.Repeat("a.  B", 40) + "\n",
		"other script": strings.Repeat("пример текста ", 20) + "конец\n",
	} {
		broken, flowed := Break(text)
		if !flowed {
			t.Errorf("%s: not flowed", name)
		}
		if got := Join(broken); got != text {
			t.Errorf("%s: %q\nwant %q\nvia %q", name, got, text, broken)
		}
	}
	for line := range strings.Lines(first(Break(words + "\n> " + words + "\n"))) {
		if utf8.RuneCountInString(line) > wide {
			t.Errorf("a line of %d: %q", len(line), line)
		}
	}
	for _, text := range []string{"", "short \n", "```\n" + words + "\n```\n", strings.Repeat("長", 200), "\t" + words} {
		if broken, flowed := Break(text); flowed || broken != text {
			t.Errorf("%.40q was changed", text)
		}
	}
}

func first(s string, _ bool) string { return s }

// FuzzBreak: what is broken is joined again, but for blanks at the ends of
// lines and the one behind the marks of a quote.
func FuzzBreak(f *testing.F) {
	f.Add("> " + strings.Repeat("word ", 40) + "\n-- \nx")
	f.Add(strings.Repeat("-- ", 40) + "\n >" + strings.Repeat(" > ", 50))
	f.Fuzz(func(t *testing.T, text string) {
		broken, flowed := Break(text)
		if !flowed {
			if broken != text {
				t.Fatal("changed")
			}
			return
		}
		if got, want := Join(broken), plain(text); got != want {
			t.Fatalf("%q\nwant %q\nvia %q", got, want, broken)
		}
	})
}

func plain(text string) string {
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		depth, content := marks(l)
		if content != separator {
			content = strings.TrimRight(content, " ")
		}
		lines[i] = Quote(depth, content)
	}
	return strings.Join(lines, "\n")
}

func BenchmarkBreak(b *testing.B) {
	text := strings.Repeat(strings.Repeat("lorem ipsum dolor ", 40)+"\n", 1400) // 1 MB
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Join(first(Break(text)))
	}
}
