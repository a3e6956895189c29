package compose

import (
	"strings"
	"testing"

	"godwit/sync/htmldoc"
)

const quoteTag = `<blockquote style="margin:8px 0;padding-left:12px;border-left:3px solid #b8c2c8">`

func TestHTML(t *testing.T) {
	own := func(name string) string {
		if name == "my chart.png" {
			return "cid:0.x@y.example"
		}
		return ""
	}
	for _, c := range []struct{ name, in, has, hasNot string }{
		{"emphasis", "*a* **b** ~~c~~ `d`", "<em>a</em> <strong>b</strong> <del>c</del> <code>d</code>", ""},
		{"line break", "a\nb", "a<br>\nb", ""},
		{"tags are words", "Put <name> and <b>this</b> & that <!-- here -->", "Put &lt;name&gt; and &lt;b&gt;this&lt;/b&gt; &amp; that &lt;!-- here", "<b>"},
		{"a block of tags", "<div>\n<script>x</script>\n</div>", "&lt;script&gt;", "<script"},
		{"code", "```html\n<i>\n```", "<code>&lt;i&gt;\n</code></pre>", ""},
		{"link", "[x](https://a.example/?b=c&d=e) https://f.example", `<a href="https://a.example/?b=c&amp;d=e"`, ""},
		{"no link", "[x](javascript:alert(1)) [y](data:text/html,x) [z](vbscript:x) <javascript:x>", "", "href"},
		{"picture", "![alt](<my chart.png>) ![alt](my%20chart.png)", `src="cid:0.x@y.example" alt="alt"`, ""},
		{"picture from elsewhere", "![see](https://t.example/pixel.png)", `<a href="https://t.example/pixel.png"`, "<img"},
		{"picture of another mail", "![see](cid:1@other)", "see", "<img"},
		{"table", "| a |\n|--:|\n| 1 |", `align="right"`, ""},
		{"list", "3. a\n4. b", `<ol start="3">`, ""},
		{"attributes", "# a {onclick=x}\n\n[a](b \"onmouseover=x\")", "", "onclick=\"x"},
		{"signature", "a\n\n-- \n*Ada* <a@b>\n", "<p>-- <br>\n*Ada* &lt;a@b&gt;</p>", ""},
		{"quote", "Yes.\n\nAda wrote:\n> *no* emphasis <b>\n>\n>> deeper\n> > and\n> back\n\n*own*", "<p>Ada wrote:</p>\n" + quoteTag + "*no* emphasis &lt;b&gt;<br>\n" + quoteTag + "deeper<br>\nand</blockquote>back</blockquote>\n<p><em>own</em></p>", ""},
		{"quote in code", "```\n> x\n```", "&gt; x", "<blockquote"},
		{"forwarded", "*See*\n\n" + forwardedLine + "\nFrom: a\n\n  *as* it <was>", "<em>See</em></p>\n<p>" + forwardedLine + "<br>\nFrom: a<br>\n<br>\n\u00a0\u00a0*as* it &lt;was&gt;</p>", ""},
		{"nothing", "", "<body>", ""},
	} {
		got, err := HTML(c.in, own)
		if err != nil || !strings.Contains(got, c.has) || c.hasNot != "" && strings.Contains(got, c.hasNot) {
			t.Errorf("%s: %v\n%s", c.name, err, got)
		}
		if doc := htmldoc.Read(got); len(doc.Remote) > 0 {
			t.Errorf("%s loads %v", c.name, doc.Remote)
		}
	}
}

// FuzzHTML: nothing that is typed makes HTML that loads something, and every
// program agrees on where it ends.
func FuzzHTML(f *testing.F) {
	f.Add("<img src=x onerror=y> ![a](http://b) [c](d \"e\") <a href='javascript:x'>\n\n| a | <b |\n|-|-|\n")
	f.Fuzz(func(t *testing.T, in string) {
		got, err := HTML(in, nil)
		if err != nil {
			t.Fatal(err)
		}
		if doc := htmldoc.Read(got); len(doc.Remote) > 0 || strings.Contains(strings.ToLower(got), "<script") || !strings.HasSuffix(got, "</body></html>\n") {
			t.Fatalf("%v\n%s", doc.Remote, got)
		}
	})
}
