package model

import (
	"reflect"
	"slices"
	"time"

	"godwit/accounts"
	"godwit/compose"
	"godwit/sync/mail"
)

// Writing is a message while it is written: the draft, what of it is saved, and
// what the sender was told already.
type Writing struct {
	Draft compose.Draft

	start  compose.Draft // as it was opened
	saved  compose.Draft
	warned bool
}

// NewWriting begins with a draft, saved already or new.
func NewWriting(d compose.Draft) *Writing { return &Writing{Draft: d, start: d, saved: d} }

// Touched reports whether the person has changed anything since it was opened.
func (w *Writing) Touched() bool { return !same(w.Draft, w.start) }

// Unsaved reports whether there is something to save.
func (w *Writing) Unsaved() bool { return !same(w.Draft, w.saved) }

// Saved notes that d was saved under id. A save that was overtaken by typing
// leaves the rest unsaved.
func (w *Writing) Saved(d compose.Draft, id mail.DraftID) {
	d.ID = id
	w.saved = d
	w.Draft.ID = id
	w.start.ID = id
}

func same(a, b compose.Draft) bool {
	a.ID, b.ID = 0, 0
	a.Attachments, b.Attachments = closed(a.Attachments), closed(b.Attachments)
	return reflect.DeepEqual(a, b)
}

// closed are attachments without the way to read them, which cannot be compared.
func closed(list []compose.Attachment) []compose.Attachment {
	list = slices.Clone(list)
	for i := range list {
		list[i].Open = nil
	}
	return list
}

// BeforeSend is what to say before sending: problems keep it from going;
// warnings are said once.
func (w *Writing) BeforeSend() (problems, warnings []compose.Problem) {
	if problems = compose.Check(w.Draft); len(problems) > 0 {
		return problems, nil
	}
	if w.warned {
		return nil, nil
	}
	if warnings = compose.Warn(w.Draft, compose.Known{}); len(warnings) > 0 {
		w.warned = true
	}
	return nil, warnings
}

// Title is the window's.
func (w *Writing) Title() string {
	if w.Draft.Subject != "" {
		return w.Draft.Subject
	}
	return "New message"
}

// Sender is one choice of the From field.
type Sender struct {
	Account  accounts.ID
	Identity accounts.Identity
	Title    string
}

// Senders are all identities of all accounts that can send.
func Senders(list []accounts.Account) []Sender {
	var out []Sender
	for _, a := range list {
		if a.Outgoing.Off() {
			continue
		}
		for _, i := range a.Identities {
			out = append(out, Sender{a.ID, i, mail.Address{Name: i.Name, Email: i.Email}.String()})
		}
	}
	return out
}

// From is the place of the draft's sender among senders, or -1. An answer may
// come from an address with a tag, or another one of a domain that is one's own.
func (w *Writing) From(senders []Sender) int {
	best, nearest := -1, 0
	for i, s := range senders {
		if far, ok := compose.Writes(s.Identity, w.Draft.From.Email); ok && s.Account == w.Draft.Account && (best < 0 || far < nearest) {
			best, nearest = i, far
		}
	}
	return best
}

// SetFrom changes the sender, and the signature with it.
func (w *Writing) SetFrom(s Sender, old accounts.Identity) {
	w.Draft.Account = s.Account
	w.Draft.From = mail.Address{Name: s.Identity.Name, Email: s.Identity.Email}
	w.Draft.ReplyTo = nil
	if s.Identity.ReplyTo != "" {
		w.Draft.ReplyTo = []mail.Address{{Email: s.Identity.ReplyTo}}
	}
	w.Draft.Body = compose.Resign(w.Draft.Body, old, s.Identity, w.Draft.Kind != compose.New)
}

// SendingText is what a toast says while a message can still be taken back.
func SendingText(left time.Duration) string {
	return "Sending in " + Plural(int((left+time.Second/2)/time.Second), "second", "seconds")
}
