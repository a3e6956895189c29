package layout

import (
	"context"
	"strings"
	"testing"

	"godwit/app/render/display"
	"godwit/app/render/style"
	"godwit/sync/htmldoc"
)

// TestBoxes lays out small pieces and asks where the element #… stands. The
// numbers are a browser's, at 400 pixels with 8 around.
func TestBoxes(t *testing.T) {
	const std = "<!DOCTYPE html><body>"
	for _, c := range []struct{ name, source, want string }{
		{"block", std + `<div style="height:10px">`, "div 8,8 384x10"},
		{"auto margins", std + `<div style="width:100px;height:10px;margin:0 auto">`, "div 150,8 100x10"},
		{"margins collapse", std + `<div style="height:10px;margin:20px 0"></div><p style="height:10px;margin:30px 0">`, "p 8,60 384x10"},
		{"negative margin", std + `<div style="height:30px"></div><p style="height:10px;margin:-10px 0">`, "p 8,28 384x10"},
		{"through parents", std + `<div><div><p style="height:10px;margin:30px 0">`, "p 8,30 384x10"},
		{"padding keeps them apart", std + `<div style="padding:1px"><p style="height:10px;margin:30px 0">`, "p 9,39 382x10"},
		{"border box", std + `<div style="box-sizing:border-box;width:100px;padding:10px;border:1px solid;height:50px">`, "div 8,8 100x50"},
		{"content box", std + `<div style="width:100px;padding:10px;border:1px solid;height:50px">`, "div 8,8 122x72"},
		{"percent", std + `<div style="width:50%;height:10px">`, "div 8,8 192x10"},
		{"calc", std + `<div style="width:calc(50% - 2px);height:10px">`, "div 8,8 190x10"},
		{"max width", std + `<div style="max-width:100px;height:10px">`, "div 8,8 100x10"},
		{"min in function", std + `<div style="width:min(100%, 120px);height:10px">`, "div 8,8 120x10"},
		{"float left", std + `<div style="float:left;width:50px;height:10px"></div><p style="float:left;width:60px;height:10px;margin:0">`, "p 58,8 60x10"},
		{"float right", std + `<p style="float:right;width:60px;height:10px;margin:0">`, "p 332,8 60x10"},
		{"floats wrap", std + `<div style="float:left;width:300px;height:10px"></div><p style="float:left;width:200px;height:10px;margin:0">`, "p 8,18 200x10"},
		{"clear", std + `<div style="float:left;width:300px;height:40px"></div><p style="clear:both;height:10px;margin:0">`, "p 8,48 384x10"},
		{"beside a float", std + `<div style="float:left;width:100px;height:40px"></div><p style="overflow:hidden;height:10px;margin:0">`, "p 108,8 284x10"},
		{"relative", std + `<p style="position:relative;left:5px;top:7px;height:10px;margin:0">`, "p 13,15 384x10"},
		{"image", std + `<img width=40 height=30 style="display:block">`, "img 8,8 40x30"},
		{"image in percent", std + `<img width=400 height=200 style="display:block;width:50%">`, "img 8,8 192x200"},
		{"image no wider", std + `<img width=800 height=400 style="display:block;max-width:100%">`, "img 8,8 384x400"},
		{"image no wider, height auto", std + `<img width=800 height=400 style="display:block;max-width:100%;height:auto">`, "img 8,8 384x192"},
		{"table as wide as told", std + `<table width=100% cellpadding=0 cellspacing=0><tr><td style="height:10px">`, "td 8,8 384x10"},
		{"columns in percent", std + `<table width=100% cellpadding=0 cellspacing=0><tr><td width=25%></td><th width=75% style="height:10px">`, "th 104,8 288x10"},
		{"column in pixels", std + `<table width=100% cellpadding=0 cellspacing=0><tr><td width=84></td><th style="height:10px">`, "th 92,8 300x10"},
		{"spacing", std + `<table cellpadding=5 cellspacing=4><tr><td style="width:20px;height:20px">`, "td 12,12 30x30"},
		{"centred table", std + `<center><table width=100><tr><td>`, "table 150,8 100x6"},
		{"aligned table", std + `<table align=center width=100><tr><td>`, "table 150,8 100x6"},
		{"rowspan", std + `<table cellpadding=0 cellspacing=0><tr><td rowspan=2 width=10></td><td height=20 width=10></td></tr><tr><th height=30>`, "th 18,28 10x30"},
		{"colspan", std + `<table cellpadding=0 cellspacing=0><tr><td width=10><td width=20></tr><tr><th colspan=2 height=10>`, "th 8,8 30x10"},
		{"collapsed borders", std + `<table style="border-collapse:collapse"><tr><td style="border:2px solid;padding:0;width:10px;height:10px"></td><th style="border:2px solid;padding:0;width:10px;height:10px">`, "th 21,9 12x12"},
		{"flex grows", std + `<div style="display:flex"><div style="width:84px"></div><p style="flex:1;height:10px;margin:0">`, "p 92,8 300x10"},
		{"flex shrinks", std + `<div style="display:flex"><div style="width:400px"></div><p style="width:400px;height:10px;margin:0">`, "p 200,8 192x10"},
		{"flex between", std + `<div style="display:flex;justify-content:space-between"><div style="width:10px"></div><p style="width:20px;height:10px;margin:0">`, "p 372,8 20x10"},
		{"flex gap", std + `<div style="display:flex;gap:7px"><div style="width:10px"></div><p style="width:20px;height:10px;margin:0">`, "p 25,8 20x10"},
		{"flex wraps", std + `<div style="display:flex;flex-wrap:wrap"><div style="width:300px;height:5px"></div><p style="width:200px;height:10px;margin:0">`, "p 8,13 200x10"},
		{"flex column", std + `<div style="display:flex;flex-direction:column;align-items:center"><div style="height:5px"></div><p style="width:200px;height:10px;margin:0">`, "p 100,13 200x10"},
		{"flex stretches", std + `<div style="display:flex"><div style="height:50px"></div><p style="width:20px;margin:0">`, "p 8,8 20x50"},
		{"flex auto margin", std + `<div style="display:flex"><p style="margin:0 0 0 auto;width:20px;height:10px">`, "p 372,8 20x10"},
		{"grid fractions", std + `<div style="display:grid;grid-template-columns:1fr 2fr;gap:24px"><div></div><p style="margin:0;height:10px">`, "p 152,8 240x10"},
		{"grid repeat", std + `<div style="display:grid;grid-template-columns:repeat(2,100px)"><div></div><div></div><p style="margin:0;height:10px">`, "p 8,8 100x10"},
		{"faint margins of cells", `<table cellpadding=0 cellspacing=0 width=100><tr><td><p style="height:10px">`, "td 8,8 100x10"},
		{"margins of cells", std + `<table cellpadding=0 cellspacing=0 width=100><tr><td><p style="height:10px;margin:5px 0">`, "td 8,8 100x20"},
		{"right to left", `<!DOCTYPE html><body dir=rtl><p style="width:100px;height:10px;margin:0">`, "p 292,8 100x10"},
		{"floats in a table of no rows", std + `<div style="display:table;width:100%"><div style="float:left;width:100px;height:10px"></div><p style="display:table-cell;float:left;width:60px;height:10px;margin:0">`, "p 108,8 60x10"},
		{"cleared at the end", std + `<p style="margin:0"><b style="float:left;height:20px"></b><i style="display:block;height:20px;margin-bottom:16px"></i><s style="display:block;clear:both"></s></p>`, "p 8,8 384x36"},
		{"cleared past the end", std + `<p style="margin:0"><b style="float:left;height:10px"></b><i style="display:block;height:20px;margin-bottom:16px"></i><s style="display:block;clear:both"></s></p>`, "p 8,8 384x20"},
		{"flow-root", std + `<p style="display:flow-root;margin:0"><b style="float:left;height:10px">`, "p 8,8 384x10"},
		{"columns with spaces of no size", std + `<div style="font-size:0"><div style="display:inline-block;width:50%;height:5px"></div> <p style="display:inline-block;width:50%;height:10px;margin:0"></p>`, "p 200,8 192x10"},
		{"cell in its middle", std + `<table cellpadding=0 cellspacing=0><tr><td height=50><p style="height:10px;margin:0">`, "p 8,28 0x10"},
		{"cell at its end", std + `<table cellpadding=0 cellspacing=0><tr><td height=50 valign=bottom><p style="height:10px;margin:0">`, "p 8,48 0x10"},
		{"height of a cell", std + `<table cellpadding=5 cellspacing=0><tr><td height=50>`, "td 8,8 10x60"},
		{"height of a cell in old mail", `<body><table cellpadding=5 cellspacing=0><tr><td height=50>`, "td 8,8 10x50"},
		{"rows without a height grow", std + `<table cellpadding=0 cellspacing=0 style="height:100px"><tr><td><tr height=30><th>`, "th 8,78 0x30"},
		{"collapsed outer borders", std + `<table style="border-collapse:collapse"><tr><td style="border:6px solid;padding:0"><p style="margin:0;height:10px">`, "table 8,8 12x22"},
		{"column with nothing in it", std + `<table width=100 cellpadding=0 cellspacing=0><tr><td><div style="width:10px;height:10px"></div></td><th></th>`, "td 8,8 100x10"},
		{"margins of the body", `<body leftmargin=3 topmargin=5><p style="height:10px;margin:0">`, "p 3,5 394x10"},
		{"rule of a size", std + `<hr size=8 color=red>`, "hr 8,8 384x8"},
		{"flex column pushes down", std + `<div style="display:flex"><div style="height:100px"></div><div style="display:flex;flex-direction:column"><p style="margin:auto 0 0;height:10px;width:5px">`, "p 8,98 5x10"},
		{"flex in reverse", std + `<div style="display:flex;flex-direction:row-reverse"><p style="width:20px;height:10px;margin:0">`, "p 372,8 20x10"},
		{"grid areas", std + `<div style="display:grid;grid-template-columns:100px 1fr;grid-template-areas:'a a' 'b c'"><div style="grid-area:a;height:20px"></div><div></div><p style="grid-area:c;margin:0;height:10px">`, "p 108,28 284x10"},
		{"percent of a height", std + `<div style="height:100px"><p style="height:50%;margin:0">`, "p 8,8 384x50"},
		{"percent of no height", std + `<div><p style="height:50%;margin:0">`, "p 8,8 384x0"},
		{"translate", std + `<p style="width:100px;height:10px;margin:0;transform:translate(-50%,5px)">`, "p -42,13 100x10"},
		{"image on the middle", std + `<p style="margin:0;font-size:20px;line-height:20px"><img width=10 height=40 align=middle>`, "img 8,8 10x40"},
		{"readings above the line", std + `<p style="margin:0;font-size:20px;line-height:60px"><ruby>a<rt>b</ruby>`, "p 8,8 384x60"},
		{"a form between cells", std + `<table cellpadding=0 cellspacing=0><tr><form><td width=10 height=10></form>`, "td 8,8 10x10"},
		{"a list of terms in a list", std + `<ul style="margin:0"><li><dl><dt style="height:10px">`, "dl 48,8 344x10"},
		{"as wide as its content", std + `<p style="width:fit-content;margin:0 auto"><b style="display:inline-block;width:84px;height:10px"></b>`, "p 158,8 84x22"},
		{"ratio of the sides", std + `<p style="aspect-ratio:2 / 1;width:100px;margin:0">`, "p 8,8 100x50"},
		{"span in the middle", std + `<p style="margin:0;font-size:40px;line-height:40px"><span style="font-size:10px;line-height:10px;vertical-align:middle"><img width=1 height=10>`, "img 8,26 1x10"},
		{"lengths by the letter x", std + `<p style="margin:0;font-size:100px;line-height:0;width:1ex">`, "p 8,8 52x0"},
		{"hidden line", std + `<div style="max-height:0;overflow:hidden">hidden</div><p style="height:10px;margin:0">`, "p 8,8 384x10"},
	} {
		boxes, _ := laidOut(t, c.source, 400, fonts)
		found := false
		for _, b := range boxes {
			found = found || b.String() == c.want
		}
		if !found {
			t.Errorf("%s: got %v, want %s", c.name, boxes, c.want)
		}
	}
}

// read is what a list says, a line of it per text.
func read(list *display.List) string {
	var out []string
	for _, op := range list.Ops {
		if op.Kind == display.Text {
			out = append(out, op.Text.Text)
		}
	}
	return strings.Join(out, "|")
}

func TestText(t *testing.T) {
	for _, c := range []struct{ name, source, want string }{
		{"white space", "<p> a \n b <b> c</b> d</p>", "a b |c| d"},
		{"line ends", "a<br>b <br> c", "a|b|c"},
		{"preformatted", "<pre>a  b\n c</pre>", "a  b| c"},
		{"transform", `<p style="text-transform:uppercase">ab</p>`, "AB"},
		{"hidden", `a<span style="display:none">b</span><span style="visibility:hidden">c</span><span style="font-size:0">d</span>`, "a"},
		{"list", "<ol start=3><li>a<li>b</ol><ul><li>c</ul>", "3.|a|4.|b|•|c"},
		{"letters", "<ol type=a><li>a</ol><ol type=I><li>b</ol>", "a.|a|I.|b"},
		{"before and after", "<style>p::before{content:'x'}p::after{content:\"y\"}</style><p>a</p>", "x|a|y"},
		{"quotes", "<q>a</q>", "“a”"},
		{"folded", "<details><summary>a</summary>b<p>c</p></details>", "▸\u00a0a"},
		{"words that hold together", `<p style="width:1px">a&nbsp;b c</p>`, "a\u00a0b|c"},
		{"no wrap", `<p style="width:1px;white-space:nowrap">a b c</p>`, "a b c"},
		{"text after a block in a float", `<div style="float:left"><p>a</p>b</div>`, "a|b"},
		{"text after a block where it is positioned", `<div style="position:absolute"><p>a</p>b</div>`, "a|b"},
		{"far inside", strings.Repeat("<div>", 198) + "a<p>b</p>", "a|b"},
		{"order of layers", `<div style="position:absolute;z-index:2">a</div><div style="position:absolute;z-index:1">b</div><div style="position:absolute;z-index:-1">c</div>d`, "c|d|b|a"},
		{"sharp s", `<p style="text-transform:uppercase">ß</p>`, "SS"},
		{"preformatted that wraps", `<pre wrap style="width:1px">a b</pre>`, "a |b"},
		{"unfolded", "<details open><summary>a</summary>b</details>", "▾\u00a0a|b"},
		{"readings", `<p style="line-height:2"><ruby>a<rt>b</rt>c<rp>(</rp><rt>d</rt></ruby>e</p>`, "b|a|d|c|e"},
		{"soft hyphens", `<p style="width:1px">ab&shy;c d&shy;e</p>`, "ab-|c|d-|e"},
		{"soft hyphens where there is room", `<p>ab&shy;c</p>`, "ab\u00adc"},
		{"small capitals", `<p style="font-variant:small-caps">Ab c</p>`, "A|B| |C"},
		{"numbers with hyphens", `<p style="width:1px">03-12 -5 a-b</p>`, "03-|12|-5|a-|b"},
		{"syllables of Thai", `<p style="width:1px">กาเก</p>`, "กา|เก"},
		{"cut words", `<p style="width:1px;overflow-wrap:break-word">abc</p>`, "a|b|c"},
	} {
		_, list := laidOut(t, c.source, 400, fonts)
		if got := read(list); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestLinksAndAlternatives(t *testing.T) {
	_, list := laidOut(t, `<a href="https://x.example/"><img width=100 height=40 alt="Logo" src="https://x.example/i.png"></a><a href="https://y.example/">y</a>`, 400, fonts)
	links := map[string]bool{}
	for _, op := range list.Ops {
		if op.Link != "" {
			links[op.Link] = true
		}
	}
	if len(links) != 2 || !strings.Contains(read(list), "Logo") {
		t.Errorf("links %v, text %q", links, read(list))
	}
}

// A mail that is wider than its view is laid out as wide as it asks for, and
// says how small it is to be shown; photographs and long lines of text do not
// make the rest small.
func TestWide(t *testing.T) {
	const std = "<!DOCTYPE html><body style='margin:0'>"
	for _, c := range []struct {
		name, source string
		width, fit   float32
	}{
		{"as wide as the view", std + `<table width=400><tr><td>a</table>`, 400, 1},
		{"a table", std + `<table width=500><tr><td>a</table>`, 500, .8},
		{"a table in the middle", std + `<center><table width=500><tr><td>a</table>`, 500, .8},
		{"a table with room around it", std + `<div style="padding:0 20px"><table width=480><tr><td>a</table>`, 520, 400. / 520},
		{"a very wide table", std + `<table width=1000><tr><td>a</table>`, 1000, .6},
		{"a box", std + `<div style="min-width:500px">a`, 500, .8},
		{"what is cut off", std + `<div style="overflow:hidden"><div style="width:900px">a`, 400, 1},
		{"what is positioned", std + `<div style="position:absolute;left:300px;width:300px">a`, 400, 1},
		{"a photograph", std + `<img src="cid:a-4000x3000.jpg">`, 400, 1},
		{"a photograph of a size", std + `<img src="cid:a-800x600.jpg" width=800 height=600>`, 400, 1},
		{"a photograph in a table", std + `<table cellpadding=0 cellspacing=0><tr><td><img src="cid:a-500x600.jpg">`, 500, .8},
		{"a line", std + `<pre style="font:20px/1 x;margin:0">` + strings.Repeat("i", 200), -1, 1},
	} {
		tree := htmldoc.Tree(c.source)
		list, err := Layout(context.Background(), Input{
			Tree: tree, Cascade: style.New(tree, style.View{Width: 400, Height: 800}), Fonts: fonts, Width: 400, Images: namedSize,
		})
		if err != nil {
			t.Fatal(err)
		}
		if c.width > 0 && abs(list.Width-c.width) > 1 || c.width < 0 && list.Width < 500 || abs(list.Scale()-c.fit) > .01 {
			t.Errorf("%s: %v wide at %v, want %v at %v", c.name, list.Width, list.Scale(), c.width, c.fit)
		}
	}
}

// What mutation once found.
func TestFaults(t *testing.T) {
	for _, source := range []string{
		`<p style="background:linear-gradient(red)">x`,
		`<p style="background-image:linear-gradient(nonsense)">x`,
		`<p style="background-image:linear-gradient()">x`,
	} {
		if _, list := laidOut(t, source, 400, fonts); read(list) != "x" {
			t.Errorf("%s: %q", source, read(list))
		}
	}
}
