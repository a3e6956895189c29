package compose

import (
	"strings"

	"godwit/accounts"
	"godwit/sync/mail"
)

// Answer makes the draft of a reply (to its sender, to all, or to the list it
// came through): recipients, subject, references, quote, signature. The sender
// is the identity that was addressed. own is every identity of every account
// (left out of Cc).
func Answer(kind Kind, o Original, a accounts.Account, own []accounts.Identity) Draft {
	sender, how := addressed(a, o)
	d := from(a, sender)
	d.Kind, d.Source, d.Addressed = kind, o.ID, how
	d.Subject = replySubject(o.Envelope.Subject)
	d.InReplyTo, d.References = chain(o.Envelope)
	mine := ownAddresses(a, own)
	mine[mailboxKey(sender.Email)] = true
	d.To, d.Cc = answerTo(kind, o, ownAddresses(a, nil), mine)
	d.Body = signedAnswer(quoted(o.Envelope, o.Text), sender)
	return d
}

// answerTo finds who a reply goes to (RFC 5322 3.6.2, 3.6.3). self are the
// addresses of the answering account: a message from one of a person's other
// accounts is answered like any other.
func answerTo(kind Kind, o Original, self, mine map[string]bool) (to, cc []mail.Address) {
	e, seen := o.Envelope, map[string]bool{}
	if kind == ReplyList && e.ListPost != "" {
		return unique([]mail.Address{{Email: e.ListPost}}, seen), nil
	}
	if kind == ReplyList {
		kind = ReplyAll // of a list that does not say its address
	}
	to = e.ReplyTo
	if len(to) == 0 {
		to = e.From
	}
	if len(others(e.From, self)) == 0 && len(e.From) > 0 { // one's own message: to those it went to
		to = e.To
	}
	if kind == ReplyAll && len(others(o.FollowupTo, mine)) > 0 { // the author says who "all" are
		return unique(others(o.FollowupTo, mine), seen), nil
	}
	to = unique(to, seen)
	if kind != ReplyAll {
		return to, nil
	}
	rest := e.To
	if e.ListPost != "" && len(e.ReplyTo) > 0 && sameMailbox(e.ReplyTo[0].Email, e.ListPost) {
		// The list put itself into Reply-To; "all" still has the author in it.
		rest = append(append([]mail.Address(nil), e.From...), e.To...)
	}
	cc = append(unique(others(rest, mine), seen), unique(others(e.Cc, mine), seen)...)
	return to, cc
}

// unique leaves out addresses seen before, bounds their names and adds them to seen.
func unique(list []mail.Address, seen map[string]bool) []mail.Address {
	var out []mail.Address
	for _, a := range list {
		key := mailboxKey(a.Email)
		if a.Email == "" || seen[key] {
			continue
		}
		seen[key] = true
		out = append(out, mail.Address{Name: cut(oneLine(a.Name), maxName), Email: a.Email})
	}
	return out
}

// others is the list without one's own addresses.
func others(list []mail.Address, mine map[string]bool) []mail.Address {
	var out []mail.Address
	for _, a := range list {
		if !mine[mailboxKey(a.Email)] && !mine[untagged(a.Email)] {
			out = append(out, a)
		}
	}
	return out
}

func ownAddresses(a accounts.Account, own []accounts.Identity) map[string]bool {
	mine := map[string]bool{}
	for _, i := range append(append([]accounts.Identity(nil), a.Identities...), own...) {
		mine[mailboxKey(i.Email)] = true
	}
	return mine
}

// Bounds of the References field: the first message and the newest ones are
// what a reader joins a conversation by.
const (
	maxReferences = 40
	maxMessageID  = 250
)

// chain is In-Reply-To and References of an answer (RFC 5322 3.6.4).
func chain(e mail.Envelope) (inReplyTo string, references []string) {
	refs := e.References
	if len(refs) == 0 && len(e.InReplyTo) == 1 {
		refs = e.InReplyTo
	}
	if validID(e.MessageID) {
		inReplyTo = e.MessageID
		refs = append(append([]string(nil), refs...), e.MessageID)
	}
	seen := map[string]bool{}
	for _, id := range refs {
		if validID(id) && !seen[id] {
			seen[id] = true
			references = append(references, id)
		}
	}
	if n := len(references); n > maxReferences {
		references = append(references[:1:1], references[n-maxReferences+1:]...)
	}
	return inReplyTo, references
}

// validID reports whether a message identifier can be written between < >.
func validID(id string) bool {
	if id == "" || len(id) > maxMessageID {
		return false
	}
	return !strings.ContainsFunc(id, func(r rune) bool {
		return r <= ' ' || r >= 0x7f || r == '<' || r == '>'
	})
}
