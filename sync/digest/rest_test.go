package digest

import (
	"encoding/base64"
	"os"
	"slices"
	"strings"
	"testing"

	"godwit/sync/parse"
)

func TestRestOf(t *testing.T) {
	pdf, err := os.ReadFile("../pdftext/testdata/reportlab.pdf")
	if err != nil {
		t.Fatal(err)
	}
	part := func(header, body string) string { return "--b\r\n" + header + "\r\n\r\n" + body + "\r\n" }
	raw := "From: ada@example.org\r\nList-Id: Go Nuts <nuts.example.org>\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" +
		part("Content-Type: text/plain", "the body") +
		part("Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=\"Bill 7.PDF\"", base64.StdEncoding.EncodeToString(pdf)) +
		part("Content-Type: text/html\r\nContent-Disposition: attachment; filename=page.html", "<p>seen <b>words</b></p><script>unseen</script>") +
		part("Content-Type: text/plain\r\nContent-Disposition: attachment; filename=big.txt", strings.Repeat("x", maxRest)) +
		part("Content-Type: message/rfc822", "Subject: inner\r\nFrom: bob@example.org\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\n\r\nwithin\r\n--c\r\nContent-Disposition: attachment; filename=photo.jpg\r\nContent-Type: image/jpeg\r\n\r\nx\r\n--c--") +
		"--b--\r\n"
	first := strings.Replace(raw, strings.Repeat("x", maxRest), "small", 1)
	r := RestOf(parse.Parse([]byte(first)))
	if want := []string{"Bill 7.PDF", "page.html", "big.txt", "photo.jpg"}; !slices.Equal(r.Files, want) {
		t.Errorf("files %q, want %q", r.Files, want)
	}
	all := strings.Join(r.Texts, "|")
	for _, want := range []string{"für Größe bold", "seen words", "small", "|inner|", "bob@example.org", "within"} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is not in %.300q", want, all)
		}
	}
	if strings.Contains(all, "unseen") || strings.Contains(all, "the body") {
		t.Errorf("too much in %.300q", all)
	}
	for _, fact := range []string{Kind("pdf"), Ending("PDF"), Kind("text"), Ending("html"), Kind("message"), Kind("image"), Ending("jpg")} {
		if !slices.Contains(r.Facts, fact) {
			t.Errorf("%s is not among %q", fact, r.Facts)
		}
	}
	if r.List != "Go Nuts <nuts.example.org>" {
		t.Errorf("list %q", r.List)
	}
	r = RestOf(parse.Parse([]byte(raw)))
	if n := len(strings.Join(r.Texts, "")); n > maxRest {
		t.Errorf("%d octets of text, want %d at most", n, maxRest)
	}
}
