package export

import (
	"bytes"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"godwit/sync/htmldoc"
)

func page(t testing.TB, l Letter) string {
	t.Helper()
	var b bytes.Buffer
	if err := Page(&b, l); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// outside are what a browser would load or run of a page, were there no policy.
func outside(t testing.TB, source string) []string {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(source))
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, r := range htmldoc.Read(source).Remote {
		found = append(found, r.Kind+" "+r.URL)
	}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.Data {
		case "script", "iframe", "object", "embed", "link", "base", "svg", "math", "template", "frame", "video", "audio":
			found = append(found, n.Data)
		}
		for _, a := range n.Attr {
			v := strings.ToLower(strings.TrimSpace(a.Val))
			if strings.HasPrefix(a.Key, "on") || strings.HasPrefix(v, "javascript:") || a.Key == "action" || a.Key == "srcset" || a.Key == "src" && !strings.HasPrefix(v, "data:image/") {
				found = append(found, a.Key+"="+a.Val)
			}
		}
	}
	return found
}

func TestPageHoldsOnlyItself(t *testing.T) {
	hostile := []string{
		`<script src=http://x.example/a.js>1</script><img src="https://x.example/t.gif" onerror=a()>`,
		`<style>@import url(https://x.example/a.css); @import "//x.example/b"; @font-face{src:url(https://x.example/f)} p{background:url(https://x.example/i)}</style>`,
		`<style>p{background:u\72l(https://x.example/i)} q{background:/**/url(/**/"https://x.example/j")} r{background:image-set("https://x.example/k" 1x)}</style>`,
		`<style>p{content:"\";}@import 'https://x.example/q';"} a{b:"</style><script>1</script>"}</style>`,
		`<style>p{background:url("a)b(https://x.example/z")}/*</style><p>*/`,
		`<style>p{background:\75\72\6c(https://x.example/1)} p{background:src("https://x.example/2")}</style>`,
		`<p style="background-image:url('https://x.example/3');width:expression(alert(1))">x</p><td background="https://x.example/4">`,
		`<a href="javascript:alert(1)">a</a><a href=" JaVa&#9;script:alert(1)">b</a><form action=https://x.example/><input type=image src=https://x.example/5><button formaction=https://x.example/6>x`,
		`<base href="https://x.example/"><link rel=stylesheet href=a.css><meta http-equiv=refresh content="0;url=https://x.example/">`,
		`<xmp></xmp><script>alert(1)</script>`, `<xmp>as text &lt;/xmp&gt;<img src=https://x.example/7></xmp>`, `<listing><img src=https://x.example/8></listing>`,
		`<svg><style><img src=https://x.example/9 onerror=a()></style></svg><math><mi><img src=https://x.example/10>`,
		`<noscript><p title="as text</noscript><img src=https://x.example/11 onerror=a()>">`,
		`<iframe srcdoc="<img src=https://x.example/12>"></iframe><object data=https://x.example/13></object><video poster=https://x.example/14 src=x>`,
		`<img srcset="https://x.example/15 1x" src=cid:gone><img src="file:///etc/passwd"><img src="data:image/svg+xml,<svg onload=a()>">`,
		`<a style='0"//x.example/18'>x</a>`, `<style>p{content:"https://x.example/19"}</style>`,
		`<div style="--x:url(https://x.example/16);background:var(--x)">`, "<p style=\"background:url(\nhttps://x.example/17\n)\">",
	}
	for _, h := range hostile {
		got := page(t, letter(h, ""))
		if found := outside(t, got); len(found) > 0 {
			t.Errorf("%s\nmakes a page with %q:\n%s", h, found, got)
		}
		if strings.Contains(got, "x.example") && !strings.Contains(h, "as text") {
			t.Errorf("%s\nleaves an address in\n%s", h, got)
		}
	}
}

func TestPageShowsTheLetter(t *testing.T) {
	l := letter(`<!DOCTYPE html><body bgcolor=#eeeeee><style>p{color:red;background:url(cid:a) no-repeat}</style><p class=x style="color:blue">Hi &lt;b&gt; <a href="https://a.example/?a=1&b=2">link</a></p><img src=cid:a alt=ship><pre>
a
 b</pre>`, "")
	l.Pictures = map[string][]byte{"cid:a": []byte("\x89PNG\r\n\x1a\n")}
	got := page(t, l)
	for _, want := range []string{
		"<!DOCTYPE html>", "<title>Ships &amp; tides</title>", "default-src 'none'", `<body bgcolor="#eeeeee">`, "Ada &lt;ada@example.org&gt;",
		`p{color:red;background:url("data:image/png;base64,`, `<p class="x" style="color:blue">Hi &lt;b&gt; <a href="https://a.example/?a=1&amp;b=2" rel="noopener noreferrer">link</a></p>`,
		`<img src="data:image/png;base64,iVBORw0KGgo=" alt="ship">`, "<pre>\na\n b</pre>",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
	if plain := page(t, letter("", "a < b\nsee https://a.example/.")); !strings.Contains(plain, "a &lt; b") || !strings.Contains(plain, `<a href="https://a.example/">`) {
		t.Error(plain)
	}
}

func FuzzPage(f *testing.F) {
	seed(f)
	f.Add(`<style>p{background:u\72l(https://x.example/i)}</style><p style="a:url(b)"><xmp><!--`)
	f.Fuzz(func(t *testing.T, s string) {
		if found := outside(t, page(t, letter(s, ""))); len(found) > 0 {
			t.Errorf("%q", found)
		}
	})
}
