package model

import (
	"strings"
	"time"

	"godwit/app"
	"godwit/sync/mail"
)

// OutboxAction is something a person can do with a queued message.
type OutboxAction string

const (
	TryNow    OutboxAction = "Try now"
	Cancel    OutboxAction = "Cancel"
	Edit      OutboxAction = "Edit"
	ItArrived OutboxAction = "It arrived"
	SendAgain OutboxAction = "Send again"
	Remove    OutboxAction = "Remove"

	LookInSent OutboxAction = "Look in Sent"
	WriteAgain OutboxAction = "Send again…" // to those whom it did not reach
)

// Fate is a queued message in words.
type Fate struct {
	Chip    string // one or two words
	Bad     bool   // red: a person must act
	Wait    bool   // amber: it waits
	Good    bool   // green
	Title   string // a sentence
	Text    string // more of it
	Code    string
	Actions []OutboxAction // the first is the one to suggest
}

// FateOf tells where a message stands and what can be done.
func FateOf(o mail.Outgoing, now time.Time) Fate {
	f := fate(o, now)
	if o.Error == nil || o.State == mail.StateSent || o.State == mail.StateCancelled {
		return f
	}
	ex := app.Explain(o.Error)
	if o.State == mail.StateFailed || o.State == mail.StateHeld {
		f.Title = "Not sent. " + sentence(ex.Title)
	}
	f.Text = strings.TrimSpace(f.Text + " " + ex.Text + " " + ex.Action)
	f.Code = ex.Code
	if o.Error.Explained != "" {
		f.Code = o.Error.Explained
	}
	return f
}

func fate(o mail.Outgoing, now time.Time) Fate {
	switch o.State {
	case mail.StateQueued:
		f := Fate{Chip: "Queued", Title: "Waits for its turn.", Actions: []OutboxAction{Cancel, Edit, TryNow}}
		if o.NextTry.After(now.Add(time.Minute)) {
			f.Chip, f.Title = "Later", "Will be sent "+Clock(o.NextTry, now)+"."
		} else if o.NextTry.After(now) {
			f.Title = "Will be sent in a moment."
		}
		return f
	case mail.StateSending:
		return Fate{Chip: "Sending", Title: "Sending…"}
	case mail.StateSent:
		if f, ok := cameBack(o, now); ok {
			return f
		}
		return Fate{Chip: "Sent", Good: true, Title: "Sent " + Clock(o.Changed, now) + ".", Actions: []OutboxAction{Remove}}
	case mail.StatePartial:
		return Fate{Chip: "Partly sent", Bad: true, Title: "Some have it; others were refused.", Text: refused(o), Actions: []OutboxAction{Edit, Remove}}
	case mail.StateRetry:
		f := Fate{Chip: "Will retry", Wait: true, Title: "Not sent yet.", Actions: []OutboxAction{TryNow, Edit, Cancel}}
		if o.NextTry.After(now) {
			f.Title = "Not sent yet. Next try " + Clock(o.NextTry, now) + "."
		}
		return f
	case mail.StateHeld:
		return Fate{Chip: "Waits for you", Bad: true, Title: "Not sent: this waits for you.", Actions: []OutboxAction{TryNow, Edit, Cancel}}
	case mail.StateFailed:
		return Fate{Chip: "Not sent", Bad: true, Title: "Not sent.", Text: refused(o), Actions: []OutboxAction{Edit, TryNow, Remove}}
	case mail.StateUnsure:
		return Fate{
			Chip: "Unsure", Bad: true, Title: "It may have been sent.",
			Actions: []OutboxAction{ItArrived, SendAgain, LookInSent},
		}
	case mail.StateCancelled:
		return Fate{Chip: "Cancelled", Title: "Taken back before it was sent.", Actions: []OutboxAction{Edit, Remove}}
	}
	return Fate{Chip: string(o.State)}
}

// sentence ends a title with a full stop.
func sentence(s string) string {
	if s == "" {
		return s
	}
	return strings.TrimRight(s, ".") + "."
}

func refused(o mail.Outgoing) string {
	var who []string
	for _, r := range o.Recipients {
		if r.State == mail.StateFailed {
			who = append(who, r.Address)
		}
	}
	if len(who) == 0 {
		return ""
	}
	return "Refused: " + strings.Join(who, ", ") + "."
}

// OutboxCount is what the folder tree says of the outbox: messages that are not
// sent yet or came back, and whether one of them needs a person.
func OutboxCount(list []mail.Outgoing, now time.Time) (waiting int, bad bool) {
	for _, o := range list {
		switch o.State {
		case mail.StateSent:
			if !app.CameBack(o) {
				continue
			}
		case mail.StateCancelled:
			continue
		}
		waiting++
		bad = bad || fate(o, now).Bad
	}
	return waiting, bad
}
