package localserver

import (
	"net"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"godwit/accounts"
)

const letter = "From: Mira <mira@demo.test>\r\nTo: jonas@demo.test\r\nSubject: Tea\r\nMessage-ID: <tea@demo.test>\r\n\r\nAt four?\r\n.\r\n..dots\r\n"

// start serves and checks at the end that nothing of the server is left.
func start(t *testing.T, o Options) *Server {
	t.Helper()
	before := runtime.NumGoroutine()
	s, err := Start(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		for range 100 {
			if runtime.NumGoroutine() <= before {
				return
			}
			time.Sleep(10 * time.Millisecond) // the last return of a goroutine cannot be waited for
		}
		b := make([]byte, 1<<16)
		t.Errorf("goroutines are left:\n%s", b[:runtime.Stack(b, true)])
	})
	return s
}

func dialIMAP(t *testing.T, s *Server, u User, o *imapclient.Options) *imapclient.Client {
	t.Helper()
	c, err := imapclient.DialInsecure(s.IMAP().Address(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	if err := c.Login(u.Email, u.Password).Wait(); err != nil {
		t.Fatal(err)
	}
	return c
}

func dialSMTP(t *testing.T, s *Server, u User, mechanism string) *smtp.Client {
	t.Helper()
	c, err := smtp.Dial(s.SMTP().Address())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	auth := sasl.NewPlainClient("", u.Email, u.Password)
	if mechanism == sasl.Login {
		auth = sasl.NewLoginClient(u.Email, u.Password)
	}
	if err := c.Auth(auth); err != nil {
		t.Fatal(err)
	}
	return c
}

func TestSentMailArrives(t *testing.T) {
	for _, mechanism := range []string{sasl.Plain, sasl.Login} {
		t.Run(mechanism, func(t *testing.T) {
			s := start(t, Options{})
			mira, jonas := s.Users()[0], s.Users()[1]
			c := dialSMTP(t, s, mira, mechanism)
			if err := c.SendMail(mira.Email, []string{jonas.Email, jonas.Email, "ann@else.example"}, strings.NewReader(letter)); err != nil {
				t.Fatal(err)
			}
			got := s.Messages(jonas.Email, "INBOX")
			if len(got) != 1 {
				t.Fatalf("%d messages, want 1", len(got))
			}
			raw := string(got[0].Raw)
			if !strings.HasPrefix(raw, "Return-Path: <mira@demo.test>\r\nReceived: from ") || !strings.HasSuffix(raw, letter) {
				t.Errorf("delivered as %q", raw)
			}
			if e := s.Elsewhere(); len(e) != 1 || e[0].To[0] != "ann@else.example" || string(e[0].Raw) != letter {
				t.Errorf("elsewhere: %+v", e)
			}
		})
	}
}

func TestSubmissionIsRefused(t *testing.T) {
	s := start(t, Options{})
	mira := s.Users()[0]
	c := dialSMTP(t, s, mira, sasl.Plain)
	if err := c.Mail(mira.Email, nil); err != nil {
		t.Fatal(err)
	}
	err := c.Rcpt("nobody@demo.test", nil)
	if e, ok := err.(*smtp.SMTPError); !ok || e.Code != 550 || e.EnhancedCode != (smtp.EnhancedCode{5, 1, 1}) {
		t.Errorf("unknown user: %v", err)
	}
	stranger, err := smtp.Dial(s.SMTP().Address())
	if err != nil {
		t.Fatal(err)
	}
	defer stranger.Close()
	if err := stranger.Mail(mira.Email, nil); err == nil {
		t.Error("mail was taken from someone who has not signed in")
	}
	if err := stranger.Auth(sasl.NewPlainClient("", mira.Email, "wrong")); err == nil {
		t.Error("a wrong password was accepted")
	}
}

func TestIMAP(t *testing.T) {
	s := start(t, Options{})
	mira := s.Users()[0]
	for range 3 {
		if err := s.Deliver(mira.Email, []byte(letter)); err != nil {
			t.Fatal(err)
		}
	}
	c := dialIMAP(t, s, mira, nil)
	if err := c.Create("Projects/Godwit", nil).Wait(); err != nil {
		t.Fatal(err)
	}
	boxes, err := c.List("", "*", nil).Collect()
	if err != nil {
		t.Fatal(err)
	}
	attrs := map[string]string{}
	for _, b := range boxes {
		for _, a := range b.Attrs {
			attrs[b.Mailbox] += string(a) + " "
		}
	}
	for name, want := range map[string]string{
		"INBOX": `\HasNoChildren `, "Sent": `\HasNoChildren \Sent `, "Junk": `\HasNoChildren \Junk `,
		"Projects": `\HasChildren \Noselect `, "Projects/Godwit": `\HasNoChildren `,
	} {
		if attrs[name] != want {
			t.Errorf("%s has %q, want %q", name, attrs[name], want)
		}
	}
	selected, err := c.Select("INBOX", nil).Wait()
	if err != nil || selected.NumMessages != 3 || selected.UIDNext != 4 {
		t.Fatalf("select: %+v %v", selected, err)
	}
	section := &imap.FetchItemBodySection{Peek: true}
	msgs, err := c.Fetch(imap.UIDSet{{Start: 2, Stop: 0}}, &imap.FetchOptions{UID: true, BodySection: []*imap.FetchItemBodySection{section}}).Collect()
	if err != nil || len(msgs) != 2 || string(msgs[0].FindBodySection(section)) != letter {
		t.Fatalf("fetch 2:*: %d messages, %v", len(msgs), err)
	}
	if err := c.Store(imap.UIDSetNum(1), &imap.StoreFlags{Op: imap.StoreFlagsAdd, Flags: []imap.Flag{imap.FlagSeen, "Holiday"}}, nil).Close(); err != nil {
		t.Fatal(err)
	}
	if found, err := c.UIDSearch(&imap.SearchCriteria{NotFlag: []imap.Flag{imap.FlagSeen}}, nil).Wait(); err != nil || len(found.AllUIDs()) != 2 {
		t.Errorf("search: %+v %v", found, err)
	}
	if found, err := c.UIDSearch(&imap.SearchCriteria{Header: []imap.SearchCriteriaHeaderField{{Key: "Message-ID", Value: "tea@"}}, Text: []string{"at FOUR"}}, nil).Wait(); err != nil || len(found.AllUIDs()) != 3 {
		t.Errorf("search text: %+v %v", found, err)
	}
	moved, err := c.Move(imap.UIDSetNum(1), "Archive").Wait()
	if err != nil || moved.DestUIDs.String() != "1" || moved.SourceUIDs.String() != "1" {
		t.Errorf("move: %+v %v", moved, err)
	}
	if m := s.Messages(mira.Email, "Archive"); len(m) != 1 || strings.Join(m[0].Flags, " ") != `\Seen Holiday` {
		t.Errorf("archive: %+v", m)
	}
	if err := c.Store(imap.UIDSetNum(2), &imap.StoreFlags{Op: imap.StoreFlagsAdd, Silent: true, Flags: []imap.Flag{imap.FlagDeleted}}, nil).Close(); err != nil {
		t.Fatal(err)
	}
	if gone, err := c.UIDExpunge(imap.UIDSetNum(2, 3)).Collect(); err != nil || len(gone) != 1 || gone[0] != 1 {
		t.Errorf("expunge: %v %v", gone, err)
	}
	if m := s.Messages(mira.Email, "INBOX"); len(m) != 1 || m[0].UID != 3 {
		t.Errorf("inbox: %+v", m)
	}
	data, err := c.Append("Sent", int64(len(letter)), nil), error(nil)
	if _, err = data.Write([]byte(letter)); err == nil {
		err = data.Close()
	}
	if uid, werr := data.Wait(); err != nil || werr != nil || uid.UID != 1 {
		t.Errorf("append: %+v %v %v", uid, err, werr)
	}
}

func TestIdleTellsOfNewMail(t *testing.T) {
	s := start(t, Options{})
	mira := s.Users()[0]
	exists := make(chan uint32, 10)
	c := dialIMAP(t, s, mira, &imapclient.Options{UnilateralDataHandler: &imapclient.UnilateralDataHandler{
		Mailbox: func(d *imapclient.UnilateralDataMailbox) {
			if d.NumMessages != nil {
				exists <- *d.NumMessages
			}
		},
	}})
	if _, err := c.Select("INBOX", nil).Wait(); err != nil {
		t.Fatal(err)
	}
	idle, err := c.Idle()
	if err != nil {
		t.Fatal(err)
	}
	for n := range uint32(3) {
		if err := s.Deliver(mira.Email, []byte(letter)); err != nil {
			t.Fatal(err)
		}
		if got := <-exists; got != n+1 {
			t.Fatalf("EXISTS %d, want %d", got, n+1)
		}
	}
	if err := idle.Close(); err != nil {
		t.Fatal(err)
	}
	if err := idle.Wait(); err != nil {
		t.Fatal(err)
	}
}

func TestCloseDuringIdleAndHang(t *testing.T) {
	s := start(t, Options{Fault: func(at Step) *Fault {
		if at.Protocol == accounts.POP3 {
			return &Fault{Hang: true}
		}
		return nil
	}})
	c := dialIMAP(t, s, s.Users()[0], nil)
	if _, err := c.Select("INBOX", nil).Wait(); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Idle(); err != nil {
		t.Fatal(err)
	}
	silent, err := net.Dial("tcp", s.POP3().Address())
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}
