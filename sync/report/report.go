// Package report reads what mail servers write about mail that was sent: that it
// was delivered, is late, or cannot be delivered (RFC 3464), in the forms that
// the standard knows and in those that servers have used instead. It tells them
// apart from receipts of readers (RFC 8098) and automatic answers (RFC 3834).
//
// It is pure, and believes nothing: a report is a claim that anyone can make.
// Whoever uses one must find the message that it names among those that were
// really sent, and the recipient among that message's recipients.
//
// It never fails. What it does not understand is [Other], and what a report
// leaves out is empty.
package report

import (
	"slices"
	"strings"
	"time"

	"godwit/sync/mail"
	"godwit/sync/parse"
)

// Kind is what a message is.
type Kind int

const (
	Other      Kind = iota // written by a person or a program, for a person
	Delivery               // what became of a message on its way
	Receipt                // what a reader did with it (RFC 8098)
	AutoAnswer             // written by a program for a person who is away (RFC 3834)
)

// Report is what a message of the kind Delivery says.
type Report struct {
	Kind       Kind
	Envid      string    // what the sender called the envelope (RFC 3464 2.2.1)
	MessageIDs []string  // of the message that it is about, without < >; the surest first
	Host       string    // who reports
	When       time.Time // the report's date; zero if it has none
	Recipients []Recipient
}

// Recipient is what a report says of one.
type Recipient struct {
	Addresses []string // as the sender wrote it, and as the server came to know it
	State     mail.DeliveryState
	Enhanced  string // RFC 3463
	Text      string // the remote server's words
	Host      string // that server, "" if it was the one that reports
}

// Bounds of what is kept of a report.
const (
	maxRecipients = 1000
	maxIDs        = 20
	maxWords      = 500     // octets of a server's words
	maxText       = 1 << 18 // octets of a text that is looked through
)

// Read says what a message is, and what it reports.
func Read(m *parse.Message) Report {
	kind, status := kindOf(m)
	if kind == Receipt {
		return Report{Kind: Receipt}
	}
	r := Report{When: m.Header.Date()}
	if status != nil {
		r.status(m.Bytes(status))
	}
	if len(r.Recipients) == 0 {
		r.text(m, status != nil || kind == Delivery)
	}
	if len(r.Recipients) == 0 {
		if automatic(m.Header) {
			return Report{Kind: AutoAnswer}
		}
		return Report{}
	}
	r.Kind = Delivery
	r.returned(m)
	if r.Host == "" {
		r.Host = hostOf(m.Header)
	}
	return r
}

// kindOf tells by the structure, and finds the part with the status.
func kindOf(m *parse.Message) (Kind, *parse.Part) {
	for _, p := range m.Leaves() {
		switch p.Type {
		case "message/delivery-status", "message/global-delivery-status":
			return Delivery, p
		case "message/disposition-notification", "message/global-disposition-notification":
			return Receipt, nil
		}
	}
	if m.Root.Type == "multipart/report" {
		switch strings.ToLower(m.Root.Params["report-type"]) {
		case "disposition-notification":
			return Receipt, nil
		case "delivery-status", "":
			return Delivery, nil
		}
	}
	return Other, nil
}

// automatic is RFC 3834 5, and what programs wrote before it.
func automatic(h parse.Header) bool {
	v, _, _ := strings.Cut(strings.ToLower(h.Get("Auto-Submitted")), ";")
	if v = strings.TrimSpace(v); v != "" && v != "no" {
		return true
	}
	switch strings.ToLower(strings.TrimSpace(h.Get("Precedence"))) {
	case "auto_reply", "auto-reply":
		return true
	}
	return h.Get("X-Autoreply") != "" || h.Get("X-Autorespond") != "" || h.Get("X-Auto-Response-Suppress") != "" && h.Get("In-Reply-To") != ""
}

// hostOf is the domain that a report comes from.
func hostOf(h parse.Header) string {
	if from := h.Addresses("From"); len(from) > 0 {
		_, domain, _ := strings.Cut(from[0].Email, "@")
		return line(strings.ToLower(domain))
	}
	return ""
}

// name adds identifiers of the message that a report is about.
func (r *Report) name(ids ...string) {
	for _, id := range ids {
		if id = strings.Trim(line(id), "<>"); id != "" && len(r.MessageIDs) < maxIDs && !slices.Contains(r.MessageIDs, id) {
			r.MessageIDs = append(r.MessageIDs, id)
		}
	}
}
