package quiet

import (
	"fmt"
	"strings"
)

// declarations that ask for an address, which is § here.
var declarations = []struct{ name, css string }{
	{"background", `background:url(§)`},
	{"background with quotes", `background:#fff url("§") no-repeat`},
	{"background-image", `background-image:url('§')`},
	{"second background", `background-image:linear-gradient(red,blue),url(§)`},
	{"image-set", `background-image:image-set("§" 1x)`},
	{"image-set of a browser", `background-image:-webkit-image-set(url(§) 1x)`},
	{"cross-fade", `background-image:cross-fade(url(§),url(cid:x),50%)`},
	{"image", `background-image:image("§")`},
	{"src", `background-image:src("§")`},
	{"list-style", `list-style:url(§)`},
	{"list-style-image", `display:list-item;list-style-image:url(§)`},
	{"cursor", `cursor:url(§),auto`},
	{"content", `content:url(§)`},
	{"border-image", `border:3px solid;border-image:url(§) 30`},
	{"border-image-source", `border-image-source:url(§)`},
	{"mask", `mask:url(§)`},
	{"mask-image", `-webkit-mask-image:url(§)`},
	{"mask-border", `-webkit-mask-box-image:url(§) 1`},
	{"clip-path", `clip-path:url(§#c)`},
	{"filter", `filter:url(§#f)`},
	{"filter of old", `filter:progid:DXImageTransform.Microsoft.AlphaImageLoader(src='§',sizingMethod='scale')`},
	{"backdrop-filter", `backdrop-filter:url(§#f)`},
	{"shape-outside", `float:left;shape-outside:url(§)`},
	{"offset-path", `offset-path:url(§#p)`},
	{"binding", `-moz-binding:url(§#x)`},
	{"behaviour", `behavior:url(§)`},
	{"expression", `width:expression(new Image().src='§')`},
	{"variable", `--a:url(§);background:var(--a)`},
	{"variable of a string", `--a:"§";background-image:image-set(var(--a) 1x)`},
	{"fallback of a variable", `background:var(--none,url(§))`},
	{"cue", `cue-before:url(§)`},
	{"layer background", `layer-background-image:url(§)`},
	{"mso", `mso-background-source:url("§")`},
	{"fill", `fill:url(§#g)`},
	{"marker", `marker-end:url(§#m)`},
}

// rules at the top of a sheet.
var rules = []struct{ name, css string }{
	{"import", `@import "§";`},
	{"import by url", `@import url(§) screen;`},
	{"import in a layer", `@import url('§') layer(x) supports(display:grid);`},
	{"import without an end", `@import '§'`},
	{"import after a charset", `@charset "utf-8";@IMPORT "§";`},
	{"font", `@font-face{font-family:x;src:url(§) format("woff2")}p{font-family:x}`},
	{"font, local first", `@font-face{font-family:x;src:local("x"),url("§")}p{font-family:x}`},
	{"namespace", `@media all{@import "§";}p{color:red}`},
	{"before", `p::before{content:url(§)}`},
	{"first line", `p::first-line{background:url(§)}`},
	{"dark", `@media (prefers-color-scheme:dark){p{background:url(§)}}`},
	{"print", `@media print{p{background:url(§)}}`},
	{"hover", `p:hover{background:url(§)}`},
	{"visited", `a:visited{background:url(§)}`},
	{"value of an attribute", `input[value^="a"]{background:url(§)}`},
	{"supports", `@supports (display:grid){p{background:url(§)}}`},
	{"counter style", `@counter-style x{system:cyclic;symbols:url(§)}li{list-style:x}`},
	{"keyframes", `@keyframes k{from{background:url(§)}}p{animation:k 1s}`},
	{"page", `@page{background:url(§)}`},
	{"container", `@container (min-width:1px){p{background:url(§)}}`},
	{"nested", `div{p{background:url(§)}}`},
	{"scope", `@scope (div){p{background:url(§)}}`},
	{"property", `@property --x{syntax:"<url>";inherits:true;initial-value:url(§)}p{background:var(--x)}`},
	{"in a comment of HTML", `<!-- p{background:url(§)} -->`},
	{"unfinished", `p{background:url(§`},
	{"after a fault", `p{color:}}}]{;} p{background:url(§)}`},
}

// masks are ways to write CSS.
var masks = []struct {
	name string
	do   func(css, address string) string
}{
	{"plain", func(c, a string) string { return strings.ReplaceAll(c, "§", a) }},
	{"in capitals", func(c, a string) string {
		return strings.ReplaceAll(strings.NewReplacer("url(", "URL(", "background", "BACKGROUND").Replace(c), "§", a)
	}},
	{"escaped", func(c, a string) string {
		return strings.ReplaceAll(strings.NewReplacer("url(", `\75\72 \6c(`, "import", `\69mport`).Replace(c), "§", escaped(a))
	}},
	{"with comments", func(c, a string) string {
		return strings.ReplaceAll(strings.NewReplacer(":url", ":/**/url", "@import ", "@import/**/ ").Replace(c), "§", a)
	}},
	{"with spaces", func(c, a string) string {
		return strings.ReplaceAll(strings.ReplaceAll(c, "url(", "url(\n\t "), "§", a)
	}},
	{"without a scheme", func(c, a string) string { return strings.ReplaceAll(c, "§", strings.TrimPrefix(a, "https:")) }},
}

func (v *vectors) styles() {
	for i, d := range declarations {
		for j, m := range masks {
			host := v.host()
			css := m.do(d.css, "https://"+host+"/p.png")
			html := ""
			switch (i + j) % 3 {
			case 0:
				html = `<p style="` + strings.ReplaceAll(css, `"`, "&quot;") + `">x</p>`
			case 1:
				html = `<html><head><style type="text/css">p{` + css + `}</style></head><body><p>x</p>`
			default:
				html = `<div><style>p{` + css + `</style><p>x</p></div>` // its brace is missing
			}
			v.html("style: "+d.name+", "+m.name, host, html, true)
		}
	}
	for _, r := range rules {
		for _, m := range masks {
			host := v.host()
			html := `<style>` + m.do(r.css, "https://"+host+"/p.css") + `</style><div><p><a href="">x</a></p><ul><li>y</ul></div>`
			v.html("rule: "+r.name+", "+m.name, host, html, true)
		}
	}
}

// escaped is text with every third character as CSS writes it in numbers.
func escaped(s string) string {
	var out strings.Builder
	for i, r := range s {
		if i%3 == 0 {
			fmt.Fprintf(&out, `\%06x`, r)
		} else {
			out.WriteRune(r)
		}
	}
	return out.String()
}
