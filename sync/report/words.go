package report

import (
	"regexp"
	"slices"
	"strings"

	"godwit/sync/digest"
	"godwit/sync/mail"
	"godwit/sync/parse"
)

// What servers say when they have given up, and when they have not. Each is
// looked for in lower case, with single spaces.
var (
	late = []string{
		"not yet been delivered", "has been delayed", "delivery is delayed", "delivery delayed", "still being retried",
		"transient non-fatal errors", "warning message only", "warning only", "will keep trying", "delivery incomplete",
		"will continue trying", "will be retried", "could not be delivered for more than", "temporarily delayed",
		"do not need to resend", "status notification: warning", "status notification (delay", "cannot send message for", "noch nicht zugestellt", "verzögert",
	}
	given = []string{
		"could not be delivered", "couldn't be delivered", "could not deliver", "couldn't deliver", "could not send message", "wasn't able to deliver",
		"weren't able to deliver", "was not able to deliver", "unable to deliver", "delivery has failed", "delivery failed",
		"delivery to the following recipient", "did not reach", "not delivered", "undeliverable", "undelivered", "undelivrable",
		"permanent fatal errors", "failed permanently", "permanent error", "returned to sender", "returned mail", "returned message",
		"cannot be delivered", "can't be delivered", "has been rejected", "was rejected", "failed address", "failed recipient",
		"delivery error", "delivery failure", "failed to deliver", "failure notice", "message not delivered",
		"error occurred while trying to deliver", "error has occurred while attempting to deliver", "error delivering", "status notification: error",
		"status notification: fail", "status notification (fail", "cannot reach", "unknown user", "user unknown", "no such user", "not a valid mailbox",
		"unzustellbar", "nicht zugestellt", "n'a pas pu être", "n'a pas été remis", "no se ha podido entregar", "no se pudo entregar",
		"не может быть доставлено", "не доставлено", "não pôde ser entregue", "non è stato possibile",
	}
	final = []string{"permanent error", "failed permanently", "permanent fatal", "given up", "giving up"}
)

// daemons write reports.
var daemons = []string{"mailer-daemon", "mailerdaemon", "postmaster", "mail-daemon", "mdaemon", "maildaemon", "mailer", "mail.daemon", "microsoftexchange", "bounce", "no-reply-bounce"}

// text reads a report that is only words. To be one, it must come from where
// reports come from and say what they say; sure is that it is one by its form.
func (r *Report) text(m *parse.Message, sure bool) {
	failed := failedRecipients(m.Header)
	if !sure && len(failed) == 0 && !fromDaemon(m.Header) {
		return
	}
	text, _ := digest.Of(m)
	said, _ := split(text)
	plain := strings.ToLower(strings.Join(strings.Fields(m.Header.Text("Subject")+" . "+said), " "))
	plain = strings.ReplaceAll(plain, "’", "'")
	state, ok := fate(plain)
	if !ok && len(failed) == 0 && !sure {
		return
	}
	found := complaints(said)
	if len(failed) > 0 {
		found = slices.DeleteFunc(found, func(p Recipient) bool {
			return !slices.ContainsFunc(failed, func(a string) bool { return strings.EqualFold(a, p.Addresses[0]) })
		})
		for _, a := range failed {
			if !slices.ContainsFunc(found, func(p Recipient) bool { return strings.EqualFold(a, p.Addresses[0]) }) {
				found = append(found, Recipient{Addresses: []string{a}})
			}
		}
	}
	for _, p := range found[:min(len(found), maxRecipients)] {
		p.State = state
		p.Enhanced = enhanced(p.Text)
		r.Recipients = append(r.Recipients, p)
	}
}

// fate is what a report says became of the message; ok if it says anything.
func fate(plain string) (state mail.DeliveryState, ok bool) {
	says := func(phrases []string) bool {
		return slices.ContainsFunc(phrases, func(p string) bool { return strings.Contains(plain, p) })
	}
	switch {
	case says(late) && !says(final):
		return mail.DeliveryDelayed, true
	case says(given):
		return mail.DeliveryFailed, true
	}
	return mail.DeliveryFailed, false
}

// failedRecipients is a field that Exim and Gmail write.
func failedRecipients(h parse.Header) []string {
	var all []string
	for _, v := range h.All("X-Failed-Recipients") {
		for a := range strings.SplitSeq(v, ",") {
			if a = strings.TrimSpace(a); mailbox(a) && len(all) < maxRecipients {
				all = append(all, a)
			}
		}
	}
	return all
}

func fromDaemon(h parse.Header) bool {
	if strings.Contains(h.Get("Return-Path"), "<>") && !automatic(h) { // an answer of someone away has none either
		return true
	}
	for _, field := range []string{"From", "Sender"} {
		for _, a := range h.Addresses(field) {
			local, _, _ := strings.Cut(strings.ToLower(a.Email), "@")
			name := strings.ToLower(a.Name)
			if strings.Contains(name, "mail delivery") || slices.ContainsFunc(daemons, func(d string) bool {
				return strings.HasPrefix(local, d) || local == "" && strings.HasPrefix(name, d)
			}) {
				return true
			}
		}
	}
	return false
}

var (
	anAddress = regexp.MustCompile(`[^\s<>()\[\]:;,"'“”‘’|]+@[^\s<>()\[\]:;,"'“”‘’|]+`)
	labelled  = regexp.MustCompile(`(?i)^\s*(?:from|to|cc|bcc|subject|sent|date|reply-to|sender|return-path|received|message-id|x-[a-z-]+)\s*:`)
	leading   = regexp.MustCompile(`(?i)^[\s>*|•·-]*(?:failed (?:address|recipient)s?|recipients?(?: address)?|user|address|final-recipient: rfc822;|could not be delivered to|to)?\s*:?\s*["'“‘<(\[]*$`)
)

// complaints are the addresses that a text names at the beginning of lines,
// each with the lines below it; or, where there are none, any that it names.
func complaints(said string) []Recipient {
	lines := strings.Split(said, "\n")
	if list := gather(lines, true); len(list) > 0 {
		return list
	}
	return gather(lines, false)
}

func gather(lines []string, first bool) []Recipient {
	var list []Recipient
	open := false // the lines belong to the last recipient
	for _, line := range lines {
		at := anAddress.FindStringIndex(line)
		if at != nil && !labelled.MatchString(line) && (!first || leading.MatchString(line[:at[0]])) {
			if a := strings.Trim(line[at[0]:at[1]], ".,;:"); mailbox(a) && !strings.HasPrefix(strings.ToLower(a), "mailto:") {
				if i := slices.IndexFunc(list, func(p Recipient) bool { return strings.EqualFold(p.Addresses[0], a) }); i < 0 && len(list) < maxRecipients {
					list = append(list, Recipient{Addresses: []string{a}})
					open = true
					list[len(list)-1].say(strings.TrimLeft(line[at[1]:], ">:\"'”’) ]"))
					continue
				}
			}
		}
		if open {
			list[len(list)-1].say(line)
			if strings.TrimSpace(line) == "" && list[len(list)-1].Text != "" {
				open = false
			}
		}
	}
	return list
}

// say adds words to a recipient's. Drawn lines, and such that only announce what
// follows, say nothing.
func (p *Recipient) say(text string) {
	text = line(text)
	if strings.Trim(text, "=*_#.~ ") == "" || strings.HasPrefix(text, "---") || strings.HasSuffix(text, ":") || len(p.Text) > maxWords {
		return
	}
	p.Text = clip(strings.TrimSpace(p.Text+" "+text), maxWords)
}
