package e2e

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"godwit/app/e2e/servers"
	"godwit/compose/specimen"
	"godwit/sync/parse"
)

// TestWriting writes a message in Markdown with a picture and two files in a real
// window, by keyboard alone. The files are gone before it is sent; all of it
// arrives, and Python's email finds what ours does.
func TestWriting(t *testing.T) {
	w := newWorld(t)
	u := newUser(t, w.desktop, w.ca)
	u.must(servers.Password+"\n", w.add(ada, "Ada Lovelace")...)
	u.must("", "sync")
	dir := t.TempDir()
	attached := map[string][]byte{
		"small notes.txt": []byte("Bring the cards.\n"),
		"engine.bin":      bytes.Repeat([]byte("weaves\x00"), 10<<20/7), // copied to the disk, not into memory
		"pattern (1).png": pattern(t),
	}
	for name, data := range attached {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	screen := w.desktop.StartDisplay(t, 1400, 900)
	win := u.open(t, screen)
	win.shows("list")
	win.keys("ctrl+n")
	screen.Window(t, "^New message")
	win.types(grace + ",")
	win.keys("Tab")
	win.types("Patterns")
	win.keys("Tab", "ctrl+shift+d")
	win.types("Hello **Grace**, as *promised*:")
	win.keys("Return", "Return")
	kept := func(text string) func() bool {
		return func() bool {
			out := u.must("", "draft", "list").out
			for _, d := range rows[struct {
				ID int64 `json:"id"`
			}](t, result{out: out}) {
				if strings.Contains(u.must("", "draft", "show", fmt.Sprint(d.ID)).out, text) {
					return true
				}
			}
			return false
		}
	}
	attach := func(keys, name string) {
		win.keys(keys, "ctrl+a")
		win.types(filepath.Join(dir, name))
		win.keys("Return")
		waitFor(t, name+" in the draft", kept(name))
		if err := os.Remove(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	attach("ctrl+shift+i", "pattern (1).png")
	win.keys("Return", "Return")
	win.types("1. one card")
	win.keys("Return")
	win.types("two cards")
	attach("ctrl+shift+a", "small notes.txt")
	attach("ctrl+shift+a", "engine.bin")
	win.keys("ctrl+shift+e")
	screen.Shot(t, "writing-preview")
	win.keys("ctrl+u")
	screen.Shot(t, "writing-bytes")
	win.keys("ctrl+Return")
	waitFor(t, "the message to be sent", func() bool { return strings.Contains(u.must("", "outbox", "list").out, `"state":"sent"`) })
	waitFor(t, "the message at Grace's", func() bool {
		return w.mailbox.Doveadm(t, "search", "-u", grace, "mailbox", "INBOX", "all") != ""
	})
	win.close()
	var raw []byte
	for _, one := range delivered(t, w.mailbox.Maildir(grace)) {
		raw = one
	}

	m := parse.Parse(raw)
	if got, want := shape(m.Root), "mixed(alternative(plain related(html png)) plain octet-stream)"; got != want {
		t.Errorf("the message is %s, want %s", got, want)
	}
	for by, f := range map[string]specimen.Facts{"Godwit": specimen.FactsOf(m), "Python": pythonFacts(t, raw)} {
		if want := "Hello **Grace**, as *promised*:\n\n![pattern (1)](<pattern (1).png>)\n\n1. one card\n2. two cards\n"; strings.ReplaceAll(f.Text, "\r\n", "\n") != want {
			t.Errorf("%s reads %q", by, f.Text)
		}
		sums := map[string]string{}
		for _, file := range f.Files {
			sums[file.Name] = file.Sum
			if file.Name == "pattern (1).png" && (file.CID == "" || !strings.Contains(f.HTML, `src="cid:`+file.CID+`"`)) {
				t.Errorf("%s: the HTML does not show the picture %q", by, file.CID)
			}
		}
		for name, data := range attached {
			if sum := sha256.Sum256(data); sums[name] != hex.EncodeToString(sum[:]) {
				t.Errorf("%s: %s is not what was attached", by, name)
			}
		}
		if !strings.Contains(f.HTML, "<strong>Grace</strong>") || !strings.Contains(f.HTML, "<li>two cards</li>") {
			t.Errorf("%s finds the HTML %s", by, f.HTML)
		}
	}
}

// shape is the types of a message's parts, one within the other.
func shape(p *parse.Part) string {
	_, kind, _ := strings.Cut(p.Type, "/")
	if len(p.Parts) == 0 {
		return kind
	}
	var list []string
	for _, c := range p.Parts {
		list = append(list, shape(c))
	}
	return kind + "(" + strings.Join(list, " ") + ")"
}

func pythonFacts(t *testing.T, raw []byte) specimen.Facts {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "message"), raw, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("python3", "-", dir)
	cmd.Stdin = strings.NewReader(specimen.Script)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("python3: %v", err)
	}
	facts := map[string]specimen.Facts{}
	if err := json.Unmarshal(out, &facts); err != nil {
		t.Fatal(err)
	}
	return facts["message"]
}

// pattern is a small picture.
func pattern(t *testing.T) []byte {
	t.Helper()
	m := image.NewPaletted(image.Rect(0, 0, 320, 120), color.Palette{color.White, color.NRGBA{20, 104, 130, 255}})
	for i := range m.Pix {
		m.Pix[i] = byte(slices.Max([]int{i / 16 % 2, i / 320 / 16 % 2}))
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
