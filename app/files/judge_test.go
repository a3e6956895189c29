package files

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"
)

func zipped(t *testing.T, names ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, n := range names {
		w, err := z.Create(n)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte("x")); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestJudge(t *testing.T) {
	const png, pdf, exe = "\x89PNG\r\n\x1a\n", "%PDF-1.4", "MZ\x90\x00"
	for _, c := range []struct {
		name, mediaType, data string
		kind                  Kind
		risk                  Risk
		says                  string // in the first warning
	}{
		{"ship.png", "image/png", png, Picture, Calm, ""},
		{"ship", "application/octet-stream", png, Picture, Calm, ""},
		{"report.pdf", "application/octet-stream", pdf, PDF, Calm, ""},
		{"report.pdf", "application/pdf", exe, Program, Danger, "says that it is a PDF, but it is a program"},
		{"photo.jpg", "image/jpeg", exe, Program, Danger, "says that it is a picture"},
		{"photo.jpg", "image/jpeg", png, Picture, Calm, ""},
		{"x", "application/pdf", exe, Program, Danger, "says that it is a PDF"},
		{"setup.exe", "application/x-msdownload", exe, Program, Danger, "is a program"},
		{"invoice.pdf.exe", "application/pdf", exe, Program, Danger, "ends twice"},
		{"invoice.pdf .exe", "", "", Program, Danger, "ends twice"},
		{"invoice.pdf.lnk", "", "L\x00\x00\x00\x01\x14\x02\x00", Shortcut, Danger, "ends twice"},
		{"invoice.pdf.html", "text/html", "<html>", Page, Danger, "ends twice"},
		{"archive.tar.gz", "application/gzip", "\x1f\x8b", Archive, Caution, "does not look into"},
		{"a.js", "text/plain", "var a", Script, Danger, "is a script"},
		{"a.hta", "", "", Script, Danger, "is a script"},
		{"run.sh", "", "#!/bin/sh", Script, Danger, "is a script"},
		{"notes.txt", "text/plain", "#!/bin/sh", Text, Calm, ""},
		{"page.html", "text/html", "<!doctype html>", Page, Caution, "web page"},
		{"picture.svg", "image/svg+xml", "<svg", Picture, Caution, "made of code"},
		{"letter.pdf", "application/pdf", "  <html><script>", Page, Caution, "says that it is a PDF, but inside it is a web page"},
		{"book.xlsm", "", "PK\x03\x04", Macros, Caution, "can carry macros"},
		{"book.docx", "", "PK\x03\x04 word/vbaProject.bin", Macros, Caution, "carries macros"},
		{"old.doc", "application/msword", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 _\x00V\x00B\x00A\x00", Macros, Caution, "carries macros"},
		{"old.doc", "application/msword", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Document, Calm, ""},
		{"letter.docx", "", "PK\x03\x04", Document, Calm, ""},
		{"cd.iso", "", "", Disk, Danger, "disk image"},
		{"cd.pdf", "application/pdf", strings.Repeat("\x00", 0x8001) + "CD001xxxx", Disk, Danger, "inside it is a disk image"},
		{"n.one", "", "", Shortcut, Danger, "shortcut"},
		{"x.rar", "", "Rar!\x1a", Archive, Caution, "does not look into"},
		{"x.zip", "", "PK\x03\x04 broken", Archive, Caution, "cannot be read"},
		{"data.csv", "text/csv", "a,b", Table, Calm, ""},
		{"main.go", "text/plain", "package x", Code, Calm, ""},
		{"a.eml", "message/rfc822", "From: a", Message, Calm, ""},
		{"part-1", "message/rfc822", "From: a", Message, Calm, ""},
		{"invite.ics", "text/calendar", "BEGIN:VCALENDAR", Calendar, Calm, ""},
		{"card.vcf", "text/vcard", "BEGIN:VCARD", Contact, Calm, ""},
		{"x.unknown", "application/octet-stream", "\x00\x01", Other, Calm, ""},
		{"", "", "", Other, Calm, ""},
	} {
		v := Judge(c.name, c.mediaType, []byte(c.data))
		first := strings.Join(v.Warnings[:min(1, len(v.Warnings))], "")
		if v.Kind != c.kind || v.Risk != c.risk || !strings.Contains(first, c.says) || c.risk == Calm && first != "" {
			t.Errorf("%q, %q: %s, risk %d, %q; want %s, risk %d, %q", c.name, c.mediaType, v.Kind, v.Risk, v.Warnings, c.kind, c.risk, c.says)
		}
	}
}

func TestJudgeArchives(t *testing.T) {
	v := Judge("photos.zip", "application/zip", zipped(t, "a/one.jpg", "two.jpg", "../../etc/passwd"))
	if v.Risk != Calm || strings.Join(v.Names, " ") != "one.jpg two.jpg passwd" {
		t.Errorf("%+v", v)
	}
	v = Judge("photos.zip", "application/zip", zipped(t, "one.jpg", "in\u202egpj.exe", "b.lnk"))
	if v.Risk != Danger || !strings.Contains(v.Warnings[0], "a program in it: ingpj.exe") {
		t.Errorf("%+v", v)
	}
	many := make([]string, maxEntries+5)
	for i := range many {
		many[i] = "a.txt"
	}
	v = Judge("many.zip", "", zipped(t, many...))
	if v.Risk != Caution || len(v.Names) != maxListed {
		t.Errorf("risk %d, %d names", v.Risk, len(v.Names))
	}
}

func TestWhat(t *testing.T) {
	for name, want := range map[string]string{"a.pdf": "PDF", "a.png": "PNG picture", "setup.exe": "EXE program", "noname": "File"} {
		if got := Judge(name, "", nil).What(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	for name, want := range map[string]string{"a.pdf": "PDF", "a.png": "PNG", "setup.exe": "Program", "noname": "File", "a.html": "Web page"} {
		if got := Judge(name, "", nil).Short(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

func FuzzJudge(f *testing.F) {
	f.Add("a.pdf", "application/pdf", []byte("%PDF"))
	f.Add("a.zip", "", []byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, name, mediaType string, data []byte) {
		v := Judge(name, mediaType, data)
		if v.Kind == "" || (v.Risk == Calm) != (len(v.Warnings) == 0) || v.What(name) == "" {
			t.Errorf("%+v", v)
		}
		for _, n := range v.Names {
			if n != Safe(n) {
				t.Errorf("the name %q is not safe", n)
			}
		}
	})
}
