package gui

import (
	"strings"
	"testing"
)

func TestTextPage(t *testing.T) {
	const line = `<div dir="auto" style="white-space:pre-wrap">`
	for in, want := range map[string]string{
		"Hello, 漢字 → é":               "",
		"שלום <b>":                    line + "שלום &lt;b&gt;</div>",
		"שלום\r\n\r\nab":              line + "שלום</div>" + line + "<br></div>" + line + "ab</div>",
		"> > שלום\n> b\nc":            `<blockquote type="cite"><blockquote type="cite">` + line + "שלום</div></blockquote>" + line + "b</div></blockquote>" + line + "c</div>",
		"> שלום":                      `<blockquote type="cite">` + line + "שלום</div></blockquote>",
		"ש a@b.example":               line + `ש <a href="mailto:a@b.example">a@b.example</a></div>`,
		"ש https://x.example/?a=1&b=": line + `ש <a href="https://x.example/?a=1&amp;b=">https://x.example/?a=1&amp;b=</a></div>`,
		strings.Repeat("ש", 60<<10):   "",
	} {
		got := textPage(in)
		if _, body, ok := strings.Cut(got, ">"); ok {
			got = body
		}
		if got != want {
			t.Errorf("%.40q:\n got %s\nwant %s", in, got, want)
		}
	}
	// Nothing of the mail gets past as markup.
	if page := textPage("ש <script>x</script> <img src=https://x.example/a.png>"); strings.Contains(page, "<script") || strings.Contains(page, "<img") {
		t.Errorf("markup: %s", page)
	}
}
