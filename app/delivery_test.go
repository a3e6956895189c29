package app

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/compose"
	"godwit/sync/localserver"
	"godwit/sync/mail"
)

const (
	eve = "eve@far.example"
	dan = "dan@far.example"
)

// dsn is a report of the standard form.
func dsn(subject, envid, messageID string, lines ...string) []byte {
	var groups strings.Builder
	for i := 0; i+2 < len(lines); i += 3 {
		fmt.Fprintf(&groups, "Final-Recipient: rfc822; %s\r\nAction: %s\r\nStatus: %s\r\nDiagnostic-Code: smtp; said %[3]s\r\n\r\n", lines[i], lines[i+1], lines[i+2])
	}
	if envid != "" {
		envid = "Original-Envelope-Id: " + envid + "\r\n"
	}
	return fmt.Appendf(nil, "Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.demo.test\r\nTo: %s\r\nSubject: %s\r\nDate: %s\r\n"+
		"Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"+
		"--b\r\nContent-Type: text/plain\r\n\r\nReport.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.demo.test\r\n%s\r\n%s"+
		"--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <%s>\r\nSubject: x\r\n\r\n--b--\r\n",
		mira, subject, time.Now().Format(time.RFC1123Z), envid, groups.String(), messageID)
}

// sendTo sends a message and returns it as it stands then.
func sendTo(t *testing.T, a *App, id accounts.ID, subject string, to ...string) mail.Outgoing {
	t.Helper()
	d := compose.Draft{Account: id, From: mail.Address{Email: mira}, Subject: subject, Body: "Hello.\n"}
	for _, addr := range to {
		d.To = append(d.To, mail.Address{Email: addr})
	}
	out, err := a.Outbox.Send(t.Context(), d, 0)
	check(t, err)
	until(t, a, "sent", func() bool {
		out, err = a.Outbox.Show(t.Context(), out.ID)
		check(t, err)
		return out.State == mail.StateSent
	})
	return out
}

func deliveryOf(t *testing.T, a *App, id mail.OutboxID, to string) *mail.Delivery {
	t.Helper()
	o, err := a.Outbox.Show(t.Context(), id)
	check(t, err)
	for _, r := range o.Recipients {
		if r.Address == to {
			return r.Delivery
		}
	}
	t.Fatalf("%s is no recipient", to)
	return nil
}

// TestReportsJoin: what servers report is found at the message that it is
// about, whichever protocol brings it.
func TestReportsJoin(t *testing.T) {
	for _, protocol := range []accounts.Protocol{accounts.IMAP, accounts.POP3} {
		t.Run(string(protocol), func(t *testing.T) {
			w := newWorld(t, localserver.Options{})
			a := open(t, t.TempDir(), nil)
			acc := w.account(mira)
			if protocol == accounts.POP3 {
				acc.Incoming = w.server.POP3()
				acc.Incoming.User = mira
			}
			id := add(t, a, acc, "godwit")
			start(t, a)
			out := sendTo(t, a, id, "Tea", eve, dan)
			deliver := func(raw []byte) {
				t.Helper()
				check(t, w.server.Deliver(mira, raw))
				a.Mail.Poke(id)
			}
			becomes := func(to string, want mail.DeliveryState) {
				t.Helper()
				until(t, a, to+" "+string(want), func() bool {
					d := deliveryOf(t, a, out.ID, to)
					return d != nil && d.State == want
				})
			}
			deliver(dsn("late", "", out.MessageID, eve, "delayed", "4.4.1"))
			becomes(eve, mail.DeliveryDelayed)
			deliver(dsn("by envelope", out.Envid, "other@example.org", "DAN@Far.Example", "delivered", "2.0.0"))
			becomes(dan, mail.Delivered)
			if len(notices(t, a, codeBounced)) != 0 {
				t.Error("a notice of no failure")
			}
			deliver(dsn("failed", "", out.MessageID, eve, "failed", "5.1.1"))
			becomes(eve, mail.DeliveryFailed)
			d := deliveryOf(t, a, out.ID, eve)
			row := untilFound(t, a, id, mail.Inbox, "failed")
			if d.Enhanced != "5.1.1" || d.Text != "said 5.1.1" || d.Host != "mx.demo.test" || d.Report != row.ID || d.At.IsZero() {
				t.Errorf("%+v", d)
			}
			if list := notices(t, a, codeBounced); len(list) != 1 || !strings.Contains(list[0].Text, eve) || !strings.Contains(list[0].Text, "Tea") || list[0].Account != id {
				t.Errorf("notices %+v", list)
			}
			o, err := a.Outbox.OfMessage(t.Context(), out.MessageID)
			if err != nil || o.ID != out.ID || !CameBack(o) {
				t.Errorf("of the message: %+v, %v", o, err)
			}
			again, err := a.Outbox.Again(t.Context(), out.ID)
			if err != nil || again.ID == 0 || len(again.To) != 1 || again.To[0].Email != eve || again.Subject != "Tea" {
				t.Errorf("again %+v, %v", again, err)
			}
		})
	}
}

// TestReportsForged: a report counts only for a message that went out from here
// to that recipient.
func TestReportsForged(t *testing.T) {
	w := newWorld(t, localserver.Options{})
	a := open(t, t.TempDir(), nil)
	id := add(t, a, w.account(mira), "godwit")
	stop := start(t, a)
	out := sendTo(t, a, id, "Tea", eve)
	waiting, err := a.Outbox.Send(t.Context(), compose.Draft{
		Account: id, From: mail.Address{Email: mira}, To: []mail.Address{{Email: eve}}, Subject: "Later", SendAt: time.Now().Add(time.Hour),
	}, 0)
	check(t, err)
	away := []byte("Return-Path: <>\r\nFrom: Eve <" + eve + ">\r\nTo: " + mira + "\r\nSubject: away\r\nAuto-Submitted: auto-replied\r\nIn-Reply-To: <" +
		out.MessageID + ">\r\n\r\nYour message could not be delivered to " + eve + " in person.\r\n")
	for _, raw := range [][]byte{
		dsn("stranger", out.Envid, out.MessageID, "zoe@far.example", "failed", "5.1.1"),
		dsn("unknown", "E1", "nobody@example.org", eve, "failed", "5.1.1"),
		dsn("not sent", waiting.Envid, waiting.MessageID, eve, "failed", "5.1.1"),
		away,
		dsn("last", "", out.MessageID, eve, "delivered", "2.0.0"),
	} {
		check(t, w.server.Deliver(mira, raw))
	}
	a.Mail.Poke(id)
	until(t, a, "the true report", func() bool { return deliveryOf(t, a, out.ID, eve) != nil })
	stop()
	for range 2 { // once more: whatever the order was
		check(t, a.SetPref(t.Context(), seenPref, ""))
		check(t, newDeliveries(a.core).look(t.Context()))
	}
	if d := deliveryOf(t, a, out.ID, eve); d.State != mail.Delivered {
		t.Errorf("%+v", d)
	}
	if d := deliveryOf(t, a, waiting.ID, eve); d != nil {
		t.Errorf("a message that has not left: %+v", d)
	}
	if list := notices(t, a, codeBounced); len(list) != 0 {
		t.Errorf("notices %+v", list)
	}
	if _, err := a.Outbox.OfMessage(t.Context(), "nobody@example.org"); !errors.Is(err, mail.ErrNotFound) {
		t.Errorf("of a message that was not sent: %v", err)
	}
}

// TestReportsLater: a report that came while no engine ran is found by the next
// pass, and only once.
func TestReportsLater(t *testing.T) {
	w := newWorld(t, localserver.Options{})
	dir := t.TempDir()
	a := open(t, dir, nil)
	id := add(t, a, w.account(mira), "godwit")
	stop := start(t, a)
	out := sendTo(t, a, id, "Tea", eve)
	stop()
	check(t, w.server.Deliver(mira, dsn("failed", "", out.MessageID, eve, "failed", "5.2.2")))
	check(t, a.Sync(t.Context(), SyncOptions{}))
	if d := deliveryOf(t, a, out.ID, eve); d == nil || d.State != mail.DeliveryFailed {
		t.Fatalf("%+v", d)
	}
	list := notices(t, a, codeBounced)
	if len(list) != 1 {
		t.Fatalf("notices %+v", list)
	}
	check(t, a.Dismiss(t.Context(), list[0].ID))
	check(t, a.SetPref(t.Context(), seenPref, "")) // as if the program had ended before it was kept
	check(t, w.server.Deliver(mira, dsn("late", "", out.MessageID, eve, "delayed", "4.4.1")))
	check(t, a.Sync(t.Context(), SyncOptions{}))
	if d := deliveryOf(t, a, out.ID, eve); d.State != mail.DeliveryFailed {
		t.Errorf("a failure is not the last word: %+v", d)
	}
	if list := notices(t, a, codeBounced); len(list) != 0 {
		t.Errorf("told again: %+v", list)
	}
	if kept, err := a.Pref(t.Context(), seenPref); err != nil || kept == "" {
		t.Errorf("mark %q, %v", kept, err)
	}
}

func TestSameAddress(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"eve@far.example", "EVE@FAR.Example", true},
		{"eve@bücher.example", "eve@xn--bcher-kva.example", true},
		{"eve@far.example", "eve@near.example", false},
		{"eve", "eve", false},
		{"a@b@far.example", "b@far.example", false},
	} {
		if same(c.a, c.b) != c.same {
			t.Errorf("%q and %q", c.a, c.b)
		}
	}
}
