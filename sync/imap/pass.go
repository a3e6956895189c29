package imap

import (
	"context"
	"errors"
	"sync"
	"time"

	"godwit/accounts"
	"godwit/sync/mail"
	"godwit/sync/store"
)

// visit is one folder's part of a pass.
type visit struct {
	listed
	pass               *pass
	first              bool // nothing of it is here: bodies are fetched beside the headers
	new, changed, gone int
	looked             bool            // all of it: what it lacks is missing
	many               bool            // of what is missing: an alarm, see store.Missed
	newest             []store.Missing // of what came new, newest first
	begun, ended       time.Time
	expected           int // messages whose headers are to come, as STATUS has it
	queue              bodyQueue
	reported           bool
}

// pass is one look at folders. What there is to do in it is taken by the
// connections at work: see next.
type pass struct {
	r      *Remote
	whole  bool          // all folders
	inside bool          // another pass, which waits for this one
	keep   accounts.Keep // the account's rule
	visits []*visit
	words  *headerWords
	line   *bodyLine
	ahead  *estimate
	again  bool          // another one is to follow
	more   chan struct{} // a token: the work connection may find something to do

	sharing sharing

	mu       sync.Mutex
	todo     []*visit // whose headers nobody has looked at
	looking  int      // connections that do
	fetching int      // connections that fetch bodies
	settled  bool
	err      error
	refused  error // the inbox could not be looked at
}

// pass replays operations and brings every folder in step: first the headers
// of all of them, then the bodies. A thorough one looks at every flag where the
// server cannot tell that none changed.
func (r *Remote) pass(ctx context.Context, s *session, thorough bool) error {
	r.tell(mail.Progress{Stage: mail.Syncing})
	if err := r.replay(ctx, s); err != nil {
		return err
	}
	folders, err := r.list(ctx, s)
	if err != nil {
		return err
	}
	for i := range folders {
		folders[i].thorough = thorough
	}
	if err := r.visitAll(ctx, s, folders, true); err != nil || !thorough {
		return err
	}
	if err := r.askQuota(s); err != nil {
		return err
	}
	return r.retryBroken(ctx, s)
}

// visitOne looks at one folder, by its name on the server, and leaves it selected.
func (r *Remote) visitOne(ctx context.Context, s *session, remote string) error {
	if err := r.replay(ctx, s); err != nil {
		return err
	}
	folders, err := r.Store.Folders(ctx, r.Account.ID)
	if err != nil {
		return err
	}
	for _, f := range folders {
		if f.Remote == remote && !f.NoMail {
			err := r.visitAll(ctx, s, []listed{{Folder: f, always: true}}, false)
			if errors.Is(err, errMany) { // are they in another folder?
				return r.pass(ctx, s, false)
			}
			return err
		}
	}
	return nil
}

// visitAll looks at folders; whole: at all that there are.
func (r *Remote) visitAll(ctx context.Context, s *session, folders []listed, whole bool) error {
	p := r.newPass(ctx, folders)
	p.whole = whole
	return p.run(ctx, s)
}

func (r *Remote) newPass(ctx context.Context, folders []listed) *pass {
	p := &pass{
		r: r, words: r.newHeaderWords(), line: r.newBodyLine(ctx), ahead: newEstimate(time.Now),
		more: make(chan struct{}, 1), sharing: sharing{asked: map[string]mail.MessageID{}},
	}
	for _, f := range folders {
		v := &visit{listed: f, pass: p, first: f.UIDNext == 0 && f.Total == 0}
		if f.status != nil && f.status.NumMessages != nil {
			v.expected = max(0, int(*f.status.NumMessages)-f.Total)
			p.ahead.expect(v.expected)
		}
		p.visits = append(p.visits, v)
	}
	p.todo = append(p.todo, p.visits...)
	return p
}

// run does all there is to do, with the help of other connections where that is
// worth it.
func (p *pass) run(ctx context.Context, s *session) (err error) {
	if p.keep, err = p.r.rule(ctx); err != nil {
		return errors.Join(err, p.line.close())
	}
	dismiss := p.callHelp(ctx)
	err = p.work(ctx, s, true)
	p.fail(err) // nobody begins anything now
	dismiss()
	err = errors.Join(err, p.line.close())
	if err == nil {
		err = p.sharing.end(ctx, p.r)
	}
	if err == nil {
		err = p.refused
	}
	if ctx.Err() == nil { // else the next start does it, see Store.Reindex
		err = errors.Join(err, p.r.Store.IndexHeaders(ctx))
	}
	if err == nil {
		err = p.report(ctx, true)
	}
	if p.again {
		p.r.Poke()
	}
	return err
}

// report says what the pass found in the folders that it is done with, in
// their order. All of them are when the pass is over.
func (p *pass) report(ctx context.Context, over bool) error {
	p.mu.Lock()
	var done []*visit
	for _, v := range p.visits {
		if !over && (!p.settled || p.looking > 0 || !v.queue.idle()) {
			break
		}
		if !v.reported {
			v.reported, done = true, append(done, v)
		}
	}
	p.mu.Unlock()
	for _, v := range done {
		f, err := p.r.Store.Folder(ctx, v.ID)
		if errors.Is(err, mail.ErrNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		p.r.tell(mail.Progress{
			Stage: mail.Syncing, Folder: f.ID, Path: f.Path, Done: f.Total, Total: f.Total, Left: p.ahead.left(),
			Pass: &mail.Pass{Folder: f, New: v.new, Changed: v.changed, Gone: v.gone, Total: f.Total, Seconds: v.ended.Sub(v.begun).Seconds()},
		})
	}
	return nil
}

// tell says how far it has come in a folder.
func (v *visit) tell(bodies bool, done, total int) {
	v.pass.r.tell(mail.Progress{
		Stage: mail.Syncing, Folder: v.ID, Path: v.Path, Bodies: bodies, Done: done, Total: total, Left: v.pass.ahead.left(),
	})
}

// tell hands progress on, from one goroutine at a time.
func (r *Remote) tell(p mail.Progress) {
	r.telling.Lock()
	defer r.telling.Unlock()
	r.Progress(p)
}
