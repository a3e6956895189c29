package e2e

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"godwit/app/e2e/servers"
)

const gone = servers.Retired + "@godwit.test" // Postfix takes mail for it, and cannot deliver it

// watched is a line of outbox.
type watched struct {
	ID         int64  `json:"id"`
	MessageID  string `json:"message_id"`
	Subject    string `json:"subject"`
	State      string `json:"state"`
	Recipients []struct {
		Address  string `json:"address"`
		State    string `json:"state"`
		Delivery *struct {
			State    string `json:"state"`
			Enhanced string `json:"enhanced"`
			Text     string `json:"text"`
			Host     string `json:"host"`
			Report   int64  `json:"report"`
		} `json:"delivery"`
	} `json:"recipients"`
	Card *struct {
		Address   string            `json:"address"`
		TLS       string            `json:"tls"`
		Cert      string            `json:"cert"`
		Mechanism string            `json:"mechanism"`
		QueueID   string            `json:"queue_id"`
		Steps     []json.RawMessage `json:"steps"`
	} `json:"card"`
	Transcript []string `json:"transcript"`
}

func (u *user) watched(id int64) watched {
	u.t.Helper()
	return rows[watched](u.t, u.must("", "outbox", "show", fmt.Sprint(id)))[0]
}

// TestDeliveryReports: Postfix says of one recipient that the message was
// delivered and of another that it was not, and both are seen at the message.
func TestDeliveryReports(t *testing.T) {
	w := newWorld(t)
	a := newUser(t, w.desktop, w.ca)
	a.must(servers.Password+"\n", w.add(ada, "Ada Lovelace")...)
	sent := rows[watched](t, a.must("Notes.\n", "send", "--to", grace, "--to", gone, "--subject", "Notes", "--body-file", "-", "--dsn", "--wait"))[0]
	if sent.State != "sent" {
		t.Fatalf("%+v", sent)
	}
	forged := fmt.Sprintf("From: MAILER-DAEMON@mx.godwit.test\r\nTo: %s\r\nSubject: forged\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"+
		"--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\nFinal-Recipient: rfc822; %s\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"+
		"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <guessed@godwit.test>\r\n\r\n--b--\r\n", ada, grace)
	w.mailbox.Deliver(t, ada, "INBOX", []byte(forged))
	state := func(o watched, i int) string {
		if o.Recipients[i].Delivery == nil {
			return ""
		}
		return o.Recipients[i].Delivery.State
	}
	var o watched
	waitFor(t, "both reports", func() bool {
		a.must("", "sync")
		o = a.watched(sent.ID)
		return state(o, 0) != "" && state(o, 1) != ""
	})
	if state(o, 0) != "delivered" || state(o, 1) != "failed" {
		t.Errorf("reports: %s, %s", state(o, 0), state(o, 1))
	}
	for i, p := range o.Recipients {
		if p.State != "sent" || p.Delivery.Host == "" || p.Delivery.Report == 0 || p.Delivery.Text == "" {
			t.Errorf("recipient %d: %+v", i, p)
		}
	}
	if e := o.Recipients[1].Delivery.Enhanced; e != "5.1.1" {
		t.Errorf("the server says 5.1.1, not %q", e)
	}
	c := o.Card
	if c == nil || !strings.HasPrefix(c.TLS, "TLS 1.3") || c.Mechanism == "" || c.QueueID == "" || c.Cert == "" || c.Address == "" || len(c.Steps) < 6 {
		t.Errorf("card %+v", c)
	}
	if !strings.Contains(w.postfix.Log(), c.QueueID+": ") {
		t.Errorf("Postfix knows no message %s", c.QueueID)
	}
	if all := strings.Join(o.Transcript, "\n"); strings.Contains(all, servers.Password) || !strings.Contains(all, "NOTIFY=SUCCESS") {
		t.Errorf("transcript %s", all)
	}
	noSecret(t, a.profile)
}
