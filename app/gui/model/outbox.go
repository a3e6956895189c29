package model

import (
	"slices"
	"strings"
	"time"

	"godwit/accounts"
	"godwit/app"
	"godwit/app/gui/lang"
	"godwit/sync/mail"
)

// OutboxAction is something a person can do with a queued message.
type OutboxAction string

const (
	TryNow    OutboxAction = "try-now"
	Cancel    OutboxAction = "cancel"
	Edit      OutboxAction = "edit"
	ItArrived OutboxAction = "it-arrived"
	SendAgain OutboxAction = "send-again"
	Remove    OutboxAction = "remove"

	LookInSent OutboxAction = "look-in-sent"
	TryRefused OutboxAction = "try-refused" // those whom a server has refused for good
	WriteAgain OutboxAction = "write-again" // to those whom it did not reach

	CheckDomain OutboxAction = "check-domain" // whether others believe mail from it
)

// Title is what its button says.
func (a OutboxAction) Title() string {
	switch a {
	case TryNow:
		return lang.T("Try now")
	case Cancel:
		return lang.T("Cancel")
	case Edit:
		return lang.T("Edit|message")
	case ItArrived:
		return lang.T("It arrived")
	case SendAgain:
		return lang.T("Send again")
	case Remove:
		return lang.T("Remove")
	case LookInSent:
		return lang.T("Look in Sent")
	case TryRefused:
		return lang.T("Try them again")
	case WriteAgain:
		return lang.T("Send again…")
	case CheckDomain:
		return lang.T("Check my domain")
	}
	return string(a)
}

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
	ex := Explain(o.Error)
	if o.State == mail.StateFailed || o.State == mail.StateHeld {
		f.Title = lang.T("Not sent.") + " " + sentence(ex.Title)
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
		f := Fate{Chip: lang.T("Queued"), Title: lang.T("Waits for its turn."), Actions: []OutboxAction{Cancel, Edit, TryNow}}
		if o.NextTry.After(now.Add(time.Minute)) {
			f.Chip, f.Title = lang.T("Later"), lang.T("Will be sent {when}.", "when", Clock(o.NextTry, now))
		} else if o.NextTry.After(now) {
			f.Title = lang.T("Will be sent in a moment.")
		}
		return f
	case mail.StateSending:
		return Fate{Chip: lang.T("Sending"), Title: lang.T("Sending…")}
	case mail.StateSent:
		if f, ok := cameBack(o, now); ok {
			return f
		}
		return Fate{Chip: lang.T("Sent"), Good: true, Title: lang.T("Sent {when}.", "when", Clock(o.Changed, now)), Text: late(o, now), Actions: []OutboxAction{Remove}}
	case mail.StatePartial:
		f := Fate{Chip: lang.T("Partly sent"), Bad: o.Replaced == 0, Title: lang.T("Some have it; others do not."), Text: refused(o), Actions: []OutboxAction{Edit, TryRefused, Remove}}
		if o.Replaced != 0 {
			f.Text, f.Actions = lang.T("The others are to have a new version of it."), []OutboxAction{Remove}
		}
		return f
	case mail.StateRetry:
		f := Fate{Chip: lang.T("Will retry"), Wait: true, Title: lang.T("Not sent yet."), Actions: []OutboxAction{TryNow, Edit, Cancel}}
		if slices.ContainsFunc(o.Recipients, func(r mail.Recipient) bool { return r.State == mail.StateSent }) {
			f.Title = lang.T("Not sent to all yet.")
		}
		if o.Error != nil && o.Error.Code != 0 {
			f.Title = lang.T("{title}: the server asks to wait.", "title", strings.TrimSuffix(f.Title, "."))
		} else if o.Error != nil {
			f.Title = lang.T("{title}: the server was not reached.", "title", strings.TrimSuffix(f.Title, "."))
		}
		if o.NextTry.After(now) {
			f.Title += " " + lang.T("Next try {when}.", "when", Clock(o.NextTry, now))
		}
		return f
	case mail.StateHeld:
		return Fate{Chip: lang.T("Waits for you"), Bad: true, Title: lang.T("Not sent: this waits for you."), Actions: []OutboxAction{TryNow, Edit, Cancel}}
	case mail.StateFailed:
		return Fate{Chip: lang.T("Not sent"), Bad: true, Title: lang.T("Not sent."), Text: refused(o), Actions: []OutboxAction{Edit, TryNow, Remove}}
	case mail.StateUnsure:
		return Fate{
			Chip: lang.T("Unsure"), Bad: true, Title: lang.T("It may have been sent."),
			Actions: []OutboxAction{ItArrived, SendAgain, LookInSent},
		}
	case mail.StateCancelled:
		f := Fate{Chip: lang.T("Cancelled"), Title: lang.T("Taken back before it was sent."), Actions: []OutboxAction{Edit, Remove}}
		if o.Replaced != 0 {
			f.Chip, f.Title, f.Actions = lang.T("Replaced"), lang.T("A new version took its place."), []OutboxAction{Remove}
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
	return lang.T("It was to be sent {when}; Godwit was not running then, or the server did not take it.", "when", Clock(o.SendAt, now))
}

// worthTelling is how large a message is of which it is told how far it has gone.
const worthTelling = 256 << 10

// SendingFate is a message on its way, of which some octets have been handed
// over.
func SendingFate(o mail.Outgoing, octets int64) Fate {
	f := Fate{Chip: lang.T("Sending"), Title: lang.T("Sending…")}
	switch {
	case o.Size < worthTelling || octets <= 0:
	case octets >= o.Size:
		f.Title = lang.T("Sending… {size}, waiting for the server's answer.", "size", Size(o.Size))
	default:
		f.Title = lang.T("Sending… {done} of {size}.", "done", Size(octets), "size", Size(o.Size))
	}
	return f
}

// CopyText tells what became of the copy for Sent, "" if nothing can be said.
func CopyText(c mail.CopyState) string {
	switch c {
	case mail.CopyWanted:
		return lang.T("The copy for Sent is still to be filed.")
	case mail.CopyLooking:
		return lang.T("In Sent on this computer. Godwit waits to see whether the server files a copy by itself.")
	case mail.CopyFiled:
		return lang.T("Godwit filed the copy in Sent.")
	case mail.CopyServer:
		return lang.T("The server files the copy in Sent.")
	}
	return ""
}

// CopyChoice is who files the copies of what an account sends.
type CopyChoice struct {
	Title string
	Copy  accounts.SentCopy
}

// CopyChoices are who may.
func CopyChoices() []CopyChoice {
	return []CopyChoice{
		{lang.T("Godwit finds out"), accounts.SentAuto},
		{lang.T("Godwit files it"), accounts.SentByClient},
		{lang.T("The server files it"), accounts.SentByServer},
	}
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
		return lang.T("Copies in Sent: filed by the server, as set.")
	case r.Chosen != accounts.SentAuto:
		return lang.T("Copies in Sent: filed by Godwit, as set.")
	case !r.Known:
		return lang.T("Copies in Sent: Godwit finds out with the first message.")
	case r.Server:
		return lang.T("Copies in Sent: filed by the server, as seen with {when}.", "when", shown())
	}
	return lang.T("Copies in Sent: filed by Godwit, since the server did not with {when}.", "when", shown())
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
	return lang.T("Refused: {who}.", "who", strings.Join(who, ", "))
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
