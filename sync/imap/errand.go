package imap

import (
	"context"

	"godwit/sync/mail"
)

// errand is something that cannot wait for a pass to end. It is run with no
// command under way.
type errand struct {
	run    func(context.Context, *session) error
	waiter chan error // of a want; else nil
}

// fail tells whoever waits that the connection broke before, and returns err.
func (e *errand) fail(err error) error {
	if e.waiter != nil {
		e.waiter <- err
	}
	return err
}

// errand returns what has come up, nil if nothing. Beside bodies that somebody
// waits for, the work connection carries what the user did to the server, and
// looks at mailboxes with news.
func (p *pass) errand(mine bool) *errand {
	select {
	case w := <-p.r.wants:
		return &errand{func(ctx context.Context, s *session) error { return p.r.satisfy(ctx, s, w) }, w.done}
	default:
	}
	if !mine || p.inside {
		return nil
	}
	select {
	case <-p.r.poke:
		p.again = true
		return &errand{run: p.r.replay}
	case <-p.r.news.C:
		return &errand{run: p.newsInside}
	default:
		return nil
	}
}

// newsInside looks at mailboxes with news amid a pass.
func (p *pass) newsInside(ctx context.Context, s *session) error {
	folders, err := p.r.Store.Folders(ctx, p.r.Account.ID)
	if err != nil {
		return err
	}
	for _, name := range p.r.news.take() {
		for _, f := range folders {
			if f.Remote != name || f.NoMail {
				continue
			}
			inner := p.r.newPass(ctx, []listed{{Folder: f, always: true}})
			inner.inside = true
			if err := inner.run(ctx, s); err != nil && (!isRefused(err) || f.Role == mail.Inbox) {
				return err
			}
			p.again = p.again || inner.again
		}
	}
	return nil
}
