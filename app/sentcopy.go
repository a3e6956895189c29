package app

import (
	"context"
	"fmt"
	"time"

	"godwit/accounts"
	"godwit/sync/mail"
	"godwit/sync/store"
)

// findSent asks an account's server whether it has filed a message as sent.
func (e *engine) findSent(ctx context.Context, a accounts.Account, messageID string) (bool, error) {
	rem, end, err := e.newRemote(a, manner{})
	defer end()
	if err != nil || rem == nil {
		return false, err
	}
	finder, ok := rem.(interface {
		FindSent(ctx context.Context, messageID string) (bool, error)
	})
	if !ok { // POP3 knows of no such mailbox
		return false, nil
	}
	return finder.FindSent(ctx, messageID)
}

// noteLate says that a message at a chosen time went out late, because Godwit
// was not running then.
func (e *engine) noteLate(ctx context.Context, o mail.Outgoing) {
	at := o.SendAt.Local()
	subject := o.Subject
	if subject == "" {
		subject = "A message without a subject"
	} else {
		subject = "“" + subject + "”"
	}
	n := store.Notice{
		Account: o.Account, When: o.Changed, Code: codeLate,
		Text: fmt.Sprintf("%s was to be sent on %s. Godwit was not running then, and sent it on %s.", subject, stampOf(at), stampOf(o.Changed.Local())),
	}
	if err := e.store.AddNotice(context.WithoutCancel(ctx), n); err != nil {
		e.log.Warn("keep notice of a late message", "err", err)
	}
}

func stampOf(t time.Time) string { return t.Format("2 January 2006 at 15:04") }

// CopyRule is who files the copies of what an account sends, and how Godwit
// knows.
type CopyRule struct {
	Chosen accounts.SentCopy // auto, or a person's word or the provider's
	Known  bool              // auto: Godwit has found out
	Server bool              // the server does
	By     string            // auto: the subject of the message that showed it
	At     time.Time         // and when
}

// SentCopy tells who files the copies of what an account sends.
func (a *Accounts) SentCopy(ctx context.Context, id accounts.ID) (CopyRule, error) {
	acc, err := a.store.Account(ctx, id)
	if err != nil {
		return CopyRule{}, err
	}
	rule := CopyRule{Chosen: acc.SentCopy, Server: acc.SentCopy == accounts.SentByServer}
	if acc.SentCopy != accounts.SentAuto || acc.Incoming.Protocol != accounts.IMAP {
		return rule, nil
	}
	e, err := a.store.CopyEvidence(ctx, id, time.Time{})
	rule.Known, rule.Server, rule.By, rule.At = e.Known, e.Server, e.Subject, e.At
	return rule, err
}

// SetSentCopy says who files the copies of what an account sends.
func (a *Accounts) SetSentCopy(ctx context.Context, id accounts.ID, by accounts.SentCopy) error {
	acc, err := a.store.Account(ctx, id)
	if err != nil {
		return err
	}
	acc.SentCopy = by
	if err := acc.Validate(); err != nil {
		return err
	}
	return a.store.UpdateAccount(ctx, acc)
}

// maxLookWait is how long a pass waits for a server to file a copy.
const maxLookWait = 35 * time.Second

// fileSent brings the copies of what an account has sent to its server, after a
// pass has shown its mailboxes. Where it is not known yet whether the server
// files them by itself, it is given the time to. The engine's place must be held.
func (e *engine) fileSent(ctx context.Context, acc accounts.Account) error {
	before, err := e.store.OpsPending(ctx, acc.ID)
	if err != nil {
		return err
	}
	if err := e.queue.Copies(ctx, acc); err != nil {
		return err
	}
	after, err := e.store.OpsPending(ctx, acc.ID)
	if err != nil {
		return err
	}
	for again := after > before; ; again = false {
		until, err := e.store.NextLook(ctx, acc.ID)
		if err != nil || until.IsZero() && !again {
			return err
		}
		if wait := time.Until(until); wait > maxLookWait {
			return nil
		} else if wait > 0 {
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(min(wait, 5*time.Second)):
			}
		}
		rem, end, err := e.newRemote(acc, manner{headersOnly: true})
		if err != nil || rem == nil {
			end()
			return err
		}
		err = rem.Once(ctx)
		end()
		if err != nil {
			return err
		}
		if now, err := e.store.NextLook(ctx, acc.ID); err != nil || !now.IsZero() && time.Now().After(until) {
			return err // the server was asked after that, and the upload cannot be done now
		}
	}
}
