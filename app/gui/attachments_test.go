package gui

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"godwit/accounts"
	"godwit/app"
	"godwit/app/gui/kit"
	"godwit/sync/localserver"
)

// aPicture is a PNG of 30 by 20 pixels.
func aPicture(t *testing.T) string {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewNRGBA(image.Rect(0, 0, 30, 20))); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// attached is a file for mailWith.
type attached struct{ name, mediaType, data string }

// mailWith is a message with files.
func mailWith(subject string, list ...attached) []byte {
	var b strings.Builder
	b.WriteString("From: Ada <ada@example.org>\r\nTo: Mira <mira@example.org>\r\nSubject: " + subject + "\r\nDate: Mon, 02 Nov 2026 09:00:00 +0000\r\n" +
		"Message-ID: <" + strings.ReplaceAll(subject, " ", ".") + "@example.org>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=edge\r\n\r\n--edge\r\nContent-Type: text/plain\r\n\r\nHello\r\n")
	for _, a := range list {
		fmt.Fprintf(&b, "--edge\r\nContent-Type: %s\r\nContent-Disposition: attachment; filename=\"%s\"\r\nContent-Transfer-Encoding: base64\r\n\r\n%s\r\n",
			a.mediaType, a.name, base64.StdEncoding.EncodeToString([]byte(a.data)))
	}
	return []byte(b.String() + "--edge--\r\n")
}

// withFiles shows a message with files, as it is shown in the reader.
func withFiles(t *testing.T, list ...attached) (*screen, *attachments) {
	t.Helper()
	server, err := localserver.Start(localserver.Options{Sample: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	user := server.Users()[0]
	if err := server.Deliver(user.Email, mailWith("the files", list...)); err != nil {
		t.Fatal(err)
	}
	core, err := app.Open(t.Context(), app.Options{Profile: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	acc := accounts.Account{
		Identities: []accounts.Identity{{Name: user.Name, Email: user.Email}},
		Incoming:   server.IMAP(), Outgoing: server.SMTP(), Secrets: accounts.Session,
	}
	acc.Incoming.User, acc.Outgoing.User = user.Email, user.Email
	if _, err := core.Accounts.Add(t.Context(), acc, app.Secrets{Incoming: user.Password}); err != nil {
		t.Fatal(err)
	}
	s := newScreen(t, core)
	s.win.Resize(fyne.NewSize(1200, 800))
	s.until("the message", func() bool {
		for _, st := range core.Status.All() {
			if st.State != app.Live {
				return false
			}
		}
		for i := range s.shell.list.list.Count() {
			if r, ok := s.shell.list.list.Row(i); ok && r.Subject == "the files" {
				return true
			}
		}
		return false
	})
	s.choose("the files")
	a := s.shell.reader.head.attached
	s.until("what the files are", func() bool { return len(a.verdicts) == len(a.parts) })
	return s, a
}

// top is what lies over the window; nil if nothing does.
func (s *screen) top() fyne.CanvasObject { return s.win.Canvas().Overlays().Top() }

func TestTilesSayWhatFilesAre(t *testing.T) {
	s, a := withFiles(t,
		attached{"ship.png", "image/png", aPicture(t)},
		attached{"invoice.pdf", "application/pdf", "MZ\x90\x00 a program"},
		attached{"page.html", "text/html", "<html>sign in"},
	)
	for i, want := range []string{"PNG · ", "Program · ", "Web page · "} {
		if got := a.tiles[i].About(); !strings.HasPrefix(got, want) || !strings.HasSuffix(got, " B") {
			t.Errorf("%s is %q, want %q", a.tiles[i].Name(), got, want)
		}
	}
	a.tiles[1].TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if s.top() == nil {
		t.Fatal("a program was not warned about")
	}
	if a.s.private != nil {
		t.Error("a program was copied to be opened")
	}
}

func TestManyTilesAreFolded(t *testing.T) {
	var list []attached
	for i := range 30 {
		list = append(list, attached{fmt.Sprintf("a file with a very long name, number %d of many, to be cut.txt", i), "text/plain", "x"})
	}
	_, a := withFiles(t, list...)
	if n := len(a.box.Objects); n != fewTiles+1 {
		t.Fatalf("%d things are shown", n)
	}
	a.all = true
	a.lay()
	if n := len(a.box.Objects); n != 31 {
		t.Errorf("%d things are shown", n)
	}
}

func TestPreview(t *testing.T) {
	inner := string(mailWith("inside", attached{"deep.txt", "text/plain", "deep text"}))
	s, a := withFiles(t,
		attached{"ship.png", "image/png", aPicture(t)},
		attached{"broken.png", "image/png", "\x89PNG\r\n\x1a\nx"},
		attached{"table.csv", "text/csv", "a,b\n1,2\n"},
		attached{"inner.eml", "message/rfc822", inner},
		attached{"setup.exe", "application/octet-stream", "MZ"},
	)
	p := showPreview(a, 0)
	s.until("the picture", func() bool { return p.picture.Zoom() == 1 && s.win.Canvas().Focused() == fyne.Focusable(p.picture) })
	p.picture.TypedRune('+')
	if z := p.picture.Zoom(); z != 1.25 {
		t.Errorf("zoom %v", z)
	}
	p.key(&fyne.KeyEvent{Name: fyne.KeyLeft})
	if p.at != 0 {
		t.Error("went before the first")
	}
	p.key(&fyne.KeyEvent{Name: fyne.KeyRight})
	s.until("the fault", func() bool { return p.at == 1 && hasText(p.body, "cannot be shown") })
	p.key(&fyne.KeyEvent{Name: fyne.KeyRight})
	s.until("the table", func() bool { return s.win.Canvas().Focused() == fyne.Focusable(p.text) })
	p.text.SelectAll()
	if got := p.text.SelectedText(); got != "a,b\n1,2\n" {
		t.Errorf("the text is %q", got)
	}
	p.key(&fyne.KeyEvent{Name: fyne.KeyRight})
	s.until("the message inside", func() bool {
		v, ok := s.win.Canvas().Focused().(*kit.TextView)
		if !ok || v == p.text {
			return false
		}
		v.SelectAll()
		return strings.Contains(v.SelectedText(), "Hello")
	})
	p.key(&fyne.KeyEvent{Name: fyne.KeyRight})
	if p.at != 4 || !hasText(p.body, "is a program") {
		t.Error("a program is not warned about")
	}
	p.key(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if !p.closed {
		t.Error("Escape does not close")
	}
}

// hasText tells whether a paragraph or a text below o says words.
func hasText(o fyne.CanvasObject, words string) bool {
	for _, c := range test.LaidOutObjects(o) {
		if v, ok := c.(*canvas.Text); ok && strings.Contains(v.Text, words) {
			return true
		}
	}
	return false
}

func TestSaveAll(t *testing.T) {
	s, a := withFiles(t,
		attached{"a.txt", "text/plain", "one"}, attached{"a.txt", "text/plain", "two"}, attached{"nul.txt", "text/plain", "three"})
	dir := t.TempDir()
	done := false
	a.saveInto(dir, func(err error) {
		if err != nil {
			t.Error(err)
		}
		done = true
	})
	s.until("saved", func() bool { return done })
	var got []string
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range list {
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, e.Name()+"="+string(data))
	}
	if want := "_nul.txt=three a-2.txt=two a.txt=one"; strings.Join(got, " ") != want {
		t.Errorf("saved %q, want %q", got, want)
	}
}

// A folder is chosen with the keyboard, too.
func TestFolderByEnter(t *testing.T) {
	s, a := withFiles(t, attached{"a.txt", "text/plain", "one"}, attached{"b.txt", "text/plain", "two"})
	chosen := ""
	chooseFolder(a.s, func(dir string) { chosen = dir })
	if !hasText(s.top(), "Save here") {
		t.Fatal("no dialog")
	}
	s.win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if chosen == "" || s.top() != nil {
		t.Errorf("chosen is %q", chosen)
	}
}

// What is asked to stop stops, and leaves nothing behind.
func TestSavingIsCancelled(t *testing.T) {
	s, a := withFiles(t, attached{"big.bin", "application/octet-stream", strings.Repeat("0123456789abcdef", 1<<16)})
	dir, finished := t.TempDir(), make(chan error, 1)
	s.s.working("Saving", 1, func(ctx context.Context, progress func(int64)) error {
		<-ctx.Done()
		return a.s.core.Mail.SavePart(ctx, a.origin, a.parts[0].ID, filepath.Join(dir, "big.bin"), false, progress)
	}, func(err error) { finished <- err })
	s.until("the sheet", func() bool { return s.top() != nil })
	s.win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
	s.until("the end", func() bool { return len(finished) > 0 })
	if err := <-finished; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if list, err := os.ReadDir(dir); err != nil || len(list) != 0 {
		t.Errorf("left behind: %v %v", list, err)
	}
}

func TestOpenedCopiesAreRemoved(t *testing.T) {
	s, a := withFiles(t, attached{"report.pdf", "application/pdf", "%PDF-1.4"})
	private, err := s.s.privateFiles()
	if err != nil {
		t.Fatal(err)
	}
	path, err := a.s.core.Mail.CopyPart(t.Context(), a.origin, a.parts[0].ID, a.parts[0].Name, private)
	if err != nil {
		t.Fatal(err)
	}
	s.end()
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Error("the copy is still there", err)
	}
}

func TestLetterForPaper(t *testing.T) {
	s, a := withFiles(t, attached{"report.pdf", "application/pdf", "%PDF-1.4"})
	l, err := s.s.letter(t.Context(), a.origin.Message, false)
	if err != nil || l.Subject != "the files" || l.Fields[len(l.Fields)-1].Text != "report.pdf" {
		t.Errorf("%+v %v", l, err)
	}
	var b bytes.Buffer
	if err := s.s.printTo(t.Context(), &b, l); err != nil || !bytes.HasPrefix(b.Bytes(), []byte("%PDF-")) {
		t.Error(err)
	}
	s.shell.run("print")
	if s.top() == nil || !hasText(s.top(), "Print this message") {
		t.Error("nothing is offered")
	}
}
