package model

import (
	"fmt"
	"strings"
	"time"

	"godwit/app"
	"godwit/sync/mail"
)

// SendCard is how a message was sent, for a person to look at.
type SendCard struct {
	Subject    string
	Fate       Fate
	Recipients []CardRecipient
	Facts      []CardFact
	Steps      []CardStep
	Took       string // all steps together
	Transcript []string
}

// CardRecipient is what became of the message for one recipient.
type CardRecipient struct {
	Address         string
	State           string // a few words
	Text            string // what servers said of it; "" if nothing worth reading
	Good, Bad, Wait bool
}

// CardFact is something that was so when it was sent.
type CardFact struct{ Label, Value string }

// CardStep is a stage of the talk with the server, as a part of all of it.
type CardStep struct {
	Name     string
	From, To float64 // 0 to 1
	Took     string
}

// SendCardOf is the card of a message.
func SendCardOf(o mail.Outgoing, now time.Time) SendCard {
	c := SendCard{Subject: o.Subject, Fate: FateOf(o, now), Facts: cardFacts(o, now), Transcript: o.Transcript}
	for _, r := range o.Recipients {
		c.Recipients = append(c.Recipients, cardRecipient(r, o.Wishes, now))
	}
	var total, before time.Duration
	for _, s := range o.Card.Steps {
		total += max(s.Took, 0)
	}
	for _, s := range o.Card.Steps {
		step := CardStep{Name: stageName(s.Stage), Took: took(s.Took)}
		if total > 0 {
			step.From, step.To = float64(before)/float64(total), float64(before+max(s.Took, 0))/float64(total)
		}
		before += max(s.Took, 0)
		c.Steps = append(c.Steps, step)
	}
	if len(c.Steps) > 0 {
		c.Took = took(total)
	}
	return c
}

func cardRecipient(r mail.Recipient, w mail.Wishes, now time.Time) CardRecipient {
	c := CardRecipient{Address: r.Address, Text: reply(r.Code, r.Enhanced, r.Text)}
	if d := r.Delivery; d != nil {
		at := Clock(d.At, now)
		switch d.State {
		case mail.Delivered:
			c.State, c.Good = "Delivered "+at, true
		case mail.DeliveryRelayed:
			c.State, c.Good = "Handed on "+at+"; no more will be heard", true
		case mail.DeliveryExpanded:
			c.State, c.Good = "Passed on to the list's members "+at, true
		case mail.DeliveryDelayed:
			c.State, c.Wait = "Late; still being tried ("+at+")", true
		case mail.DeliveryFailed:
			c.State, c.Bad = "Came back "+at+"."+why(d.Enhanced, d.Text), true
		}
		if said := said(*d); said != "" {
			c.Text = said
		}
		return c
	}
	switch r.State {
	case mail.StateSent:
		c.State = "Accepted by the server"
		if w.Receipt {
			c.State = "Accepted; a report was asked for"
		}
	case mail.StateFailed:
		c.State, c.Bad = "Refused."+why(r.Enhanced, r.Text), true
	case mail.StateUnsure:
		c.State, c.Bad = "Unsure", true
	case mail.StateHeld:
		c.State, c.Bad = "Waits for you", true
	case mail.StateRetry:
		c.State, c.Wait = "Will be tried again", true
	case mail.StateSending:
		c.State = "Being sent"
	case mail.StateCancelled:
		c.State = "Taken back"
	default:
		c.State = "Waits"
	}
	return c
}

// why a recipient did not get it, in a sentence after another; "" if the code
// does not say (RFC 3463 3).
func why(enhanced, text string) string {
	switch enhanced {
	case "5.1.1", "5.1.0", "5.1.3", "5.1.6", "5.1.10":
		return " There is no such address."
	case "5.1.2", "5.4.4", "5.4.310":
		return " Nobody takes mail for that domain."
	case "5.2.1":
		return " The mailbox is closed."
	case "5.2.2":
		return " The mailbox is full."
	case "5.2.3", "5.3.4":
		return " The message is too big for them."
	case "4.4.7", "5.4.7", "5.4.300":
		return " It could not be delivered for too long."
	case "5.4.6":
		return " Their servers pass it round in a circle."
	}
	ex := explained(mail.Delivery{Enhanced: enhanced, Text: text})
	if ex.Code == "GW-SEND-REFUSED" {
		return ""
	}
	return " " + sentence(ex.Title)
}

func explained(d mail.Delivery) app.Explanation {
	return app.Explain(&mail.SendError{Stage: mail.StageDot, Permanent: true, Enhanced: d.Enhanced, Text: d.Text})
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

func cardFacts(o mail.Outgoing, now time.Time) []CardFact {
	var list []CardFact
	add := func(label, value string) {
		if value != "" {
			list = append(list, CardFact{label, value})
		}
	}
	k := o.Card
	add("Server", k.Host)
	address := k.Address
	if n := len(k.Resolved); n > 1 {
		address += fmt.Sprintf(" (of %d addresses)", n)
	} else if address == "" && n == 1 {
		address = k.Resolved[0]
	}
	add("Address", address)
	protection := k.TLS
	if protection == "" {
		protection = o.TLS
	}
	if protection == "" && k.Address != "" {
		protection = "none"
	}
	add("Protection", protection)
	add("Certificate", k.Certificate)
	add("Signed in with", k.Mechanism)
	add("Server can", strings.Join(k.Extensions, ", "))
	add("Queue id", k.QueueID)
	add("From", o.From)
	add("Message-ID", o.MessageID)
	if o.Size > 0 {
		add("Size", Size(o.Size))
	}
	var wishes []string
	if o.Wishes.Receipt {
		wishes = append(wishes, "a report when it is delivered")
	}
	if o.Wishes.RequireTLS {
		wishes = append(wishes, "protected connections all the way")
	}
	add("Asked for", strings.Join(wishes, ", "))
	if o.Attempts > 1 {
		add("Attempts", Number(o.Attempts))
	}
	if !k.Begun.IsZero() {
		add("Begun", Clock(k.Begun, now)+k.Begun.In(now.Location()).Format(":05"))
	}
	return list
}

var stageNames = map[mail.SendStage]string{
	mail.StageConnect: "Connect", mail.StageTLS: "Protect", mail.StageGreeting: "Greeting", mail.StageHello: "Introduce",
	mail.StageAuth: "Sign in", mail.StageMail: "Sender", mail.StageRcpt: "Recipients", mail.StageData: "Message",
	mail.StageDot: "Acceptance", mail.StageDone: "Goodbye",
}

func stageName(s mail.SendStage) string {
	if name, ok := stageNames[s]; ok {
		return name
	}
	return string(s)
}

// took is a duration as people read it: "0.4 ms", "35 ms", "1.2 s".
func took(d time.Duration) string {
	switch {
	case d < 0:
		return "0 ms"
	case d < 10*time.Millisecond:
		return fmt.Sprintf("%.1f ms", float64(d)/float64(time.Millisecond))
	case d < time.Second:
		return fmt.Sprintf("%d ms", d.Milliseconds())
	case d < 2*time.Minute:
		return fmt.Sprintf("%.1f s", d.Seconds())
	}
	return fmt.Sprintf("%d min", int(d.Minutes()))
}

// Text is the card to be sent to those who help.
func (c SendCard) Text() string {
	var b strings.Builder
	subject := c.Subject
	if subject == "" {
		subject = "(no subject)"
	}
	fmt.Fprintf(&b, "%s\n%s\n", subject, strings.TrimSpace(c.Fate.Title+" "+c.Fate.Text))
	if c.Fate.Code != "" {
		fmt.Fprintf(&b, "%s\n", c.Fate.Code)
	}
	b.WriteString("\nRecipients\n")
	for _, r := range c.Recipients {
		fmt.Fprintf(&b, "  %s: %s\n", r.Address, r.State)
		if r.Text != "" {
			fmt.Fprintf(&b, "    %s\n", r.Text)
		}
	}
	if len(c.Facts) > 0 {
		b.WriteString("\nThe way\n")
		for _, f := range c.Facts {
			fmt.Fprintf(&b, "  %-15s %s\n", f.Label, f.Value)
		}
	}
	if len(c.Steps) > 0 {
		fmt.Fprintf(&b, "\nTime (%s)\n", c.Took)
		for _, s := range c.Steps {
			fmt.Fprintf(&b, "  %-15s %s\n", s.Name, s.Took)
		}
	}
	if len(c.Transcript) > 0 {
		b.WriteString("\nTranscript of the last attempt, without secrets\n")
		for _, line := range c.Transcript {
			fmt.Fprintf(&b, "  %s\n", line)
		}
	}
	return b.String()
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
			Chip: "Came back", Bad: true, Title: "Not delivered to " + strings.Join(failed, ", ") + ".",
			Text:    "The server took it at " + Clock(o.Changed, now) + ", and it came back.",
			Actions: []OutboxAction{WriteAgain, Remove},
		}
		if domain {
			f.Actions = append(f.Actions, CheckDomain)
		}
		return f, true
	case len(late) > 0:
		return Fate{Chip: "Late", Wait: true, Title: "Sent; still on its way to " + strings.Join(late, ", ") + ".", Actions: []OutboxAction{Remove}}, true
	case delivered > 0 && delivered == len(o.Recipients):
		return Fate{Chip: "Delivered", Good: true, Title: "Delivered " + Clock(last, now) + ".", Actions: []OutboxAction{Remove}}, true
	}
	return Fate{}, false
}
