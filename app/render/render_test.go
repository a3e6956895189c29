package render

import (
	"context"
	"errors"
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

// What is too much is not even begun.
func TestLayoutRefusesTooMuch(t *testing.T) {
	for name, source := range map[string]string{
		"text":  strings.Repeat("some words ", 100_000),
		"nodes": strings.Repeat("<p>", 120_000),
		"tabs":  "<pre>" + strings.Repeat("\t", 200_000),
	} {
		if _, _, err := Layout(context.Background(), htmldoc.Tree(source), Options{Width: 700, Fonts: options().Fonts, Budget: time.Hour}); !errors.Is(err, ErrBudget) {
			t.Errorf("%s: %v", name, err)
		}
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

// BenchmarkWorst is the slowest of the mails, each by the best of its runs: of
// those of the usual size, and of those of 50 KB and more.
func BenchmarkWorst(b *testing.B) {
	o := options()
	o.Fonts.Warm()
	best := map[string]time.Duration{}
	all := mails(b)
	for b.Loop() {
		for name, source := range all {
			start := time.Now()
			if _, _, err := Layout(context.Background(), htmldoc.Tree(source), o); err != nil {
				b.Fatal(err)
			}
			if d := time.Since(start); best[name] == 0 || d < best[name] {
				best[name] = d
			}
		}
	}
	for unit, long := range map[string]bool{"ms/usual": false, "ms/long": true} {
		worst := ""
		for name, d := range best {
			if (len(all[name]) >= 50_000) == long && (worst == "" || d > best[worst]) {
				worst = name
			}
		}
		b.ReportMetric(float64(best[worst].Microseconds())/1000, unit)
		b.Logf("%d mails, slowest of its kind: %s, %v", len(all), worst, best[worst])
	}
}
