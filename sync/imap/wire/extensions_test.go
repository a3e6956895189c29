package wire

import (
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"
	"testing"

	"godwit/accounts/dial"
)

// said is what a client's command becomes on the way to the server.
func said(w *Conn, command string) string {
	return string(w.sent.watch([]byte(command), &w.name))
}

// reads lets a session read what a server says, and returns what go-imap sees.
func reads(t *testing.T, w *Conn, server string) string {
	t.Helper()
	w.in.r.Reset(strings.NewReader(server))
	_, _ = said(w, ""), w.out
	w.out, w.pos = w.out[:0], 0
	var out []byte
	buf := make([]byte, 333)
	for {
		n, err := w.read(buf)
		out = append(out, buf[:n]...)
		if err != nil {
			if !errors.Is(err, io.ErrUnexpectedEOF) {
				t.Error(err)
			}
			w.in.err = nil
			return string(out)
		}
	}
}

var everything = []string{"QRESYNC", "CONDSTORE", "ENABLE", "OBJECTID", "X-GM-EXT-1", "NOTIFY", "APPENDLIMIT"}

func extended(o Options) *Conn {
	return testSession(&dial.Conn{}, strings.NewReader(""), o, everything, []string{"QRESYNC", "CONDSTORE"})
}

func TestRewrites(t *testing.T) {
	const items = "X-GM-MSGID X-GM-THRID X-GM-LABELS EMAILID THREADID"
	w := extended(Options{})
	w.Resync(7, 99)
	for _, c := range []struct{ says, want string }{
		{`T1 SELECT "a (CONDSTORE)" (CONDSTORE)`, `T1 SELECT "a (CONDSTORE)" (QRESYNC (7 99))`},
		{`T2 SELECT INBOX (CONDSTORE)`, `T2 SELECT INBOX (CONDSTORE)`},
		{`T3 UID FETCH 1:* (UID FLAGS) (CHANGEDSINCE 99)`, `T3 UID FETCH 1:* (UID FLAGS) (CHANGEDSINCE 99 VANISHED)`},
		{`T4 UID FETCH 1:* (UID FLAGS)`, `T4 UID FETCH 1:* (UID FLAGS)`},
		{`T5 STATUS "b)" (MESSAGES)`, `T5 STATUS "b)" (MESSAGES MAILBOXID APPENDLIMIT)`},
		{`T6 LIST "" "*" RETURN (STATUS (MESSAGES) SPECIAL-USE)`, `T6 LIST "" "*" RETURN (STATUS (MAILBOXID APPENDLIMIT MESSAGES) SPECIAL-USE)`},
		{`T7 LIST "" "*"`, `T7 LIST "" "*"`},
		{`T8 UID STORE 1 +FLAGS.SILENT (\Seen)`, `T8 UID STORE 1 +FLAGS.SILENT (\Seen)`},
		{`T9 NOOP`, `T9 NOOP`},
	} {
		if got := said(w, c.says+"\r\n"); got != c.want+"\r\n" {
			t.Errorf("%s\n got %s want %s", c.says, got, c.want)
		}
	}
	w.AskExtra(true)
	if got := said(w, "T10 UID FETCH 3 (UID FLAGS BODY.PEEK[])\r\n"); got != "T10 UID FETCH 3 (UID "+items+" FLAGS BODY.PEEK[])\r\n" {
		t.Errorf("got %s", got)
	}
	w.AskExtra(false)
}

// TestResyncIsForOne: what was asked for one SELECT does not go with another,
// even where it could not be said.
func TestResyncIsForOne(t *testing.T) {
	w := extended(Options{})
	w.Resync(7, 99)
	if got := said(w, "T1 SELECT {3}\r\n"); got != "T1 SELECT {3}\r\n" {
		t.Errorf("got %s", got)
	}
	said(w, "abc (CONDSTORE)\r\n")
	if got := said(w, "T2 SELECT x\r\n"); got != "T2 SELECT x\r\n" {
		t.Errorf("got %s", got)
	}
	plain := testConn(&dial.Conn{}, strings.NewReader(""), Limits{}, "QRESYNC")
	plain.Resync(7, 99) // offered, not enabled
	if got := said(plain, "T1 SELECT x\r\n"); got != "T1 SELECT x\r\n" {
		t.Errorf("got %s", got)
	}
}

func TestVanished(t *testing.T) {
	for _, c := range []struct {
		server, want string
		news         int
	}{
		{"* VANISHED (EARLIER) 1:3,7\r\n", "1:3,7", 0},
		{"* VANISHED 300\r\n", "300", 1},
		{"* vanished (earlier) 9:5\r\n", "5:9", 0},
		{"* VANISHED (EARLIER)\r\n", "", 0},
		{"* VANISHED\r\n", "", 0},
		{"* VANISHED (EARLIER) 1:*,0,x,5:0,8\r\n", "8", 0}, // a range without end would name what is there
		{"* VANISHED (EARLIER) 99999999999\r\n", "", 0},
		{"* VANISHED 1\r\n* VANISHED 1\r\n", "1,1", 2},
	} {
		n := 0
		w := extended(Options{News: func(News) { n++ }})
		if got := reads(t, w, c.server); got != "" {
			t.Errorf("%q: go-imap sees %q", c.server, got)
		}
		if got := fmt.Sprint(w.Vanished()); strings.Trim(got, "[]") != c.want || n != c.news {
			t.Errorf("%q: %s, %d news", c.server, got, n)
		}
		if w.Vanished() != nil {
			t.Error("told twice")
		}
	}
}

func TestSelectTellsWhatChanged(t *testing.T) {
	w := extended(Options{})
	w.Resync(7, 99)
	said(w, "T1 SELECT \"Größe\" (CONDSTORE)\r\n")
	got := reads(t, w, "* 5 EXISTS\r\n* OK [MAILBOXID (box-1)] Ok\r\n* VANISHED (EARLIER) 4\r\n"+
		"* 2 FETCH (UID 3 FLAGS (\\Seen mine) MODSEQ (101))\r\n* 3 FETCH (FLAGS () UID 9)\r\n* 4 FETCH (UID 10)\r\nT1 OK done\r\n* 2 FETCH (UID 3 FLAGS ())\r\n")
	if want := "* 5 EXISTS\r\n* OK [MAILBOXID] Ok\r\nT1 OK done\r\n* 2 FETCH (UID 3 FLAGS ())\r\n"; got != want {
		t.Errorf("go-imap sees %q", got)
	}
	changed, complete := w.Changed()
	want := []Changed{{3, []string{`\Seen`, "mine"}, 101}, {9, []string{}, 0}}
	if !reflect.DeepEqual(changed, want) || !complete {
		t.Errorf("%+v", changed)
	}
	if fmt.Sprint(w.Vanished()) != "4" || w.MailboxID("Größe") != "box-1" {
		t.Errorf("mailbox %q", w.MailboxID("Größe"))
	}
}

func TestExtra(t *testing.T) {
	gmail := Extra{GmailID: 1278455344230334865, GmailThread: 12, HasLabels: true, Labels: []string{`\Inbox`, "a b", "Größe", "c"}}
	for _, c := range []struct {
		name, items string
		want        Extra
	}{
		{"Gmail", `X-GM-MSGID 1278455344230334865 X-GM-THRID 12 X-GM-LABELS ("\\Inbox" "a b" "Gr&APYA3w-e" {1}` + "\r\nc)", gmail},
		{"atoms, and raw UTF-8", `X-GM-MSGID 1278455344230334865 X-GM-THRID 12 X-GM-LABELS (\Inbox "a b" "Größe" c)`, gmail},
		{"no labels", `X-GM-LABELS ()`, Extra{HasLabels: true}},
		{"NIL", `X-GM-LABELS NIL EMAILID NIL THREADID NIL`, Extra{HasLabels: true}},
		{"NIL among labels", `X-GM-LABELS (NIL "NIL" ])`, Extra{HasLabels: true, Labels: []string{"NIL", "]"}}},
		{"OBJECTID", `EMAILID (M6d99ac3275bb4e) THREADID (T64b478a75b7ea9)`, Extra{EmailID: "M6d99ac3275bb4e", ThreadID: "T64b478a75b7ea9"}},
		{"no thread", `EMAILID (M1) THREADID NIL`, Extra{EmailID: "M1"}},
		{"without parentheses", `EMAILID M1`, Extra{EmailID: "M1"}},
		{"no number", `X-GM-MSGID x EMAILID ("a b")`, Extra{}},
	} {
		w := extended(Options{})
		got := reads(t, w, "* 1 FETCH ("+c.items+" UID 7 FLAGS ())\r\n* 3 EXISTS\r\n")
		if !strings.HasSuffix(got, "* 3 EXISTS\r\n") || strings.Contains(got, "GM") || strings.Contains(got, "ID (") {
			t.Errorf("%s: go-imap sees %q", c.name, got)
		}
		if x := w.Extra(7); !reflect.DeepEqual(x, c.want) {
			t.Errorf("%s: %+v", c.name, x)
		}
		if x := w.Extra(7); !reflect.DeepEqual(x, Extra{}) {
			t.Errorf("%s: told twice", c.name)
		}
	}
}

// TestExtraInTwo: an answer in two pieces, one of them with the body.
func TestExtraInTwo(t *testing.T) {
	w := extended(Options{})
	said(w, "T1 UID FETCH 7 (UID BODY.PEEK[])\r\n")
	reads(t, w, "* 1 FETCH (UID 7 X-GM-MSGID 5 FLAGS ())\r\n* 1 FETCH (UID 7 BODY[] {3}\r\nabc X-GM-THRID 6)\r\nT1 OK x\r\n")
	if x := w.Extra(7); x.GmailID != 5 || x.GmailThread != 6 {
		t.Errorf("%+v", x)
	}
}

// TestExtraIsBounded: what nobody asks for does not pile up.
func TestExtraIsBounded(t *testing.T) {
	w := extended(Options{})
	label := strings.Repeat("x", maxLabel)
	for uid := range uint32(100_000) {
		w.keepExtra(uid+1, &Extra{Labels: []string{label}, HasLabels: true})
	}
	if n := len(w.told.extra); n > maxExtraSize/maxLabel+1 || n == 0 {
		t.Errorf("%d are kept", n)
	}
}

func TestStatusOfMailboxes(t *testing.T) {
	w := extended(Options{})
	said(w, "T1 STATUS \"Gr&APYA3w-e\" (MESSAGES)\r\n")
	got := reads(t, w, "* STATUS \"Gr&APYA3w-e\" (MAILBOXID (F1) MESSAGES 3 APPENDLIMIT 1000)\r\n* STATUS b (APPENDLIMIT NIL MAILBOXID (F2))\r\n")
	if want := "* STATUS \"Gr&APYA3w-e\" (MESSAGES 3)\r\n* STATUS \"b\" ()\r\n"; got != want {
		t.Errorf("go-imap sees %q", got)
	}
	limit, ok := w.AppendLimit("Größe")
	if w.MailboxID("Größe") != "F1" || w.MailboxID("b") != "F2" || limit != 1000 || !ok {
		t.Errorf("%q %q %d", w.MailboxID("Größe"), w.MailboxID("b"), limit)
	}
	if _, ok := w.AppendLimit("b"); ok {
		t.Error("a limit that was not told")
	}
	all := testConn(&dial.Conn{}, strings.NewReader(""), Limits{}, "APPENDLIMIT=35651584")
	if limit, ok := all.AppendLimit("b"); limit != 35651584 || !ok {
		t.Errorf("%d %v", limit, ok)
	}
}

// Cyrus gives the octets of an id as they are in LIST-STATUS. No part of them
// may be taken for one.
func TestMailboxIDOfRawOctets(t *testing.T) {
	w := extended(Options{})
	for _, id := range []string{"ab cd", "\x01\xff", "ab\xffcd", "ab(cd"} {
		reads(t, w, "* STATUS raw (MESSAGES 3 MAILBOXID ("+id+"))\r\n")
		if got := w.MailboxID("raw"); got != "" {
			t.Errorf("%q was taken for %q", id, got)
		}
	}
}

func TestMailboxIDOfCreate(t *testing.T) {
	w := extended(Options{})
	said(w, "T1 CREATE \"new\"\r\n")
	reads(t, w, "T1 OK [MAILBOXID (F3)] made\r\n")
	if got := w.MailboxID("new"); got != "F3" {
		t.Errorf("got %q", got)
	}
}

func TestNewsOfOtherMailboxes(t *testing.T) {
	var news []News
	w := extended(Options{News: func(n News) { news = append(news, n) }})
	w.notifies.Store(true)
	got := reads(t, w, "* STATUS \"Gr&APYA3w-e\" (MESSAGES 3)\r\n* LIST () \"/\" \"new\"\r\n* OK [NOTIFICATIONOVERFLOW] too much\r\n* STATUS x (MESSAGES 1)\r\n")
	want := []News{{Mailbox: "Größe"}, {Mailbox: "new", List: true}, {Overflow: true}}
	if !slices.Equal(news, want) || w.notifies.Load() || strings.Contains(got, "new") || !strings.Contains(got, "* STATUS \"x\"") {
		t.Errorf("%+v; go-imap sees %q", news, got)
	}
	news, w = nil, extended(Options{News: func(n News) { news = append(news, n) }})
	w.notifies.Store(true)
	said(w, "T1 LIST \"\" \"*\" RETURN (STATUS (MESSAGES))\r\n")
	if got := reads(t, w, "* LIST () \"/\" \"a\"\r\n* STATUS a (MESSAGES 3)\r\n"); strings.Count(got, "\r\n") != 2 || news != nil {
		t.Errorf("%+v; go-imap sees %q", news, got)
	}
}

func TestAlerts(t *testing.T) {
	var texts []string
	w := extended(Options{Alert: func(s string) { texts = append(texts, s) }})
	said(w, "T1 NOOP\r\n")
	reads(t, w, "* OK [ALERT] full\x1b[31m soon\r\n* OK [ALERT] full\x1b[31m soon\r\n* NO [alert] "+strings.Repeat("x", 3000)+"\r\nT1 NO [ALERT] now\r\n* OK [ALERT]\r\n")
	if len(texts) != 3 || texts[0] != "full [31m soon" || len(texts[1]) > maxAlert || texts[2] != "now" {
		t.Errorf("%q", texts)
	}
	for n := range 100 {
		reads(t, w, fmt.Sprintf("* OK [ALERT] number %d\r\n", n))
	}
	if len(texts) > maxAlerts {
		t.Errorf("%d texts", len(texts))
	}
}

func TestQuotaAnswers(t *testing.T) {
	for _, c := range []struct{ server, want string }{
		{"* QUOTAROOT INBOX \"\" {3}\r\nabc\r\n", "* QUOTAROOT \"INBOX\" \"\" \"abc\"\r\n"},
		{"* QUOTA \"\" (STORAGE 10 512)\r\n", "* QUOTA \"\" (STORAGE 10 512)\r\n"},
		{"* QUOTA root (MESSAGE 1 2 STORAGE 9.3736e+06 512 X -1 5)\r\n", "* QUOTA \"root\" (MESSAGE 1 2 STORAGE 9373600 512)\r\n"},
		{"* QUOTA\r\n", "* QUOTA \"\" ()\r\n"},
		{"* QUOTA \"\" STORAGE\r\n", "* QUOTA \"\" ()\r\n"},
		{"* QUOTAROOT\r\n", ""},
	} {
		if got := reads(t, extended(Options{}), c.server); got != c.want {
			t.Errorf("%q: go-imap sees %q", c.server, got)
		}
	}
}

// TestUTF8: names are said in UTF-8 where that is enabled, and a server's own
// spelling is kept whatever it is.
func TestUTF8(t *testing.T) {
	w := testSession(&dial.Conn{}, strings.NewReader(""), Options{}, nil, []string{"UTF8=ACCEPT"})
	got := reads(t, w, "* LIST () \"/\" \"Größe\"\r\n* LIST () \"/\" \"a&-b\"\r\n* LIST () \"/\" \"R&D\"\r\n")
	if want := "* LIST () \"/\" \"Gr&APYA3w-e\"\r\n* LIST () \"/\" \"a&-b\"\r\n* LIST () \"/\" \"R&-D\"\r\n"; got != want {
		t.Errorf("go-imap sees %q", got)
	}
	for _, c := range []struct{ says, want string }{
		{`T1 SELECT "Gr&APYA3w-e"`, `T1 SELECT "Größe"`},
		{`T2 SELECT "a&-b"`, `T2 SELECT "a&-b"`},
		{`T3 SELECT "R&-D"`, `T3 SELECT "R&D"`},
		{`T4 CREATE "Stra&AN8-e"`, `T4 CREATE "Straße"`},
		{`T5 UID SEARCH RETURN (ALL) CHARSET UTF-8 HEADER "SUBJECT" "a&-b"`, `T5 UID SEARCH RETURN (ALL) HEADER "SUBJECT" "a&-b"`},
	} {
		if got := said(w, c.says+"\r\n"); got != c.want+"\r\n" {
			t.Errorf("got %s want %s", got, c.want)
		}
	}
}
