package compose

import (
	"strings"

	"godwit/accounts"
	"godwit/sync/mail"
)

// Addressed is how a message came to whom it is answered by.
type Addressed struct {
	As    string `json:"as,omitempty"`    // the address it was for
	Blind bool   `json:"blind,omitempty"` // which its recipients do not see
}

// addressed is the account's identity that a message was for, with the very
// address: a tag is kept, and what a domain's catch-all took in is answered
// from there. The fields that people wrote come before those of the delivery.
func addressed(a accounts.Account, o Original) (accounts.Identity, Addressed) {
	e := o.Envelope
	open := append(append([]mail.Address(nil), e.To...), e.Cc...)
	if i, ok := match(a, open); ok {
		return i, Addressed{As: i.Email}
	}
	for _, to := range o.DeliveredTo { // what it was for at first comes before where it was passed on to
		if i, ok := match(a, []mail.Address{to}); ok {
			return i, Addressed{As: i.Email, Blind: e.ListID == "" && e.ListPost == "" && len(open) > 0}
		}
	}
	return identity(a, e.From), Addressed{}
}

// match finds the identity that one of the addresses names: exactly, but for a
// "+tag", or as one of a domain that is the identity's alone.
func match(a accounts.Account, list []mail.Address) (accounts.Identity, bool) {
	for close := range 3 {
		for _, to := range list {
			for _, i := range a.Identities {
				if how, ok := Writes(i, to.Email); !ok || how != close {
					continue
				}
				if !sameMailbox(to.Email, i.Email) {
					if _, err := Mailbox(to.Email); err != nil {
						continue
					}
					i.Email = to.Email
				}
				return i, true
			}
		}
	}
	return accounts.Identity{}, false
}

// Writes reports whether an identity may write from an address, and how far that
// is from its own: 0 it is the same, 1 it has a "+tag", 2 it is another one of a
// domain that is all the identity's.
func Writes(i accounts.Identity, from string) (far int, ok bool) {
	switch {
	case sameMailbox(from, i.Email):
		return 0, true
	case untagged(from) == mailboxKey(i.Email):
		return 1, true
	case i.CatchAll && domainKey(from) == domainKey(i.Email):
		return 2, true
	}
	return 0, false
}

// identity is the account's identity with one of the addresses, else the default one.
func identity(a accounts.Account, list []mail.Address) accounts.Identity {
	if i, ok := match(a, list); ok {
		return i
	}
	if len(a.Identities) == 0 {
		return accounts.Identity{}
	}
	return a.Identities[0]
}

func domainKey(email string) string {
	key := mailboxKey(email)
	return key[strings.LastIndexByte(key, '@')+1:]
}
