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
	o, err := s.OutgoingByMessageID(ctx, "x@example.org")
	check(t, err)
	if o.ID != id || o.Envid == "" {
		t.Errorf("by its identifier: message %d, envid %q", o.ID, o.Envid)
	}
	if o, err := s.OutgoingByEnvid(ctx, o.Envid); err != nil || o.ID != id {
		t.Errorf("by its envelope's identifier: message %d, %v", o.ID, err)
	}
	for _, unknown := range []string{"", "y@example.org"} {
		_, byID := s.OutgoingByMessageID(ctx, unknown)
		_, byEnvid := s.OutgoingByEnvid(ctx, unknown)
		if !errors.Is(byID, mail.ErrNotFound) || !errors.Is(byEnvid, mail.ErrNotFound) {
			t.Errorf("%q: %v, %v", unknown, byID, byEnvid)
		}
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
	if err := s.SetDelivery(ctx, o.ID, "zoe@example.com", mail.Delivery{State: mail.Delivered}); !errors.Is(err, mail.ErrNotFound) {
		t.Errorf("report on a stranger: %v", err)
	}
}
