package app

import (
	"context"
	"errors"
	"strconv"
	"time"

	"godwit/sync/mail"
	"godwit/sync/parse"
	"godwit/sync/report"
	"godwit/sync/store"
)

// deliveries joins what servers report of sent mail to the outbox. It looks at
// each message that comes once its bytes are here, whatever protocol brought
// it; what came while no engine ran is looked at when one does. To look twice
// changes nothing.
//
// A report is believed only of a message that went out from here to that
// recipient; it has to name both.
type deliveries struct {
	core
	seen map[mail.MessageID]bool // looked at, and later than the mark
}

const (
	seenPref   = "deliveries.seen" // up to which message all were looked at
	seenAtOnce = 500
	clockSkew  = 48 * time.Hour // between this computer and the server that dates mail
	bodyComes  = 24 * time.Hour // for so long a message without its bytes is waited for
	maxReport  = 40 << 20       // octets; reports may hold all of what was sent
)

func newDeliveries(c core) *deliveries {
	return &deliveries{core: c, seen: make(map[mail.MessageID]bool)}
}

// watch looks at mail as it comes, until ctx ends.
func (d *deliveries) watch(ctx context.Context) {
	d.whenMailComes(ctx, settling, "look for delivery reports", func(ctx context.Context) (bool, error) { return false, d.look(ctx) })
}

// look goes through what came since it last did.
func (d *deliveries) look(ctx context.Context) error {
	since, err := d.store.ReportsSince(ctx)
	if err != nil || since.IsZero() {
		return err
	}
	kept, err := d.store.Pref(ctx, seenPref)
	if err != nil {
		return err
	}
	n, _ := strconv.ParseInt(kept, 10, 64) // what is not a number was never set
	mark := mail.MessageID(n)
	newest, err := d.store.Newest(ctx)
	if err != nil {
		return err
	}
	next, whole := mark, true
	for at := mark; ; {
		rows, err := d.store.Arrived(ctx, at, since.Add(-clockSkew), seenAtOnce)
		if err != nil {
			return err
		}
		for _, row := range rows {
			at = row.ID
			if row.Body == mail.BodyHere && !d.seen[row.ID] {
				if err := d.examine(ctx, row); err != nil {
					return err
				}
				d.seen[row.ID] = true
			}
			if row.Body == mail.BodyMissing && time.Since(row.Received) < bodyComes {
				whole = false
			}
			if whole {
				next = row.ID
				delete(d.seen, row.ID)
			}
		}
		if len(rows) < seenAtOnce {
			break
		}
	}
	if whole { // and what is too old to be a report need not be passed over again
		next = max(next, newest)
	}
	if next == mark {
		return nil
	}
	return d.store.SetPref(ctx, seenPref, strconv.FormatInt(int64(next), 10))
}

// examine joins a message to the outbox if it is a report. That it is gone
// again is no fault.
func (d *deliveries) examine(ctx context.Context, row mail.Row) error {
	if row.Size > maxReport {
		return nil
	}
	raw, err := d.store.Raw(ctx, row.ID)
	if errors.Is(err, mail.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	r := report.Read(parse.Parse(raw))
	if r.Kind != report.Delivery {
		return nil
	}
	list, err := d.store.Reported(ctx, r.Envid, r.MessageIDs)
	if err != nil {
		return err
	}
	at := r.When
	if at.IsZero() || at.After(row.Received.Add(clockSkew)) {
		at = row.Received
	}
	for _, said := range r.Recipients {
		what := mail.Delivery{State: said.State, At: at, Enhanced: said.Enhanced, Text: said.Text, Host: said.Host, Report: row.ID}
		if what.Host == "" {
			what.Host = r.Host
		}
		if err := d.join(ctx, list, said.Addresses, what); err != nil {
			return err
		}
	}
	return nil
}

// join keeps what a report says of a recipient, at the newest of the messages
// that went to it.
func (d *deliveries) join(ctx context.Context, list []mail.Outgoing, addresses []string, what mail.Delivery) error {
	for _, o := range list {
		for _, r := range o.Recipients {
			if !wentOut(o, r) || !anyOf(addresses, r.Address) {
				continue
			}
			if !newer(r.Delivery, what) {
				return nil
			}
			if what.State == mail.DeliveryFailed { // first, so that it cannot get lost; the same twice is one
				if err := d.store.AddNotice(ctx, bounced(o, r.Address, what)); err != nil {
					return err
				}
			}
			return d.store.SetDelivery(ctx, o.ID, r.Address, what)
		}
	}
	return nil
}

// wentOut reports whether a server may have taken the message for a recipient. A
// report can come before the end of the attempt is written down.
func wentOut(o mail.Outgoing, r mail.Recipient) bool {
	switch r.State {
	case mail.StateSent, mail.StateSending, mail.StateUnsure:
		return true
	case mail.StateQueued, mail.StateRetry:
		return o.State == mail.StateSending
	}
	return false
}

func anyOf(addresses []string, to string) bool {
	for _, a := range addresses {
		if same(a, to) {
			return true
		}
	}
	return false
}

// newer reports whether a report says more than what is known. A failure is the
// last word; a report that is looked at again says nothing.
func newer(known *mail.Delivery, what mail.Delivery) bool {
	order := map[mail.DeliveryState]int{
		mail.DeliveryDelayed: 1, mail.DeliveryRelayed: 2, mail.DeliveryExpanded: 3, mail.Delivered: 4, mail.DeliveryFailed: 5,
	}
	switch {
	case known == nil:
		return true
	case known.Report == what.Report:
		return false
	case order[what.State] == order[known.State]:
		return what.State == mail.DeliveryDelayed && what.At.After(known.At)
	}
	return order[what.State] > order[known.State]
}

// bounced is the notice of a message that came back.
func bounced(o mail.Outgoing, to string, what mail.Delivery) store.Notice {
	text := "“" + clipped(o.Subject, 80) + "” did not reach " + to + "."
	if o.Subject == "" {
		text = "Your message did not reach " + to + "."
	}
	return store.Notice{Account: o.Account, When: what.At, Code: codeBounced, Text: text}
}

func clipped(s string, limit int) string {
	if runes := []rune(s); len(runes) > limit {
		return string(runes[:limit]) + "…"
	}
	return s
}
