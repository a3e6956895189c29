package gui

import (
	"strings"
	"testing"

	"godwit/app/render"
)

// readHTML shows a message that consists of this HTML, as if it had been opened.
func readHTML(t *testing.T, html string) *screen {
	t.Helper()
	s := demo(t)
	id := s.choose("Welcome to Godwit")
	r := s.shell.reader
	m := *r.reading
	m.HTML, m.Text = html, "the text"
	m.Row.ID = id
	r.html.clear()
	r.show(&m)
	return s
}

func TestHTMLIsShown(t *testing.T) {
	s := readHTML(t, `<p style="color:red">The <b>wide</b> sea</p><a href="https://a.example/">more</a><script>x</script>`)
	r := s.shell.reader
	s.until("the page", func() bool { return strings.Contains(r.html.view.Text(), "The wide sea") })
	if r.view != bodyView(r.html.view) || strings.Contains(r.html.view.Text(), "x") {
		t.Errorf("shown is %q", r.html.view.Text())
	}
	s.shell.run("find")
	s.shell.talk.find.field.SetText("WIDE SEA")
	if got := s.shell.talk.find.count.Text(); got != "1 of 1" {
		t.Errorf("found %q", got)
	}
	s.shell.run("plain-text")
	if r.view != bodyView(r.text) || r.html.view.Text() != "" {
		t.Error("plain text was asked for")
	}
	s.shell.run("plain-text")
	s.until("the page again", func() bool { return strings.Contains(r.html.view.Text(), "sea") })
	s.shell.run("colours")
	if !r.html.original {
		t.Error("the colours are not the original ones")
	}
}

func TestHTMLTooMuchIsText(t *testing.T) {
	s := readHTML(t, "<p>x</p>")
	r := s.shell.reader
	s.until("the page", func() bool { return r.html.view.Text() != "" })
	r.html.fail(render.ErrBudget)
	if r.view != bodyView(r.text) || r.html.view.Text() != "" {
		t.Error("the text is not shown in place of it")
	}
}

// A message that is left before it was laid out never comes up.
func TestHTMLOfAnotherMessage(t *testing.T) {
	s := readHTML(t, "<p>first</p>")
	r := s.shell.reader
	r.html.show(r.id, "<p>second</p>")
	s.until("the second", func() bool { return r.html.view.Text() == "second" })
}

// Whoever reads a part of a message is told that it is one.
func TestWhatIsCutIsSaid(t *testing.T) {
	s := readHTML(t, "<style>p{margin:0}/*"+strings.Repeat("x", 600<<10)+"*/</style>"+"<p>the end</p>")
	said := s.s.said
	s.until("the page", func() bool { return strings.Contains(s.shell.reader.html.view.Text(), "the end") })
	if s.s.said != said+1 {
		t.Error("nothing was said")
	}
}
