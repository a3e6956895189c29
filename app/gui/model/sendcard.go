package model

import (
	"fmt"
	"strings"
	"time"

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
