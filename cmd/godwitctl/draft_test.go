package main

import (
	"bytes"
	"encoding/base64"
	"image"
	"image/jpeg"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"godwit/sync/localserver"
	"godwit/sync/parse"
)

// pixel is a picture of one pixel.
const pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="

func TestSendPicture(t *testing.T) {
	s := newShell(t, localserver.Options{})
	s.add(mira)
	dir := t.TempDir()
	png, err := base64.StdEncoding.DecodeString(pixel)
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "my chart.png"), string(png))
	write(t, filepath.Join(dir, "body.md"), "See ![the chart](<my chart.png>) and ![not this](https://t.example/x.png).\n")
	r := s.run("send", "--to", jonas, "--subject", "Chart", "--body-file", filepath.Join(dir, "body.md"), "--markdown", "--inline", filepath.Join(dir, "my chart.png"),
		"--priority", "high", "--header", "X-Project: Grüße", "--wait")
	if r.code != 0 {
		t.Fatalf("%+v", r)
	}
	raw := string(s.server.Messages(jonas, "INBOX")[0].Raw)
	for _, want := range []string{"multipart/related", "Content-ID: <0.", "src=3D\"cid:0.", "Importance: High", "X-Priority: 1", "X-Project: =?UTF-8?b?R3LDvMOfZQ=", "Content-Disposition: inline"} {
		if !strings.Contains(strings.ReplaceAll(raw, "=\r\n", ""), want) {
			t.Errorf("no %q in\n%s", want, raw)
		}
	}
	if strings.Contains(raw, "<img src=3D\"https") {
		t.Error("a picture from elsewhere is in it")
	}
	var photograph bytes.Buffer
	if err := jpeg.Encode(&photograph, image.NewGray(image.Rect(0, 0, 300, 150)), nil); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "p.jpg"), photograph.String()[:2]+"\xff\xfe\x00\x08SECRET"+photograph.String()[2:])
	for _, flags := range [][]string{{"--shrink", "100"}, {"--bare"}} {
		if r := s.run(append(flags, "send", "--to", jonas)...); r.code != exitUsage {
			t.Errorf("%+v", r)
		}
		if r := s.run(append([]string{"send", "--to", jonas, "--attach", filepath.Join(dir, "p.jpg"), "--wait"}, flags...)...); r.code != 0 {
			t.Fatalf("%+v", r)
		}
		last := s.server.Messages(jonas, "INBOX")
		m := parse.Parse(last[len(last)-1].Raw)
		data := m.Bytes(m.Attachments()[0])
		c, err := jpeg.DecodeConfig(bytes.NewReader(data))
		if want := map[string]int{"--shrink": 100, "--bare": 300}[flags[0]]; err != nil || c.Width != want || bytes.Contains(data, []byte("SECRET")) {
			t.Errorf("%v: %d pixels wide, %v", flags, c.Width, err)
		}
	}
	write(t, filepath.Join(dir, "odd.gif"), "GIF89a")
	if r := s.run("--json", "send", "--to", jonas, "--attach", filepath.Join(dir, "odd.gif"), "--bare"); s.refusal(r) != "GW-INPUT-PICTURE" {
		t.Errorf("%+v", r)
	}
	if r := s.run("--json", "send", "--to", jonas, "--header", "Received: x"); s.refusal(r) != "GW-INPUT-DRAFT" {
		t.Errorf("%+v", r)
	}
}

func TestForwardRedirectDraft(t *testing.T) {
	s := newShell(t, localserver.Options{})
	s.add(mira)
	letter := "From: Ada <ada@example.org>\r\nTo: list@example.org\r\nList-Post: <mailto:list@example.org>\r\nDelivered-To: mira+club@demo.test\r\nSubject: Plans\r\nMessage-ID: <p@x>\r\n\r\nThe plan.\r\n"
	if err := s.server.Deliver(mira, []byte(letter)); err != nil {
		t.Fatal(err)
	}
	s.lines("sync")
	id := text(s.lines("list", "--limit", "1")[0]["id"])
	for _, args := range [][]string{
		{"send", "--forward", id, "--to", jonas, "--wait"},
		{"send", "--forward", id, "--as-attachment", "--to", jonas, "--wait"},
		{"redirect", id, "--to", jonas, "--wait"},
		{"send", "--reply-to-message", id, "--reply-list", "--bcc", jonas, "--wait"},
	} {
		if r := s.run(args...); r.code != 0 {
			t.Fatalf("%v: %+v", args, r)
		}
	}
	arrived := s.server.Messages(jonas, "INBOX")
	for i, want := range [][]string{
		{"Subject: Fwd: Plans", "---------- Forwarded message", "The plan."},
		{"Content-Type: message/rfc822", letter},
		{"Resent-From: ", letter},
		{"To: <list@example.org>", "<mira+club@demo.test>", "> The plan.", "In-Reply-To: <p@x>"},
	} {
		for _, w := range want {
			if raw := string(arrived[i].Raw); !strings.Contains(raw, w) {
				t.Errorf("%d has no %q:\n%s", i, w, raw)
			}
		}
	}

	d := text(s.lines("draft", "new", "mailto:"+jonas+"?subject=Tea&body=At%20four&attach=/etc/passwd")[0]["id"])
	shown := s.run("draft", "show", d)
	if !strings.Contains(shown.out, "Subject: Tea") || !strings.Contains(shown.out, "At four") || strings.Contains(shown.out, "passwd") {
		t.Errorf("%s", shown.out)
	}
	shownBytes := s.run("draft", "show", d, "--bytes").out
	if list := s.lines("draft", "list"); len(list) != 1 || list[0]["subject"] != "Tea" {
		t.Errorf("%v", list)
	}
	if r := s.run("draft", "send", d, "--wait"); r.code != 0 {
		t.Fatalf("%+v", r)
	}
	last := s.server.Messages(jonas, "INBOX")
	if raw := string(last[len(last)-1].Raw); !strings.HasSuffix(raw, shownBytes) || shownBytes == "" {
		t.Errorf("arrived:\n%s\nshown:\n%s", raw, shownBytes)
	}
	if list := s.lines("draft", "list"); len(list) != 0 {
		t.Errorf("%v", list)
	}
	if again := s.lines("draft", "again", id); len(again) != 1 {
		t.Errorf("%v", again)
	}
}

func TestContacts(t *testing.T) {
	s := newShell(t, localserver.Options{})
	s.add(mira)
	file := filepath.Join(t.TempDir(), "in.vcf")
	write(t, file, "BEGIN:VCARD\nVERSION:3.0\nUID:1\nFN:Zoe Quill\nEMAIL:zoe@q.example\nEND:VCARD\nBEGIN:VCARD\nEND:VCARD\n")
	if r := s.run("--json", "contacts", "import", file); r.code != exitPartly || !strings.Contains(r.out, `"added":1,"broken":1,"updated":0`) {
		t.Errorf("%+v", r)
	}
	s.run("contacts", "add", "Doe, Jane <jane@d.example>")
	s.run("contacts", "add", "--group", "--name", "Club", "a@b.example; c@d.example")
	list := s.lines("contacts", "list")
	if len(list) != 3 || list[0]["name"] != "Club" || list[1]["name"] != "Doe, Jane" {
		t.Fatalf("%v", list)
	}
	if known := s.lines("contacts", "list", "--known", "jan"); len(known) != 1 {
		t.Errorf("%v", known)
	}
	out := filepath.Join(t.TempDir(), "out.vcf")
	if r := s.run("contacts", "export", out, "--vcard", "3"); r.code != 0 {
		t.Errorf("%+v", r)
	}
	if b, err := os.ReadFile(out); err != nil || strings.Count(string(b), "VERSION:3.0") != 3 {
		t.Errorf("%v: %s", err, b)
	}
	if r := s.run("contacts", "remove", text(list[0]["id"])); r.code != 0 {
		t.Errorf("%+v", r)
	}
	if r := s.run("--json", "contacts", "remove", text(list[0]["id"])); s.refusal(r) != "GW-NOT-FOUND" {
		t.Errorf("%+v", r)
	}
}
