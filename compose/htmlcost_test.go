package compose

import (
	"slices"
	"strings"
	"testing"
)

// TestOverMarked: what would keep the parser busy is set as it was typed, and
// letters that are merely long are not.
func TestOverMarked(t *testing.T) {
	for name, c := range map[string]struct {
		text, why string
	}{
		"a letter":         {"# Hello\n\n" + strings.Repeat("Some *words*, a [link](https://a.example) and `code`.\n\n- item\n- item\n\n", 500), ""},
		"a table":          {"|a|b|c|\n|-|-|-|\n" + strings.Repeat("|1|2|3|\n", 2000), ""},
		"code":             {"```\n" + strings.Repeat("x := f(a[i], *p) // _y_\n", 300) + "```\n", ""},
		"numbers":          {strings.Repeat("1 2 3 4 5 6 ", 100), ""},
		"long":             {strings.Repeat("word ", 14_000), "longer"},
		"brackets":         {strings.Repeat("[", 5000), "marks"},
		"emphasis":         {strings.Repeat("*a_ ", 15_000), "marks"},
		"links":            {strings.Repeat("[a](", 15_000), "marks"},
		"wide table":       {strings.Repeat("|a", 7000) + "\n" + strings.Repeat("|-", 7000) + "\n" + strings.Repeat("|\n", 7000), "cells"},
		"table in a fence": {"    ```\n" + strings.Repeat("|a", 7000) + "\n" + strings.Repeat("|-", 7000) + "\n" + strings.Repeat("|\n", 7000), "cells"},
		"deep quotes":      {strings.Repeat(" > > >", 10_000), "deep"},
		"deep numbers":     {strings.Repeat("1. ", 20_000), "deep"},
	} {
		why := NotMarkdown(Draft{Body: c.text})
		if (why == "") != (c.why == "") || !strings.Contains(why, c.why) {
			t.Errorf("%s is set as typed since %q, want %q", name, why, c.why)
		}
		got, err := HTML(c.text, nil)
		if err != nil || c.why != "" && len(got) > 20*len(c.text) {
			t.Errorf("%s: %d octets become %d, %v", name, len(c.text), len(got), err)
		}
	}
}

// TestNotMarkdownOfOthers: the words of others do not count.
func TestNotMarkdownOfOthers(t *testing.T) {
	others := strings.Repeat("> "+strings.Repeat("*a_", 100)+"\n", 300)
	for _, body := range []string{"See below.\n" + others, "See *below*.\n\n" + forwardedLine + "\n" + others} {
		if why := NotMarkdown(Draft{Body: body}); why != "" {
			t.Errorf("as typed since %s", why)
		}
		if got, err := HTML(body, nil); err != nil || !strings.Contains(got, "below") {
			t.Errorf("%v, %.200s", err, got)
		}
	}
}

// TestPageNamesPictures: a picture that the text names twice is one part.
func TestPageNamesPictures(t *testing.T) {
	d := Draft{Body: "![a](x.png) ![b](y.png) ![c](x.png)", Attachments: []Attachment{
		{Name: "y.png", Inline: true}, {Name: "z.png", Inline: true}, {Name: "x.png", Inline: true},
	}}
	page, shown, err := Page(d, "1@a.example")
	if err != nil || !slices.Equal(shown, []int{2, 0}) || strings.Count(page, `src="cid:2.1@a.example"`) != 2 {
		t.Errorf("%v, %v\n%s", err, shown, page)
	}
}

// BenchmarkHTMLAtTheBounds is the worst that a text may ask for before it is set
// as it was typed.
func BenchmarkHTMLAtTheBounds(b *testing.B) {
	fill := func(part string, marks int) string {
		n := max(1, maxMarks/marks)
		return strings.Repeat(strings.Repeat(part, n)+"\n\n", max(1, (maxMarkdown-1)/(n*len(part)+2)))
	}
	for name, text := range map[string]string{
		"emphasis": fill("*a_ ", 2), "strong": fill("**a ", 2), "links": fill("[a](", 3), "brackets": fill("[", 1), "pictures": fill("![[](", 5),
		"table":  strings.Repeat("|a", 19) + "\n" + strings.Repeat("|-", 19) + "\n" + strings.Repeat("|\n", 950),
		"nested": strings.Repeat(strings.Repeat("> ", 99)+"a\n\n", 300), "items": strings.Repeat(strings.Repeat("1. ", 99)+"a\n\n", 200),
		"indented": strings.Repeat(strings.Repeat(" ", 40)+"- a\n", 1400), "references": strings.Repeat("[a]: b\n", 1300),
	} {
		b.Run(name, func(b *testing.B) {
			if why := overMarked(text); why != "" {
				b.Fatal(why)
			}
			for b.Loop() {
				if _, err := HTML(text, nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
