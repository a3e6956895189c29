package model

import (
	"fmt"
	"strings"
	"time"

	"godwit/app"
	"godwit/app/gui/lang"
	"godwit/sync/mail"
)

func cardRecipient(r mail.Recipient, w mail.Wishes, now time.Time) CardRecipient {
	c := CardRecipient{Address: r.Address, Text: reply(r.Code, r.Enhanced, r.Text)}
	if d := r.Delivery; d != nil {
		at := Clock(d.At, now)
		switch d.State {
		case mail.Delivered:
			c.State, c.Good = lang.T("Delivered {at}", "at", at), true
		case mail.DeliveryRelayed:
			c.State, c.Good = lang.T("Handed on {at}; no more will be heard", "at", at), true
		case mail.DeliveryExpanded:
			c.State, c.Good = lang.T("Passed on to the list's members {at}", "at", at), true
		case mail.DeliveryDelayed:
			c.State, c.Wait = lang.T("Late; still being tried ({at})", "at", at), true
		case mail.DeliveryFailed:
			c.State, c.Bad = lang.T("Came back {at}.", "at", at)+why(d.Enhanced, d.Text), true
		}
		if said := said(*d); said != "" {
			c.Text = said
		}
		return c
	}
	switch r.State {
	case mail.StateSent:
		c.State = lang.T("Accepted by the server")
		if w.Receipt {
			c.State = lang.T("Accepted; a report was asked for")
		}
	case mail.StateFailed:
		c.State, c.Bad = lang.T("Refused.")+why(r.Enhanced, r.Text), true
	case mail.StateUnsure:
		c.State, c.Bad = lang.T("Unsure"), true
	case mail.StateHeld:
		c.State, c.Bad = lang.T("Waits for you"), true
	case mail.StateRetry:
		c.State, c.Wait = lang.T("Will be tried again"), true
	case mail.StateSending:
		c.State = lang.T("Being sent")
	case mail.StateCancelled:
		c.State = lang.T("Taken back")
	default:
		c.State = lang.T("Waits")
	}
	return c
}

// why a recipient did not get it, in a sentence after another; "" if the code
// does not say (RFC 3463 3).
func why(enhanced, text string) string {
	switch enhanced {
	case "5.1.1", "5.1.0", "5.1.3", "5.1.6", "5.1.10":
		return " " + lang.T("There is no such address.")
	case "5.1.2", "5.4.4", "5.4.310":
		return " " + lang.T("Nobody takes mail for that domain.")
	case "5.2.1":
		return " " + lang.T("The mailbox is closed.")
	case "5.2.2":
		return " " + lang.T("The mailbox is full.")
	case "5.2.3", "5.3.4":
		return " " + lang.T("The message is too big for them.")
	case "4.4.7", "5.4.7", "5.4.300":
		return " " + lang.T("It could not be delivered for too long.")
	case "5.4.6":
		return " " + lang.T("Their servers pass it round in a circle.")
	}
	ex := explained(mail.Delivery{Enhanced: enhanced, Text: text})
	if ex.Code == "GW-SEND-REFUSED" {
		return ""
	}
	return " " + sentence(ex.Title)
}

func explained(d mail.Delivery) app.Explanation {
	return Explain(&mail.SendError{Stage: mail.StageDot, Permanent: true, Enhanced: d.Enhanced, Text: d.Text})
}

// said is what a report says beside the state.
func said(d mail.Delivery) string {
	text := d.Text
	if text == "" {
		text = d.Enhanced
	} else if d.Enhanced != "" && !strings.Contains(text, d.Enhanced) {
		text = d.Enhanced + " " + text
	}
	if text != "" && d.Host != "" {
		text = d.Host + ": " + text
	}
	return text
}

// reply is a server's answer on one line.
func reply(code int, enhanced, text string) string {
	var parts []string
	if code != 0 {
		parts = append(parts, fmt.Sprint(code))
	}
	if enhanced != "" && !strings.HasPrefix(text, enhanced) {
		parts = append(parts, enhanced)
	}
	if text != "" {
		parts = append(parts, text)
	}
	return strings.Join(parts, " ")
}

// cameBack is the fate of a message that a server took and could not deliver,
// or not yet.
func cameBack(o mail.Outgoing, now time.Time) (Fate, bool) {
	var failed, late []string
	delivered, domain := 0, false
	var last time.Time
	for _, r := range o.Recipients {
		if r.Delivery == nil {
			continue
		}
		if r.Delivery.At.After(last) {
			last = r.Delivery.At
		}
		switch r.Delivery.State {
		case mail.DeliveryFailed:
			failed = append(failed, r.Address)
			domain = domain || explained(*r.Delivery).Code == refusedDomain
		case mail.DeliveryDelayed:
			late = append(late, r.Address)
		case mail.Delivered, mail.DeliveryRelayed, mail.DeliveryExpanded:
			delivered++
		}
	}
	switch {
	case app.CameBack(o):
		f := Fate{
			Chip: lang.T("Came back"), Bad: true, Title: lang.T("Not delivered to {failed}.", "failed", strings.Join(failed, ", ")),
			Text:    lang.T("The server took it at {when}, and it came back.", "when", Clock(o.Changed, now)),
			Actions: []OutboxAction{WriteAgain, Remove},
		}
		if domain {
			f.Actions = append(f.Actions, CheckDomain)
		}
		return f, true
	case len(late) > 0:
		return Fate{Chip: lang.T("Late"), Wait: true, Title: lang.T("Sent; still on its way to {late}.", "late", strings.Join(late, ", ")), Actions: []OutboxAction{Remove}}, true
	case delivered > 0 && delivered == len(o.Recipients):
		return Fate{Chip: lang.T("Delivered"), Good: true, Title: lang.T("Delivered {when}.", "when", Clock(last, now)), Actions: []OutboxAction{Remove}}, true
	}
	return Fate{}, false
}
