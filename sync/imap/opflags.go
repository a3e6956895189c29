package imap

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/emersion/go-imap/v2"

	"godwit/sync/mail"
)

// errMoved: some messages are not where they were, or their mailbox is not. The
// pass finds out where another client has put them, and what is wished for them
// goes with them.
var errMoved = errors.New("imap: messages of the operation are elsewhere")

// doFlags sets and clears flags. Keywords that the mailbox cannot keep stay local.
func (r *Remote) doFlags(ctx context.Context, s *session, op mail.Op) error {
	t, err := r.enterTargets(ctx, s, op)
	if err != nil {
		return err
	}
	moved := t.absent
	for _, change := range []struct {
		op    imap.StoreFlagsOp
		names []string
	}{
		{imap.StoreFlagsAdd, append(op.Add.Names(), op.AddTags...)},
		{imap.StoreFlagsDel, append(op.Del.Names(), op.DelTags...)},
	} {
		flags := s.keepable(change.names)
		if len(flags) == 0 || len(t.uids) == 0 {
			continue
		}
		told, err := s.storeKept(t.uids, change.op, flags)
		if err != nil {
			return err
		}
		if len(told) < len(t.uids) && !moved { // a server may not tell of those that had the flag
			there, err := s.search(setOf(t.uids))
			if err != nil {
				return err
			}
			moved = len(there) < len(t.uids)
		}
	}
	if moved && op.Tries+1 < opTries {
		return errMoved
	}
	return nil
}

const maxStored = 5000 // messages that one STORE changes: a server locks the mailbox meanwhile

// store changes flags of messages in the selected mailbox. A STORE passes over
// those that are not there; it returns the others, as far as the server tells.
func (s *session) store(uids []uint32, op imap.StoreFlagsOp, flags []imap.Flag) ([]uint32, error) {
	var told []uint32
	for _, part := range chunks(uids, maxStored) {
		asked := make(map[uint32]bool, len(part))
		for _, uid := range part {
			asked[uid] = true
		}
		cmd := s.c.Store(setOf(part), &imap.StoreFlags{Op: op, Flags: flags}, nil)
		for m := cmd.Next(); m != nil; m = cmd.Next() {
			if f, err := s.read(m); err == nil && asked[f.uid] {
				asked[f.uid] = false
				told = append(told, f.uid)
			}
		}
		if err := cmd.Close(); err != nil {
			return nil, s.failed("UID STORE", err)
		}
	}
	return told, nil
}

// keepable are the flags that the selected mailbox can keep and that can be
// said at all.
func (s *session) keepable(names []string) []imap.Flag {
	var out []imap.Flag
	anyKeyword := len(s.flags) == 0 || slices.Contains(s.flags, imap.FlagWildcard)
	for _, n := range names {
		alias, ok := s.wire.FlagAlias(n)
		if !ok {
			continue
		}
		known := slices.ContainsFunc(s.flags, func(f imap.Flag) bool { return strings.EqualFold(string(f), alias) })
		if known || anyKeyword || strings.HasPrefix(n, `\`) {
			out = append(out, imap.Flag(alias))
		}
	}
	return out
}
