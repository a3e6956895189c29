package app

import (
	"context"
	"net/url"
	"strings"

	"godwit/app/sender"
	"godwit/sync/parse"
)

// Unsubscribe is how one leaves the list a message came through (RFC 2369 3.2).
// Nothing of it happens by itself.
type Unsubscribe struct {
	Mail     string // a mailto: address to write to; "" if there is none
	Page     string // a page of the web; "" if there is none
	OneClick bool   // Page takes one request for it (RFC 8058)
}

// Offered reports whether there is any way out.
func (u Unsubscribe) Offered() bool { return u.Mail != "" || u.Page != "" }

// maxUnsubscribe bounds the field that is looked at.
const maxUnsubscribe = 8 << 10

func unsubscribeOf(h parse.Header) Unsubscribe {
	var u Unsubscribe
	field := h.Get("List-Unsubscribe")
	if len(field) > maxUnsubscribe {
		return u
	}
	for _, part := range strings.Split(field, "<")[1:] {
		target, _, ok := strings.Cut(part, ">")
		target = strings.Join(strings.Fields(target), "") // folded in between
		to, err := url.Parse(target)
		if !ok || err != nil {
			continue
		}
		switch strings.ToLower(to.Scheme) {
		case "mailto":
			if u.Mail == "" {
				u.Mail = target
			}
		case "https":
			if u.Page == "" && to.Hostname() != "" {
				u.Page = target
			}
		}
	}
	post := strings.Join(strings.Fields(h.Get("List-Unsubscribe-Post")), "")
	u.OneClick = u.Page != "" && strings.EqualFold(post, "List-Unsubscribe=One-Click")
	return u
}

// OneClick reports whether a message's list may be left with one request: its
// sender offers that and is the one it says.
func (r *Reading) OneClick() bool { return r.Unsubscribe.OneClick && r.Sender.Level == sender.Good }

// LeaveList sends the one request that leaves a message's list. Only a person may
// ask for it.
func (m *Mail) LeaveList(ctx context.Context, r *Reading) error {
	if err := m.images.Press(ctx, r.Unsubscribe.Page); err != nil {
		return &explainedError{Explanation{
			Code: "GW-LIST-UNSUBSCRIBE", Title: "Unsubscribing did not work.", Text: "The list's server did not take it: " + err.Error() + ".",
			Action: "Try again later, or use the link in the message.",
		}}
	}
	return nil
}
