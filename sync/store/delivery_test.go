package store

import (
	"errors"
	"testing"
	"time"

	"godwit/sync/mail"
)

func TestDelivery(t *testing.T) {
	s := fresh(t)
	ctx := t.Context()
	account, _ := imapAccount(t, s)
	queue(t, s, account, "x")
	id := queue(t, s, account, "x")
	o, err := s.Outgoing(ctx, id)
	check(t, err)
	for _, c := range []struct {
		envid string
		ids   []string
		want  int
	}{
		{"", []string{"z@example.org", "x@example.org"}, 2},
		{o.Envid, nil, 1},
		{o.Envid, []string{"y@example.org"}, 1},
		{"", nil, 0},
		{"", []string{"", "y@example.org", "x"}, 0},
	} {
		list, err := s.Reported(ctx, c.envid, c.ids)
		if err != nil || len(list) != c.want || c.want > 0 && list[0].ID != id {
			t.Errorf("%q %q: %d messages, %v", c.envid, c.ids, len(list), err)
		}
	}
	if since, err := s.ReportsSince(ctx); err != nil || !since.Equal(o.Queued) && since.After(o.Queued) || since.IsZero() {
		t.Errorf("reports since %v, %v", since, err)
	}

	o = claim(t, s, s.now())
	say := func(state mail.DeliveryState) {
		t.Helper()
		check(t, s.SetDelivery(ctx, o.ID, "EVE@example.com", mail.Delivery{State: state, At: epoch, Host: "mx.example.com", Report: 7}))
	}
	is := func(want mail.DeliveryState) {
		t.Helper()
		got, err := s.Outgoing(ctx, o.ID)
		check(t, err)
		r := got.Recipients
		if r[0].Delivery != nil || r[1].Delivery == nil || r[1].Delivery.State != want || r[1].Delivery.Report != 7 || !r[1].Delivery.At.Equal(epoch) {
			t.Errorf("reports %+v, %+v; want %s", r[0].Delivery, r[1].Delivery, want)
		}
	}
	say(mail.DeliveryDelayed)
	is(mail.DeliveryDelayed)
	// The attempt under way knows nothing of the report.
	o.State, o.Card = mail.StateSent, mail.Card{QueueID: "4ABC", Steps: []mail.Step{{Stage: mail.StageConnect, Took: time.Second}}}
	check(t, s.Settle(ctx, o))
	is(mail.DeliveryDelayed)
	say(mail.Delivered)
	say(mail.DeliveryDelayed)
	is(mail.Delivered)
	if got, err := s.Outgoing(ctx, o.ID); err != nil || got.Card.QueueID != "4ABC" || got.Card.Steps[0].Took != time.Second {
		t.Errorf("card %+v, %v", got.Card, err)
	}
	if list, err := s.Reported(ctx, "", []string{"4ABC@eu-west-1.amazonses.com"}); err != nil || len(list) != 1 {
		t.Errorf("by the server's name: %d messages, %v", len(list), err)
	}
	if list, err := s.Reported(ctx, "", []string{"4ABC@example.org"}); err != nil || len(list) != 0 {
		t.Errorf("by the server's name at a stranger's: %d messages, %v", len(list), err)
	}
	if err := s.SetDelivery(ctx, o.ID, "zoe@example.com", mail.Delivery{State: mail.Delivered}); !errors.Is(err, mail.ErrNotFound) {
		t.Errorf("report on a stranger: %v", err)
	}
}
