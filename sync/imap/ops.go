package imap

import (
	"context"
	"errors"
	"fmt"

	"godwit/sync/mail"
)

const opTries = 20 // attempts that may end with a lost connection before an operation is given up

// gaveUp is a reason to drop an operation that is no answer of the server.
type gaveUp string

func (g gaveUp) Error() string { return string(g) }

// replay tells the server what the user did, oldest first, until nothing is
// left or the server is not ready for it.
func (r *Remote) replay(ctx context.Context, s *session) error {
	for {
		// One at a time: what one learns, the next may need.
		ops, err := r.Store.NextOps(ctx, r.Account.ID, 1)
		if err != nil || len(ops) == 0 {
			return err
		}
		later, err := r.replayOne(ctx, s, ops[0])
		if err != nil {
			return fmt.Errorf("replay %s: %w", ops[0].Kind, err)
		}
		if later {
			return nil
		}
	}
}

// replayOne does one operation; later is true when it and those after it have
// to wait for another pass.
func (r *Remote) replayOne(ctx context.Context, s *session, op mail.Op) (later bool, err error) {
	if err := r.Store.BeginOp(ctx, op.ID); err != nil {
		return false, err
	}
	var results []mail.OpResult
	if op.Tries >= opTries {
		err = gaveUp("the connection was lost at each attempt")
	} else {
		err = s.change(ctx, func() error {
			var err error
			results, err = r.do(ctx, s, op)
			return err
		})
	}
	var no *RefusedError
	var given gaveUp
	switch {
	case err == nil:
		// What the server has done is noted even if the engine is to stop.
		return false, r.Store.OpDone(context.WithoutCancel(ctx), op.ID, results)
	case s.lost():
		return false, err
	case errors.As(err, &no) && no.Temporary():
		r.Log.Warn("operation put off", "op", op.ID, "kind", op.Kind, "err", err)
		return true, nil
	case errors.As(err, &no):
		r.Log.Warn("operation refused", "op", op.ID, "kind", op.Kind, "err", err)
		return false, r.Store.OpRefused(context.WithoutCancel(ctx), op.ID, no.words())
	case errors.As(err, &given):
		r.Log.Warn("operation given up", "op", op.ID, "kind", op.Kind, "why", string(given))
		return false, r.Store.OpRefused(context.WithoutCancel(ctx), op.ID, string(given))
	}
	return false, err
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
	case mail.OpCreate, mail.OpRename, mail.OpRemove:
		return nil, r.doFolder(ctx, s, op)
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
	if err := s.enter(f.Remote); err != nil {
		return t, err
	}
	for _, target := range op.Targets {
		uid := target.UID
		if uid == 0 {
			if uid, err = r.findTarget(ctx, s, target.Message); err != nil {
				return t, err
			}
		}
		if uid != 0 {
			t.uids = append(t.uids, uid)
			t.messages[uid] = target.Message
		}
	}
	return t, nil
}

// findTarget looks for a message in the selected mailbox; 0 if it is not there.
func (r *Remote) findTarget(ctx context.Context, s *session, id mail.MessageID) (uint32, error) {
	rows, err := r.Store.Rows(ctx, []mail.MessageID{id})
	if err != nil || len(rows) == 0 || rows[0].MessageID == "" {
		return 0, err
	}
	return s.findMessage(rows[0].MessageID)
}
