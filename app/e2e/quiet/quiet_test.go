package quiet

import (
	"context"
	"image"
	"image/color"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"godwit/app/render"
	"godwit/app/render/display"
	"godwit/app/render/picture"
	"godwit/app/render/raster"
	"godwit/app/render/text"
	"godwit/sync/htmldoc"
	"godwit/sync/parse"
)

// What a browser would have asked for is named, so that the person is told.
func TestReferencesAreNamed(t *testing.T) {
	for _, v := range Vectors() {
		if !v.Named {
			continue
		}
		var inText, inTree bool
		for _, r := range htmldoc.Read(v.HTML).Remote {
			inText = inText || strings.Contains(strings.ToLower(r.URL), v.Host)
		}
		for _, r := range htmldoc.Tree(v.HTML).Refs {
			inTree = inTree || strings.Contains(strings.ToLower(r.URL), v.Host)
		}
		if !inText || !inTree {
			t.Errorf("%s: named for the text %v, for the page %v\n%s", v.Name, inText, inTree, v.HTML)
		}
	}
}

// opener reads, lays out and paints mails as the reader does.
type opener struct {
	t     *testing.T
	fonts *text.Fonts
}

func newOpener(t *testing.T) *opener {
	return &opener{t, text.New(text.Options{System: true, CacheDir: t.TempDir()})}
}

// open does with a message all that opening it does.
func (o *opener) open(name string, raw []byte) {
	o.t.Helper()
	msg := parse.Parse(raw)
	parse.Report(name, raw)
	for _, part := range msg.Leaves() {
		msg.Bytes(part)
		msg.Embedded(part)
	}
	source := ""
	if part := msg.HTML(); part != nil {
		source = msg.PartText(part)
	}
	msg.Text()
	htmldoc.Read(source)
	o.draw(name, source)
}

// draw lays a page out and paints it, light and dark. Every picture that it asks
// for is one of the message, or was named as blocked.
func (o *opener) draw(name, source string) {
	o.t.Helper()
	doc := htmldoc.Tree(source)
	named := map[string]bool{}
	for _, r := range doc.Refs {
		named[r.URL] = true
	}
	images := func(ref string) render.Image {
		if strings.HasPrefix(ref, "data:") {
			if data, err := picture.Data(ref); err == nil {
				picture.Decode(data)
			}
		} else if !named[ref] && !strings.HasPrefix(ref, "cid:") {
			o.t.Errorf("%s: %q was to be shown, and is not among what was named: %v", name, ref, doc.Refs)
		}
		return render.Image{State: render.Blocked}
	}
	for _, night := range []bool{false, true} {
		list, _, err := render.Layout(context.Background(), doc, render.Options{Width: 600, Dark: night, Fonts: o.fonts, Images: images})
		if err != nil {
			continue // the text is shown
		}
		paper := color.NRGBA{255, 255, 255, 255}
		if night {
			list, paper = raster.Dark(list, color.NRGBA{30, 30, 30, 255}), color.NRGBA{30, 30, 30, 255}
		}
		for _, l := range list.Links() {
			if s, _, _ := strings.Cut(strings.ToLower(l.Target), ":"); s == "javascript" || s == "vbscript" || s == "file" || s == "data" {
				o.t.Errorf("%s: a link leads to %s", name, l.Target)
			}
		}
		list.Plain()
		raster.New(func(string) image.Image { return nil }).Paint(list, display.Rect{W: 600, H: 300}, 1, paper)
	}
}

// corpora are the messages that others have collected, where they are at hand.
func corpora() (files []string) {
	root := os.Getenv("GODWIT_CORPORA")
	if root == "" {
		root = filepath.Join("..", "..", "..", "..", "shared", "corpora")
	}
	for _, set := range []string{"mime4j", "mail-parser"} {
		filepath.WalkDir(filepath.Join(root, set), func(path string, d fs.DirEntry, err error) error {
			switch filepath.Ext(path) {
			case ".eml", ".msg", ".txt":
				files = append(files, path)
			}
			return nil
		})
	}
	return files
}

func TestOpeningIsQuiet(t *testing.T) {
	Trace(t, func() {
		o := newOpener(t)
		for _, v := range Vectors() {
			o.open(v.Name, v.Mail)
		}
		pages, _ := filepath.Glob("../../render/testdata/*.html")
		samples, _ := filepath.Glob("../../../assets/sample/*/*.eml")
		all := append(append(pages, samples...), corpora()...)
		if len(pages) == 0 || len(samples) == 0 {
			t.Error("nothing to open")
		}
		for _, f := range all {
			raw, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			if strings.HasSuffix(f, ".html") {
				raw = message(string(raw))
			}
			o.open(f, raw)
		}
		t.Logf("%d mails", len(Vectors())+len(all))
	})
}

// The trace sees what it is there to see.
func TestTraceSees(t *testing.T) {
	for name, do := range map[string]func(){
		"a socket":   func() { net.Dial("tcp", "127.0.0.1:9") },
		"a look-up":  func() { net.LookupHost("x.example") },
		"a process":  func() { exec.Command("true").Run() },
		"unix":       func() { net.Dial("unix", "/nowhere") },
		"a datagram": func() { net.Dial("udp", "127.0.0.1:9") },
	} {
		t.Run(name, func(t *testing.T) {
			if os.Getenv(traced) != "" {
				do()
				return
			}
			if len(Forbidden(Again(t))) == 0 {
				t.Error("it was not seen")
			}
		})
	}
}

// The command line is as quiet.
func TestCommandsAreQuiet(t *testing.T) {
	if os.Getenv("GODWIT_E2E") == "" {
		t.Skip("GODWIT_E2E is not set: make test traces this")
	}
	dir := t.TempDir()
	program := filepath.Join(dir, "godwitctl")
	build := exec.Command("go", "build", "-o", program, "godwit/cmd/godwitctl")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var files []string
	for i, v := range Vectors() {
		file := filepath.Join(dir, "mail", strings.TrimSuffix(v.Host, ".leak.example")+".eml")
		if i == 0 {
			if err := os.Mkdir(filepath.Dir(file), 0o700); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.WriteFile(file, v.Mail, 0o600); err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	for _, command := range []string{"parse", "render"} {
		for _, c := range Forbidden(Calls(t, program, append([]string{command}, files...)...)) {
			t.Errorf("%s did %s", command, c)
		}
	}
}
