package model

import (
	"reflect"
	"slices"
	"time"

	"godwit/accounts"
	"godwit/app/gui/lang"
	"godwit/compose"
	"godwit/sync/mail"
)

// Writing is a message while it is written: the draft, and how it began.
type Writing struct {
	Draft compose.Draft

	start  compose.Draft // as it was opened
	signed *accounts.Identity
}

// NewWriting begins with a draft, saved already or new.
func NewWriting(d compose.Draft) *Writing { return &Writing{Draft: d, start: d} }

// Touched reports whether the person has changed anything since it was opened.
func (w *Writing) Touched() bool { return !same(w.Draft, w.start) }

// New reports whether it was begun here, and not opened again.
func (w *Writing) New() bool { return w.start.ID == 0 && w.start.Copy == 0 }

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

// Title is the window's.
func (w *Writing) Title() string {
	if w.Draft.Subject != "" {
		return w.Draft.Subject
	}
	return lang.T("New message")
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
	w.Sign(s.Identity, old)
}

// Sign puts an identity's signature in the place of the one that is there: the
// last that was put there, else that of old. An identity without one takes it away.
func (w *Writing) Sign(by, old accounts.Identity) {
	if w.signed != nil {
		old = *w.signed
	}
	w.Draft.Body = compose.Resign(w.Draft.Body, old, by, w.Draft.Kind != compose.New)
	w.signed = &by
}

// Signed is whose signature was put there last, if any was while it is open.
func (w *Writing) Signed() (accounts.Identity, bool) {
	if w.signed == nil {
		return accounts.Identity{}, false
	}
	return *w.signed, true
}

// SendingText is what a toast says while a message can still be taken back.
func SendingText(left time.Duration) string {
	return lang.N(int((left+time.Second/2)/time.Second), "Sending in {n} second", "Sending in {n} seconds")
}
