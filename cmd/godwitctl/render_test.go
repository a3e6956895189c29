package main

import (
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"godwit/sync/localserver"
)

func TestRender(t *testing.T) {
	s := newShell(t, localserver.Options{})
	dir := t.TempDir()
	mail, bare, plain, out := filepath.Join(dir, "a.eml"), filepath.Join(dir, "b.html"), filepath.Join(dir, "c.eml"), filepath.Join(dir, "out.png")
	page := `<p>Hello <a href="https://a.example/">there</a><img src="https://p.example/1.png" width=50 height=40>` +
		`<img src="https://t.example/o.gif" width=1 height=1><link rel=stylesheet href="https://s.example/s.css">`
	write(t, mail, "From: Ada <ada@example.org>\r\nContent-Type: text/html\r\n\r\n"+page)
	write(t, bare, page)
	write(t, plain, "From: Ada <ada@example.org>\r\n\r\nHello\r\n")
	lines := s.lines("render", mail, bare, plain)
	want := "blocked blocked.kind blocked.url fallback file height links links.target links.text loaded milliseconds trackers trackers.kind trackers.url width"
	if got := strings.Join(keys(lines[0]), " "); got != want {
		t.Errorf("fields %s", got)
	}
	for i, l := range lines {
		blocked, trackers := l["blocked"].([]any), l["trackers"].([]any)
		switch {
		case i < 2 && (len(blocked) != 3 || len(trackers) != 1 || l["fallback"] != "" || len(l["links"].([]any)) != 1):
			t.Errorf("%+v", l)
		case i == 2 && (len(blocked) != 0 || l["fallback"] != ""):
			t.Errorf("%+v", l)
		}
	}
	if r := s.run("render", mail, "--width", "300", "--scale", "2", "--dark", "-o", out); r.code != 0 {
		t.Fatalf("%+v", r)
	}
	f, err := os.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	pic, err := png.Decode(f)
	if err != nil || pic.Bounds().Dx() != 600 || pic.Bounds().Dy() < 100 {
		t.Errorf("%v, %v", err, pic)
	}
	for _, args := range [][]string{{"render"}, {"render", mail, bare, "-o", out}, {"render", mail, "--width", "NaN"}, {"render", mail, "--scale", "900"}} {
		if r := s.run(args...); r.code != exitUsage {
			t.Errorf("%v: %+v", args, r)
		}
	}
	if r := s.run("bench", "render", bare, "--runs", "2"); r.code != 0 || !strings.Contains(r.out, "render.layout.median ") {
		t.Errorf("%+v", r)
	}
}
