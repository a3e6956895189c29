package app

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"godwit/accounts"
	"godwit/accounts/auth"
	"godwit/compose/smtp"
	"godwit/sync/imap"
	"godwit/sync/mail"
	"godwit/sync/pop3"
)

// enter signs in and looks around.
func (e *serverExam) enter(ctx context.Context) {
	last := "mailbox"
	if e.server.Protocol == accounts.SMTP {
		last = "rules"
	}
	signs := e.server.Auth != accounts.AuthNone
	if signs && e.secret.err != nil {
		e.skip("offers")
		return
	}
	if signs {
		e.begin("sign-in")
	} else {
		e.begin(last)
	}
	inside := false
	detail, odd, err := e.signIn(ctx, func() {
		inside = true
		if signs {
			e.well("sign-in", "The server took user name and password.", time.Since(e.begun))
		}
		e.begin(last)
	})
	var sending *mail.SendError
	switch {
	case err != nil && !inside && signs:
		e.stop("sign-in", atSignIn(Explain(err)))
	case errors.As(err, &sending) && sending.Code/100 == 4:
		e.wrong(last, LevelCaution, Explain(err))
	case err != nil:
		e.stop(last, Explain(err))
	case odd.Code != "":
		e.wrong(last, LevelCaution, odd)
	default:
		e.well(last, detail, time.Since(e.begun))
	}
}

func atSignIn(ex Explanation) Explanation {
	if cut(ex) {
		ex.Text += " That was when Godwit signed in."
	}
	return ex
}

// signIn returns what there is to see inside, and what is odd about it.
func (e *serverExam) signIn(ctx context.Context, signedIn func()) (detail string, odd Explanation, err error) {
	detail, odd, err = e.inside(ctx, e.secret.secret, signedIn)
	if auth.Spent(e.server, err) { // a token may end before its time
		var secret string
		if secret, err = e.renew(ctx, e.server, e.secret.secret); err == nil {
			detail, odd, err = e.inside(ctx, secret, signedIn)
		}
	}
	return detail, odd, err
}

func (e *serverExam) inside(ctx context.Context, secret string, signedIn func()) (string, Explanation, error) {
	switch e.server.Protocol {
	case accounts.IMAP:
		l, err := imap.LookAt(ctx, e.dial, e.server, secret, signedIn)
		detail, odd := imapLook(l)
		return detail, odd, err
	case accounts.POP3:
		l, err := pop3.LookAt(ctx, e.dial, e.server, secret, signedIn)
		if err == nil && l.NoUIDs {
			return "", Explain(pop3.ErrNoUIDs), nil
		}
		return fmt.Sprintf("The mailbox holds %d messages, each with an id of its own.", l.Messages), Explanation{}, err
	}
	c := smtp.Client{Dial: e.dial, Secret: func(context.Context, accounts.Server) (string, error) { return secret, nil }}
	_, err := c.Rehearse(ctx, e.server, e.account.Email(), e.account.Email(), signedIn)
	return "A message from " + e.account.Email() + " would be taken; none was sent.", Explanation{}, err
}

func imapLook(l imap.Look) (string, Explanation) {
	full := l.Quota.Limit > 0 && l.Quota.Used >= l.Quota.Limit-l.Quota.Limit/100
	switch {
	case l.ReadOnly:
		return "", Explanation{
			Code: "GW-MAIL-READONLY", Title: "The inbox can be read, but not changed.",
			Text:   "The server opens it read-only, so nothing in it can be marked, moved or deleted.",
			Action: "Ask whoever runs the server for the right to change the mailbox; another program may also have it locked.",
		}
	case full:
		return "", Explanation{
			Code: codeQuota, Title: "Your mailbox is full.",
			Text:   fmt.Sprintf("It holds %d MB of %d MB. Mail to you is sent back.", l.Quota.Used>>20, l.Quota.Limit>>20),
			Action: "Delete large messages and empty the trash.",
		}
	}
	special := "none of them is named as special; Godwit goes by their names"
	if len(l.Special) > 0 {
		var names []string
		for _, role := range l.Special {
			if name := string(role); !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
		special = "the server names " + strings.Join(names, ", ")
	}
	return fmt.Sprintf("The inbox opens and holds %d messages. There are %d folders; %s.", l.Messages, l.Folders, special), Explanation{}
}
