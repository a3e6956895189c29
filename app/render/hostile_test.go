package render

import (
	"fmt"
	"strings"
)

// hostile are mails that are made to take for ever, or all memory. Big ones are
// some megabytes long.
func hostile() map[string]string {
	repeat := strings.Repeat
	numbers := func(n int, format string) string {
		var out strings.Builder
		for i := range n {
			fmt.Fprintf(&out, format, i)
		}
		return out.String()
	}
	return map[string]string{
		"floats":                 repeat(`<div style="float:left;width:3px;height:3px">x</div>`, 100_000),
		"floats of many sizes":   numbers(50_000, `<div style="float:left;width:%[1]dpx;height:%[1]dpx">x</div>`),
		"floats on both sides":   repeat(`<div style="float:left;width:30%;height:3px"></div><div style="float:right;width:31%;height:5px"></div>x `, 20_000),
		"floats deep":            repeat(`<div style="float:left">x`, 150),
		"rules":                  "<style>" + repeat(`div div div div > p.a{color:red}`, 20_000) + "</style>" + repeat("<div><p class=a>x", 10_000),
		"rules for all":          "<style>" + repeat(`*{color:red}`, 20_000) + "</style>" + repeat("<p>x", 10_000),
		"rules of siblings":      "<style>" + repeat(`p~p~p~p~p~p b{color:red}`, 300) + "</style>" + repeat("<p>x", 5_000),
		"rules of attributes":    "<style>" + repeat(`[class*="a"] [id^="b"] [style~="c"]{color:red}`, 10_000) + "</style>" + repeat("<p class=aaaaaaaa id=b style=c>x", 5_000),
		"rules of children":      "<style>" + repeat(`p:nth-last-child(2n+1) > *, p:nth-last-of-type(3n){color:red}`, 200) + "</style>" + repeat("<p>x", 10_000),
		"rules that exclude":     "<style>" + repeat(":not(", 200) + "p" + repeat(")", 200) + "{color:red}" + repeat("p"+repeat(":not(.a)", 200)+"{color:red}", 100) + "</style>" + repeat("<p>x", 2_000),
		"rules that look in":     "<style>" + repeat(`div:has(div:has(p:has(b))){color:red}`, 50) + "</style>" + repeat("<div><p>x", 5_000),
		"rules that contain":     "<style>" + repeat(`div:contains("y"){color:red}`, 100) + "</style>" + repeat("<div>x", 200) + repeat("<p>x", 5_000),
		"rules that match":       "<style>" + repeat(`p:matches("(a*)*b"){color:red}`, 100) + "</style>" + "<p>" + repeat("a", 100_000),
		"rules that choose":      "<style>" + repeat(repeat(":is(p,b,:where(i,.a),#b)", 12)+"{color:red}", 5_000) + "</style>" + repeat("<p>x", 5_000),
		"rules in rules":         "<style>" + repeat(repeat("p,.a,#b,div{& i,b &,&&{", 8)+"color:red"+repeat("}}", 8), 3_000) + "</style>" + repeat("<p>x", 2_000),
		"rules never closed":     "<style>" + repeat("p{", 100_000) + "</style><p>x",
		"layers":                 "<style>" + numbers(50_000, "@layer a%d{p{color:red}}") + "</style>" + repeat("<p>x", 2_000),
		"columns of text":        repeat(`<div style="columns:20">`+repeat("x<br>", 2_000)+"</div>", 100),
		"columns in columns":     repeat(`<div style="columns:2">x`, 300),
		"fields":                 repeat(`<input><select><option>x<option>y</select><textarea>x</textarea><button>x</button><meter value=.5></meter>`, 20_000),
		"choices":                "<select>" + repeat("<option>some words", 200_000),
		"choices in choices":     repeat("<select><optgroup>", 20_000) + "<option>x",
		"fieldsets deep":         repeat(`<fieldset><legend>x</legend>`, 1_000),
		"cut lines":              repeat(`<p style="white-space:nowrap;overflow:hidden;text-overflow:ellipsis;width:90px">`+repeat("xy ", 500), 300),
		"clamped lines":          repeat(`<p style="-webkit-line-clamp:2;overflow:hidden;width:90px">`+repeat("xy ", 500), 300),
		"sources":                repeat("<picture>"+repeat(`<source media="(min-width:1px)" srcset="x y z">`, 200)+"<img></picture>", 1_000),
		"symbols":                `<p style="font-family:Wingdings">` + repeat("JKL ", 200_000),
		"films in films":         repeat("<video><audio>", 50_000) + "x",
		"one selector":           "<style>" + repeat("p ", 100_000) + "{color:red}</style><p>x",
		"selectors":              "<style>" + repeat(".a,", 200_000) + ".b{color:red}</style><p class=b>x",
		"declarations":           "<style>p{" + repeat("color:red;", 100_000) + "}</style>" + repeat("<p>x", 2_000),
		"declared everywhere":    repeat(`<p style="`+repeat("margin:1px;", 1000)+`">x`, 2000),
		"declared otherwise":     numbers(5000, `<p style="margin:%dpx;`+repeat("padding:1px;", 100)+`">x`),
		"braces":                 "<style>" + repeat("@media all{", 100_000) + "</style>x",
		"open brackets":          "<style>p{color:" + repeat("(", 200_000) + "</style><p>x",
		"quotes":                 "<style>p{content:" + repeat(`"`, 200_001) + "</style><p>x",
		"comments":               "<style>" + repeat("/*", 200_000) + "</style>x",
		"calc":                   `<p style="width:` + repeat("calc(1px + ", 10_000) + "1px" + repeat(")", 10_000) + `">x`,
		"variables":              "<style>:root{--a:x" + repeat(" var(--a)", 50) + "}p{color:var(--a)}</style><p>x",
		"doubling variables":     "<style>:root{--a0:xxxxxxxxxx;" + numbers(60, "--a%d:;") + doubling(40) + "}p{content:var(--a39)}</style>" + repeat("<p>x", 1000),
		"gradient":               `<div style="height:3000px;background:linear-gradient(` + numbers(100_000, "#%06x,") + `red)">x</div>`,
		"gradients":              repeat(`<div style="height:2000px;margin-top:-2000px;background:radial-gradient(red,blue)">x</div>`, 2000),
		"layers of gradients":    `<div style="height:3000px;background:` + repeat("repeating-linear-gradient(45deg,red 1px,transparent 2px),", 5000) + `red">x</div>`,
		"shadow":                 `<div style="height:3000px;border-radius:50px;box-shadow:0 0 1e9px 1e9px red">x</div>`,
		"shadows":                `<div style="height:3000px;border-radius:50px;box-shadow:` + repeat("0 0 500px 100px red,", 5000) + `0 0 1px red">x</div>`,
		"shadowed boxes":         repeat(`<div style="height:500px;margin-bottom:-490px;border-radius:200px;box-shadow:0 0 200px 100px red,inset 0 0 200px blue">x</div>`, 3000),
		"round clips":            repeat(`<div style="overflow:hidden;border-radius:300px;height:900px;padding:1px">`, 150) + "x",
		"round clips in a row":   repeat(`<div style="overflow:hidden;border-radius:300px;height:900px;margin-bottom:-890px">x</div>`, 3000),
		"veils":                  repeat(`<div style="opacity:.5;height:3000px;margin-bottom:-2990px;background:red">x</div>`, 3000),
		"borders":                repeat(`<div style="border:99px dotted red;border-radius:300px;height:900px;margin-bottom:-1080px">x</div>`, 3000),
		"dotted":                 `<div style="border:1px dotted;height:400000px">x</div>` + repeat(`<p style="border:0.1px dashed red">x`, 5000),
		"deep":                   repeat("<div>", 100_000) + "x",
		"deep inline":            repeat("<span>x", 100_000),
		"formatting":             repeat("<b><i><u><font size=3>x", 30_000),
		"formatting and tables":  repeat("<b><table><tr><td><i>x", 5_000),
		"misplaced":              repeat("<table><b>x<tr><i>y<td><p></table>", 5_000),
		"adopted":                repeat("<a><p><b>", 5_000) + repeat("</a></b>x", 5_000),
		"anchors":                repeat("<a href=//a.example>", 50_000) + "x",
		"quoted replies":         repeat("<blockquote><div>x<br>", 50_000),
		"tables":                 repeat("<table><tr><td>", 20_000) + "x",
		"tables of a percent":    repeat("<table width=100%><tr><td width=1%>x<td>", 100) + "x",
		"cells":                  "<table>" + repeat("<tr>"+repeat("<td>x", 100), 10_000),
		"empty cells":            "<table><tr>" + repeat("<td>", 1_000_000),
		"wide cells":             "<table>" + repeat("<tr>"+repeat("<td colspan=1000 rowspan=1000>x", 20), 500),
		"widest cells":           "<table>" + repeat("<tr><td colspan=1000000000 rowspan=1000000000>x<td>y", 2000),
		"overlapping cells":      "<table>" + repeat("<tr><td rowspan=65534>x<td colspan=1000>y", 5000),
		"columns":                "<table>" + repeat("<colgroup span=1000000000><col span=1000000000>", 1000) + "<tr><td>x",
		"flex in flex":           repeat(`<div style="display:flex"><div style="flex:1">x`, 150),
		"flex items":             `<div style="display:flex;flex-wrap:wrap">` + repeat(`<div style="flex:1 1 10px;order:1">x</div>`, 50_000),
		"grids":                  repeat(`<div style="display:grid;grid-template-columns:repeat(99,repeat(99,1fr))">x`, 150),
		"grid":                   `<div style="display:grid;grid-template-columns:repeat(1000000000,1px)">` + repeat("<div>x</div>", 20_000),
		"grid of spans":          `<div style="display:grid;grid-template-columns:repeat(1000,1fr)">` + repeat(`<div style="grid-column:span 999;grid-row:span 999">x</div>`, 5_000),
		"grid far away":          `<div style="display:grid">` + repeat(`<div style="grid-column:1000000000;grid-row:-1000000000">x</div>`, 1_000),
		"inline blocks":          repeat(`<span style="display:inline-block">x `, 150),
		"inline blocks in rows":  repeat(`<span style="display:inline-block;width:50%">x</span>`, 50_000),
		"absolute":               repeat(`<div style="position:absolute;left:1px;right:1px">x`, 150),
		"absolutes":              repeat(`<div style="position:absolute;left:1px;top:1px;width:900px;height:900px;background:red">x</div>`, 20_000),
		"z-index":                numbers(20_000, `<div style="position:relative;z-index:-%d">x</div>`),
		"word":                   "<p>" + repeat("x", 1_000_000),
		"word broken anywhere":   "<p style='word-break:break-all'>" + repeat("x", 1_000_000),
		"word that may break":    "<p style='overflow-wrap:anywhere'>" + repeat("x", 1_000_000),
		"words in a cell":        "<table><tr><td>" + repeat(repeat("x", 1000)+" ", 1000),
		"text":                   "<p>" + repeat("some words and more ", 200_000),
		"justified":              "<p align=justify>" + repeat("some words and more ", 50_000),
		"preformatted":           "<pre>" + repeat("some words and more\n", 100_000),
		"tabs":                   "<pre>" + repeat("\t", 500_000),
		"spaces":                 "<p>" + repeat("&nbsp;", 500_000),
		"breaks":                 repeat("<br>", 300_000),
		"soft hyphens":           "<p>" + repeat("x&shy;", 200_000),
		"letters apart":          "<p>" + repeat("<b>x</b>", 100_000),
		"combining":              "<p>a" + repeat("\u0301", 300_000),
		"combining twice":        "<p>" + repeat("a\u0300\u0301\u0302\u0303\u0304\u0305", 50_000),
		"joined emoji":           "<p>" + repeat("👩\u200d", 100_000),
		"families":               "<p>" + repeat("👨\u200d👩\u200d👧\u200d👦", 30_000),
		"flags":                  "<p>" + repeat("🇩🇪", 50_000),
		"many scripts":           "<p>" + repeat("aЖΩ漢あ한سשक்ก😀", 10_000),
		"overrides":              repeat("&#8238;&#8294;", 50_000) + "x",
		"controls":               repeat("\u202e\u2066\u05d0a ", 50_000),
		"both ways":              "<p dir=rtl>" + repeat("abc \u05d0\u05d1 12,3 ", 50_000),
		"isolates":               repeat("<bdi>\u05d0<bdo dir=rtl>a", 50_000),
		"arabic":                 "<p>" + repeat("\u0644\u0627\u0645\u0639", 100_000),
		"all of Unicode":         "<p>" + everything(),
		"fonts":                  numbers(5000, `<span style="font-size:%[1]d.%[1]dpx;font-family:f%[1]d">x</span>`),
		"weights":                numbers(2000, `<span style="font:%d italic 13px serif">x</span>`),
		"huge letters":           repeat(`<span style="font-size:1e9px">Wxyz 😀</span>`, 500),
		"large letters":          numbers(900, `<b style="font-size:%dpx">W&amp;😀</b> `),
		"huge":                   `<div style="width:1e30px;height:1e30px;margin:-1e30px;padding:1e30px;border:1e30px solid;font-size:1e30px">x`,
		"not a number":           `<div style="width:calc(0px / 0);height:calc(1e38px * 1e38);margin:calc(-1px / 0)">x</div>`,
		"line heights":           repeat(`<p style="line-height:1e9">x`, 10_000),
		"indents":                repeat(`<p style="text-indent:-1e9px;letter-spacing:1e5px;word-spacing:1e9px">x y`, 10_000),
		"lists":                  repeat("<ul><li>x", 50_000),
		"counters":               "<ol type=i start=99999999999>" + repeat("<li value=-5>x", 50_000),
		"roman":                  "<ol type=I start=3999999>" + repeat("<li>x", 20_000),
		"before and after":       `<style>*::before{content:"` + repeat("x", 60_000) + `"}</style>` + repeat("<p>x", 2000),
		"quotation marks":        repeat("<q>", 50_000) + "x",
		"data":                   `<img src="data:image/png;base64,` + repeat("AAAA", 5<<20) + `">`,
		"many data":              numbers(2000, `<img src="data:image/gif;base64,%d`+repeat("A", 1000)+`">`),
		"tiled data":             `<body style="background:url(data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7)">` + repeat("<p>x", 1000),
		"images":                 repeat(`<img src="cid:a" width=999999 height=999999>`, 5_000),
		"images over images":     repeat(`<img src="cid:a" style="width:700px;height:3000px;margin-bottom:-2999px;border-radius:50%;opacity:.9">`, 3_000),
		"backgrounds":            repeat(`<div style="background:url(cid:a) 0 0/1px 1px;height:3000px;margin-bottom:-2990px">x</div>`, 1_000),
		"areas":                  "<map>" + repeat(`<area shape=poly coords="1,2,3">`, 50_000) + "</map>",
		"attributes":             "<p " + numbers(100_000, `a%d=b `) + ">x",
		"classes":                "<style>.b{color:red}</style>" + repeat("<p class='"+repeat("a ", 10_000)+"'>x", 100),
		"one class":              "<style>" + numbers(20_000, ".a%d{color:red}") + "</style><p class='" + numbers(20_000, "a%d ") + "'>" + repeat("<b>x", 100),
		"entities":               "<p>" + repeat("&", 500_000) + repeat("&#0000000000065;", 50_000),
		"svg":                    repeat("<svg><g>", 50_000) + "x",
		"math":                   repeat("<math><mi>x", 50_000),
		"templates":              repeat("<template>", 50_000) + "x",
		"noscript":               repeat("<noscript><div>", 50_000) + "x",
		"selects":                repeat("<select><option>x", 50_000),
		"open comment":           repeat("<!--", 500_000),
		"open tag":               "<p " + repeat("<p ", 500_000),
		"NUL":                    repeat("\x00<\x00p>\x00", 200_000),
		"srcdoc":                 repeat("<iframe srcdoc='<iframe srcdoc=x>'>", 20_000),
		"document in a document": repeat(`<object data="data:text/html,`, 100) + repeat("<img src=//a.example>", 10_000),
		"styles":                 numbers(20_000, "<style>p.a%d{color:red}</style>") + "<p>x",
		"media":                  "<style>" + repeat("@media (min-width:1px) and (max-width:9999px){p{color:red}}", 20_000) + "</style>" + repeat("<p>x", 100),
		"fieldsets":              repeat("<fieldset><legend>x", 10_000),
		"details":                repeat("<details open><summary>x", 10_000),
		"rubies":                 repeat("<ruby>x<rt>y", 30_000),
		"marquees":               repeat("<marquee>x", 30_000),
	}
}

// doubling are variables of which each is the one before twice.
func doubling(n int) string {
	var out strings.Builder
	for i := 1; i < n; i++ {
		fmt.Fprintf(&out, "--a%d:var(--a%d) var(--a%d);", i, i-1, i-1)
	}
	return out.String()
}

// everything is each character there is, once.
func everything() string {
	var out strings.Builder
	for r := rune(0xa0); r < 0x20000; r++ {
		if r < 0xd800 || r > 0xdfff {
			out.WriteRune(r)
		}
	}
	return out.String()
}
