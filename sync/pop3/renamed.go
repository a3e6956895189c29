package pop3

import (
	"context"
	"fmt"
	"io"
	"strings"

	"godwit/sync/parse"
	"godwit/sync/pop3/wire"
	"godwit/sync/store"
)

// renamed finds messages that the server calls otherwise than before, as some do
// after they were moved to other machines, so that they are not collected again.
// Only where known ids are listed no more can new ones be theirs; then headers
// tell: the same Message-ID and size.
func (r *Remote) renamed(ctx context.Context, c *wire.Client, entries []wire.Entry, known map[string]store.Collected) error {
	listed := make(map[string]bool, len(entries))
	for _, e := range entries {
		listed[e.UID] = true
	}
	lost := map[string][]string{} // by Message-ID and size: the ids that were
	for uid, k := range known {
		if !listed[uid] && k.MessageID != "" {
			lost[likeness(k.MessageID, k.Size)] = append(lost[likeness(k.MessageID, k.Size)], uid)
		}
	}
	var fresh []wire.Entry
	for _, e := range entries {
		if _, ok := known[e.UID]; !ok && !strings.HasPrefix(e.UID, "message-id ") && !strings.HasPrefix(e.UID, "header ") {
			fresh = append(fresh, e)
		}
	}
	if len(lost) == 0 || len(fresh) == 0 || len(fresh) < len(lost)/2 {
		return nil
	}
	names := map[string]string{}
	at, numbers := byNumber(fresh)
	err := c.Headers(numbers, r.limit, func(n int, head io.Reader, refused *RefusedError) error {
		if refused != nil {
			return nil // not known by TOP: it is collected
		}
		raw, err := io.ReadAll(io.LimitReader(head, maxHeader))
		if err != nil {
			return err
		}
		like := likeness(parse.ParseHeader(raw).Envelope().MessageID, at[n].Size)
		if before := lost[like]; len(before) > 0 {
			names[before[0]] = at[n].UID
			lost[like] = before[1:] // one more there is another message
		}
		return nil
	})
	if err != nil || len(names) == 0 {
		return err
	}
	if err := r.Store.RenameUIDLs(ctx, r.Account.ID, names); err != nil {
		return err
	}
	for before, now := range names {
		known[now] = known[before]
		delete(known, before)
	}
	r.Log.Info("the server has new ids for known messages", "messages", len(names))
	return nil
}

func likeness(messageID string, size int64) string { return fmt.Sprintf("%d %s", size, messageID) }
