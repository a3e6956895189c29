package model

import (
	"slices"
	"strings"
	"testing"
	"time"

	"godwit/sync/mail"
)

func sentMessage() mail.Outgoing {
	return mail.Outgoing{
		ID: 1, MessageID: "m1@engine.example", From: "ada@engine.example", Subject: "Notes", Size: 4096, State: mail.StateSent, Changed: noon, Attempts: 2,
		Wishes: mail.Wishes{Receipt: true},
		Recipients: []mail.Recipient{
			{Address: "ann@far.example", State: mail.StateSent, Code: 250, Enhanced: "2.1.5", Text: "Ok"},
			{Address: "eve@far.example", State: mail.StateSent, Code: 250, Text: "Ok", Delivery: &mail.Delivery{State: mail.DeliveryFailed, At: noon, Enhanced: "5.1.1", Text: "550 5.1.1 nobody", Host: "mx.far.example"}},
		},
		Transcript: []string{"S: 220 hello", "C: AUTH PLAIN ***"},
		Card: mail.Card{
			Host: "smtp.engine.example:587", Resolved: []string{"192.0.2.1", "192.0.2.2"}, Address: "192.0.2.2:587", TLS: "TLS 1.3 TLS_AES_128_GCM_SHA256",
			Certificate: "smtp.engine.example, by Test CA, until 1 March 2027", Mechanism: "SCRAM-SHA-256", QueueID: "4ABC", Begun: noon,
			Steps: []mail.Step{{Stage: mail.StageConnect, Took: 20 * time.Millisecond}, {Stage: mail.StageTLS, Took: 30 * time.Millisecond}, {Stage: mail.StageDot, Took: 1950 * time.Millisecond}},
		},
	}
}

const cardText = `Notes
Not delivered to eve@far.example. The server took it at 12:00, and it came back.

Recipients
  ann@far.example: Accepted; a report was asked for
    250 2.1.5 Ok
  eve@far.example: Came back 12:00. There is no such address.
    mx.far.example: 550 5.1.1 nobody

The way
  Server          smtp.engine.example:587
  Address         192.0.2.2:587 (of 2 addresses)
  Protection      TLS 1.3 TLS_AES_128_GCM_SHA256
  Certificate     smtp.engine.example, by Test CA, until 1 March 2027
  Signed in with  SCRAM-SHA-256
  Queue id        4ABC
  From            ada@engine.example
  Message-ID      m1@engine.example
  Size            4 kB
  Asked for       a report when it is delivered
  Attempts        2
  Begun           12:00:00

Time (2.0 s)
  Connect         20 ms
  Protect         30 ms
  Acceptance      1.9 s

Transcript of the last attempt, without secrets
  S: 220 hello
  C: AUTH PLAIN ***
`

func TestSendCardText(t *testing.T) {
	if got := SendCardOf(sentMessage(), noon).Text(); got != cardText {
		t.Errorf("got\n%s\nwant\n%s", got, cardText)
	}
	if got := SendCardOf(mail.Outgoing{State: mail.StateQueued, Recipients: []mail.Recipient{{Address: "a@b.cc", State: mail.StateQueued}}}, noon).Text(); strings.Contains(got, "The way") || !strings.Contains(got, "a@b.cc: Waits") {
		t.Errorf("not sent yet: %s", got)
	}
}

func TestSendCardSteps(t *testing.T) {
	c := SendCardOf(sentMessage(), noon)
	at := 0.0
	for _, s := range c.Steps {
		if s.From != at || s.To < s.From || s.To > 1.000001 {
			t.Errorf("%+v begins elsewhere than at %f", s, at)
		}
		at = s.To
	}
	if at < 0.999 {
		t.Errorf("the steps end at %f", at)
	}
	o := sentMessage()
	o.Card.Steps = []mail.Step{{Stage: "new", Took: -time.Second}, {Stage: mail.StageDone}} // a clock that was set back
	for _, s := range SendCardOf(o, noon).Steps {
		if s.From != 0 || s.To != 0 || s.Name == "" {
			t.Errorf("%+v", s)
		}
	}
}

// TestReportedFate is what the outbox says once reports have come.
func TestReportedFate(t *testing.T) {
	report := func(states ...mail.DeliveryState) mail.Outgoing {
		o := mail.Outgoing{State: mail.StateSent, Changed: noon}
		for _, s := range states {
			r := mail.Recipient{Address: "eve@far.example", State: mail.StateSent}
			if s != "" {
				r.Delivery = &mail.Delivery{State: s, At: noon}
			}
			o.Recipients = append(o.Recipients, r)
		}
		return o
	}
	for _, c := range []struct {
		o       mail.Outgoing
		chip    string
		actions string
		open    int
	}{
		{report(""), "Sent", "Remove", 0},
		{report(mail.Delivered, ""), "Sent", "Remove", 0},
		{report(mail.Delivered, mail.DeliveryExpanded, mail.DeliveryRelayed), "Delivered", "Remove", 0},
		{report(mail.DeliveryDelayed, mail.Delivered), "Late", "Remove", 0},
		{report(mail.DeliveryDelayed, mail.DeliveryFailed), "Came back", "Send again… Remove", 1},
	} {
		f := FateOf(c.o, noon)
		var actions []string
		for _, a := range f.Actions {
			actions = append(actions, a.Title())
		}
		n, bad := OutboxCount([]mail.Outgoing{c.o}, noon)
		if got := strings.Join(actions, " "); f.Chip != c.chip || got != c.actions || n != c.open || bad != (c.open > 0) || f.Bad != bad {
			t.Errorf("%s: %+v, %d open", c.chip, f, n)
		}
	}
}

// TestRefusedDomain: a refusal because of the domain leads to a look at it,
// whether it came at once or later.
func TestRefusedDomain(t *testing.T) {
	later := mail.Outgoing{State: mail.StateSent, Recipients: []mail.Recipient{{
		Address: "eve@far.example", State: mail.StateSent, Delivery: &mail.Delivery{State: mail.DeliveryFailed, Enhanced: "5.7.26"},
	}}}
	once := mail.Outgoing{State: mail.StateFailed, Error: &mail.SendError{Stage: mail.StageDot, Permanent: true, Code: 550, Enhanced: "5.7.26"}}
	for _, o := range []mail.Outgoing{later, once} {
		if f := FateOf(o, noon); !slices.Contains(f.Actions, CheckDomain) {
			t.Errorf("%s: %v", o.State, f.Actions)
		}
	}
	later.Recipients[0].Delivery.Enhanced = "5.1.1"
	if f := FateOf(later, noon); slices.Contains(f.Actions, CheckDomain) {
		t.Errorf("an address that is not there: %v", f.Actions)
	}
}

func TestWhy(t *testing.T) {
	for enhanced, want := range map[string]string{
		"5.1.1": "no such address", "5.2.2": "full", "5.4.4": "Nobody takes mail", "4.4.7": "too long", "5.7.1": "rules", "5.7.26": "not allowed", "": "", "5.0.0": "",
	} {
		if got := why(enhanced, "x"); !strings.Contains(got, want) || (want == "") != (got == "") {
			t.Errorf("%s: %q", enhanced, got)
		}
	}
}

func TestRecipientWords(t *testing.T) {
	for _, s := range []mail.SendState{
		mail.StateQueued, mail.StateSending, mail.StateSent, mail.StateRetry, mail.StateHeld, mail.StateFailed, mail.StateUnsure, mail.StateCancelled,
	} {
		r := cardRecipient(mail.Recipient{State: s}, mail.Wishes{}, noon)
		if r.State == "" || r.State == "Waits" && s != mail.StateQueued {
			t.Errorf("%s: %+v", s, r)
		}
	}
}
