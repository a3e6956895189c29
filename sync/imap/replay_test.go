package imap

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"godwit/sync/mail"
)

// oddAnswer is a line of the tables: what a server says instead, and what is
// then to be seen. Where nothing else is said, one session gets every body.
type oddAnswer struct {
	name, kind, old, new string

	caps   string   // instead of the usual capabilities
	later  bool     // the odd answer is to the second pass
	lacks  int      // messages that have no body afterwards, but come another time; -1 for any number
	ends   bool     // the session cannot go on
	fails  string   // the pass ends with an error that says this
	folder string   // a folder that is there afterwards
	hears  string   // a command that the server gets
	tags   []string // keywords of the first message
	more   []odd
}

// replay runs a table. After the odd answers an ordinary session has to bring
// everything that was lacking.
func replay(t *testing.T, table []oddAnswer) {
	p := newReplayer(t)
	for _, o := range table {
		t.Run(o.name, func(t *testing.T) {
			s := &scripted{box: replayBox(), caps: "IMAP4rev1 UIDPLUS", used: map[int]bool{}}
			s.odd = append([]odd{{o.kind, o.old, o.new}}, o.more...)
			if o.caps != "" {
				s.caps = o.caps
			}
			c := p.client(t, s.listen(t))
			s.strange.Store(!o.later)
			before := int64(0)
			if o.later {
				if err := c.tryOnce(); err != nil {
					t.Fatal(err)
				}
				before = s.sessions.Load()
				s.strange.Store(true)
			}
			err := c.tryOnce()
			if o.fails == "" && err != nil && !o.ends || o.fails != "" && (err == nil || !strings.Contains(err.Error(), o.fails)) {
				t.Fatalf("err = %v, want %q", err, o.fails)
			}
			if n := s.sessions.Load() - before; !o.ends && n != 1 {
				t.Errorf("%d sessions", n)
			}
			if n := s.said(); n != len(s.odd) && o.kind != "LOGOUT" { // nobody waits for the answer to that
				t.Errorf("%d of %d odd things were said", n, len(s.odd))
			}
			if o.fails == "" {
				if n := c.whole(t, s.box); n != len(s.box)-o.lacks && o.lacks >= 0 {
					t.Errorf("%d messages are whole", n)
				}
			}
			o.look(t, c, s)
			s.strange.Store(false)
			if err := c.tryOnce(); err != nil {
				t.Fatalf("afterwards: %v", err)
			}
			if n := c.whole(t, s.box); n != len(s.box) {
				t.Errorf("%d messages are whole in the end", n)
			}
			if t.Failed() {
				t.Logf("the server heard %q", s.heard)
			}
		})
	}
}

func (o *oddAnswer) look(t *testing.T, c *client, s *scripted) {
	t.Helper()
	if o.folder != "" {
		c.folderAt(t, o.folder)
	}
	if o.hears != "" && !s.hears(o.hears) {
		t.Errorf("the server did not hear %q", o.hears)
	}
	if o.tags == nil {
		return
	}
	rows := c.rows(t, "INBOX")
	i := slices.IndexFunc(rows, func(r mail.Row) bool { return r.UID == 11 })
	if i < 0 || !slices.Equal(slices.Sorted(slices.Values(rows[i].Tags)), o.tags) {
		t.Errorf("the first message: %+v", rows)
	}
}

// answers to FETCH of the first message, as the scripted server gives them.
var (
	firstRaw    = replayBox()[0].raw
	firstHeader = replayBox()[0].header()
	firstLit    = fmt.Sprintf("{%d}\r\n%s", len(firstRaw), firstRaw)
	firstHLit   = fmt.Sprintf("{%d}\r\n%s", len(firstHeader), firstHeader)
	firstBody   = "* 1 FETCH (UID 11 BODY[] " + firstLit + ")\r\n"
	quotedBody  = `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(firstRaw) + `"`
)

// noise are answers that nobody asked for and that mean nothing to a client.
var noise = []string{
	"* XYZZY 1 2 3", "* XYZZY (a (b {3}\r\nc)d \"e\\\"\") NIL)", "* VANISHED 3:5", "* VANISHED (EARLIER) 1:3,7", "* VANISHED", "*", "* ", "",
	"   ", "* 5", "* 0", "* -1 EXISTS", "* 99999999999 EXISTS", "* 1 XYZZY", "* 0 EXPUNGE", "* x EXPUNGE", "* 5 RECENT", "* -1 RECENT",
	"* OK", "* OK [ALERT] Your disk is full", "* OK [UNKNOWN (a b \"]\")] x", "* OK [", "* OK []", "* OK [UIDNEXT abc] x", "* NO not now", "* BAD huh",
	"* OK [COPYUID 1  ] x", "* [COPYUID 1 2 3] x", "* [ALERT] x", "* NO [OVERQUOTA] 99 %", "* OK [BADCHARSET (\"a]b\")] x", "* OK [PERMANENTFLAGS NIL] x",
	"* CAPABILITY", "* CAPABILITY IMAP4rev1 LITERAL + IDLE", "* ENABLED", "* ENABLED QRESYNC", "* ID NIL", "* ID (\"name\" {3}\r\na)b)",
	"* NAMESPACE NIL NIL NIL", "* NAMESPACE ((\"\" NIL)) NIL", "* QUOTA \"\" (STORAGE 10 512)", "* QUOTAROOT INBOX \"\"", "* METADATA INBOX (/a NIL)",
	"* LSUB () \".\" INBOX", "* XLIST (\\Inbox) \"/\" INBOX", "* LIST () \"/\" \"new one\"", "* LIST", "* LIST ()", "* LIST NIL NIL NIL",
	"* SEARCH", "* SEARCH 1 -1 2.5 x (MODSEQ 7)", "* ESEARCH", "* ESEARCH (TAG \"nobody\") UID ALL 1:3", "* SORT 3 2 1", "* THREAD (1)(2 (3))",
	"* STATUS INBOX", "* STATUS INBOX ()", "* STATUS INBOX (MESSAGES)", "* STATUS INBOX (MESSAGES -1 X NIL Y (a b))", "* STATUS {5}\r\nINBOX (MESSAGES 3)",
	"* FLAGS", "* FLAGS NIL", "* FLAGS (\\Seen a]b \"c d\" NIL)", "* 1 FETCH", "* 1 FETCH NIL", "* 1 FETCH ()", "* 1 FETCH (FLAGS NIL)",
	"* 0 FETCH (FLAGS (\\Seen))", "* 99 FETCH (FLAGS (\\Seen))", "* 3 FETCH (UID 99 FLAGS (\\Seen))", "* 3 FETCH (UID 99 X (a (b \"c)\" {2}\r\n)) d))",
	"* 9 FETCH (UID 99 ENVELOPE (NIL \"a \"b\" c\" nil))", "* 9 FETCH (UID 99 BODYSTRUCTURE ((NIL NIL) \"mixed\"))", "* 9 FETCH (UID 99 BODY[1.MIME]<0> {3}\r\nabc)",
	"* 9 FETCH (UID 99 BODY[] {3}\r\nabc)", "+ go on", "+", "$T", "T99999 OK who", "X OK who", "garbage", "\x00\x00\x00\x00", "\xff\xfe\xfd",
	"* ACL INBOX u lrs", "* LISTRIGHTS INBOX u \"\" l", "* ANNOTATION INBOX \"/c\" (\"v\" \"1\")", "* LANGUAGE (DE)", "* GENURLAUTH x",
	"* COPYUID 1 2 3", "* OK still here", "* PREAUTH again", "* 1 EXISTS EXISTS", "*  3   EXISTS  ", "*\t3\tEXISTS", "* 3 exists",
	"* 3 FETCH (UID 99 MODSEQ (-1))", "* 3 FETCH (UID 99 MODSEQ 5)", "* 3 FETCH (UID 99 EMAILID (M1) THREADID NIL PREVIEW NIL SAVEDATE NIL)",
	"* 3 FETCH (UID 99 X-GM-MSGID 12 X-GM-LABELS (\"\\\\Inbox\" NIL {2}\r\n)( a]b))", "* 1 FETCH (UID NIL)", "* 1 FETCH (UID -1)", "* 1 FETCH (UID 99999999999 FLAGS ())",
	"* 4294967295 FETCH (UID 4294967295 FLAGS ())", "* 3 FETCH (UID 99 " + strings.Repeat("(", 60) + strings.Repeat(")", 60) + ")",
}

// TestNoise says each line of noise before, amid and after every kind of answer.
func TestNoise(t *testing.T) {
	p := newReplayer(t)
	kinds := []struct{ kind, amid string }{
		{"LIST", "* LIST"}, {"SELECT", "* OK [UIDV"}, {"SEARCH", "* SEARCH"}, {"header", "* 2 FETCH"}, {"body", "* 2 FETCH"}, {"body", "* 3 FETCH"}, {"body", "$T OK"},
	}
	for _, line := range noise {
		t.Run(line, func(t *testing.T) {
			s := &scripted{box: replayBox(), caps: "IMAP4rev1 UIDPLUS", used: map[int]bool{}}
			for _, k := range kinds {
				if strings.HasSuffix(strings.ToUpper(line), "EXISTS") && k.kind == "SELECT" || line == "$T" {
					continue // that would be the answer
				}
				s.odd = append(s.odd, odd{k.kind, k.amid, line + "\r\n" + k.amid})
			}
			s.strange.Store(true)
			c := p.client(t, s.listen(t))
			if err := c.tryOnce(); err != nil {
				t.Error(err)
			}
			if n := c.whole(t, s.box); n != len(s.box) || s.sessions.Load() != 1 {
				t.Errorf("%d messages are whole after %d sessions", n, s.sessions.Load())
			}
		})
	}
}
