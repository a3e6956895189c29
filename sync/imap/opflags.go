package imap

import (
	"context"
	"slices"
	"strings"

	"github.com/emersion/go-imap/v2"

	"godwit/sync/mail"
)

// doFlags sets and clears flags. Keywords that the mailbox cannot keep stay local.
func (r *Remote) doFlags(ctx context.Context, s *session, op mail.Op) error {
	t, err := r.enterTargets(ctx, s, op)
	if err != nil || len(t.uids) == 0 {
		return err
	}
	for _, change := range []struct {
		op    imap.StoreFlagsOp
		names []string
	}{
		{imap.StoreFlagsAdd, append(op.Add.Names(), op.AddTags...)},
		{imap.StoreFlagsDel, append(op.Del.Names(), op.DelTags...)},
	} {
		if err := s.store(t.uids, change.op, s.keepable(change.names)); err != nil {
			return err
		}
	}
	return nil
}

// store changes flags of messages in the selected mailbox.
func (s *session) store(uids []uint32, op imap.StoreFlagsOp, flags []imap.Flag) error {
	if len(flags) == 0 {
		return nil
	}
	for _, part := range chunks(uids, len(uids)) {
		if err := s.c.Store(setOf(part), &imap.StoreFlags{Op: op, Silent: true, Flags: flags}, nil).Close(); err != nil {
			return s.failed("UID STORE", err)
		}
	}
	return nil
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
