package imap

import (
	"context"
	"slices"
	"strings"
	"testing"

	"godwit/sync/mail"
)

// TestReplaySession has the server greet, sign in, say goodbye and break off in
// ways that servers have been seen to.
func TestReplaySession(t *testing.T) {
	const amid = "* 2 FETCH"
	replay(t, []oddAnswer{
		// 29: capabilities
		{name: "capabilities doubled", kind: "greeting", old: "UIDPLUS", new: "UIDPLUS UIDPLUS IMAP4REV1"},
		{name: "capabilities in lower case", kind: "LOGIN", old: "IMAP4rev1 UIDPLUS", new: "imap4rev1 uidplus esearch"},
		{name: "LITERAL + with a space", kind: "LOGIN", old: "UIDPLUS", new: "UIDPLUS LITERAL + IDLE"},
		{name: "capabilities in several lines", kind: "LOGIN", old: "$T OK [CAPABILITY IMAP4rev1 UIDPLUS]", new: "* CAPABILITY IMAP4rev1\r\n* CAPABILITY UIDPLUS\r\n$T OK"},
		{name: "no capabilities with the greeting", kind: "greeting", old: "[CAPABILITY IMAP4rev1 UIDPLUS] ", new: ""},
		{name: "other capabilities after the sign-in", kind: "LOGIN", old: "IMAP4rev1 UIDPLUS", new: "IMAP4rev1 UIDPLUS ESEARCH LIST-EXTENDED SPECIAL-USE"},
		{name: "capabilities with odd signs", kind: "LOGIN", old: "UIDPLUS", new: "UIDPLUS X]Y \"Z\" {3} AUTH= =X"},
		{name: "greeting in lower case", kind: "greeting", old: "* OK [CAPABILITY", new: "* ok [capability"},
		{name: "greeting without text", kind: "greeting", old: "] ready", new: "]"},
		{name: "empty lines before the greeting", kind: "greeting", old: "", new: "\r\n\r\n"},
		{name: "NULs before the greeting", kind: "greeting", old: "", new: "\x00\x00"},
		{name: "notices between greeting and sign-in", kind: "greeting", old: "ready\r\n", new: "ready\r\n* OK [ALERT] read this\r\n"},
		{name: "sign-in ends without text", kind: "LOGIN", old: "] in", new: "]"},
		{name: "sign-in ends in lower case", kind: "LOGIN", old: "$T OK", new: "$T ok"},
		{name: "ID NIL", caps: "IMAP4rev1 UIDPLUS ID", kind: "ID", old: "", new: "* ID NIL\r\n"},
		{name: "ID refused", caps: "IMAP4rev1 UIDPLUS ID", kind: "ID", old: "$T OK", new: "$T BAD"},
		{name: "NAMESPACE NIL", caps: "IMAP4rev1 UIDPLUS NAMESPACE", kind: "NAMESPACE", old: "", new: "* NAMESPACE NIL NIL NIL\r\n"},
		{name: "NAMESPACE odd", caps: "IMAP4rev1 UIDPLUS NAMESPACE", kind: "NAMESPACE", old: "", new: "* NAMESPACE ((\"\" NIL)(\"a\" \"//\")) ((\"~\" \"/\" \"X\" (\"y\"))) NIL\r\n"},
		{name: "ENABLE without ENABLED (iCloud)", caps: "IMAP4rev1 UIDPLUS ENABLE CONDSTORE QRESYNC", kind: "ENABLE", old: "", new: ""},

		// 35, 18: the end
		{name: "no goodbye at LOGOUT", kind: "LOGOUT", old: "* BYE bye\r\n", new: ""},
		{name: "endless goodbyes at LOGOUT", kind: "LOGOUT", old: "* BYE bye\r\n", new: strings.Repeat("* BYE bye\r\n", 1000)},
		{name: "close at LOGOUT", kind: "LOGOUT", old: "", new: hangUp},
		{name: "BYE amid the bodies, and a close", kind: "body", old: amid, new: "* BYE [UNAVAILABLE] down\r\n" + hangUp, ends: true, lacks: -1},
		{name: "BYE amid the bodies, without a close", kind: "body", old: amid, new: "* BYE down\r\n" + amid, ends: true, lacks: -1},
		{name: "endless BYE (Yandex)", kind: "body", old: amid, new: strings.Repeat("* BYE down\r\n", 20_000) + amid, ends: true, lacks: -1},
		{name: "close without BYE", kind: "body", old: amid, new: hangUp, ends: true, lacks: -1},
		{name: "close within a response", kind: "body", old: amid, new: "* 2 FET" + hangUp, ends: true, lacks: -1},
		{name: "close within a literal", kind: "body", old: "BODY[] " + firstLit, new: "BODY[] " + firstLit[:60] + hangUp, ends: true, lacks: -1},
		{name: "literal announced too large", kind: "body", old: "BODY[] {160}", new: "BODY[] {99999}" + "\r\nabc" + hangUp, ends: true, lacks: -1},
		{name: "literal beyond every bound", kind: "body", old: "BODY[] {160}", new: "BODY[] {99999999999999999999}", ends: true, lacks: -1},
		{name: "line without end", kind: "body", old: amid, new: "* XYZZY " + strings.Repeat("x", 2<<20) + "\r\n" + amid, ends: true, lacks: -1},
		{name: "parentheses without end", kind: "body", old: amid, new: "* XYZZY " + strings.Repeat("(", 1<<20) + "\r\n" + amid, ends: true, lacks: -1},
		{name: "noise without end", kind: "body", old: amid, new: strings.Repeat("* XYZZY\r\n", 20_000) + amid, ends: true, lacks: -1},

		// tags and ends of commands
		{name: "end of another command first", kind: "body", old: "$T OK", new: "T9999 OK done\r\n$T OK"},
		{name: "end in lower case", kind: "body", old: "$T OK done", new: "$T ok done"},
		{name: "end without text", kind: "body", old: "$T OK done", new: "$T OK"},
		{name: "end with a space", kind: "body", old: "$T OK done", new: "$T OK "},
		{name: "end with an odd code", kind: "body", old: "$T OK done", new: "$T OK [HIGHESTMODSEQ -1] done"},
		{name: "end with an open code", kind: "body", old: "$T OK done", new: "$T OK [X (a"},
		{name: "end in raw 8 bits", kind: "body", old: "$T OK done", new: "$T OK \xe4\xff\x01 done"},
		{name: "end twice", kind: "body", old: "$T OK done", new: "$T OK done\r\n$T OK done"},
		{name: "continuation unasked", kind: "body", old: "$T OK done", new: "+ idling\r\n$T OK done"},
		{name: "end with a bare LF", kind: "body", old: "$T OK done\r\n", new: "$T OK done\n"},
	})
}

// TestReplayLater has the odd answer come to a second pass, when the messages
// are here: none of it may remove them.
func TestReplayLater(t *testing.T) {
	replay(t, []oddAnswer{
		{name: "flags NIL", later: true, kind: "flags", old: "FLAGS ()", new: "FLAGS NIL"},
		{name: "keyword with ]", later: true, kind: "flags", old: "FLAGS ()", new: `FLAGS (a]b "c d")`, tags: []string{"a]b", "c d"}},
		{name: "answer missing", later: true, kind: "flags", old: "* 1 FETCH (UID 11 FLAGS ())\r\n", new: ""},
		{name: "uid missing", later: true, kind: "flags", old: "(UID 11 FLAGS ())", new: "(FLAGS ())"},
		{name: "uid of words", later: true, kind: "flags", old: "UID 11", new: "UID eleven"},
		{name: "all answers doubled", later: true, kind: "flags", old: "* 1 FETCH (UID 11 FLAGS ())\r\n", new: strings.Repeat("* 1 FETCH (UID 11 FLAGS ())\r\n", 50)},
		{name: "no EXISTS", later: true, kind: "SELECT", old: "* 3 EXISTS\r\n", new: ""},
		{name: "EXISTS of words", later: true, kind: "SELECT", old: "* 3 EXISTS\r\n", new: "* three EXISTS\r\n"},
		{name: "STATUS of nothing", later: true, kind: "STATUS", old: "(MESSAGES 3 UIDNEXT 16 UIDVALIDITY 77 UNSEEN 3)", new: "()"},
		{name: "STATUS with odd items", later: true, kind: "STATUS", old: "(MESSAGES 3", new: "(DELETED -1 X NIL SIZE 1e3 MESSAGES 3"},
		{name: "STATUS of a literal", later: true, kind: "STATUS", old: "* STATUS INBOX", new: "* STATUS {5}\r\nINBOX"},
		{name: "STATUS of negative numbers", later: true, kind: "STATUS", old: "MESSAGES 3", new: "MESSAGES -1"},
		{name: "STATUS refused", later: true, kind: "STATUS", old: "$T OK", new: "$T NO [UNAVAILABLE]"},
	})
}

// A message that the session breaks at is passed over, is seen in the list as
// one that could not be read, and comes when the server is well.
func TestReplayPoison(t *testing.T) {
	for _, kind := range []string{"header", "body"} {
		t.Run(kind, func(t *testing.T) {
			s := &scripted{box: replayBox(), caps: "IMAP4rev1 UIDPLUS", used: map[int]bool{}}
			s.odd = []odd{{kind, "* 2 FETCH", hangUp}}
			s.strange.Store(true)
			c := newReplayer(t).client(t, s.listen(t))
			for range 3 { // as a supervisor would
				if c.tryOnce() == nil {
					break
				}
			}
			rows := c.rows(t, "INBOX")
			i := slices.IndexFunc(rows, func(r mail.Row) bool { return r.UID == 12 })
			if len(rows) != 3 || i < 0 || rows[i].Body != mail.BodyBroken || kind == "header" && rows[i].Subject != unreadable {
				t.Fatalf("%+v", rows)
			}
			if n := c.whole(t, s.box); n != 2 {
				t.Errorf("%d messages are whole", n)
			}
			s.strange.Store(false)
			if err := c.tryOnce(); err != nil {
				t.Fatal(err)
			}
			if n := c.whole(t, s.box); n != 3 {
				t.Errorf("%d messages are whole in the end", n)
			}
		})
	}
}

// Keywords that are no atoms go to the server in its own spelling, and only
// those that it has shown.
func TestReplayKeywords(t *testing.T) {
	s := &scripted{box: replayBox(), caps: "IMAP4rev1 UIDPLUS", used: map[int]bool{}}
	s.odd = []odd{
		{"header", "FLAGS ()", `FLAGS (a]b "to do")`},
		{"flags", "FLAGS ()", `FLAGS (a]b "to do")`},
		{"SELECT", `\Draft \*)]`, `\Draft a]b "to do" \*)]`},
	}
	s.strange.Store(true)
	c := newReplayer(t).client(t, s.listen(t))
	if err := c.tryOnce(); err != nil {
		t.Fatal(err)
	}
	var ids []mail.MessageID
	for _, r := range c.rows(t, "INBOX") {
		if r.UID == 12 {
			ids = append(ids, r.ID)
		}
	}
	if err := c.Store.Mark(context.Background(), ids, 0, 0, []string{"a]b", "to do", "none of its"}, nil); err != nil {
		t.Fatal(err)
	}
	if err := c.tryOnce(); err != nil {
		t.Fatal(err)
	}
	if !s.hears(`UID STORE 12 +FLAGS`) || !s.hears(`(a]b "to do")`) {
		t.Errorf("the server heard %q", s.heard)
	}
}
