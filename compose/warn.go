package compose

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"godwit/sync/mail"
)

// attachmentWord finds talk of an attachment in the languages of most mail;
// Japanese and Chinese put no blanks between words.
var attachmentWord = regexp.MustCompile(`(?i)添付|附件|附上|附檔|첨부|แนบ|(^|[^\pL])(` +
	`attach(ed|es|ing|ment|ments)?|enclosed|` + // English
	`anhang|anhänge|angehängt|anbei|beigefügt|` + // German
	`ci-joint(e|s|es)?|pièces? jointes?|` + // French
	`adjunt(o|a|os|as)|` + // Spanish
	`in allegato|allegat(o|a|i|e)|` + // Italian
	`em anexo|anexo|anexos|` + // Portuguese
	`bijlage|bijlagen|bijgevoegd|` + // Dutch
	`bifogad|bifogat|bilaga|vedlagt|vedhæftet|vedlegg|liitteenä|` + // Nordic
	`załącznik|załączniku|załączam|` + // Polish
	`w załączeniu|přílo(ha|hy|ze|hu)|melléklet|csatolva|` + // Polish, Czech, Hungarian
	`во вложении|вложение|прикрепил|у вкладенні|` + // Russian, Ukrainian
	`ekte|ekli|ektedir|συνημμέν(ο|α)|` + // Turkish, Greek
	`بالمرفق|مرفق|المرفق)([^\pL]|$)`) // Arabic

// manyOpen is from how many visible recipients on a writer may have meant Bcc.
const manyOpen = 20

// Known is what a warning needs to know beside the draft.
type Known struct {
	Domains []string // of one's own people; none: nobody is an outsider
	Bounced []string // addresses that mail came back from
	MaxSize int64    // octets that the server takes; 0: it has not said
}

// Codes of warnings, as Draft.Warned has them.
const (
	NoSubject      = "no-subject"
	NoAttachment   = "no-attachment"
	NoText         = "no-text"
	ManyRecipients = "many-recipients"
	AfterBcc       = "after-bcc"
	OutsideDomain  = "outside-domain"
	OtherIdentity  = "other-identity"
	HasBounced     = "has-bounced"
	NeedsUTF8      = "needs-smtputf8"
	TooLarge       = "too-large"
)

// Warn lists what a sender would want to know first and has not been told of
// this draft: no subject, an attachment word without a file, ... None of it
// keeps the message from being sent.
func Warn(d Draft, known Known) []Problem {
	var out []Problem
	warn := func(code, field, format string, args ...any) {
		if !slices.Contains(d.Warned, code) {
			out = append(out, Problem{Field: field, Text: fmt.Sprintf(format, args...), Code: code})
		}
	}
	if strings.TrimSpace(d.Subject) == "" {
		warn(NoSubject, "subject", "The message has no subject.")
	}
	own := ownWords(d.Body)
	if len(d.Attachments) == 0 {
		if word := attachmentWord.FindString(own + "\n" + d.Subject); word != "" {
			word = strings.TrimFunc(word, func(r rune) bool { return strings.ContainsRune(" \t\n.,;:!?\"'()[]{}<>*_-", r) })
			warn(NoAttachment, "attachments", "The text says %q, and there is no attachment.", word)
		}
		if strings.TrimSpace(own) == "" {
			warn(NoText, "body", "The message has no text.")
		}
	}
	if n := Weight(d); known.MaxSize > 0 && n > known.MaxSize {
		warn(TooLarge, "attachments", "The message will have about %d MB. The server took at most %d MB the last time.", (n+1<<20-1)>>20, known.MaxSize>>20)
	}
	if n := len(d.To) + len(d.Cc); n >= manyOpen {
		warn(ManyRecipients, "to", "All %d recipients will see each other's address.", n)
	}
	if d.Kind == ReplyAll && d.Addressed.Blind {
		warn(AfterBcc, "to", "You had a blind copy of this message. Everybody will see now that you have it.")
	}
	if as := d.Addressed.As; as != "" && !sameMailbox(as, d.From.Email) {
		warn(OtherIdentity, "from", "The message was for %s. Your answer comes from %s.", as, d.From.Email)
	}
	warnOf(d, known, known.bounced(), warn)
	return out
}

// Hints lists what there is to think of before writing to each address, whatever
// the message: the codes NeedsUTF8, HasBounced and OutsideDomain.
func Hints(to []mail.Address, known Known) map[string][]Problem {
	out := make(map[string][]Problem)
	bounced := known.bounced()
	for _, a := range to {
		if _, seen := out[a.Email]; seen {
			continue
		}
		out[a.Email] = nil
		warnOf(Draft{To: []mail.Address{a}}, known, bounced, func(code, field, format string, args ...any) {
			out[a.Email] = append(out[a.Email], Problem{Field: field, Text: fmt.Sprintf(format, args...), Code: code})
		})
	}
	return out
}

// bounced is the set of mailboxes that mail came back from.
func (k Known) bounced() map[string]bool {
	set := make(map[string]bool, len(k.Bounced))
	for _, b := range k.Bounced {
		set[mailboxKey(b)] = true
	}
	return set
}

// warnOf warns of single recipients.
func warnOf(d Draft, known Known, bounced map[string]bool, warn func(code, field, format string, args ...any)) {
	var outside []string
	for _, field := range addressFields(d)[1:] {
		for _, a := range field.list {
			box, err := Mailbox(a.Email)
			if err != nil {
				continue
			}
			if !ascii(box) {
				warn(NeedsUTF8, field.name, "Not every server can send to %q.", a.Email)
			}
			if bounced[mailboxKey(a.Email)] {
				warn(HasBounced, field.name, "Mail to %s has come back before.", a.Email)
			}
			inside := slices.ContainsFunc(known.Domains, func(domain string) bool { return domainKey("x@"+domain) == domainKey(a.Email) })
			if len(known.Domains) > 0 && !inside {
				outside = append(outside, a.Email)
			}
		}
	}
	switch n := len(outside); {
	case n == 1:
		warn(OutsideDomain, "to", "%s is outside of your organisation.", outside[0])
	case n > 1:
		warn(OutsideDomain, "to", "%s and %d more are outside of your organisation.", outside[0], n-1)
	}
}

// ownWords is the body without quotes, the lines that introduce them, forwarded
// text and signature.
func ownWords(body string) string {
	body, _ = unsigned(lines(body))
	body, _, _ = strings.Cut(body, forwardedLine)
	var own []string
	for line := range strings.SplitSeq(body, "\n") {
		if !strings.HasPrefix(line, ">") {
			own = append(own, line)
			continue
		}
		if n := len(own); n > 0 && strings.HasSuffix(own[n-1], ":") {
			own = own[:n-1]
		}
	}
	return strings.Join(own, "\n")
}
