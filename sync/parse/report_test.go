package parse

import "testing"

// TestReportUndivided: a multipart without parts that can be told apart is
// read as text, and reported as what it says it is.
func TestReportUndivided(t *testing.T) {
	raw := []byte("From: a@b.c\nContent-Type: multipart/mixed; boundary=B\n\nonly words\n")
	s := Report("x", raw)
	if len(s.Parts) != 1 || s.Parts[0].Type != "multipart/mixed" || s.Parts[0].TextSHA256 != "" || s.Parts[0].Size != 11 {
		t.Errorf("got %+v", s.Parts)
	}
	if text, _ := Parse(raw).Text(); text != "only words\n" {
		t.Errorf("text %q", text)
	}
}

// TestReportFilename: a report says what the sender called a file, and what it
// can be called here.
func TestReportFilename(t *testing.T) {
	for _, c := range []struct{ given, filename, saveAs string }{
		{`a.pdf`, "a.pdf", ""},
		{`"/etc/passwd"`, "/etc/passwd", "passwd"},
		{`"C:\Users\me\a.pdf"`, `C:\Users\me\a.pdf`, "a.pdf"},
		{`"=?utf-8?q?..=2F=C3=A9.pdf?="`, "../é.pdf", "é.pdf"},
		{`"nul.pdf"`, "nul.pdf", "_nul.pdf"},
		{"\"a\u202efdp.exe\"", "afdp.exe", ""},
		{`"..."`, "...", "unnamed"},
	} {
		s := Report("x", []byte("Content-Type: application/pdf\nContent-Disposition: attachment; filename="+c.given+"\n\nx"))
		if p := s.Parts[0]; p.Filename != c.filename || p.SaveAs != c.saveAs {
			t.Errorf("%s: got %q, %q", c.given, p.Filename, p.SaveAs)
		}
	}
}
