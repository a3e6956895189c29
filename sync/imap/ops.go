package imap

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"godwit/sync/mail"
	"godwit/sync/store"
)

const (
	opTries = 20 // attempts that may end with a lost connection before an operation is given up
	noTries = 3  // attempts that may end with a NO or BAD that is not understood
	maxHeld = 20 // operations that may wait for another pass while later ones are carried out

	fullWait = time.Hour // until a mailbox that was full is offered a message again
)

// gaveUp is a reason to drop an operation that is no answer of the server.
type gaveUp string

func (g gaveUp) Error() string { return string(g) }

// replay tells the server what the user did, oldest first, until nothing is
// left or the server is not ready for it. Where it refuses one operation for
// reasons that are not understood, those that have nothing to do with it go on.
func (r *Remote) replay(ctx context.Context, s *session) error {
	s.listing, s.searched = nil, 0
	var held []mail.Op
	full := 0 // of held, those that wait for room
	for len(held)-full <= maxHeld {
		// One at a time: what one learns, the next may need.
		ops, err := r.Store.NextOps(ctx, r.Account.ID, 1+len(held))
		if err != nil {
			return err
		}
		i := slices.IndexFunc(ops, func(op mail.Op) bool {
			return !slices.ContainsFunc(held, func(h mail.Op) bool { return h.ID == op.ID })
		})
		if i < 0 {
			return nil
		}
		op := ops[i]
		if slices.ContainsFunc(held, func(h mail.Op) bool { return related(h, op) }) {
			held = append(held, op)
			continue
		}
		if op.Kind == mail.OpAppend && time.Now().Before(r.fullUntil) {
			held = append(held, op)
			full++
			continue
		}
		switch outcome, err := r.replayOne(ctx, s, op); {
		case err != nil:
			return fmt.Errorf("replay %s: %w", op.Kind, err)
		case outcome == notNow:
			return nil
		case outcome == again:
			held = append(held, op)
		}
	}
	return nil
}

// related reports whether b must wait for a: they are about the same message,
// or one about a mailbox that the other needs.
func related(a, b mail.Op) bool {
	for _, t := range a.Targets {
		if slices.ContainsFunc(b.Targets, func(u mail.Target) bool { return u.Message == t.Message }) {
			return true
		}
	}
	for _, f := range []mail.FolderID{a.Folder, a.To} {
		if f != 0 && (f == b.Folder || f == b.To) && (aboutFolder(a.Kind) || aboutFolder(b.Kind)) {
			return true
		}
	}
	return aboutFolder(a.Kind) && aboutFolder(b.Kind) // a mailbox and one below it
}

func aboutFolder(k mail.OpKind) bool {
	return k == mail.OpCreate || k == mail.OpRename || k == mail.OpRemove
}

// outcome is how an attempt at an operation ended.
type outcome int

const (
	settled outcome = iota // done, or dropped
	notNow                 // the server is not ready for any
	again                  // this one has to wait for another pass
)

// replayOne does one operation. An attempt is counted before it begins, and
// that count is taken back when the server says that it is not ready.
func (r *Remote) replayOne(ctx context.Context, s *session, op mail.Op) (outcome, error) {
	if err := r.Store.BeginOp(ctx, op.ID); err != nil {
		return settled, err
	}
	var results []mail.OpResult
	var err error
	if op.Kind != mail.OpAppend {
		s.listing = nil
	}
	if op.Tries >= opTries {
		err = gaveUp("the connection was lost at each attempt")
	} else {
		err = s.change(ctx, func() error {
			var err error
			results, err = r.do(ctx, s, op)
			return err
		})
	}
	// What the server has said is noted even if the engine is to stop.
	note := context.WithoutCancel(ctx)
	var no *RefusedError
	var given gaveUp
	switch {
	case err == nil:
		return settled, r.Store.OpDone(note, op.ID, results)
	case errors.Is(err, errNotYet):
		return again, r.Store.PutOffOp(note, op.ID)
	case errors.Is(err, errNumberedAnew): // nothing was said; the pass finds the new UIDs
		return again, r.Store.PutOffOp(note, op.ID)
	case errors.Is(err, errMoved): // counted, so that it ends
		return again, nil
	case s.lost() && !errors.As(err, &no):
		return settled, err
	case errors.As(err, &no) && no.Temporary():
		r.Log.Warn("operation put off", "op", op.ID, "kind", op.Kind, "err", err)
		return notNow, r.Store.PutOffOp(note, op.ID)
	case errors.As(err, &no) && op.Kind == mail.OpAppend && no.Code == "OVERQUOTA":
		r.Log.Warn("no room for a message", "op", op.ID, "err", err)
		return again, r.full(note, op, no)
	case errors.As(err, &no) && !no.Permanent() && op.Tries+1 < noTries:
		r.Log.Warn("operation refused, to be tried again", "op", op.ID, "kind", op.Kind, "err", err)
		return again, nil
	case errors.As(err, &no):
		r.Log.Warn("operation refused", "op", op.ID, "kind", op.Kind, "err", err)
		return settled, r.Store.OpRefused(note, op.ID, no.words())
	case errors.As(err, &given):
		r.Log.Warn("operation given up", "op", op.ID, "kind", op.Kind, "why", string(given))
		return settled, r.Store.OpRefused(note, op.ID, string(given))
	}
	return settled, err
}

// full puts off what is to be uploaded: somebody may make room. It is said once.
func (r *Remote) full(ctx context.Context, op mail.Op, no *RefusedError) error {
	if r.fullUntil.IsZero() {
		if err := r.Store.AddNotice(ctx, store.Notice{
			Account: r.Account.ID, When: time.Now(), Code: "GW-MAIL-QUOTA",
			Text: no.words() + ". A message for the server is kept here until there is room.",
		}); err != nil {
			return err
		}
	}
	r.fullUntil = time.Now().Add(fullWait)
	return r.Store.PutOffOp(ctx, op.ID)
}

// words are for the user.
func (e *RefusedError) words() string {
	switch {
	case e.Text != "":
		return e.Text
	case e.Code != "":
		return e.Code
	}
	return "the server refused " + e.Command
}

// do carries out one operation.
func (r *Remote) do(ctx context.Context, s *session, op mail.Op) ([]mail.OpResult, error) {
	switch op.Kind {
	case mail.OpFlags:
		return nil, r.doFlags(ctx, s, op)
	case mail.OpMove:
		return r.doMove(ctx, s, op)
	case mail.OpDelete:
		return nil, r.doDelete(ctx, s, op)
	case mail.OpAppend:
		return r.doAppend(ctx, s, op)
	case mail.OpCreate, mail.OpRename, mail.OpRemove, mail.OpSubscribe, mail.OpUnsubscribe:
		return r.doFolder(ctx, s, op)
	}
	return nil, gaveUp("an operation that this version does not know: " + string(op.Kind))
}

// folder is a folder of an operation; one that is gone ends the operation.
func (r *Remote) folder(ctx context.Context, id mail.FolderID) (mail.Folder, error) {
	f, err := r.Store.Folder(ctx, id)
	if errors.Is(err, mail.ErrNotFound) {
		return f, gaveUp("the folder is gone")
	}
	if err == nil && f.Local() {
		return f, gaveUp("the folder is not on the server")
	}
	return f, err
}

// target is where an operation's messages are on the server.
type targets struct {
	uids     []uint32
	messages map[uint32]mail.MessageID
	absent   bool // one that is here was looked for and is not there
}

// enterTargets selects the folder of an operation and finds its messages.
// Those whose UID no earlier operation learned are looked for by Message-ID;
// those that are not there any more are left out.
func (r *Remote) enterTargets(ctx context.Context, s *session, op mail.Op) (targets, error) {
	t := targets{messages: map[uint32]mail.MessageID{}}
	f, err := r.folder(ctx, op.Folder)
	if err != nil {
		return t, err
	}
	if err := r.enter(ctx, s, f); isMissing(err) && op.Tries+1 < opTries {
		return t, errMoved // with their mailbox, as the list is to tell
	} else if err != nil {
		return t, err
	}
	for _, target := range op.Targets {
		uid := target.UID
		if uid == 0 {
			var here bool
			if uid, here, err = r.findTarget(ctx, s, target.Message); err != nil {
				return t, err
			}
			t.absent = t.absent || here && uid == 0
		}
		if uid != 0 {
			t.uids = append(t.uids, uid)
			t.messages[uid] = target.Message
		}
	}
	return t, nil
}

// findTarget looks for a message in the selected mailbox; 0 if it is not
// there. here says that there was something to look for.
func (r *Remote) findTarget(ctx context.Context, s *session, id mail.MessageID) (uid uint32, here bool, err error) {
	rows, err := r.Store.Rows(ctx, []mail.MessageID{id})
	if err != nil || len(rows) == 0 || rows[0].MessageID == "" {
		return 0, false, err
	}
	uid, err = s.findMessage(rows[0].MessageID)
	return uid, true, err
}
