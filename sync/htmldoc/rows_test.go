package htmldoc

import (
	"strings"
	"testing"
)

// TestShapes has what mail is made of, and the text that a person would type
// in its place.
func TestShapes(t *testing.T) {
	prose := "<p>" + strings.Repeat("many words of a column ", 5) + "</p>"
	words := strings.TrimSpace(strings.Repeat("many words of a column ", 5))
	for _, c := range []struct{ name, html, want string }{
		{"table of a word processor", "<p>x</p><table border=1><tr><td><p>Task</p></td><td><p>Owner</p></td></tr><tr><td><p>Layout</p></td><td><p>Ana</p></td></tr></table><p>y</p>", "x\n\nTask | Owner\nLayout | Ana\n\ny"},
		{"table of divs", "<table><tr><th><div>a</div></th><th><div>b</div></th></tr><tr><td><div>c</div></td><td><div>d</div></td></tr></table>", "a | b\nc | d"},
		{"total in the last row", "<table><tr><td><p>Tea</p></td><td><p>4</p></td></tr><tr><td colspan=2><p>Total: 4</p></td></tr></table>", "Tea | 4\nTotal: 4"},
		{"columns of prose", "<table><tr><td>" + prose + "</td><td>" + prose + "</td></tr></table>", words + "\n\n" + words},
		{"a cell of two lines", "<table><tr><td>a<br>b</td><td>c</td></tr></table>", "a\nb\nc"},
		{"rows of data after a row of prose", "<table><tr><td>" + prose + "</td></tr><tr><td><p>a</p></td><td><p>b</p></td></tr><tr><td><p>c</p></td><td><p>d</p></td></tr></table>", words + "\n\na | b\nc | d"},
		{"a row that is not data between rows that are", "<table><tr><td>a</td><td>b</td></tr><tr><td>x<br>y</td><td>z</td></tr><tr><td>c</td><td>d</td></tr></table>", "a | b\nx\ny\nz\nc | d"},
		{"a cell of data with a remark", "<table><tr><td>a</td><td>b</td><td>c</td></tr><tr><td><h4>x</h4><p>y</p></td><td>z</td><td>1</td></tr></table>", "a | b | c\nx y | z | 1"},
		{"the same in a quote", "<blockquote><table><tr><td>a</td><td>b</td><td>c</td></tr><tr><td><h4>x</h4><p>y</p></td><td>z</td><td>1</td></tr></table></blockquote>", "> a | b | c\n> x y | z | 1"},
		{"words between cells", "<table><tr><td><p>a</p></td>stray<td><p>b</p></td></tr></table>", "a\n\nstray\n\nb"},
		{"words behind the cells", "<table><tr><td><p>a</p></td><td>b</td>stray</tr></table>", "a\n\nb stray"},
		{"table in a quote", "<blockquote><table><tr><td><p>a</p></td><td><p>b</p></td></tr><tr><td><p>c</p></td><td><p>d</p></td></tr></table></blockquote>", "> a | b\n> c | d"},
		{"table in an item", "<ul><li><table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table></ul>", "• a | b\n  c | d"},
		{"table in a cell", "<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td><td>c</td></tr></table>", "a | b | c"},
		{"tables of layout around one of data", "<table><tr><td><table><tr><td>" + prose + "</td></tr><tr><td><table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table></td></tr></table></td></tr></table>", words + "\n\na | b\nc | d"},
		{"empty cells", "<table><tr><td></td><td><p>a</p></td><td>&nbsp;</td><td><p>b</p></td></tr></table>", "a | b"},
		{"row of nothing", "<table><tr><td></td></tr><tr><td>a</td></tr></table>", "a"},
		{"hidden cell", "<table><tr><td>a</td><td style='display:none'>x</td><td>b</td></tr></table>", "a | b"},
		{"link in a cell", "<table><tr><td><p><a href=https://a.example/x>a</a></p></td><td>b</td></tr></table>", "a <https://a.example/x> | b"},
		{"caption", "<table><caption>Prices</caption><tr><td>a</td><td>1</td></tr></table>", "Prices\na | 1"},
		{"rows without a table", "<tr><td>a</td><td>b</td></tr>", "a | b"},
		{"cells without a row", "<td>a</td><td>b</td>", "a\nb"},
		{"cells without end tags", "<table><tr><td>a<td>b<tr><td>c<td>d</table>", "a | b\nc | d"},
		{"head, body, foot", "<table><thead><tr><th>a<th>b<tbody><tr><td>c<td>d<tfoot><tr><td>e<td>f</table>", "a | b\nc | d\ne | f"},
		{"lists in each other", "<ul><li>a<ol><li>b<li>c<ul><li>d</ul></ol><li>e</ul>", "• a\n  1. b\n  2. c\n     • d\n• e"},
		{"letters", "<ol type=a start=26><li>x<li>y</ol>", "z. x\naa. y"},
		{"Roman numbers", "<ol type=I start=3><li>x<li>y</ol><ol type=i start=19><li>z</ol>", "III. x\nIV. y\n\nxix. z"},
		{"numbers of a style nobody knows", "<ol type=q><li>x</ol>", "1. x"},
		{"numbers below one", "<ol start=-1><li>x<li>y<li>z</ol>", "-1. x\n0. y\n1. z"},
		{"item of two paragraphs", "<ol><li><p>a</p><p>b</p><li>c</ol>", "1. a\n\n   b\n\n2. c"},
		{"item of two lines", "<ul><li>a<br>b</ul>", "• a\n  b"},
		{"headings", "<h1>a</h1>b<h2>c</h2><h3>d</h3>e", "a\n\nb\n\nc\n\nd\n\ne"},
		{"ruler", "a<hr>b", "a\n\n---\n\nb"},
		{"quotes in each other", "a<blockquote>b<blockquote>c</blockquote>d</blockquote>e", "a\n\n> b\n>\n> > c\n>\n> d\n\ne"},
		{"quote of two paragraphs", "<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"},
		{"breaks in a quote", "<blockquote>a<br>b<br><br>c</blockquote>", "> a\n> b\n>\n> c"},
		{"code", "a <code>b  c</code> d", "a b c d"},
		{"pre in a quote", "<blockquote><pre>a\n  b</pre></blockquote>", "> a\n>   b"},
		{"tabs in pre", "<pre>a\tb</pre>", "a    b"},
		{"quotation", "a <q>b</q>", "a “b”"},
		{"link whose text is its address without a scheme", "<a href=https://a.example/b>a.example/b</a>", "a.example/b"},
		{"link to an address of mail", "<a href=mailto:a@b.example>a@b.example</a> <a href=mailto:a@b.example?subject=x>write</a>", "a@b.example write <a@b.example?subject=x>"},
		{"link around a picture without text", "a<a href=https://a.example><img src=x></a>b", "ab"},
		{"link around blocks", "<a href=https://a.example/><p>a</p><p>b</p></a>c", "a\n\nb <https://a.example/>\n\nc"},
		{"pixel", "a<img width=1 height=1 alt=track src=//t.example>b", "ab"},
		{"joiner at the end of a word", "<p>soon&zwnj;</p><p>&zwnj;&nbsp;&zwnj;&nbsp;</p><p>b</p>", "soon\n\nb"},
		{"spaces that do not break", "10&nbsp;km&nbsp;&nbsp;away", "10 km away"},
		{"sections", "<header>a</header><main><section>b</section><article>c</article></main><footer>d</footer>", "a\nb\nc\nd"},
		{"figure", "<figure><img alt=p src=x><figcaption>c</figcaption></figure>", "[p]\nc"},
		{"details", "<details><summary>a</summary>b</details>", "a\nb"},
		{"button", "<button>Go</button> <input type=submit value=Send>", "Go Send"},
		{"conditional comment", "a<!--[if mso]><p>b</p><![endif]--><![if !mso]>c<![endif]>d", "acd"},
		{"soft hyphen", "Donau&shy;dampf", "Donaudampf"},
		{"breaks around a block", "a<br><div>b</div><br>c", "a\nb\n\nc"},
		{"deleted and inserted", "<del>a</del> <ins>b</ins> <sub>2</sub>", "a b 2"},
		{"nothing but a style sheet", "<style>a{}</style><div></div>", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Text(c.html); got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestLead(t *testing.T) {
	for _, c := range []struct{ name, html, want string }{
		{"preheader", `<div style="display:none;max-height:0">In short&zwnj;&nbsp;&zwnj;</div><p>At length</p>`, "In short\nAt length"},
		{"preheader too small to see", `<span style="font-size:1px;color:#fff">In short</span><p>At length</p>`, "In short\nAt length"},
		{"preheader by a rule", `<style>.pre{display:none!important}</style><p class=pre>In short</p>At length`, "In short\nAt length"},
		{"preheader that is the title", `<div hidden>News</div><h1>News of May</h1>`, "News of May"},
		{"hidden further down", `<p>a</p><div hidden>b</div>`, "a"},
		{"title and style", `<title>t</title><style>p{}</style>a`, "a"},
		{"links and pictures", `<a href="https://a.example"><img alt="Logo" src=x></a><a href="https://b.example">Go</a> on`, "Go on"},
		{"quote of a mail program", `<div>Yes.</div><div class="gmail_quote gmail_quote_container"><div class="gmail_attr">On Monday Ann wrote:</div><blockquote>Tea?</blockquote></div>`, "Yes.\n> > On Monday Ann wrote:\n>\n> > Tea?"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Lead(c.html); got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
	if n := len(Lead(strings.Repeat("<p>words</p>", 100_000))); n > 2*maxLead {
		t.Errorf("a lead of %d octets", n)
	}
}
