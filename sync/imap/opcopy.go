package imap

import (
	"context"
	"slices"

	"github.com/emersion/go-imap/v2"

	"godwit/sync/mail"
)

// copying moves messages where the server cannot: COPY, a look whether the
// copies are there, and only then a deletion of just these. An attempt that
// broke off is not repeated blindly: what is copied already is not copied again.
type copying struct {
	r  *Remote
	s  *session
	op mail.Op
	t  targets
	to mail.Folder
}

func (c *copying) run(ctx context.Context, uids []uint32) (map[uint32]uint32, error) {
	uids, err := c.s.search(setOf(uids)) // the others are gone
	if err != nil || len(uids) == 0 {
		return nil, err
	}
	copied := map[uint32]uint32{}
	if c.op.Tries > 0 {
		if copied, err = c.find(ctx, uids); err != nil {
			return nil, err
		}
	}
	rest := slices.DeleteFunc(slices.Clone(uids), func(u uint32) bool { return copied[u] != 0 })
	if len(rest) > 0 {
		fresh, err := c.copy(ctx, rest)
		if err != nil {
			return nil, err
		}
		for from, to := range fresh {
			copied[from] = to
		}
	}
	return copied, c.r.expunge(ctx, c.s, uids)
}

// copy copies messages. Where the server does not tell their UIDs, the mailbox
// must have grown by as many, or each of them must be found there.
func (c *copying) copy(ctx context.Context, uids []uint32) (map[uint32]uint32, error) {
	told := c.s.wire.Has("UIDPLUS")
	before := 0
	if !told {
		var err error
		if before, err = c.count(); err != nil {
			return nil, err
		}
	}
	data, err := c.s.c.Copy(setOf(uids), c.to.Remote).Wait()
	if err != nil {
		return nil, c.s.failed("UID COPY", err)
	}
	copied := pair(data.SourceUIDs, data.DestUIDs, len(uids))
	if len(copied) == len(uids) {
		return copied, nil
	}
	if !told {
		after, err := c.count()
		if err != nil {
			return nil, err
		}
		if after >= before+len(uids) {
			return nil, nil
		}
	}
	if copied, err = c.find(ctx, uids); err != nil {
		return nil, err
	}
	if len(copied) < len(uids) {
		return nil, &RefusedError{Command: "UID COPY", Text: "not all of the copies are there, so the messages stay where they are"}
	}
	return copied, nil
}

// count is how many messages the destination has.
func (c *copying) count() (int, error) {
	st, err := c.s.c.Status(c.to.Remote, &imap.StatusOptions{NumMessages: true}).Wait()
	if err := c.s.failed("STATUS", err); err != nil && !isRefused(err) {
		return 0, err
	} else if err != nil || st.NumMessages == nil {
		return 0, nil // COPY will say why
	}
	return int(*st.NumMessages), nil
}

// find looks for copies in the destination, by Message-ID and size, and selects
// the source again.
func (c *copying) find(ctx context.Context, uids []uint32) (map[uint32]uint32, error) {
	found := map[uint32]uint32{}
	sizes, err := c.s.sizes(uids)
	if err != nil {
		return nil, err
	}
	if _, err := c.s.open(c.to.Remote); err != nil {
		if isRefused(err) {
			err = nil // not there, as COPY will say
		}
		return found, c.back(ctx, err)
	}
	for _, uid := range uids {
		copies, _, err := c.r.findTarget(ctx, c.s, c.t.messages[uid])
		if err == nil && copies != 0 {
			var size map[uint32]int64
			if size, err = c.s.sizes([]uint32{copies}); size[copies] == sizes[uid] {
				found[uid] = copies
			}
		}
		if err != nil {
			return nil, err
		}
	}
	return found, c.back(ctx, nil)
}

// back selects the source again, unless something failed.
func (c *copying) back(ctx context.Context, err error) error {
	if err != nil {
		return err
	}
	f, err := c.r.folder(ctx, c.op.Folder)
	if err != nil {
		return err
	}
	return c.r.enter(ctx, c.s, f)
}

// sizes asks for the sizes of messages in the selected mailbox.
func (s *session) sizes(uids []uint32) (map[uint32]int64, error) {
	sizes := map[uint32]int64{}
	for _, part := range chunks(uids, headerBatch) {
		cmd := s.c.Fetch(setOf(part), &imap.FetchOptions{UID: true, RFC822Size: true})
		for m := cmd.Next(); m != nil; m = cmd.Next() {
			if f, err := s.read(m); err == nil {
				sizes[f.uid] = f.size
			}
		}
		if err := cmd.Close(); err != nil {
			return nil, s.failed("UID FETCH", err)
		}
	}
	return sizes, nil
}
