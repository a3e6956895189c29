package edit

import "testing"

func TestQuoteLevel(t *testing.T) {
	for _, tt := range []struct {
		line        string
		level, skip int
	}{
		{"", 0, 0},
		{"plain", 0, 0},
		{" > no quote", 0, 0},
		{">", 1, 1},
		{"> one", 1, 2},
		{">one", 1, 1},
		{">> two", 2, 3},
		{"> > two", 2, 4},
		{"> >> three", 3, 5},
		{">  code", 1, 2},
		{"> ", 1, 2},
	} {
		if level, skip := QuoteLevel(tt.line); level != tt.level || skip != tt.skip {
			t.Errorf("%q: level %d, skip %d; want %d, %d", tt.line, level, skip, tt.level, tt.skip)
		}
	}
}

func TestLines(t *testing.T) {
	for _, tt := range []struct {
		name, text, want string
		do               func(*Document)
	}{
		{"quote", "a\n\n> b", "> a\n>\n>> b", (*Document).Quote},
		{"unquote", "> a\n>\n>> b\nc", "a\n\n> b\nc", (*Document).Unquote},
		{"indent", "a\n> b\n", "    a\n>     b\n", (*Document).Indent},
		{"outdent", "    a\n>     b\n\tc\n  d", "a\n> b\nc\nd", (*Document).Outdent},
		{
			"reflow", "> These words were sent by a client that breaks its lines at a place which is too\n> far to\n> the right.\n>> And\n>> this deeper.\n\nshort\nlines\n  code\n- item\n- item two\n-- \nname",
			"> These words were sent by a client that breaks its lines at a place\n> which is too far to the right.\n>> And this deeper.\n\nshort lines\n  code\n- item\n- item two\n-- \nname", (*Document).Reflow,
		},
	} {
		d := monospaced(40)
		d.SetText(tt.text)
		d.SelectAll()
		tt.do(d)
		if got := d.Text.String(); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
		if d.Undo(); d.Text.String() != tt.text {
			t.Errorf("%s: undo gives %q", tt.name, d.Text.String())
		}
	}
	d := monospaced(40)
	d.SetText("other\n\n> one\n> two\n\nother")
	d.MoveTo(Pos{3, 3}, false)
	d.Reflow()
	if got := d.Text.String(); got != "other\n\n> one two\n\nother" {
		t.Errorf("the paragraph of the caret: %q", got)
	}
}

func TestFolds(t *testing.T) {
	d := monospaced(40)
	d.SetText("a\n> b\n> c\n> d\ne")
	d.MoveTo(Pos{2, 1}, false)
	if !d.ToggleFold(2) || d.Rows.Count() != 3 || d.caret.Pos != (Pos{1, 0}) {
		t.Fatalf("%d rows, caret at %v", d.Rows.Count(), d.caret)
	}
	d.MoveTo(Pos{0, 0}, false)
	d.Type("x\n")
	if d.Rows.Count() != 4 || d.Rows.Folded(2) != 2 {
		t.Fatal("a line above ends the fold")
	}
	d.MoveTo(Pos{3, 2}, false) // into it
	if d.Rows.Count() != 6 {
		t.Fatal("the caret is in a fold")
	}
	d.FoldQuotes(true)
	d.Select(Pos{1, 0}, Pos{3, 1})
	d.Type("")
	if d.Rows.Folded(1) != 0 || d.Rows.Count() != d.Text.Lines() {
		t.Fatalf("%d rows of %q", d.Rows.Count(), d.Text.String())
	}
}
