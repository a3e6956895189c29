package wire

import (
	"errors"
	"io"
	"strings"
	"testing"

	"godwit/accounts/dial"
)

// talk runs what a server says through a Conn and returns what go-imap would
// read, without the greeting. sent is what the client has said before.
func talk(t testing.TB, lim Limits, sent, server string) (string, error) {
	t.Helper()
	lim = lim.withDefaults()
	w := testConn(&dial.Conn{}, strings.NewReader(server), lim)
	w.sent.watch([]byte(sent), &w.name)
	var out []byte
	buf := make([]byte, 333)
	for {
		n, err := w.read(buf)
		out = append(out, buf[:n]...)
		if err != nil {
			_, text, _ := strings.Cut(string(out), "\r\n")
			if errors.Is(err, io.ErrUnexpectedEOF) {
				err = nil
			}
			return text, err
		}
	}
}

func TestQuirks(t *testing.T) {
	const fetch = "T1 UID FETCH 1:9 (UID FLAGS BODY.PEEK[HEADER])\r\n"
	tests := []struct{ name, sent, server, want string }{
		{"good list", "", "* LIST (\\HasNoChildren) \"/\" \"INBOX\"\r\n", "* LIST (\\HasNoChildren) \"/\" \"INBOX\"\r\n"},
		{"unknown response", "", "* XYZZY 1 2 3\r\n* 3 EXISTS\r\n", "* 3 EXISTS\r\n"},
		{"unknown response with a literal", "", "* XYZZY {5}\r\n* 1 E x\r\n* 3 EXISTS\r\n", "* 3 EXISTS\r\n"},
		{"vanished", "", "* VANISHED (EARLIER) 1:3\r\n", ""},
		{"empty lines", "", "\r\n\n\r\n* 3 EXISTS\r\n", "* 3 EXISTS\r\n"},
		{"nul padding", "", "\x00\x00\x00* 3 EXISTS\r\n", "* 3 EXISTS\r\n"},
		{"no space after the star", "", "*3 EXISTS\r\n", "* 3 EXISTS\r\n"},
		{"lone LF", "", "* 3 EXISTS\n* 4 EXISTS\n", "* 3 EXISTS\r\n* 4 EXISTS\r\n"},
		{"lower case", "", "* 3 exists\r\n* 2 expunge\r\n", "* 3 EXISTS\r\n* 2 EXPUNGE\r\n"},
		{"numbers that are none", "", "* 99999999999 EXISTS\r\n* -1 EXISTS\r\n* 0 EXPUNGE\r\n", ""},
		{"stray continuation", "", "+ idling\r\n* 3 EXISTS\r\n", "* 3 EXISTS\r\n"},
		{"due continuation", "T1 IDLE\r\n", "+\r\n+ again\r\n", "+ go on\r\n"},
		{"continuation for a literal", "T1 CREATE {3}\r\n", "+ ok\r\n", "+ go on\r\n"},
		{"no continuation for LITERAL+", "T1 CREATE {3+}\r\nabc\r\n", "+ ok\r\n", ""},
		{"tag of nobody", "T1 NOOP\r\n", "T999 OK x\r\nT1 OK x\r\n", "T1 OK x\r\n"},
		{"end without words", "T1 NOOP\r\n", "T1 OK\r\n", "T1 OK done\r\n"},
		{"code without end", "T1 NOOP\r\n", "T1 OK [X (a\r\n", "T1 OK X (a\r\n"},
		{"end without verdict", "T1 NOOP\r\n", "T1 FINE\r\n", "T1 BAD the server's answer has no meaning\r\n"},
		{"refusal with code", "T1 NOOP\r\n", "T1 no [overquota] full\r\n", "T1 NO [OVERQUOTA] full\r\n"},
		{"brackets in a code", "T1 NOOP\r\n", "T1 NO [BADCHARSET (\"a]b\" c)] x\r\n", "T1 NO [BADCHARSET] x\r\n"},
		{"code that is none", "T1 NOOP\r\n", "T1 OK [UIDNEXT abc] x\r\n", "T1 OK x\r\n"},
		{"code without OK (Exchange)", "", "* [UIDNEXT 5] x\r\n", "* OK [UIDNEXT 5] x\r\n"},
		{"capability volunteered", "", "* CAPABILITY IMAP4rev2\r\n* OK [CAPABILITY IMAP4rev2] x\r\n", ""},
		{"empty COPYUID (Exchange)", "T1 UID COPY 1 x\r\n", "T1 OK [COPYUID 5  ] done\r\n", "T1 OK done\r\n"},
		{"COPYUID without end", "T1 UID COPY 1 x\r\n", "T1 OK [COPYUID 5 1:* 2] done\r\n", "T1 OK done\r\n"},
		{"permanent flags", "T1 SELECT x\r\n", "* OK [PERMANENTFLAGS (\\Seen a]b \\*)] x\r\n", "* OK [PERMANENTFLAGS (\\Seen Godwit:YV1i \\*)] x\r\n"},
		{"words for people", "", "* NO disk nearly full\r\n* OK still here\r\n", ""},
		{"flags NIL", "", "* FLAGS NIL\r\n", "* FLAGS ()\r\n"},

		{"fetch good", fetch, "* 1 FETCH (UID 7 FLAGS (\\Seen) BODY[HEADER] {3}\r\nabc)\r\n", "* 1 FETCH (UID 7 FLAGS (\\Seen) BODY[HEADER] {3}\r\nabc)\r\n"},
		{"uid last", fetch, "* 1 FETCH (BODY[HEADER] {3}\r\nabc FLAGS () UID 7)\r\n", "* 1 FETCH (UID 7 FLAGS () BODY[HEADER] {3}\r\nabc)\r\n"},
		{"number zero (Courier)", "", "* 0 FETCH (UID 7 FLAGS ())\r\n", "* 1 FETCH (UID 7 FLAGS ())\r\n"},
		{"unknown items", "", "* 1 FETCH (X-GM-MSGID 12 EMAILID (M1) PREVIEW \"a\\\"b\" UID 7 X-GM-LABELS (\"\\\\Inbox\" {2}\r\n)) x) FLAGS ())\r\n", "* 1 FETCH (UID 7 FLAGS ())\r\n"},
		{"envelope nobody asked for", "", "* 1 FETCH (ENVELOPE (nil \"a \"b\" c\" nil) UID 7 FLAGS ())\r\n", "* 1 FETCH (UID 7 FLAGS ())\r\n"},
		{"quoted body", fetch, "* 1 FETCH (UID 7 BODY[HEADER] \"a\\\"b\")\r\nT1 OK x\r\n", "* 1 FETCH (UID 7 BODY[HEADER] {3}\r\na\"b)\r\nT1 OK x\r\n"},
		{"body NIL", fetch, "* 1 FETCH (UID 7 BODY[HEADER] NIL FLAGS ())\r\nT1 OK x\r\n", "* 1 FETCH (UID 7 FLAGS ())\r\nT1 OK x\r\n"},
		{"literal8", fetch, "* 1 FETCH (UID 7 BODY[HEADER] ~{3}\r\na\x00c)\r\nT1 OK x\r\n", "* 1 FETCH (UID 7 BODY[HEADER] {3}\r\na\x00c)\r\nT1 OK x\r\n"},
		{"old names", fetch, "* 1 FETCH (UID 7 RFC822.HEADER {3}\r\nabc)\r\nT1 OK x\r\n", "* 1 FETCH (UID 7 BODY[HEADER] {3}\r\nabc)\r\nT1 OK x\r\n"},
		{"no space between items", "", "* 1 FETCH (UID 7 FLAGS (\\Seen)RFC822.SIZE 3)\r\n", "* 1 FETCH (UID 7 FLAGS (\\Seen) RFC822.SIZE 3)\r\n"},
		{"size as a float (mail.ru)", "", "* 1 FETCH (UID 7 RFC822.SIZE 9.3736e+06)\r\n", "* 1 FETCH (UID 7 RFC822.SIZE 9373600)\r\n"},
		{"modseq -1 (Zoho)", "", "* 1 FETCH (UID 7 MODSEQ (-1) FLAGS ())\r\n", "* 1 FETCH (UID 7 FLAGS ())\r\n"},
		{"date that is none", "", "* 1 FETCH (UID 7 INTERNALDATE \"00-Jan-0000 00:00:00 +0000\")\r\n", "* 1 FETCH (UID 7 INTERNALDATE \" 1-Jan-1970 00:00:00 +0000\")\r\n"},
		{"date of one digit", "", "* 1 FETCH (UID 7 INTERNALDATE \"1-Jan-2020 01:02:03 +0100\")\r\n", "* 1 FETCH (UID 7 INTERNALDATE \" 1-Jan-2020 01:02:03 +0100\")\r\n"},
		{"weird flags", "", "* 1 FETCH (UID 7 FLAGS (\\Seen foo[bar] $MDN {x}))\r\n", "* 1 FETCH (UID 7 FLAGS (\\Seen Godwit:Zm9vW2Jhcl0 $MDN Godwit:e3h9))\r\n"},
		{"answer in two", fetch, "* 1 FETCH (UID 7 FLAGS (\\Seen))\r\n* 1 FETCH (UID 7 BODY[HEADER] {3}\r\nabc)\r\nT1 OK x\r\n", "* 1 FETCH (UID 7 FLAGS (\\Seen) BODY[HEADER] {3}\r\nabc)\r\nT1 OK x\r\n"},
		{"flags pushed for another", fetch, "* 1 FETCH (UID 8 FLAGS (\\Seen))\r\n* 1 FETCH (UID 7 BODY[HEADER] {3}\r\nabc)\r\nT1 OK x\r\n", "* 1 FETCH (UID 7 BODY[HEADER] {3}\r\nabc)\r\n* 1 FETCH (UID 8 FLAGS (\\Seen))\r\nT1 OK x\r\n"},
		{"parenthesis missing", fetch, "* 1 FETCH (UID 7 BODY[HEADER] {3}\r\nabc\r\nT1 OK x\r\n", "* 1 FETCH (UID 7 BODY[HEADER] {3}\r\nabc)\r\nT1 OK x\r\n"},

		{"list raw utf-8", "", "* LIST () \"/\" \"Entwürfe\"\r\n", "* LIST () \"/\" \"Entw&APw-rfe\"\r\n"},
		{"list bad utf-7", "", "* LIST () \"/\" \"R&D\"\r\n", "* LIST () \"/\" \"R&-D\"\r\n"},
		{"list delimiter empty", "", "* LIST () \"\" INBOX\r\n", "* LIST () NIL \"INBOX\"\r\n"},
		{"list literal", "", "* LIST () \"/\" {5}\r\na\"b)c\r\n", "* LIST () \"/\" \"a\\\"b)c\"\r\n"},
		{"list unquoted name", "", "* LIST () \"/\" Sent [old] mail\r\n", "* LIST () \"/\" \"Sent [old] mail\"\r\n"},
		{"list extended", "", "* LIST () \"/\" a (\"CHILDINFO\" (\"SUBSCRIBED\"))\r\n", "* LIST () \"/\" \"a\"\r\n"},
		{"list NIL as a name", "", "* LIST () NIL \"NIL\"\r\n", "* LIST () NIL \"NIL\"\r\n"},
		{"list tab in a name", "", "* LIST () \"/\" \"a\tb\"\r\n", "* LIST () \"/\" \"a&AAk-b\"\r\n"},
		{"list attribute with brackets", "", "* LIST (\\HasNoChildren \\X-[y]) \"/\" INBOX\r\n", "* LIST (\\HasNoChildren) \"/\" \"INBOX\"\r\n"},
		{"status", "", "* STATUS inbox (MESSAGES 3 UIDNEXT 4 UNSEEN -1 X-FOO (1 2) HIGHESTMODSEQ 9)\r\n", "* STATUS \"INBOX\" (MESSAGES 3 UIDNEXT 4 HIGHESTMODSEQ 9)\r\n"},
		{"status with a space in an unquoted name", "", "* STATUS Sent Items (MESSAGES 3)\r\n", "* STATUS \"Sent Items\" (MESSAGES 3)\r\n"},
		{"search", "", "* SEARCH 1 2 -1 x 3 (MODSEQ 5)\r\n", "* SEARCH 1 2 3\r\n"},
		{"search empty", "", "* SEARCH\r\n", "* SEARCH\r\n"},
		{"esearch", "T1 UID SEARCH RETURN (ALL) ALL\r\n", "* ESEARCH (TAG \"T1\") UID COUNT 3 ALL 1:2,7\r\n", "* ESEARCH (TAG \"T1\") UID ALL 1:2,7\r\n"},
		{"esearch without a tag", "T1 UID SEARCH RETURN (ALL) ALL\r\n", "* ESEARCH ALL 5\r\n", "* ESEARCH (TAG \"T1\") UID ALL 5\r\n"},
		{"esearch nobody asked for", "", "* ESEARCH (TAG \"T1\") UID ALL 1:2,7\r\n", ""},
		{"esearch of nothing", "T1 UID SEARCH RETURN (ALL) ALL\r\n", "* ESEARCH (TAG \"T1\") UID\r\n", "* ESEARCH (TAG \"T1\") UID\r\n"},
		{"bye after logout", "T1 LOGOUT\r\n", "* BYE see you\r\nT1 OK x\r\n", "T1 OK x\r\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := talk(t, Limits{}, test.sent, test.server)
			if err != nil || got != test.want {
				t.Errorf("got  %q, %v\nwant %q", got, err, test.want)
			}
		})
	}
}

func TestBigBodyIsStreamed(t *testing.T) {
	body := strings.Repeat("x", 100_000)
	got, err := talk(t, Limits{}, "T1 UID FETCH 7 (UID BODY.PEEK[])\r\n",
		"* 1 FETCH (UID 7 RFC822.SIZE 5 BODY[] {100000}\r\n"+body+" FLAGS (\\Seen) UID 7)\r\nT1 OK x\r\n")
	want := "* 1 FETCH (UID 7 RFC822.SIZE 5 BODY[] {100000}\r\n" + body + " FLAGS (\\Seen))\r\nT1 OK x\r\n"
	if err != nil || got != want {
		t.Errorf("%v; %d octets, want %d", err, len(got), len(want))
	}
}

func TestBounds(t *testing.T) {
	for name, server := range map[string]string{
		"line":                    "* LIST () \"/\" \"" + strings.Repeat("x", 3000) + "\"\r\n",
		"line of text":            "* OK " + strings.Repeat("x", 3000) + "\r\n",
		"line without end":        strings.Repeat("x", 5000),
		"literal":                 "* 1 FETCH (UID 1 BODY[] {5001}\r\n" + strings.Repeat("x", 5001) + ")\r\n",
		"literal unasked":         "* X {5001}\r\n" + strings.Repeat("x", 5001) + "\r\n",
		"literal of 10^18":        "* 1 FETCH (UID 1 BODY[] {999999999999999999999}\r\n",
		"depth":                   "* 1 FETCH (BODYSTRUCTURE " + strings.Repeat("(", 200) + "\r\n",
		"messages not there":      "* 3 EXISTS\r\n" + strings.Repeat("* 1 FETCH (UID 9 FLAGS ())\r\n", 100_100),
		"mailboxes":               strings.Repeat("* LIST () \"/\" x\r\n", 110_000),
		"nothing but noise":       strings.Repeat("* X\r\n", 101),
		"nothing but empty lines": strings.Repeat("\r\n", 101),
	} {
		t.Run(name, func(t *testing.T) {
			_, err := talk(t, Limits{Line: 2000, Literal: 5000, Depth: 64, Dropped: 100}, "", server+"* 1 EXISTS\r\n")
			if !errors.Is(err, ErrBound) {
				t.Errorf("err = %v", err)
			}
		})
	}
}

func TestByeEnds(t *testing.T) {
	_, err := talk(t, Limits{}, "T1 NOOP\r\n", "* BYE [UNAVAILABLE] \x1b[31mmaintenance\r\n* BYE again\r\n")
	var bye *ByeError
	if !errors.As(err, &bye) || bye.Code != "UNAVAILABLE" || bye.Text != "[31mmaintenance" {
		t.Errorf("err = %#v", err)
	}
}

func TestNameGoesBackAsTheServerSpellsIt(t *testing.T) {
	a := aliases{raw: map[string]string{}}
	for _, raw := range []string{"R&D", "Entwürfe", "Gesendet", "a\xe9b"} {
		enc := a.incoming([]byte(raw))
		got := string(a.outgoing([]byte(`T1 SELECT "` + enc + `" (CONDSTORE)` + "\r\n")))
		if want := `T1 SELECT "` + raw + `" (CONDSTORE)` + "\r\n"; got != want {
			t.Errorf("%q: %q", raw, got)
		}
	}
}

func TestUTF7(t *testing.T) {
	for name, enc := range map[string]string{
		"Entwürfe": "Entw&APw-rfe", "A&B": "A&-B", "台北": "&U,BTFw-", "😀x": "&2D3eAA-x", "~": "~", "a\nb": "a&AAo-b",
	} {
		if got := encodeName(name); got != enc {
			t.Errorf("encode %q = %q", name, got)
		}
		if got := decodeName(enc); got != name {
			t.Errorf("decode %q = %q", enc, got)
		}
	}
}

func FuzzStream(f *testing.F) {
	f.Add("T1 UID FETCH 1:9 (UID BODY.PEEK[])\r\n", "* 1 FETCH (UID 7 BODY[] {3}\r\nabc FLAGS (\\Seen))\r\nT1 OK x\r\n")
	f.Add("T1 IDLE\r\n", "+ x\r\n* LIST (\\X) \"/\" {3}\r\na&b\r\n* STATUS a b (MESSAGES 1)\r\n")
	f.Add("T1 NOOP\r\n", "* ESEARCH (TAG \"T1\") UID ALL 1:2\r\n* SEARCH 1 2\r\n* BYE\r\n")
	f.Fuzz(func(t *testing.T, sent, server string) {
		out, _ := talk(t, Limits{Line: 4096, Literal: 4096, Dropped: 50}, sent, server)
		if len(out) > 16*len(server)+16*4096 {
			t.Errorf("%d octets out of %d", len(out), len(server))
		}
	})
}
