package localserver

import (
	"bufio"
	"fmt"
	"net"
	"strings"
	"testing"
)

// client speaks IMAP line by line.
type client struct {
	t *testing.T
	net.Conn
	r   *bufio.Reader
	tag int
}

func raw(t *testing.T, s *Server, u User) *client {
	t.Helper()
	c, err := net.Dial("tcp", s.IMAP().Address())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	l := &client{t: t, Conn: c, r: bufio.NewReader(c)}
	l.line()
	l.say("LOGIN %s %s", u.Email, u.Password)
	return l
}

func (c *client) line() string {
	c.t.Helper()
	line, err := c.r.ReadString('\n')
	if err != nil {
		c.t.Fatal(err)
	}
	return strings.TrimRight(line, "\r\n")
}

// say sends a command and returns the lines of its answer, the last without
// its tag.
func (c *client) say(format string, args ...any) []string {
	c.t.Helper()
	c.tag++
	tag := fmt.Sprintf("a%d ", c.tag)
	fmt.Fprintf(c, tag+format+"\r\n", args...)
	var lines []string
	for {
		line := c.line()
		if rest, ok := strings.CutPrefix(line, tag); ok {
			return append(lines, rest)
		}
		lines = append(lines, line)
	}
}

func (c *client) want(got []string, want ...string) {
	c.t.Helper()
	for _, line := range want {
		n := 0
		for _, g := range got {
			if strings.HasPrefix(g, line) {
				n++
			}
		}
		if n != 1 {
			c.t.Errorf("%q occurs %d times in %q", line, n, got)
		}
	}
}

// Every session hears of each change once, by the numbers that it knows.
func TestTwoSessions(t *testing.T) {
	s := start(t, Options{})
	u := s.Users()[0]
	for range 5 {
		if err := s.Deliver(u.Email, []byte(letter)); err != nil {
			t.Fatal(err)
		}
	}
	one, two := raw(t, s, u), raw(t, s, u)
	one.want(one.say("SELECT INBOX"), "* 5 EXISTS", "OK [READ-WRITE]")
	two.want(two.say("EXAMINE INBOX"), "* 5 EXISTS", "OK [READ-ONLY]")

	got := one.say("UID MOVE 2,4 Archive")
	one.want(got, "* OK [COPYUID", "* 2 EXPUNGE", "* 3 EXPUNGE", "OK ")
	if len(got) != 4 {
		t.Errorf("move: %q", got)
	}
	two.want(two.say("FETCH 5 FLAGS"), "* 5 FETCH (UID 5 FLAGS ())") // not told of the move during FETCH
	two.want(two.say("NOOP"), "* 2 EXPUNGE", "* 3 EXPUNGE")
	one.want(one.say(`STORE 1 +FLAGS (\Flagged)`), `* 1 FETCH (UID 1 FLAGS (\Flagged))`)
	two.want(two.say("NOOP"), `* 1 FETCH (UID 1 FLAGS (\Flagged))`)
	two.want(two.say("STORE 1 +FLAGS (\\Deleted)"), "NO ")
	two.want(two.say("FETCH 1 BODY[TEXT]"), "* 1 FETCH (UID 1 BODY[TEXT]")
	one.want(one.say("FETCH 2 (BODY[HEADER.FIELDS (SUBJECT)])"), "* 2 FETCH (UID 3 BODY[HEADER.FIELDS", `* 2 FETCH (UID 3 FLAGS (\Seen))`)
	one.want(one.say("UID SEARCH OR UID 5 NOT UNSEEN"), "* SEARCH 3 5")
	one.want(one.say("SEARCH UID 3:* 1:2"), "* SEARCH 2")
	one.want(one.say("UID FETCH 9:* FLAGS"), "* 3 FETCH (UID 5 FLAGS ())") // "*" is the last one
}

func TestMailboxNames(t *testing.T) {
	s := start(t, Options{})
	c := raw(t, s, s.Users()[0])
	for command, want := range map[string]string{
		"CREATE inbox":          "NO [ALREADYEXISTS]",
		"CREATE Sent":           "NO [ALREADYEXISTS]",
		`CREATE "a//b"`:         "NO [CANNOT]",
		"DELETE INBOX":          "NO [CANNOT]",
		"DELETE Nowhere":        "NO [NONEXISTENT]",
		"RENAME Nowhere There":  "NO [NONEXISTENT]",
		"SELECT Nowhere":        "NO [NONEXISTENT]",
		"STATUS Nowhere (SIZE)": "NO [NONEXISTENT]",
		"APPEND Nowhere {0+}":   "NO [TRYCREATE]",
	} {
		if strings.HasPrefix(command, "APPEND") {
			command += "\r\n"
		}
		c.want(c.say("%s", command), want)
	}
	c.want(c.say("CREATE Birds/Godwits"), "OK ")
	c.want(c.say("RENAME Birds Waders"), "OK ")
	c.want(c.say(`LIST "" Wa*`), `* LIST (\HasChildren \Noselect) "/" "Waders"`, `* LIST (\HasNoChildren) "/" "Waders/Godwits"`)
	first := c.say("STATUS Waders/Godwits (UIDVALIDITY)")[0]
	c.want(c.say("DELETE Waders/Godwits"), "OK ")
	c.want(c.say("CREATE Waders/Godwits"), "OK ")
	if again := c.say("STATUS Waders/Godwits (UIDVALIDITY)")[0]; again == first {
		t.Errorf("a mailbox made anew has the old %s", again)
	}
	c.want(c.say("UNSUBSCRIBE Junk"), "OK ")
	if got := strings.Join(c.say(`LIST (SUBSCRIBED) "" *`), "\n"); strings.Contains(got, "Junk") || !strings.Contains(got, "Trash") {
		t.Errorf("subscribed: %s", got)
	}
	c.want(c.say("NAMESPACE"), `* NAMESPACE (("" "/")) NIL NIL`)
}
