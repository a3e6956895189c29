package htmldoc

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func written(t *testing.T, tree *SafeTree) string {
	t.Helper()
	var out strings.Builder
	for c := tree.Body.FirstChild; c != nil; c = c.NextSibling {
		if err := html.Render(&out, c); err != nil {
			t.Fatal(err)
		}
	}
	return out.String()
}

func TestTreeKeepsOnlyWhatIsShown(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"text", `<p class=x onclick=y()>Hi</p>`, `<p class="x">Hi</p>`},
		{"script", `a<script>b</script>c`, `ac`},
		{"script inside", `<div><script src=http://x/a.js></script>c</div>`, `<div>c</div>`},
		{"frame", `a<iframe src=http://x/>b</iframe>c`, `ac`},
		{"object", `a<object data=x><p>b</p></object>c`, `ac`},
		{"svg", `a<svg><script>1</script><image href=http://x/></svg>c`, `ac`},
		{"svg left open", `a<svg><g><p>b</p>c`, `a<p>b</p>c`},
		{"svg alone", `a<svg/>c`, `ac`},
		{"form", `<form action=http://x/ method=post>a</form>`, `<form>a</form>`},
		{"refresh", `<meta http-equiv=refresh content="0;url=http://x/">a`, `a`},
		{"script link", `<a href="java&#10;script:x">a</a>`, `<a>a</a>`},
		{"link", `<a href="https://x/" target=_blank ping=http://y/>a</a>`, `<a href="https://x/">a</a>`},
		{"local file", `<img src="file:///etc/passwd" alt=a>`, `<img alt="a"/>`},
		{"base", `<base href="https://x/y/"><img src="z.png">`, `<img src="https://x/y/z.png"/>`},
		{"embedded", `<img src="CID:a@b">`, `<img src="cid:a@b"/>`},
		{"unknown", `<o:p style="color:red">a</o:p>`, `<span style="color:red">a</span>`},
		{"comment", `a<!-- b --><![if !mso]>c<![endif]>`, `ac`},
		{"no script", `<noscript><b>a</b></noscript>`, `<b>a</b>`},
		{"svg as data", `<img src="data:image/svg+xml,x">`, `<img/>`},
		{"select", `a<select onchange=x><option>b<option selected>d</select>c`, `a<select><option>b</option><option selected="">d</option></select>c`},
		{"film", `a<video class=v poster=https://x/p.png width=9 src=https://x/v.mp4><source src=https://x/w.mp4><p>b</video>c`, `a<img class="v" src="https://x/p.png" width="9" alt="▶"/>c`},
		{"film without a picture", `a<video src=https://x/v.mp4><p>b</p></video>c<audio controls>d</audio>`, `a<p>b</p>cd`},
		{"sources", `<picture><source media=print srcset="https://x/a.png 1x, https://x/b.png 2x"><img srcset="//x/c.png"></picture>`, `<picture><source media="print" src="https://x/a.png"/><img src="https://x/c.png"/></picture>`},
		{"sources over lines", "<picture><source srcset='https://x/a\n.png, https://x/b.png'><img></picture>", `<picture><source src="https://x/a"/><img/></picture>`},
		{"text field", `<textarea name=x><b>a</textarea><input type=image src="https://x/y.png" formaction=z>`, `<textarea name="x">&lt;b&gt;a</textarea><input type="image" src="https://x/y.png"/>`},
	} {
		if got := written(t, Tree(c.in)); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

func TestTreeListsReferences(t *testing.T) {
	tree := Tree(`<style media=print>p{background:url(https://x/a.png)}</style><img src=https://x/b.png width=1 height=1>` +
		`<img src=cid:c><script src=https://x/d.js></script><td background="//x/e.png">`)
	want := []Ref{
		{"https://x/a.png", "image", 0},
		{"https://x/b.png", "tracker", 61},
		{"cid:c", "embedded", 106},
		{"https://x/d.js", "script", 121},
		{"https://x/e.png", "image", 156},
	}
	if len(tree.Refs) != len(want) {
		t.Fatalf("got %v", tree.Refs)
	}
	for i, r := range tree.Refs {
		if r.URL != want[i].URL || r.Kind != want[i].Kind || i > 0 && r.Offset <= tree.Refs[i-1].Offset {
			t.Errorf("reference %d: got %v, want %v", i, r, want[i])
		}
	}
	if len(tree.Styles) != 1 || tree.Styles[0].Media != "print" {
		t.Errorf("styles %v", tree.Styles)
	}
}

func TestTreeIsNeverTooDeep(t *testing.T) {
	for name, in := range map[string]string{
		"quotes":      strings.Repeat("<blockquote><div>x", 5000),
		"tables":      strings.Repeat("<table><tr><td>", 3000) + "x",
		"formatting":  strings.Repeat("<b><i a=1><p>x", 3000),
		"fonts":       numbered("<p><font size=%>x"),
		"paragraphs":  strings.Repeat("<p>x", 5000),
		"anchors":     numbered("<a href=%><div>x"),
		"mixed fonts": numbered("<table><font size=%><b id=%>x"),
	} {
		tree := Tree(in)
		if d := depth(tree.Doc); d > 450 {
			t.Errorf("%s: %d deep", name, d)
		}
		if !strings.Contains(written(t, tree), "x") {
			t.Errorf("%s: the text is gone", name)
		}
	}
	if got := strings.Count(written(t, Tree(strings.Repeat("<p>x", 5000))), "<p>"); got != 5000 {
		t.Errorf("%d paragraphs of 5000", got)
	}
}

func numbered(s string) string {
	var out strings.Builder
	for i := range 2000 {
		out.WriteString(strings.ReplaceAll(s, "%", string(rune('a'+i%26))+strings.Repeat("x", i/26)))
	}
	return out.String()
}

func depth(n *html.Node) int {
	deepest := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		deepest = max(deepest, depth(c))
	}
	return deepest + 1
}

func TestQuirks(t *testing.T) {
	for in, want := range map[string]bool{
		`<p>`:                true,
		`<!DOCTYPE html><p>`: false,
		`<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd"><p>`: false,
		`<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN"><p>`:                                                           true,
		`<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2//EN"><p>`:                                                                         true,
	} {
		if got := Tree(in).Quirks; got != want {
			t.Errorf("%s: %v", in, got)
		}
	}
}

func FuzzTree(f *testing.F) {
	f.Add(`<table><tr><td><svg><p>a<script>b</script>`)
	f.Add(`<style>a{b:url(c)}</style><img src=d>`)
	f.Fuzz(func(t *testing.T, in string) {
		tree := Tree(in)
		if tree.Body == nil {
			t.Fatal("no body")
		}
		out := strings.ToLower(written(t, tree))
		for _, bad := range []string{"<script", "<iframe", "<object", "<svg", "<embed", "<style"} {
			if strings.Contains(out, bad) {
				t.Fatalf("%s in %s", bad, out)
			}
		}
	})
}

func TestLimitedQuirks(t *testing.T) {
	tree := Tree(`<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd"><p>`)
	if tree.Quirks || !tree.Almost {
		t.Errorf("quirks %v, almost %v", tree.Quirks, tree.Almost)
	}
}
