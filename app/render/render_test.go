package render

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"godwit/app/render/text"
	"godwit/sync/htmldoc"

	"fyne.io/fyne/v2/theme"
)

func options() Options {
	return Options{Width: 700, Fonts: text.New(text.Options{System: true}), Images: func(ref string) Image {
		if strings.HasPrefix(ref, "cid:") {
			return Image{Width: 120, Height: 80, State: Ready}
		}
		return Image{State: Blocked}
	}}
}

func mails(t testing.TB) map[string]string {
	t.Helper()
	files, err := filepath.Glob("testdata/*.html")
	if err != nil || len(files) == 0 {
		t.Fatal("no mails", err)
	}
	out := map[string]string{}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		out[filepath.Base(f)] = string(b)
	}
	return out
}

func TestLayoutReports(t *testing.T) {
	doc := htmldoc.Tree(`<img src=https://a.example/1.png width=100 height=50><img src=https://T.example/p.gif width=1 height=1>` +
		`<img src=cid:x><style>@import url(https://b.example/s.css); @media (prefers-color-scheme:dark){p{color:white}}</style><p>x`)
	o := options()
	o.Dark = true
	list, report, err := Layout(context.Background(), doc, o)
	if err != nil {
		t.Fatal(err)
	}
	if len(report.Images) != 1 || len(report.Trackers) != 1 || len(report.Embedded) != 1 || len(report.Others) != 1 || !report.OwnDark {
		t.Errorf("%+v", report)
	}
	if hosts := Hosts(report.Trackers); len(hosts) != 1 || hosts[0] != "t.example" {
		t.Errorf("hosts %v", hosts)
	}
	if list.Width != 700 || list.Height < 100 {
		t.Errorf("%v x %v", list.Width, list.Height)
	}
}

func TestZoomNarrowsTheView(t *testing.T) {
	o := options()
	o.Zoom = 2
	list, _, err := Layout(context.Background(), htmldoc.Tree("<p>x"), o)
	if err != nil || list.Width != 350 {
		t.Errorf("%v %v", list, err)
	}
}

func TestLayoutStopsWhenToldTo(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, _, err := Layout(ctx, htmldoc.Tree(strings.Repeat("<p>some words", 500)), options()); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// What is made to take for ever ends, one way or another.
func TestLayoutIsBounded(t *testing.T) {
	repeat := strings.Repeat
	o := options()
	o.Fonts.Warm()
	for name, source := range map[string]string{
		"floats":       repeat(`<div style="float:left;width:3px;height:3px">x</div>`, 20000),
		"rules":        "<style>" + repeat(`div div div div > p.a{color:red}`, 5000) + "</style>" + repeat("<div><p class=a>x", 2000),
		"deep":         repeat("<div>", 50000) + "x",
		"tables":       repeat("<table><tr><td>", 5000) + "x",
		"flex in flex": repeat(`<div style="display:flex"><div style="flex:1">x`, 150),
		"grids":        repeat(`<div style="display:grid;grid-template-columns:repeat(99,repeat(99,1fr))">x`, 150),
		"inline block": repeat(`<span style="display:inline-block">x `, 150),
		"absolute":     repeat(`<div style="position:absolute;left:1px;right:1px">x`, 150),
		"floats deep":  repeat(`<div style="float:left">x`, 150),
		"cells":        "<table>" + repeat("<tr>"+repeat("<td colspan=1000 rowspan=1000>x", 20), 500),
		"word":         "<p style='word-break:break-all'>" + repeat("x", 300_000),
		"long word":    "<p style='overflow-wrap:anywhere'>" + repeat("x", 300_000),
		"text":         "<p>" + repeat("some words and more ", 30_000),
		"variables":    "<style>:root{--a:x" + repeat(" var(--a)", 50) + "}p{color:var(--a)}</style><p>x",
		"huge":         `<div style="width:1e30px;height:1e30px;margin:-1e30px;padding:1e30px;border:1e30px solid;font-size:1e30px">x`,
		"line heights": repeat(`<p style="line-height:1e9">x`, 1000),
		"entities":     repeat("&#8238;&#8294;", 20000) + "x",
		"controls":     repeat("\u202e\u2066\u05d0a ", 20000),
		"counters":     "<ol start=99999999999>" + repeat("<li value=-5>x", 1000),
	} {
		doc := htmldoc.Tree(source)
		start := time.Now()
		_, _, err := Layout(context.Background(), doc, o)
		if errors.Is(err, ErrFault) {
			t.Errorf("%s: %v", name, err)
		}
		t.Logf("%s: %v %v", name, time.Since(start).Round(time.Millisecond), err)
	}
}

// mutated is a mail with some of it damaged.
func mutated(r *rand.Rand, s string) string {
	spice := []string{
		"<table>", "</td>", "<td colspan=9999>", "<div style='float:left'>", "display:flex;", "position:absolute;", "calc(", "1e30px", "-", "%",
		"<!--", "</style>", "<p>", "<span style='display:table-cell'>", "width:100%;", "<li>", "\x00", "\u202e", "&#x1f600;", "display:grid;", "min-width:",
		"<b><div>", "rowspan=70", "<br clear=all>", "overflow:hidden;", "<img width=50%>", "display:inline-block;", "margin:-50px;",
	}
	b := []byte(s)
	for range 1 + r.IntN(12) {
		i := r.IntN(len(b) + 1)
		j := min(len(b), i+r.IntN(60))
		switch r.IntN(4) {
		case 0:
			b = append(b[:i:i], b[j:]...)
		case 1:
			b = append(b[:i:i], append([]byte(spice[r.IntN(len(spice))]), b[i:]...)...)
		case 2:
			b = append(b[:j:j], append(append([]byte(nil), b[i:j]...), b[j:]...)...)
		default:
			if i < len(b) {
				b[i] ^= byte(1 << r.IntN(8))
			}
		}
	}
	return string(b)
}

func TestMutatedMails(t *testing.T) {
	all := mails(t)
	o := options()
	o.Fonts.Warm()
	rounds := 40
	if testing.Short() {
		rounds = 5
	}
	if v := os.Getenv("GODWIT_MUTATIONS"); v != "" {
		if _, err := fmt.Sscan(v, &rounds); err != nil {
			t.Fatal(err)
		}
	}
	worst, slowest := time.Duration(0), ""
	for name, source := range all {
		r := rand.New(rand.NewPCG(1, uint64(len(source))))
		if len(source) > 50_000 {
			continue
		}
		for range rounds {
			s := mutated(r, source)
			start := time.Now()
			_, _, err := Layout(context.Background(), htmldoc.Tree(s), o)
			if errors.Is(err, ErrFault) {
				t.Fatalf("%s: %v in\n%s", name, err, s)
			}
			if d := time.Since(start); d > worst {
				worst, slowest = d, name
			}
		}
	}
	t.Logf("slowest: %v of %s", worst, slowest)
}

func FuzzLayout(f *testing.F) {
	for _, s := range mails(f) {
		if len(s) < 20_000 {
			f.Add(s)
		}
	}
	o := options()
	o.Fonts = text.New(text.Options{Bundled: []text.Bundled{{Family: "noto sans", Data: theme.DefaultTextFont().Content()}}})
	f.Fuzz(func(t *testing.T, s string) {
		if _, _, err := Layout(context.Background(), htmldoc.Tree(s), o); errors.Is(err, ErrFault) {
			t.Fatal(err)
		}
	})
}

func BenchmarkLayout(b *testing.B) {
	o := options()
	o.Fonts.Warm()
	for name, source := range mails(b) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, _, err := Layout(context.Background(), htmldoc.Tree(source), o); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
