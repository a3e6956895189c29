package model

import (
	"slices"
	"strings"
	"time"

	"godwit/accounts"
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
	TryRefused OutboxAction = "Try them again" // those whom a server has refused for good
	WriteAgain OutboxAction = "Send again…"    // to those whom it did not reach

	CheckDomain OutboxAction = "Check my domain" // whether others believe mail from it
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
	if ex.Code == refusedDomain {
		f.Actions = append(f.Actions, CheckDomain)
	}
	return f
}

// refusedDomain is the code of a refusal because of the sender's domain.
const refusedDomain = "GW-SEND-DOMAIN"

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
		return Fate{Chip: "Sent", Good: true, Title: "Sent " + Clock(o.Changed, now) + ".", Text: late(o, now), Actions: []OutboxAction{Remove}}
	case mail.StatePartial:
		f := Fate{Chip: "Partly sent", Bad: o.Replaced == 0, Title: "Some have it; others do not.", Text: refused(o), Actions: []OutboxAction{Edit, TryRefused, Remove}}
		if o.Replaced != 0 {
			f.Text, f.Actions = "The others are to have a new version of it.", []OutboxAction{Remove}
		}
		return f
	case mail.StateRetry:
		f := Fate{Chip: "Will retry", Wait: true, Title: "Not sent yet.", Actions: []OutboxAction{TryNow, Edit, Cancel}}
		if slices.ContainsFunc(o.Recipients, func(r mail.Recipient) bool { return r.State == mail.StateSent }) {
			f.Title = "Not sent to all yet."
		}
		if o.Error != nil && o.Error.Code != 0 {
			f.Title = strings.TrimSuffix(f.Title, ".") + ": the server asks to wait."
		} else if o.Error != nil {
			f.Title = strings.TrimSuffix(f.Title, ".") + ": the server was not reached."
		}
		if o.NextTry.After(now) {
			f.Title += " Next try " + Clock(o.NextTry, now) + "."
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
		f := Fate{Chip: "Cancelled", Title: "Taken back before it was sent.", Actions: []OutboxAction{Edit, Remove}}
		if o.Replaced != 0 {
			f.Chip, f.Title, f.Actions = "Replaced", "A new version took its place.", []OutboxAction{Remove}
		}
		return f
	}
	return Fate{Chip: string(o.State)}
}

// late says that a message went out after the time that was chosen for it.
func late(o mail.Outgoing, now time.Time) string {
	if o.SendAt.IsZero() || o.Changed.Sub(o.SendAt) < 5*time.Minute {
		return ""
	}
	return "It was to be sent " + Clock(o.SendAt, now) + "; Godwit was not running then, or the server did not take it."
}

// worthTelling is how large a message is of which it is told how far it has gone.
const worthTelling = 256 << 10

// SendingFate is a message on its way, of which some octets have been handed
// over.
func SendingFate(o mail.Outgoing, octets int64) Fate {
	f := Fate{Chip: "Sending", Title: "Sending…"}
	switch {
	case o.Size < worthTelling || octets <= 0:
	case octets >= o.Size:
		f.Title = "Sending… " + Size(o.Size) + ", waiting for the server's answer."
	default:
		f.Title = "Sending… " + Size(octets) + " of " + Size(o.Size) + "."
	}
	return f
}

// CopyText tells what became of the copy for Sent, "" if nothing can be said.
func CopyText(c mail.CopyState) string {
	switch c {
	case mail.CopyWanted:
		return "The copy for Sent is still to be filed."
	case mail.CopyLooking:
		return "In Sent on this computer. Godwit waits to see whether the server files a copy by itself."
	case mail.CopyFiled:
		return "Godwit filed the copy in Sent."
	case mail.CopyServer:
		return "The server files the copy in Sent."
	}
	return ""
}

// CopyChoices are who may file the copies of what an account sends.
var CopyChoices = []struct {
	Title string
	Copy  accounts.SentCopy
}{
	{"Godwit finds out", accounts.SentAuto},
	{"Godwit files it", accounts.SentByClient},
	{"The server files it", accounts.SentByServer},
}

// CopyRuleText tells who files the copies of what an account sends, and how
// Godwit knows.
func CopyRuleText(r app.CopyRule, now time.Time) string {
	shown := func() string {
		if r.By == "" {
			return Clock(r.At, now)
		}
		return "“" + r.By + "”, " + Clock(r.At, now)
	}
	switch {
	case r.Chosen == accounts.SentByServer:
		return "Copies in Sent: filed by the server, as set."
	case r.Chosen != accounts.SentAuto:
		return "Copies in Sent: filed by Godwit, as set."
	case !r.Known:
		return "Copies in Sent: Godwit finds out with the first message."
	case r.Server:
		return "Copies in Sent: filed by the server, as seen with " + shown() + "."
	}
	return "Copies in Sent: filed by Godwit, since the server did not with " + shown() + "."
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
		case mail.StatePartial:
			if o.Replaced != 0 {
				continue
			}
		}
		waiting++
		bad = bad || fate(o, now).Bad
	}
	return waiting, bad
}
