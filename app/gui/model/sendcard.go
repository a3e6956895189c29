package model

import (
	"fmt"
	"strings"
	"time"

	"godwit/app/gui/lang"
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

func cardFacts(o mail.Outgoing, now time.Time) []CardFact {
	var list []CardFact
	add := func(label, value string) {
		if value != "" {
			list = append(list, CardFact{label, value})
		}
	}
	k := o.Card
	add(lang.T("Server"), k.Host)
	address := k.Address
	if n := len(k.Resolved); n > 1 {
		address += " " + lang.N(n, "(of {n} address)", "(of {n} addresses)")
	} else if address == "" && n == 1 {
		address = k.Resolved[0]
	}
	add(lang.T("Address"), address)
	protection := k.TLS
	if protection == "" {
		protection = o.TLS
	}
	if protection == "" && k.Address != "" {
		protection = lang.T("none|protection")
	}
	add(lang.T("Protection"), protection)
	add(lang.T("Certificate"), k.Certificate)
	add(lang.T("Signed in with"), k.Mechanism)
	add(lang.T("Server can"), strings.Join(k.Extensions, ", "))
	add(lang.T("Queue id"), k.QueueID)
	add(lang.T("From"), o.From)
	add(lang.T("Message-ID"), o.MessageID)
	if o.Size > 0 {
		add(lang.T("Size"), Size(o.Size))
	}
	var wishes []string
	if o.Wishes.Receipt {
		wishes = append(wishes, lang.T("a report when it is delivered"))
	}
	if o.Wishes.RequireTLS {
		wishes = append(wishes, lang.T("protected connections all the way"))
	}
	add(lang.T("Asked for"), strings.Join(wishes, ", "))
	if o.Attempts > 1 {
		add(lang.T("Attempts"), Number(o.Attempts))
	}
	if !k.Begun.IsZero() {
		add(lang.T("Begun"), Clock(k.Begun, now)+k.Begun.In(now.Location()).Format(":05"))
	}
	return list
}

func stageName(s mail.SendStage) string {
	switch s {
	case mail.StageConnect:
		return lang.T("Connect")
	case mail.StageTLS:
		return lang.T("Protect")
	case mail.StageGreeting:
		return lang.T("Greeting")
	case mail.StageHello:
		return lang.T("Introduce")
	case mail.StageAuth:
		return lang.T("Sign in")
	case mail.StageMail:
		return lang.T("Sender")
	case mail.StageRcpt:
		return lang.T("Recipients")
	case mail.StageData:
		return lang.T("Message")
	case mail.StageDot:
		return lang.T("Acceptance")
	case mail.StageDone:
		return lang.T("Goodbye")
	}
	return string(s)
}

// took is a duration as people read it: "0.4 ms", "35 ms", "1.2 s".
func took(d time.Duration) string {
	switch {
	case d < 0:
		return lang.T("{n} ms", "n", 0)
	case d < 10*time.Millisecond:
		return lang.T("{n} ms", "n", lang.Decimal(float64(d)/float64(time.Millisecond), 1))
	case d < time.Second:
		return lang.T("{n} ms", "n", int(d.Milliseconds()))
	case d < 2*time.Minute:
		return lang.T("{n} s", "n", lang.Decimal(d.Seconds(), 1))
	}
	return lang.T("{n} min", "n", int(d.Minutes()))
}

// Text is the card to be sent to those who help.
func (c SendCard) Text() string {
	var b strings.Builder
	subject := c.Subject
	if subject == "" {
		subject = lang.T("(no subject)")
	}
	fmt.Fprintf(&b, "%s\n%s\n", subject, strings.TrimSpace(c.Fate.Title+" "+c.Fate.Text))
	if c.Fate.Code != "" {
		fmt.Fprintf(&b, "%s\n", c.Fate.Code)
	}
	b.WriteString("\n" + lang.T("Recipients") + "\n")
	for _, r := range c.Recipients {
		fmt.Fprintf(&b, "  %s: %s\n", r.Address, r.State)
		if r.Text != "" {
			fmt.Fprintf(&b, "    %s\n", r.Text)
		}
	}
	if len(c.Facts) > 0 {
		b.WriteString("\n" + lang.T("The way") + "\n")
		for _, f := range c.Facts {
			fmt.Fprintf(&b, "  %-15s %s\n", f.Label, f.Value)
		}
	}
	if len(c.Steps) > 0 {
		fmt.Fprintf(&b, "\n%s (%s)\n", lang.T("Time"), c.Took)
		for _, s := range c.Steps {
			fmt.Fprintf(&b, "  %-15s %s\n", s.Name, s.Took)
		}
	}
	if len(c.Transcript) > 0 {
		b.WriteString("\n" + lang.T("Transcript of the last attempt, without secrets") + "\n")
		for _, line := range c.Transcript {
			fmt.Fprintf(&b, "  %s\n", line)
		}
	}
	return b.String()
}
