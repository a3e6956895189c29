package style

import (
	"fmt"
	"image/color"
	"testing"

	"godwit/app/render/css"
	"godwit/sync/htmldoc"

	"golang.org/x/net/html"
)

// styleOf is the style of the element with the id x.
func styleOf(t *testing.T, source string, dark bool) *Style {
	t.Helper()
	tree := htmldoc.Tree(source)
	c := New(tree, View{Width: 600, Height: 800, Dark: dark})
	var found *Style
	var walk func(n *html.Node, parent *Style)
	walk = func(n *html.Node, parent *Style) {
		s := parent
		if n.Type == html.ElementNode {
			s = c.Element(n, parent)
			if htmldoc.Attr(n, "id") == "x" {
				found = s
			}
		}
		for k := n.FirstChild; k != nil; k = k.NextSibling {
			walk(k, s)
		}
	}
	walk(tree.Doc, c.Initial())
	if found == nil {
		t.Fatalf("no element x in %s", source)
	}
	return found
}

func hexOf(c color.NRGBA) string { return fmt.Sprintf("%02x%02x%02x%02x", c.R, c.G, c.B, c.A) }

func TestCascade(t *testing.T) {
	for source, want := range map[string]string{
		`<p id=x>`:                            "000000ff",
		`<style>p{color:red}</style><p id=x>`: "ff0000ff",
		`<style>p{color:red}#x{color:blue}.a{color:lime}</style><p id=x class=a>`:     "0000ffff",
		`<style>.a{color:lime}p{color:red}</style><p id=x class=a>`:                   "00ff00ff",
		`<style>p{color:red}p{color:blue}</style><p id=x>`:                            "0000ffff",
		`<style>p{color:red!important}</style><p id=x style="color:blue">`:            "ff0000ff",
		`<style>p{color:red}</style><p id=x style="color:blue">`:                      "0000ffff",
		`<style>#x{color:red!important}</style><p id=x style="color:blue!important">`: "0000ffff",
		`<font color=blue><b id=x>`:                                                   "0000ffff",
		`<style>font{color:red}</style><font id=x color=blue>`:                        "ff0000ff",
		`<div style="color:red"><p id=x style="color:inherit">`:                       "ff0000ff",
		`<div style="color:red"><p id=x style="color:initial">`:                       "000000ff",
		`<div style="color:red"><p id=x style="color:unset">`:                         "ff0000ff",
		`<div style="color:red"><p id=x style="color:nonsense">`:                      "ff0000ff",
		`<a id=x href="https://x.example/">`:                                          "0000eeff",
		`<font id=x color="#12">`:                                                     "010200ff",
		`<font id=x color="chucknorris">`:                                             "c00000ff",
		`<font id=x color="">`:                                                        "000000ff",
		`<body link=red><a id=x href="https://x.example/">`:                           "ff0000ff",
		`<body style="color:red"><div style="color:blue"><table id=x>`:                "ff0000ff",
		`<body><table style="color:blue"><tr><td id=x>`:                               "0000ffff",
		`<!DOCTYPE html><body><div style="color:blue"><table id=x>`:                   "0000ffff",
		`<a id=x>`: "000000ff",
		`<style>:root{--c:red}</style><p id=x style="color:var(--c)">`:                                          "ff0000ff",
		`<p id=x style="color:var(--none, blue)">`:                                                              "0000ffff",
		`<p id=x style="--a:var(--b);--b:var(--a);color:var(--a)">`:                                             "000000ff",
		`<style>@media (max-width:700px){p{color:red}}</style><p id=x>`:                                         "ff0000ff",
		`<style>@media (max-width:500px){p{color:red}}</style><p id=x>`:                                         "000000ff",
		`<style media=print>p{color:red}</style><p id=x>`:                                                       "000000ff",
		`<style>@media (prefers-color-scheme:dark){p{color:red}}</style><p id=x>`:                               "000000ff",
		`<style>@layer a{#x{color:red}} p{color:blue}</style><p id=x>`:                                          "0000ffff",
		`<style>@layer a,b; @layer b{p{color:red}} @layer a{#x{color:blue}}</style><p id=x>`:                    "ff0000ff",
		`<style>@layer a,b; @layer b{p{color:red!important}} @layer a{p{color:blue!important}}</style><p id=x>`: "0000ffff",
		`<body text="#ff0000"><p id=x>`:                                                                         "ff0000ff",
	} {
		if got := hexOf(styleOf(t, source, false).Color); got != want {
			t.Errorf("%s: got %s, want %s", source, got, want)
		}
	}
	if got := hexOf(styleOf(t, `<style>@media (prefers-color-scheme:dark){p{color:red}}</style><p id=x>`, true).Color); got != "ff0000ff" {
		t.Errorf("dark: %s", got)
	}
}

func TestFontSizes(t *testing.T) {
	for source, want := range map[string]float32{
		`<div style="font-size:14px"><tt id=x>`: 14, `<div style="font-size:2em"><tt id=x>`: 26, `<div style="font-size:large"><tt id=x>`: 18 * 13. / 16,
		`<div style="font-size:20px"><tt id=x style="font-size:50%">`: 10, `<div><tt id=x style="font-size:200%">`: 26,
		`<p id=x>`: 16, `<h1 id=x>`: 32, `<h1><b id=x>`: 32, `<p id=x style="font-size:1.5em">`: 24,
		`<div style="font-size:20px"><p id=x style="font-size:50%">`: 10, `<div style="font-size:20px"><p id=x style="font-size:2rem">`: 32,
		`<p id=x style="font-size:12pt">`: 16, `<font id=x size=5>`: 24, `<font id=x size=+1>`: 18, `<font id=x size=-9>`: 10,
		`<p id=x style="font:italic 20px/2 Arial">`: 20, `<code id=x>`: 13, `<pre><code id=x>`: 13, `<code id=x style="font-family:Courier New,monospace">`: 16,
		`<div style="font-size:30px"><table><tr><td id=x>`: 16, `<!DOCTYPE html><div style="font-size:30px"><table><tr><td id=x>`: 30,
		`<p id=x style="font-size:xx-large">`: 32, `<p id=x style="font-size:-5px">`: 16, `<p id=x style="font-size:9999px">`: 400,
	} {
		if got := styleOf(t, source, false).Size; got != want {
			t.Errorf("%s: got %v, want %v", source, got, want)
		}
	}
}

func TestProperties(t *testing.T) {
	for _, c := range []struct {
		name, source string
		ok           func(s *Style) bool
	}{
		{"cellpadding", `<table cellpadding=7><tr><td id=x>`, func(s *Style) bool { return s.Padding[2] == css.Pixels(7) }},
		{"cellspacing", `<table cellspacing=7 id=x>`, func(s *Style) bool { return s.SpacingX == 7 && s.SpacingY == 7 }},
		{"border attribute", `<table border=3><tr><td id=x>`, func(s *Style) bool { return s.Border[0].Width == 1 && s.Border[0].Style == Inset }},
		{"no border attribute", `<table border=0><tr><td id=x>`, func(s *Style) bool { return s.Border[0].Width == 0 }},
		{"bgcolor", `<table><tr><td id=x bgcolor=ff0000>`, func(s *Style) bool { return s.Background == color.NRGBA{255, 0, 0, 255} }},
		{"background attribute", `<table><tr><td id=x background="https://x.example/a b.png">`, func(s *Style) bool { return len(s.Layers) == 1 && s.Layers[0].Image.URL != "" }},
		{"valign", `<table><tr valign=top><td id=x>`, func(s *Style) bool { return s.Vertical == Top }},
		{"middle of itself", `<table><tr><td id=x>`, func(s *Style) bool { return s.Vertical == Middle }},
		{"align", `<div id=x align=center>`, func(s *Style) bool { return s.Align == Center && s.AlignBlocks }},
		{"align ends at tables", `<!DOCTYPE html><center><table id=x>`, func(s *Style) bool { return s.Align == Start && !s.AlignBlocks }},
		{"th", `<table><tr><th id=x>`, func(s *Style) bool { return s.Align == Center && s.Weight == 700 }},
		{"width in percent", `<table id=x width="50%">`, func(s *Style) bool { return s.Width.Percent == 50 }},
		{"width without sense", `<table id=x width="abc">`, func(s *Style) bool { return !s.Width.Fixed() }},
		{"image no wider than told", `<img id=x width=1e99>`, func(s *Style) bool { return s.Width == css.Pixels(1) }},
		{"negative margin", `<p id=x style="margin:-5px">`, func(s *Style) bool { return s.Margin[0].Of(100) == -5 }},
		{"no negative padding", `<p id=x style="padding:-5px">`, func(s *Style) bool { return s.Padding[0].Of(100) == 0 }},
		{"border without style", `<p id=x style="border-width:5px">`, func(s *Style) bool { return s.Border[0].Width == 0 }},
		{"border of medium width", `<p id=x style="border-style:solid">`, func(s *Style) bool { return s.Border[0].Width == 3 }},
		{"border takes the text's colour", `<p id=x style="border:1px solid;color:red">`, func(s *Style) bool { return s.Border[0].Color.R == 255 }},
		{"floats are blocks", `<span id=x style="float:left">`, func(s *Style) bool { return s.Display == Block }},
		{"preview line", `<div id=x style="max-height:0;overflow:hidden">`, func(s *Style) bool { return s.Display == None }},
		{"invisible", `<div id=x style="opacity:0">`, func(s *Style) bool { return s.Display == None }},
		{"opacity multiplies", `<div style="opacity:.5"><p id=x style="opacity:.5">`, func(s *Style) bool { return s.Opacity == .25 }},
		{"underline runs through", `<u><b id=x>`, func(s *Style) bool { return len(s.Lines) == 1 && s.Lines[0].Where == Under }},
		{"not into boxes of their own", `<u><b id=x style="display:inline-block">`, func(s *Style) bool { return len(s.Lines) == 0 }},
		{"link without line", `<a id=x href="https://x.example/" style="text-decoration:none">`, func(s *Style) bool { return len(s.Lines) == 0 }},
		{"nested list", `<ul><li><ul id=x>`, func(s *Style) bool { return s.ListType == "circle" && !s.Margin[0].Fixed() }},
		{"line height by number", `<p id=x style="line-height:1.5;font-size:20px">`, func(s *Style) bool { h, ok := s.LineHeight.Of(s.Size); return ok && h == 30 }},
		{"shadow", `<p id=x style="box-shadow:0 2px 4px rgba(0,0,0,.5), inset 1px 1px red">`, func(s *Style) bool { return len(s.BoxShadows) == 2 && s.BoxShadows[1].Inset }},
		{"radius", `<p id=x style="border-radius:50%/10px">`, func(s *Style) bool { return s.Radius[3][0].Percent == 50 && s.Radius[3][1].Px == 10 }},
		{"layers", `<p id=x style="background:url(https://x.example/a.png) no-repeat,linear-gradient(red,blue)">`, func(s *Style) bool {
			return len(s.Layers) == 2 && !s.Layers[0].RepeatX && s.Layers[1].Image.Gradient != nil
		}},
		{"tracks", `<p id=x style="grid-template-columns:100px repeat(2, 1fr) minmax(50px, auto)">`, func(s *Style) bool {
			return len(s.Columns) == 4 && s.Columns[2].Fr == 1 && s.Columns[3].Min == 50
		}},
		{"place", `<p id=x style="grid-column:2 / span 3">`, func(s *Style) bool { return s.GridCol == Place{2, 3} }},
		{"direction", `<p id=x dir=rtl>`, func(s *Style) bool { return s.RTL && s.Isolate }},
		{"shorthand of a variable", `<p id=x style="--m:4px 8px;margin:var(--m)">`, func(s *Style) bool { return s.Margin[1].Px == 8 && s.Margin[0].Px == 4 }},
		{"inherited box property", `<div style="width:50px"><p id=x style="width:inherit">`, func(s *Style) bool { return s.Width == css.Pixels(50) }},
	} {
		if s := styleOf(t, c.source, false); !c.ok(s) {
			t.Errorf("%s: %s", c.name, c.source)
		}
	}
}

func TestPseudo(t *testing.T) {
	tree := htmldoc.Tree(`<style>p::before{content:"a\201c b";color:red}p::after{color:red}</style><p>`)
	c := New(tree, View{Width: 600})
	p := tree.Body.FirstChild
	s := c.Pseudo(p, c.Initial(), "before")
	if s == nil || s.Content != "a“b" || s.Color.R != 255 {
		t.Errorf("before: %+v", s)
	}
	if s := c.Pseudo(p, c.Initial(), "after"); s != nil {
		t.Errorf("after has no content: %+v", s)
	}
}
