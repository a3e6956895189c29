package wire

import (
	"net"
	"strings"
	"testing"

	"github.com/emersion/go-imap/v2/imapclient"

	"godwit/accounts/dial"
)

// hungUp is a connection on which nothing can be said any more.
type hungUp struct{ net.Conn }

func (hungUp) Close() error { return nil }

// digest lets go-imap read what a server says, through a Conn, and returns why
// it ended the session: "" when only the stream ended.
func digest(server string, under ...string) string {
	lim := Limits{Line: 4096, Literal: 4096, Dropped: 50}.withDefaults()
	w := testConn(&dial.Conn{Conn: hungUp{}}, strings.NewReader(server), lim)
	for _, command := range under {
		w.sent.watch([]byte(command), &w.name)
	}
	c := imapclient.New(w, nil)
	<-c.Closed()
	err := c.Close()
	if w.lit > 0 { // it ended within a literal
		return ""
	}
	if err == nil || w.Err() != nil && strings.Contains(err.Error(), w.Err().Error()) {
		return ""
	}
	return err.Error()
}

// awkward are answers that go-imap alone ends the session for, and worse.
var awkward = []string{
	"* XYZZY 1 2 3\r\n", "* VANISHED (EARLIER) 1:3\r\n", "\r\n", "+ x\r\n", "T999 OK x\r\n", "*\r\n", "* \r\n", "* 3\r\n",
	"* 1 FETCH (UID 1 X-GM-MSGID 1234)\r\n", "* 1 FETCH (UID 1 PREVIEW \"x\")\r\n", "* 1 FETCH (UID 1 EMAILID (M123))\r\n",
	"* 1 FETCH (UID 1 RFC822.HEADER {3}\r\nabc)\r\n", "* 1 FETCH (UID 1 ENVELOPE (\"d\" \"a \"b\" c\" NIL NIL NIL NIL NIL NIL NIL NIL))\r\n",
	"* 1 FETCH (UID 1 BODYSTRUCTURE (\"text\" NIL NIL NIL NIL NIL 10 1))\r\n", "* 1 FETCH (UID 1 BODY (\"text\" NIL NIL NIL NIL NIL 10 1))\r\n",
	"* 1 FETCH (UID 1 INTERNALDATE \"00-Jan-0000 00:00:00 +0000\")\r\n", "* 1 FETCH (UID 1 INTERNALDATE \"\")\r\n",
	"* 1 FETCH (UID 1 FLAGS NIL)\r\n", "* 1 FETCH (UID 1 FLAGS (\\Seen foo[bar] {x}))\r\n", "* 1 FETCH ()\r\n", "* 1 FETCH\r\n",
	"* 1 FETCH (UID 99999999999)\r\n", "* 1 FETCH (UID 1 BODY[HEADER.FIELDS (\"a\" b)] {1}\r\nx)\r\n", "* 1 FETCH (UID 1 BODY[1.2.MIME]<0> {1}\r\nx)\r\n",
	"* 1 FETCH (UID 1 BODY[nonsense(] {1}\r\nx)\r\n", "* 1 FETCH (UID 1 BODY[ {1}\r\nx)\r\n", "* 1 FETCH (UID 1 BODY[]<x> {1}\r\nx)\r\n",
	"* LIST () \"/\" \"R&D\"\r\n", "* LIST () \"/\" \"Entw\xc3\xbcrfe\"\r\n", "* LIST () \"\" INBOX\r\n", "* LIST () \"//\" INBOX\r\n", "* LIST NIL NIL a\r\n",
	"* LIST (\\X-[y]) \"/\" INBOX\r\n", "* LIST () \"/\" \"a&-&AOQ-b\"\r\n", "* LIST () \"\xff\" x\r\n",
	"* SEARCH -1\r\n", "* ESEARCH\r\n", "* ESEARCH (TAG x) UID ALL 1:*\r\n", "* ESEARCH UID ALL 0\r\n",
	"* 99999999999 EXISTS\r\n", "* 0 EXPUNGE\r\n", "* STATUS\r\n", "* STATUS x\r\n", "* STATUS x (MESSAGES)\r\n", "* FLAGS\r\n",
	"* OK [BADCHARSET (\"a]b\" c)] x\r\n", "* OK [UIDNEXT abc] x\r\n", "* OK [PERMANENTFLAGS] x\r\n", "* OK [PERMANENTFLAGS (\\* \\)] x\r\n", "* OK [\r\n", "* OK\r\n",
	"* OK [COPYUID 1 2:1 3] x\r\n", "* OK [HIGHESTMODSEQ -1] x\r\n", "* PREAUTH again\r\n", "* ENABLED X\r\n", "* ID NIL\r\n", "* CAPABILITY\r\n",
}

// asking are commands under way, with tags that no server names by chance.
var asking = [][]string{
	nil,
	{"T7777001 UID FETCH 1:9 (UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[HEADER])\r\n"},
	{"T7777001 UID FETCH 1:9 (UID BODY.PEEK[])\r\n"},
	{"T7777001 UID FETCH 7 (UID BODY.PEEK[])\r\n", "T7777002 UID SEARCH RETURN (ALL) ALL\r\n"},
}

// pieces are answers to them.
var pieces = []string{
	"* 1 FETCH (UID 1 BODY[] {3}\r\nabc)\r\n", "* 1 FETCH (BODY[HEADER] {3}\r\nabc BODY[TEXT] {2}\r\nde UID 1)\r\n",
	"* 1 FETCH (UID 1 BODY[TEXT] \"de\")\r\n* 1 FETCH (UID 1 BODY[HEADER] \"a\"b\r\nc\")\r\n", "* 1 FETCH (UID 1 BODY[] NIL)\r\n",
	"* 1 FETCH (UID 1 BODY[] FLAGS (a]b \"c d\" (x) NIL {3}\r\na)b))\r\n", "* 1 UID FETCH (BODY[] ~{3+}\r\na\x00b BODY[] {1}\r\nx)\r\n",
	"* 1 FETCH (UID 1 FLAGS (x))\r\n* 1 FETCH (UID 1 BODY[HEADER]<0> {3}\r\nabc)\r\n", "* 1 FETCH (UID 1 BODY[HEADER.FIELDS (\"a]\" b)] {3}\r\nabc FLAGS ())\r\n",
	"* ESEARCH (TAG \"T7777002\") UID ALL (1:3 7,9)\r\n", "* SEARCH 1:3 4,5 6\r\n", "* LIST NIL \"\\\" \"x\"\r\n", "* LIST \"/\" x (\"CHILDINFO\" (\"X\"))\r\n",
}

func TestGoImapReadsOn(t *testing.T) {
	for _, server := range append(pieces, awkward...) {
		for _, under := range asking {
			if why := digest(server+"* 3 EXISTS\r\n", under...); why != "" {
				t.Errorf("%q: %s", server, why)
			}
		}
	}
}

// FuzzGoImapReadsOn: whatever the server says, go-imap ends the session only
// because the stream does.
func FuzzGoImapReadsOn(f *testing.F) {
	for i, server := range append(pieces, awkward...) {
		f.Add(server, uint8(i))
	}
	f.Fuzz(func(t *testing.T, server string, under uint8) {
		if why := digest(server, asking[int(under)%len(asking)]...); why != "" {
			t.Errorf("%q: %s", server, why)
		}
	})
}
