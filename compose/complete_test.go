package compose

import (
	"strings"
	"testing"

	"godwit/sync/mail"
)

func TestComplete(t *testing.T) {
	own := mail.Address{Name: "Ada Lovelace", Email: "ada@engine.example"}
	for _, c := range []struct{ name, in, want string }{
		{"cron", "From: root (Cron Daemon)\nTo: root\n\nx\n", "From: \"Cron Daemon\" <ada@engine.example>\r\nTo: <ada@engine.example>\r\n\r\nx\r\n"},
		{"a computer's own name", "From: www@desk\nTo: bob@far.example, carl@desk\n\nx", "From: <ada@engine.example>\r\nTo: <bob@far.example>,\r\n <ada@engine.example>\r\n\r\nx\r\n"},
		{"complete", "from: Bob <bob@far.example>\nTo: a@b.example,\n\tc@d.example\n\nx\n", "from: Bob <bob@far.example>\r\nTo: a@b.example,\r\n\tc@d.example\r\n\r\nx\r\n"},
		{"no From", "Subject: x\n\nx\n", "Subject: x\r\nFrom: \"Ada Lovelace\" <ada@engine.example>\r\n\r\nx\r\n"},
		{"no header", "Hello you\nSubject: no\n", "From: \"Ada Lovelace\" <ada@engine.example>\r\n\r\nHello you\r\nSubject: no\r\n"},
		{"a header that breaks off", "Subject: x\nHello you\n", "Subject: x\r\nFrom: \"Ada Lovelace\" <ada@engine.example>\r\n\r\nHello you\r\n"},
		{"an entry of an mbox", "From ada Thu Nov 26 2026\nFrom: a@b.example\n\nx\n", "From: a@b.example\r\n\r\nx\r\n"},
		{"an address of numbers", "From: a@[192.0.2.1]\n\nx\n", "From: a@[192.0.2.1]\r\n\r\nx\r\n"},
		{"nobody named", "From: a@b.example\nTo: undisclosed-recipients:;\n\nx\n", "From: a@b.example\r\nTo: undisclosed-recipients:;\r\n\r\nx\r\n"},
		{"nothing", "", "From: \"Ada Lovelace\" <ada@engine.example>\r\n\r\n"},
	} {
		got, err := Complete([]byte(c.in), own)
		if err != nil || string(got) != c.want {
			t.Errorf("%s: %q, %v\nwant %q", c.name, got, err, c.want)
		}
	}
}

func FuzzComplete(f *testing.F) {
	f.Add("From: root (Cron Daemon)\nTo: root, x\n\nx\n")
	f.Add("Hello\n")
	f.Fuzz(func(t *testing.T, in string) {
		got, err := Complete([]byte(in), mail.Address{Name: "A", Email: "ada@engine.example"})
		if err != nil {
			return
		}
		if strings.Contains(strings.ReplaceAll(string(got), "\r\n", ""), "\n") {
			t.Fatalf("a bare line end in %q", got)
		}
		if again, err := Complete(got, mail.Address{Email: "ada@engine.example"}); err != nil || string(again) != string(got) {
			t.Fatalf("not complete: %q becomes %q, %v", got, again, err)
		}
	})
}
