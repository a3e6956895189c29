package gui

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"

	"godwit/app/render"
	"godwit/app/render/picture"
	"godwit/sync/htmldoc"
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

func TestOwnPictures(t *testing.T) {
	m := image.NewNRGBA(image.Rect(0, 0, 30, 20))
	m.SetNRGBA(1, 1, color.NRGBA{200, 0, 0, 255})
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	got := decodeAll(t.Context(), []string{"cid:a", "cid:b", "cid:c", "data:image/png;base64,!!"}, map[string][]byte{
		"cid:a": b.Bytes(), "cid:b": []byte("no picture"),
	})
	if len(got) != 1 || got["cid:a"].Bounds().Dx() != 30 {
		t.Errorf("decoded %v", got)
	}
	if w, h, err := picture.Size(b.Bytes()); w != 30 || h != 20 || err != nil {
		t.Error(w, h, err)
	}
	doc := htmldoc.Tree(`<img src="cid:a"><img src="https://t.example/x.png" width="50" height="40" alt="remote">`)
	s := demo(t)
	l, err := layOut(context.Background(), doc, 300, true, color.NRGBA{30, 30, 30, 255}, render.Options{Fonts: s.s.fonts}, got, false)
	if err != nil {
		t.Fatal(err)
	}
	if len(l.report.Embedded) != 1 || len(l.report.Images) != 1 {
		t.Errorf("the report is %+v", l.report)
	}
	if n := l.list.Height; n < 40 {
		t.Errorf("the blocked image has lost its room: %v", n)
	}
}
