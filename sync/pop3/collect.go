package pop3

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"godwit/accounts"
	"godwit/sync/mail"
	"godwit/sync/pop3/wire"
	"godwit/sync/store"
)

// keep is the rule for bodies in a folder, as it is now.
func (r *Remote) keep(ctx context.Context, f mail.Folder) (accounts.Keep, error) {
	if r.HeadersOnly {
		return accounts.Keep{Mode: accounts.KeepHeaders}, nil
	}
	a, err := r.Store.Account(ctx, r.Account.ID)
	if err != nil {
		return accounts.Keep{}, fmt.Errorf("the account's rule for bodies: %w", err)
	}
	return f.Keep.Or(a.Keep), nil
}

// collect brings every message that is not known into the folder, newest
// first, and returns how many: whole, or where the rule for bodies does not want
// them, by their headers. Bodies that it wants by now come as well.
func (r *Remote) collect(ctx context.Context, c *wire.Client, folder mail.Folder, entries []wire.Entry, known map[string]store.Collected) (int, error) {
	keep, err := r.keep(ctx, folder)
	if err != nil {
		return 0, err
	}
	var whole, heads []wire.Entry
	lacking := map[string]mail.MessageID{}
	for _, e := range slices.Backward(entries) { // servers number by age
		k, ok := known[e.UID]
		switch {
		case r.tooLarge[e.UID]:
		case ok && !k.Here && !k.Deleted && keep.Wants(k.Received, e.Size, r.now()):
			lacking[e.UID] = k.Message
			whole = append(whole, e)
		case ok:
		case e.Size > r.limit:
			r.passOver(ctx, e.UID)
		case keep.Mode == accounts.KeepHeaders, keep.Mode == accounts.KeepRecent, keep.Largest > 0 && e.Size > keep.Largest:
			heads = append(heads, e)
		default:
			whole = append(whole, e)
		}
	}
	b := &batch{remote: r, folder: folder, lacking: lacking, done: len(entries) - len(whole) - len(heads), total: len(entries)}
	b.report()
	more, err := r.collectHeads(ctx, c, b, heads, keep)
	if err == nil {
		err = r.collectWhole(ctx, c, b, append(whole, more...))
	}
	// What has come is kept, whatever ended the retrieval.
	return b.stored, errors.Join(err, b.flush(ctx))
}

func (r *Remote) collectWhole(ctx context.Context, c *wire.Client, b *batch, list []wire.Entry) error {
	if len(list) == 0 {
		return nil
	}
	uids, numbers := byNumber(list)
	current := ""
	err := c.Retrieve(numbers, r.limit, func(n int, body io.Reader, refused *RefusedError) error {
		e := uids[n]
		current = e.UID
		if refused != nil {
			// Gone in the meantime, or the server cannot read it: asked for
			// again in the next pass.
			r.Log.Warn("the server does not give a message", "number", n, "code", refused.Code)
			return nil
		}
		raw, err := readAll(body, e.Size)
		if err != nil {
			return err
		}
		return b.add(ctx, current, raw)
	})
	if errors.Is(err, wire.ErrTooLarge) {
		r.passOver(ctx, current)
	}
	return err
}

// collectHeads stores messages by their headers, and returns those that are to
// come whole: they are wanted after all, or the server does not know TOP.
func (r *Remote) collectHeads(ctx context.Context, c *wire.Client, b *batch, list []wire.Entry, keep accounts.Keep) (whole []wire.Entry, err error) {
	if len(list) == 0 {
		return nil, nil
	}
	at, numbers := byNumber(list)
	err = c.Headers(numbers, r.limit, func(n int, head io.Reader, refused *RefusedError) error {
		e := at[n]
		if refused != nil {
			whole = append(whole, e)
			return nil
		}
		raw, err := io.ReadAll(io.LimitReader(head, maxHeader))
		if err != nil {
			return err
		}
		m := headMessage(e, raw, r.now())
		if keep.Wants(m.Received, e.Size, r.now()) {
			whole = append(whole, e)
			return nil
		}
		return b.addNew(ctx, m, len(raw))
	})
	return whole, err
}

// maxBelieved is how much room is made for a message because its server says so.
const maxBelieved = 1 << 20

// readAll is io.ReadAll for what has about so many octets.
func readAll(r io.Reader, size int64) ([]byte, error) {
	var b bytes.Buffer
	b.Grow(int(min(size, maxBelieved)) + bytes.MinRead)
	_, err := b.ReadFrom(r)
	return b.Bytes(), err
}

func byNumber(list []wire.Entry) (at map[int]wire.Entry, numbers []int) {
	at = make(map[int]wire.Entry, len(list))
	for _, e := range list {
		at[e.N] = e
		numbers = append(numbers, e.N)
	}
	return at, numbers
}
