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
