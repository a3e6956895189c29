package localserver

import (
	"io"
	"net"
	"strings"
	"testing"
)

// converse sends all of a POP3 session at once and returns all of the answer.
func converse(t *testing.T, s *Server, lines ...string) string {
	t.Helper()
	c, err := net.Dial("tcp", s.POP3().Address())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if _, err := io.WriteString(c, strings.Join(lines, "\r\n")+"\r\n"); err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(c)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestPOP3(t *testing.T) {
	s := start(t, Options{})
	mira := s.Users()[0]
	for range 3 {
		if err := s.Deliver(mira.Email, []byte(letter)); err != nil {
			t.Fatal(err)
		}
	}
	got := converse(t, s, "USER mira@demo.test", "PASS godwit", "STAT", "LIST 1", "DELE 1", "RETR 1", "RSET", "DELE 2", "RETR 3", "TOP 3 1", "QUIT")
	stuffed := strings.ReplaceAll(letter, "\r\n.", "\r\n..")
	for _, want := range []string{
		"+OK 3 348\r\n", "+OK 1 116\r\n", "-ERR There is no such message\r\n",
		"+OK \r\n" + stuffed + ".\r\n", "\r\n\r\nAt four?\r\n.\r\n+OK Bye\r\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if n := len(s.Messages(mira.Email, "INBOX")); n != 2 {
		t.Errorf("%d messages are left, want 2", n)
	}
	// Without QUIT nothing is deleted, and the mailbox is free again.
	c, err := net.Dial("tcp", s.POP3().Address())
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(c, "AUTH PLAIN AG1pcmFAZGVtby50ZXN0AGdvZHdpdA==\r\nDELE 1\r\nNOOP\r\n")
	b := make([]byte, 1000)
	for seen := ""; strings.Count(seen, "+OK") < 4; {
		n, err := c.Read(b)
		if err != nil {
			t.Fatal(err)
		}
		seen += string(b[:n])
	}
	if got := converse(t, s, "USER mira@demo.test", "PASS godwit", "QUIT"); !strings.Contains(got, "-ERR [IN-USE]") {
		t.Errorf("a second session: %s", got)
	}
	c.Close()
	if n := len(s.Messages(mira.Email, "INBOX")); n != 2 {
		t.Errorf("%d messages are left, want 2", n)
	}
	if got := converse(t, s, "USER mira@demo.test", "PASS wrong", "STAT", "QUIT"); !strings.Contains(got, "-ERR [AUTH]") || strings.Contains(got, "348") {
		t.Errorf("wrong password: %s", got)
	}
}
