package gui

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"godwit/compose"
)

// TestPreviewFollows: the preview says what the text says, with its pictures, and
// of a text with too many marks why it is none.
func TestPreviewFollows(t *testing.T) {
	s := demo(t)
	c := s.written("previewed")
	c.win.Resize(fyne.NewSize(1300, 800))
	c.view.togglePreview()
	if !c.view.preview.plain.Visible() || c.view.preview.view.Visible() {
		t.Fatal("plain text has a preview")
	}
	c.setMarkdown(true)
	says := func(what string) func() bool {
		return func() bool { return strings.Contains(c.view.preview.view.Text(), what) }
	}
	c.body.SetText("# Seen\n\n**many** birds\n")
	c.changed()
	s.until("the preview", says("many birds"))
	c.body.SetCaret(-1, 0)
	c.files.attach(urisOf([]string{aFile(t, "b.jpg", aPhoto(t, 300, 200))}), true)
	s.until("the picture", func() bool { return len(c.view.preview.pictures) == 1 })
	if strings.Contains(c.view.preview.view.Text(), "**") {
		t.Errorf("the preview says %q", c.view.preview.view.Text())
	}
	for i := range 20 { // the newest wins, whatever was begun before
		c.body.Insert(strings.Repeat("x", i))
		c.view.preview.update()
	}
	c.body.Insert(" the last")
	c.view.preview.update()
	s.until("the newest text", says("the last"))
	c.body.Insert("\n" + strings.Repeat("[", 5000))
	s.until("a note", func() bool { return c.view.preview.head.Visible() })
	if got := c.view.preview.note.Text(); !strings.Contains(got, "too many marks") {
		t.Errorf("the note says %q", got)
	}
	if c.view.page != pagePreview || !c.body.Visible() {
		t.Error("in a wide window the text is not beside its preview")
	}
	c.win.Resize(fyne.NewSize(700, 600))
	if c.body.Visible() || !c.view.side.Visible() {
		t.Error("in a narrow window the preview is not in the place of the text")
	}
	c.view.show(pageText)
	if !c.body.Visible() || c.view.side.Visible() {
		t.Error("the text does not come back")
	}
}

// TestPreviewOpensBeside: who writes Markdown in a wide window sees what comes of
// it, until they close it.
func TestPreviewOpensBeside(t *testing.T) {
	s := demo(t)
	c := s.written("beside")
	c.win.Resize(fyne.NewSize(700, 600))
	c.setMarkdown(true)
	if c.view.page != pageText {
		t.Error("in a narrow window the preview takes the place of the text unasked")
	}
	c.win.Resize(fyne.NewSize(1300, 800))
	s.until("the preview in the window made wide", func() bool { return c.view.page == pagePreview })
	for _, on := range []bool{false, true} {
		c.setMarkdown(on)
		if (c.view.page == pagePreview) != on {
			t.Errorf("Markdown %v, page %v", on, c.view.page)
		}
	}
	c.view.togglePreview()
	c.setMarkdown(false)
	c.setMarkdown(true)
	if c.view.page != pageText {
		t.Error("opens again after it was closed")
	}
}

// TestBytesAreSent: what the window shows is what goes out, octet for octet, until
// something is changed.
func TestBytesAreSent(t *testing.T) {
	s := demo(t)
	c := s.written("bytes")
	c.view.toggleBytes()
	b := c.view.bytes
	s.until("the bytes", func() bool { return b.whole })
	first := b.final.Bytes()
	if want := strings.ReplaceAll(string(first), "\r\n", "\n"); b.shown != want {
		t.Fatalf("shown %q, want %q", b.shown, want)
	}
	c.body.Insert("More words.\n")
	if c.writing.Draft.Stamp != (compose.Stamp{}) {
		t.Error("a changed message keeps its stamp")
	}
	s.until("the new bytes", func() bool { return strings.Contains(b.shown, "More words.") })
	shown := b.final.Bytes()
	c.collect()
	d := c.writing.Draft
	d.ID = 0
	out, err := s.s.core.Outbox.Send(t.Context(), d, time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	if again, _, err := s.s.core.Outbox.Bytes(d); err != nil || !bytes.Equal(again.Bytes(), shown) || out.MessageID != b.final.MessageID {
		t.Errorf("sent as %s, shown as %s, %v", out.MessageID, b.final.MessageID, err)
	}
	c.head.to.SetRecipients(nil)
	c.changed()
	s.until("the reason", func() bool { return !b.whole })
	if got := b.note.Text(); !strings.Contains(got, "cannot be built yet") || b.shown != "" {
		t.Errorf("without a recipient: %q and %q", got, b.shown)
	}
}

// TestLargeBytes: of a large message the beginning is shown and the rest counted.
func TestLargeBytes(t *testing.T) {
	s := demo(t)
	c := s.written("large")
	c.files.set([]compose.Attachment{{Name: "a.bin", Data: make([]byte, 25<<20)}})
	c.view.toggleBytes()
	s.until("the bytes", func() bool { return c.view.bytes.whole })
	if n := len(c.view.bytes.shown); n > bytesShown || n < bytesShown*9/10 {
		t.Errorf("%d octets are shown", n)
	}
	if got := c.view.bytes.note.Text(); !strings.Contains(got, "262 kB of 35") && !strings.Contains(got, "262 kB of 36") {
		t.Errorf("the note says %q", got)
	}
	stale := &beginning{stale: func() bool { return true }}
	if n, err := c.view.bytes.final.WriteTo(stale); err == nil || n > 0 {
		t.Errorf("%d octets were made for nobody, %v", n, err)
	}
}

// TestSpellingChoice: a language that is chosen stays, is remembered for whom one
// writes to, and can be none.
func TestSpellingChoice(t *testing.T) {
	words := &dictionaries{}
	kept := ""
	read := func(_ context.Context, key string) (string, error) {
		if key == prefLanguages {
			return kept, nil
		}
		return "", nil
	}
	if err := words.readOwn(t.Context(), read); err != nil {
		t.Fatal(err)
	}
	words.writes("ada@x.example", "de_DE")
	kept = words.writes("bob@x.example", "fr_FR")
	after := &dictionaries{}
	if err := after.readOwn(t.Context(), read); err != nil {
		t.Fatal(err)
	}
	if after.to("ada@x.example") != "de_DE" || after.to("bob@x.example") != "fr_FR" || after.to("x@x.example") != "" || after.to("") != "" {
		t.Errorf("remembered %q", kept)
	}
	if got := after.writes("ada@x.example", ""); got != "bob@x.example fr_FR" {
		t.Errorf("after forgetting: %q", got)
	}
	after.add("godwit")
	if got := after.remove("godwit"); got != "" || len(after.all()) != 0 {
		t.Errorf("own words are %q", got)
	}
}
