package quiet

import (
	"fmt"
	"strings"
	"unicode"
)

// elements that ask for an address, which is § here.
var elements = []struct {
	name, html string
	unnamed    bool // a browser asks for nothing before a click
}{
	{"img", `<img src="§">`, false},
	{"img of no size", `<img src="§" width="1" height="1">`, false},
	{"img not shown", `<div style="display:none"><img src="§"></div>`, false},
	{"img lazy", `<img loading="lazy" src="§">`, false},
	{"img lowsrc", `<img lowsrc="§">`, false},
	{"img dynsrc", `<img dynsrc="§">`, false},
	{"img srcset", `<img srcset="§ 1x, §/2 2x">`, false},
	{"img srcset by width", `<img sizes="100vw" srcset="§ 300w">`, false},
	{"image", `<image src="§">`, false},
	{"picture", `<picture><source srcset="§"><img src="cid:none"></picture>`, false},
	{"picture by media", `<picture><source media="(min-width:1px)" type="image/webp" srcset="§"></picture>`, false},
	{"video", `<video src="§" autoplay></video>`, false},
	{"video source", `<video autoplay><source src="§"></video>`, false},
	{"video poster", `<video poster="§"></video>`, false},
	{"video track", `<video><track default src="§"></video>`, false},
	{"audio", `<audio src="§" autoplay></audio>`, false},
	{"audio source", `<audio preload="auto"><source src="§"></audio>`, false},
	{"bgsound", `<bgsound src="§">`, false},
	{"embed", `<embed src="§">`, false},
	{"object", `<object data="§"></object>`, false},
	{"object by class", `<object classid="§"></object>`, false},
	{"object code", `<object codebase="§" type="application/x-java-applet"></object>`, false},
	{"object param", `<object><param name="movie" value="§"></object>`, false},
	{"applet", `<applet code="a.class" archive="§"></applet>`, false},
	{"iframe", `<iframe src="§"></iframe>`, false},
	{"iframe srcdoc", `<iframe srcdoc="&lt;img src='§'&gt;"></iframe>`, false},
	{"iframe srcdoc nested", `<iframe srcdoc="&lt;iframe srcdoc=&quot;&amp;lt;img src='§'&amp;gt;&quot;&gt;"></iframe>`, false},
	{"iframe data", `<iframe src="data:text/html,<img src='§'>"></iframe>`, false},
	{"frame", `<frameset><frame src="§"></frameset>`, false},
	{"portal", `<portal src="§"></portal>`, false},
	{"script", `<script src="§"></script>`, false},
	{"script module", `<script type="module" src="§"></script>`, false},
	{"svg script", `<svg><script href="§"></script></svg>`, false},
	{"style sheet", `<link rel="stylesheet" href="§">`, false},
	{"style sheet in the body", `<p><link rel="stylesheet" type="text/css" media="screen" href="§"></p>`, false},
	{"alternate style sheet", `<link rel="alternate stylesheet" title="x" href="§">`, false},
	{"preload", `<link rel="preload" as="image" href="§">`, false},
	{"preload imagesrcset", `<link rel="preload" as="image" imagesrcset="§ 1x">`, false},
	{"modulepreload", `<link rel="modulepreload" href="§">`, false},
	{"prefetch", `<link rel="prefetch" href="§">`, false},
	{"prerender", `<link rel="prerender" href="§">`, false},
	{"dns-prefetch", `<link rel="dns-prefetch" href="§">`, false},
	{"preconnect", `<link rel="preconnect" href="§" crossorigin>`, false},
	{"icon", `<link rel="shortcut icon" href="§">`, false},
	{"apple icon", `<link rel="apple-touch-icon" href="§">`, false},
	{"web manifest", `<link rel="manifest" href="§">`, false},
	{"import", `<link rel="import" href="§">`, false},
	{"pingback", `<link rel="pingback" href="§">`, false},
	{"link header", `<meta http-equiv="Link" content="<§>; rel=preload; as=image">`, false},
	{"refresh", `<meta http-equiv="refresh" content="0;url=§">`, false},
	{"refresh quoted", `<meta http-equiv="Refresh" content="0; URL='§'">`, false},
	{"refresh by a comma", `<meta http-equiv="refresh" content="0, §">`, false},
	{"refresh without url=", `<meta http-equiv="refresh" content="0; §">`, false},
	{"policy report", `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; report-uri §">`, false},
	{"base", `<base href="§/"><img src="p.png">`, false},
	{"base after", `<base href="§/"><p background="x.png">`, false},
	{"base target", `<base href="§" target="_top">`, false},
	{"form", `<form action="§"><input name="x"></form>`, false},
	{"form that sends itself", `<form id="f" action="§" method="post"><input autofocus onfocus="f.submit()"></form>`, false},
	{"button", `<form><button formaction="§">x</button></form>`, false},
	{"input image", `<input type="image" src="§">`, false},
	{"isindex", `<isindex action="§" type="image" src="§">`, false},
	{"manifest", `<html manifest="§"><body>x`, false},
	{"body background", `<body background="§">x`, false},
	{"table background", `<table background="§"><tr><td>x</table>`, false},
	{"row background", `<table><tr background="§"><td>x</table>`, false},
	{"cell background", `<table><tr><td background="§">x</table>`, false},
	{"ping", `<a href="https://x.invalid/" ping="§">x</a>`, false},
	{"svg image", `<svg><image href="§"/></svg>`, false},
	{"svg image xlink", `<svg xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="§"/></svg>`, false},
	{"svg use", `<svg><use href="§#x"/></svg>`, false},
	{"svg feImage", `<svg><filter id="f"><feImage href="§"/></filter></svg>`, false},
	{"svg foreign object", `<svg><foreignObject><img src="§"></foreignObject></svg>`, false},
	{"svg style", `<svg><style>@import url(§);</style></svg>`, false},
	{"svg fill", `<svg><rect fill="url(§#a)"/></svg>`, false},
	{"svg mask", `<svg><g mask="url('§#a')" clip-path="url(§#b)"/></svg>`, false},
	{"svg cursor", `<svg><cursor xlink:href="§"/></svg>`, false},
	{"svg gradient", `<svg><linearGradient xlink:href="§#g"/></svg>`, false},
	{"svg tref", `<svg><text><tref xlink:href="§#t"/></text></svg>`, false},
	{"svg set", `<svg><image><set attributeName="href" to="§"/></image></svg>`, false},
	{"svg animate", `<svg><image><animate attributeName="xlink:href" values="x;§"/></image></svg>`, false},
	{"svg animate from", `<svg><image><animate attributeName="href" from="§" to="x"/></image></svg>`, false},
	{"svg font face", `<svg><font-face><font-face-src><font-face-uri xlink:href="§"/></font-face-src></font-face></svg>`, false},
	{"math", `<math><mglyph src="§"/></math>`, false},
	{"math in html", `<math><annotation-xml encoding="text/html"><img src="§"></annotation-xml></math>`, false},
	{"vml fill", `<v:rect><v:fill type="frame" src="§"/></v:rect>`, false},
	{"vml picture", `<v:shape><v:imagedata src="§"/></v:shape>`, false},
	{"xml namespace", `<xml:namespace ns="x"><xss:a style="behavior:url(§)">`, false},
	{"noscript", `<noscript><img src="§"></noscript>`, false},
	{"template", `<template><img src="§"></template>`, true},
	{"table parts", `<table><img src="§"><tr><td>x</table>`, false},
	{"select", `<select><option style="background:url(§)">x</select>`, false},
	{"unknown element", `<x-y style="background:url(§)">x</x-y>`, false},
	{"marquee", `<marquee style="background-image:url('§')">x</marquee>`, false},
	{"revealed comment", `<!--[if !mso]><!--><img src="§"><!--<![endif]-->`, false},
	{"downlevel comment", `<![if !mso]><img src="§"><![endif]>`, false},
	{"comment ended early", `<!--><img src="§">-->`, false},
	{"comment ended oddly", `<!-- x --!><img src="§">`, false},
	{"comment of Outlook", `<!--[if gte mso 9]><v:background><v:fill src="§"/></v:background><![endif]-->`, true},
	{"after a title", `<title><!--</title><img src="§">-->`, false},
	{"after a text area", `<textarea><!--</textarea><img src="§">-->`, false},
	{"after a style", `<style><!--</style><img src="§">-->`, false},
	{"after xmp", `<xmp></p><!--</xmp><img src="§">`, false},
	{"in an attribute", `<p title="</p><img src='§'>">x`, true},
	{"handler", `<img src="cid:x" onerror="fetch('§')">`, true},
	{"handler at start", `<body onload="location='§'">x`, true},
	{"handler of svg", `<svg onload="new Image().src='§'"></svg>`, true},
	{"handler of details", `<details open ontoggle="fetch('§')">x</details>`, true},
	{"inline script", `<script>new Image().src='§'</script>`, true},
	{"link", `<a href="§">x</a>`, true},
	{"link of svg", `<svg><a xlink:href="§"><text>x</text></a></svg>`, true},
	{"link of math", `<math href="§"><mi>x</mi></math>`, true},
	{"area", `<map name="m"><area href="§" shape="default"></map><img usemap="#m">`, true},
	{"quote cite", `<blockquote cite="§">x</blockquote>`, true},
	{"long description", `<img longdesc="§" alt="x">`, true},
	{"microdata", `<div itemscope itemtype="https://schema.org/EmailMessage"><link itemprop="url" href="§"><meta itemprop="image" content="§"></div>`, true},
	{"data island", `<script type="application/ld+json">{"image":"§"}</script>`, true},
}

// disguises are ways to write an element.
var disguises = []struct {
	name string
	do   func(html, address string) string
}{
	{"plain", func(h, a string) string { return strings.ReplaceAll(h, "§", a) }},
	{"by http", func(h, a string) string { return strings.ReplaceAll(h, "§", "http"+strings.TrimPrefix(a, "https")) }},
	{"in capitals", func(h, a string) string {
		return strings.ReplaceAll(shouted(h), "§", "HTTPS"+strings.TrimPrefix(a, "https"))
	}},
	{"as entities", func(h, a string) string { return strings.ReplaceAll(h, "§", entities(a)) }},
	{"with line ends", func(h, a string) string {
		return strings.ReplaceAll(h, "§", "\n ht\ttps:\n//"+strings.TrimPrefix(a, "https://"))
	}},
	{"without a scheme", func(h, a string) string { return strings.ReplaceAll(h, "§", strings.TrimPrefix(a, "https:")) }},
	{"unfinished", func(h, a string) string {
		return "<table><td><b><form><p>" + strings.ReplaceAll(strings.ReplaceAll(h, `"`, "'"), "§", a) + "<!--"
	}},
}

func (v *vectors) elements() {
	for _, e := range elements {
		for _, d := range disguises {
			host := v.host()
			html := d.do(e.html, "https://"+host+"/p.png")
			named := !e.unnamed
			switch d.name {
			case "with line ends": // an address of CSS ends at a space
				named = named && !strings.Contains(e.html, "url(§") && !strings.Contains(e.html, "srcset")
			case "as entities": // of which the text of a style element has none
				named = named && !strings.Contains(e.html, "@import")
			case "unfinished": // no quotes within quotes
				named = named && !(strings.Contains(e.html, `"`) && strings.Contains(e.html, "'"))
			}
			v.html("element: "+e.name+", "+d.name, host, html, named)
		}
	}
}

// shouted is markup with its names in capitals; what is between quotes stays.
func shouted(s string) string {
	quoted := rune(0)
	return strings.Map(func(r rune) rune {
		switch {
		case quoted != 0:
			if r == quoted {
				quoted = 0
			}
			return r
		case r == '"' || r == '\'':
			quoted = r
		}
		return unicode.ToUpper(r)
	}, s)
}

// entities is text in numbers, as HTML writes them.
func entities(s string) string {
	var out strings.Builder
	for i, r := range s {
		if i%2 == 0 {
			fmt.Fprintf(&out, "&#x%x;", r)
		} else {
			fmt.Fprintf(&out, "&#0%d;", r)
		}
	}
	return out.String()
}
