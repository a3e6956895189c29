package gui

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"godwit/app/gui/kit"
	"godwit/compose"
)

func octets(t *testing.T, a compose.Attachment) []byte {
	t.Helper()
	r, err := openAttached(a)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func aFile(t *testing.T, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestAttachedIsCopied: what becomes of a file after it was attached, small or
// large, changes nothing; the files stand in their order, and a large one is not
// kept in memory.
func TestAttachedIsCopied(t *testing.T) {
	s := demo(t)
	c := s.written("with files")
	large := bytes.Repeat([]byte("0123456789abcdef"), (attachHeld+1<<20)/16)
	paths := []string{aFile(t, "large.bin", large), aFile(t, "small.txt", []byte("small")), aFile(t, "empty", nil)}
	c.files.add(urisOf(paths))
	s.until("attached", func() bool { return len(c.files.list()) == 3 && !c.files.busy() })
	for _, path := range paths {
		if err := os.WriteFile(path, []byte("changed"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
	if list := c.files.list(); list[0].Name != "large.bin" || list[0].Data != nil || list[1].Name != "small.txt" {
		t.Fatalf("attached %q, %d octets of the first in memory", list[0].Name, len(list[0].Data))
	}
	s.until("saved", func() bool { return !c.unsaved() })
	d, err := s.s.core.Outbox.Draft(t.Context(), c.writing.Draft.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, list := range [][]compose.Attachment{c.files.list(), d.Attachments} {
		if !bytes.Equal(octets(t, list[0]), large) || string(octets(t, list[1])) != "small" || len(octets(t, list[2])) != 0 {
			t.Errorf("a file is not what it was when it was attached")
		}
	}
}

// TestRefusedFiles: what cannot be attached is said in words, and the rest of
// what was dropped with it is attached all the same.
func TestRefusedFiles(t *testing.T) {
	s := demo(t)
	c := s.written("refused")
	dir := t.TempDir()
	sparse := filepath.Join(dir, "huge.bin")
	f, err := os.Create(sparse)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Truncate(attachMost + 1); err != nil {
		t.Fatal(err)
	}
	f.Close()
	for path, want := range map[string]string{dir: "folder", sparse: "larger than 100 MB", filepath.Join(dir, "none"): "not there", os.DevNull: "device"} {
		before := len(c.files.list())
		c.files.add(urisOf([]string{path, aFile(t, "good.txt", []byte("x"))}))
		s.until("the good one", func() bool { return len(c.files.list()) == before+1 && !c.files.busy() })
		if got := noteTexts(c); !strings.Contains(got, want) {
			t.Errorf("%s: the window says %q, want %q", path, got, want)
		}
	}
}

// noteTexts is what the bars above the text say.
func noteTexts(c *composer) string {
	var out []string
	var walk func(o fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *fyne.Container:
			for _, one := range o.Objects {
				walk(one)
			}
		case interface{ Text() string }:
			out = append(out, o.Text())
		case fyne.Widget:
			for _, one := range o.CreateRenderer().Objects() {
				walk(one)
			}
		}
	}
	walk(c.head.object)
	return strings.Join(out, " ")
}

// TestRemovedFileComesBack: also when only the profile had it, and forgot it with
// the draft that was saved meanwhile.
func TestRemovedFileComesBack(t *testing.T) {
	s := demo(t)
	large := bytes.Repeat([]byte("x"), 2<<20) // an open draft has it in the profile alone
	id, err := s.s.core.Outbox.SaveDraft(t.Context(), compose.Draft{
		Account: s.s.accounts[0].ID, Subject: "kept", Body: "text\n", Attachments: []compose.Attachment{{Name: "large.bin", Data: large}, {Name: "b.txt", Data: []byte("b")}},
	})
	if err != nil {
		t.Fatal(err)
	}
	s.shell.editDraft(id)
	c := s.composing()
	if c.files.list()[0].Open == nil {
		t.Fatal("the file is in memory")
	}
	c.files.remove(0)
	s.until("removed", func() bool { return len(c.files.list()) == 1 })
	s.until("saved", func() bool { return !c.unsaved() })
	undo := toast(c.stage)
	if undo.Action == "" {
		t.Fatal("it cannot be had back")
	}
	undo.Do()
	s.until("saved again", func() bool { return !c.unsaved() })
	if list := c.files.list(); len(list) != 2 || list[0].Name != "large.bin" {
		t.Fatalf("%d files, the first is %q", len(list), list[0].Name)
	}
	d, err := s.s.core.Outbox.Draft(t.Context(), id)
	if err != nil || !bytes.Equal(octets(t, d.Attachments[0]), large) {
		t.Errorf("the file that came back is another: %v", err)
	}
}

// TestCancelledCopy: a file that is given up while it is copied is not attached.
func TestCancelledCopy(t *testing.T) {
	s := demo(t)
	c := s.written("cancelled")
	begun, r, w := make(chan struct{}), (*io.PipeReader)(nil), (*io.PipeWriter)(nil)
	r, w = io.Pipe()
	ended := false
	c.files.take("slow.bin", false, func(ctx context.Context, in *incoming) (compose.Attachment, error) {
		close(begun)
		context.AfterFunc(ctx, func() { w.CloseWithError(ctx.Err()) })
		a, err := c.files.copied(ctx, "slow.bin", r, &in.done)
		if ctx.Err() != nil {
			err = errCancelled
		}
		return a, err
	}, func() { ended = true })
	<-begun
	c.files.progress(c.files.coming[0])
	if c.files.object.Hidden || len(c.files.tiles.Objects) != 1 {
		t.Error("the file that comes is not shown")
	}
	c.files.coming[0].tile.OnSave()
	s.until("given up", func() bool { return ended })
	if c.files.busy() || len(c.files.list()) != 0 || noteTexts(c) != noteTexts(s.written("other")) && strings.Contains(noteTexts(c), "slow.bin") {
		t.Errorf("%d files, and the window says %q", len(c.files.list()), noteTexts(c))
	}
}

// TestRenamedPicture: the text goes on showing a picture under its new name, and
// an ending that was left out stays.
func TestRenamedPicture(t *testing.T) {
	s := demo(t)
	c := s.written("a picture")
	c.setMarkdown(true)
	c.files.attach(urisOf([]string{aFile(t, "my birds.png", aPhoto(t, 40, 30))}), true)
	s.until("inserted", func() bool { return len(c.files.list()) == 1 })
	if !strings.Contains(c.body.Text(), "![my birds](<my birds.png>)") || !c.files.list()[0].Inline {
		t.Fatalf("the text is %q", c.body.Text())
	}
	c.files.rename(0)
	field := c.win.Canvas().Focused().(*kit.Field)
	field.SetText("godwits")
	field.OnSubmitted(field.Text)
	if a := c.files.list()[0]; a.Name != "godwits.png" || !strings.Contains(c.body.Text(), "![my birds](godwits.png)") {
		t.Errorf("%q in %q", a.Name, c.body.Text())
	}
}

func aPhoto(t *testing.T, w, h int) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			m.Set(x, y, color.RGBA{uint8(x), uint8(y), uint8(x * y), 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// withPlace is a photograph that tells where it was taken.
func withPlace(pic []byte) []byte {
	exif := "Exif\x00\x00MM\x00*\x00\x00\x00\x08 52.9N 0.5E"
	segment := append([]byte{0xff, 0xe1, 0, byte(2 + len(exif))}, exif...)
	return slices.Concat(pic[:2], segment, pic[2:])
}

// TestSmallerPictures: they are smaller, or bare, and tell no place in either case;
// what is no picture stays, and all can be had back.
func TestSmallerPictures(t *testing.T) {
	list := []compose.Attachment{
		{Name: "a.jpg", Data: withPlace(aPhoto(t, 2000, 1000)), Inline: true},
		{Name: "small.jpg", Data: withPlace(aPhoto(t, 50, 50))},
		{Name: "broken.jpg", Data: []byte("no picture")},
		{Name: "b.txt", Data: []byte("52.9N")},
	}
	for side, want := range map[int]int{1024: 1024, 0: 2000} {
		got := shrink(t.Context(), list, shrinking{side: side})
		if got.left != 1 || string(got.files[2].Data) != "no picture" || string(got.files[3].Data) != "52.9N" || !got.files[0].Inline {
			t.Fatalf("%d are left as they are", got.left)
		}
		size := int64(0)
		for _, a := range got.files[:2] {
			if bytes.Contains(a.Data, []byte("52.9N")) {
				t.Errorf("%s of side %d tells where it was taken", a.Name, side)
			}
			size += a.Octets()
		}
		if m, _, err := image.DecodeConfig(bytes.NewReader(got.files[0].Data)); err != nil || m.Width != want {
			t.Errorf("side %d gives %d pixels, %v", side, m.Width, err)
		}
		if want := size + int64(len("no picture")); got.size != want {
			t.Errorf("size %d, want %d", got.size, want)
		}
	}
	if !bytes.Contains(list[0].Data, []byte("52.9N")) {
		t.Error("the original was changed")
	}
}

func TestPathsIn(t *testing.T) {
	for text, want := range map[string]string{
		"file:///tmp/a%20b.txt\r\nfile://localhost/tmp/c\r\n": "/tmp/a b.txt|/tmp/c",
		"/tmp/a b.txt\n/tmp/c":                                "/tmp/a b.txt|/tmp/c", "see /tmp/a": "", "/tmp/a\nand more": "", "": "", "file:///%zz": "", "https://example.org/a": "",
		strings.Repeat("/a\n", pastedMost+1): "", "/tmp/\x00": "",
	} {
		if got := strings.Join(pathsIn(text), "|"); filepath.Separator == '/' && got != want {
			t.Errorf("%.40q names %q, want %q", text, got, want)
		}
	}
}

// TestManyFiles: fifty files are scrolled and leave the text its room.
func TestManyFiles(t *testing.T) {
	s := demo(t)
	c := s.written("many")
	var list []compose.Attachment
	for i := range 50 {
		list = append(list, compose.Attachment{Name: fmt.Sprintf("file %d.txt", i), Data: []byte("x")})
	}
	c.files.set(list)
	c.win.Resize(fyne.NewSize(900, 600))
	if h := c.files.object.Size().Height; h < 100 || h > stripMost+40 {
		t.Errorf("the strip is %v high", h)
	}
	if h := c.body.Size().Height; h < 100 {
		t.Errorf("the text is %v high", h)
	}
}

// TestPastedPicture: a picture on the clipboard comes from the desktop's program,
// and what that says otherwise is none.
func TestPastedPicture(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there is no such program")
	}
	bin := t.TempDir()
	t.Setenv("PATH", bin)
	t.Setenv("DISPLAY", ":99")
	t.Setenv("WAYLAND_DISPLAY", "")
	if data, err := clipPicture(t.Context()); !errors.Is(err, errNoClip) || data != nil {
		t.Fatalf("without a program: %d octets, %v", len(data), err)
	}
	pic := aFile(t, "pic", aPhoto(t, 60, 40))
	for script, want := range map[string]bool{
		`[ "$4" = image/png ] && exec /bin/cat ` + pic:           true,
		"echo Error: target image/png not available >&2; exit 1": false,
		"echo no picture": false,
	} {
		if err := os.WriteFile(filepath.Join(bin, "xclip"), []byte("#!/bin/sh\n"+script+"\n"), 0o700); err != nil {
			t.Fatal(err)
		}
		data, err := clipPicture(t.Context())
		if err != nil || (data != nil) != want {
			t.Errorf("%q gives %d octets, %v", script, len(data), err)
		}
	}
	s := demo(t)
	c := s.written("pasted")
	c.setMarkdown(true)
	if err := os.WriteFile(filepath.Join(bin, "xclip"), []byte("#!/bin/sh\nexec /bin/cat "+pic+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	s.s.fyne.Clipboard().SetContent("")
	c.body.TypedShortcut(&fyne.ShortcutPaste{})
	s.until("the picture", func() bool { return len(c.files.list()) == 1 })
	if !strings.Contains(c.body.Text(), "![Picture](Picture.png)") {
		t.Errorf("the text is %q", c.body.Text())
	}
}

// TestCloseWaitsForFiles: a window that is closed while a file is copied says so and
// closes when it is there, with it; closed again it does without it.
func TestCloseWaitsForFiles(t *testing.T) {
	s := demo(t)
	for _, again := range []bool{false, true} {
		c := s.written("closed early")
		there := make(chan struct{})
		c.files.take("slow.bin", false, func(ctx context.Context, _ *incoming) (compose.Attachment, error) {
			select {
			case <-there:
				return compose.Attachment{Name: "slow.bin", Data: []byte("slow")}, nil
			case <-ctx.Done():
				return compose.Attachment{}, errCancelled
			}
		}, func() {})
		c.close()
		if c.closed || len(c.head.notes.Objects) != 1 {
			t.Fatal("it closes without the file, or says nothing")
		}
		want := 1
		if again {
			want = 0
			c.close()
		} else {
			close(there)
		}
		s.until("closed", func() bool { return c.closed })
		d, err := s.s.core.Outbox.Draft(t.Context(), c.writing.Draft.ID)
		if err != nil || len(d.Attachments) != want {
			t.Errorf("closed again %v: %d files, %v", again, len(d.Attachments), err)
		}
	}
}
