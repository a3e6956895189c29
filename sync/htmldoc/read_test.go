package htmldoc

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestText(t *testing.T) {
	cases := []struct{ name, html, want string }{
		{"empty", "", ""},
		{"no markup", "just  text\n here", "just text here"},
		{"entities", "&lt;a&gt; &amp;amp; &eacute;&#x20ac;&nbsp;!", "<a> &amp; é€ !"},
		{"inline elements do not part words", "<b>w</b>or<i>d</i> <span>x</span>", "word x"},
		{"breaks", "a<br>b<br><br>c<br/>d", "a\nb\n\nc\nd"},
		{"many breaks", "a" + strings.Repeat("<br>", 50) + "b", "a\n\n\nb"},
		{"blank line of a composer", "<div>a</div><div><br></div><div>b</div>", "a\n\nb"},
		{"paragraph of nothing", "<p>a</p><p>&nbsp;</p><p>b</p>", "a\n\nb"},
		{"list without end tags", "<ul><li>a<li>b</ul>c", "• a\n• b\n\nc"},
		{"numbers go on", `<ol start=9><li>a<li value=20>b<li>c</ol>`, "9. a\n20. b\n21. c"},
		{"definitions", "<dl><dt>a<dd>b<dt>c<dd>d</dl>", "a\n  b\nc\n  d"},
		{"empty item", "<ul><li></li><li>b</li></ul>", "• b"},
		{"quote in an item", "<ul><li>a<blockquote>b</blockquote></ul>", "• a\n\n  > b"},
		{"pre", "<pre>\na\n  b\n</pre>c", "a\n  b\n\nc"},
		{"script and style", "a<script>var x = '<p>b</p>'</script><style>p{}</style>c", "ac"},
		{"title", "<title>t</title>a", "a"},
		{"unclosed comment", "a<!-- b", "a"},
		{"display none", `a<div style="DISPLAY : None !important">b<p>c</p></div>d`, "ad"},
		{"hidden by a class", `<style>@media print{.y{display:none}} .x, td.z{display:none}</style><p class="q x">a</p><p class=y>b</p><p class=z>c</p>`, "b\n\nc"},
		{"shown again", `<style>.x{display:none}</style><p class=x style="display:block">a</p>`, "a"},
		{"font size nothing around text of a size", `<td style="font-size:0"><span style="font-size:12px">a</span>b</td>`, "a"},
		{"fillers", "a<div>&zwnj;&nbsp;&#8204;&#847; &shy;</div>b", "a\nb"},
		{"emoji keep their joiners", "👩‍🚀 می\u200cخواهم", "👩‍🚀 می\u200cخواهم"},
		{"control characters", "a\x01b\u202ec", "abc"},
		{"image text", `<img alt="a  b" src=x><img src=y alt="">`, "[a b]"},
		{"link that says its target", `<a href="https://www.example.org/">example.org</a>`, "example.org"},
		{"link that says another", `<a href="https://evil.example/">https://bank.example</a>`, "https://bank.example <https://evil.example/>"},
		{"link twice", `<a href="https://a.example/">[x]</a> <a href="https://a.example/">y</a>`, "[x] <https://a.example/> y"},
		{"one column of layout", "<table><tr><td>a</td></tr><tr><td>b</td></tr></table>", "a\nb"},
		{"cells of paragraphs", "<table><tr><td><p>a</p></td><td><p>b</p></td></tr></table>", "a | b"},
		{"cells with spaces", "<table>\n<tr>\n<td> a </td>\n<td></td><td>\nb</td></tr></table>", "a | b"},
		{"noscript", "<noscript><p>a</p></noscript>", "a"},
		{"nul", "a\x00b", "ab"},
		{"invalid UTF-8", "a\xffb", "a\ufffdb"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := Text(c.html); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestLinks(t *testing.T) {
	d := Read(`<base href="https://b.example/d/"><a href="x?a=1&amp;b=2">rel</a><a href=" HTTPS://c.example ">up</a>
		<a href="javascript:x">js</a><a href="java&Tab;script:x">js</a><a href="data:text/html,x">d</a><a href="file:///x">f</a><a href="vbscript:x">v</a>
		<a href="#x">here</a><a href="">none</a><a>none</a><a href="tel:+1">call</a><a href="//e.example/x">slashes</a>
		<div hidden><a href="https://h.example">hidden</a></div><map><area href="https://m.example" alt="map"></map>
		<a href="tel:+1">call</a><a href="https://i.example"><img alt="pic" src="cid:x"></a>`)
	want := []Link{
		{"rel", "https://b.example/d/x?a=1&b=2"},
		{"up", "HTTPS://c.example"},
		{"call", "tel:+1"},
		{"slashes", "https://e.example/x"},
		{"map", "https://m.example"},
		{"pic", "https://i.example"},
	}
	if !slices.Equal(d.Links, want) {
		t.Errorf("got  %q\nwant %q", d.Links, want)
	}
}

// TestBombs reads what would take for ever if anything were quadratic.
func TestBombs(t *testing.T) {
	const n = 60_000
	for name, s := range map[string]string{
		"deep":        strings.Repeat("<div>", n) + "x" + strings.Repeat("</div>", n),
		"quotes":      strings.Repeat("<blockquote>x", n),
		"lists":       strings.Repeat("<ul><li>x", n),
		"tables":      strings.Repeat("<table><tr><td>x", n),
		"rows":        "<table><tr>" + strings.Repeat("<td>x", n) + strings.Repeat("<tr><td>a<td>b", n),
		"cells":       strings.Repeat("<table><tr><td>", 150) + strings.Repeat("many words ", 20*n),
		"formatting":  strings.Repeat("<b><i><a href=https://x.example>x", n/4),
		"attributes":  "<p " + strings.Repeat("a=b ", n) + ">x",
		"selectors":   "<style>" + strings.Repeat(".a,", n) + "{display:none}</style><p class='" + strings.Repeat("b ", n) + "'>x",
		"open braces": "<style>" + strings.Repeat("@x{", n) + "</style>x",
		"urls":        "<style>" + strings.Repeat("url(", n) + "</style>x",
		"css strings": "<style>" + strings.Repeat("\"", n) + "</style>x",
		"css comment": "<style>" + strings.Repeat("/*", n) + "</style>x",
		"srcset":      "<img srcset='" + strings.Repeat("//a.example/b ,", n) + "'>x",
		"comments":    strings.Repeat("<!--", n) + "x",
		"entities":    strings.Repeat("&", n) + "x",
		"links":       strings.Repeat("<a href=//x.example>", n) + "x",
		"srcdoc":      strings.Repeat("<iframe srcdoc='<iframe srcdoc=x>'>", 1000) + "x",
		"breaks":      strings.Repeat("<pre>\n\n\n", n) + "x",
	} {
		t.Run(name, func(t *testing.T) {
			d := Read(s)
			if len(d.Text) > maxText+maxText/2 || len(d.Links) > maxRefs || len(d.Remote) > maxRefs {
				t.Errorf("%d octets of text, %d links, %d references", len(d.Text), len(d.Links), len(d.Remote))
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{
		"<p>a<table><tr><td>b<td style='display:none'>c</table><ul><li>d<ol><li>e",
		"<style>.a{display:none} @import 'x'; b{background:url(\\68ttps://x)}</style><a class=a href=//b>c</a>",
		"<blockquote><pre>\n a\r\n</blockquote><img width=1 srcset='a 1x, b 2x' alt=c><iframe srcdoc='<p>d'>",
		"<noscript><svg><a xlink:href=x></svg></noscript><base href=https://a/><a href=b>c</a>",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d := Read(s)
		if lead := Lead(s); !utf8.ValidString(lead) || len(lead) > len(s)*4+maxLead {
			t.Fatalf("lead %q", lead)
		}
		if !utf8.ValidString(d.Text) || strings.ContainsAny(d.Text, "\x00\r\x1b\u202e") {
			t.Fatalf("text %q", d.Text)
		}
		for _, l := range d.Links {
			switch strings.ToLower(l.Target[:strings.IndexByte(l.Target, ':')]) {
			case "javascript", "data", "vbscript", "file":
				t.Fatalf("link %q", l.Target)
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	s := "<html><body>" + strings.Repeat("<table width=600><tr><td style=\"font-family:Arial;font-size:14px\"><p>Some text with a <a href=\"https://shop.example/item?id=1\">link</a>.</p>"+
		"<img src=\"https://shop.example/1.png\" alt=\"One\" width=100 height=50></td></tr></table>\n", 400) + "</body></html>"
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		Read(s)
	}
}
