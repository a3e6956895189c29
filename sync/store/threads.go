package store

import (
	"context"
	"database/sql"
	"slices"

	"godwit/accounts"
	"godwit/sync/mail"
	"godwit/sync/thread"
)

// conversations are those of an account that some messages may belong to.
type conversations struct {
	t       *tx
	account accounts.ID
	known   map[string]mail.ThreadID // by the Message-IDs that their messages have or name
	muted   map[mail.ThreadID]bool
	refs    []any // of known, the rows that are not inserted yet
}

// conversations looks up what is known of messages that are about to be added.
func (t *tx) conversations(ctx context.Context, account accounts.ID, msgs []NewMessage) (*conversations, error) {
	c := &conversations{t: t, account: account, known: map[string]mail.ThreadID{}}
	var err error
	if c.muted, err = t.muted(ctx); err != nil {
		return c, err
	}
	var all []string
	for _, m := range msgs {
		all = append(all, links(m)...)
	}
	if len(all) == 0 {
		return c, nil
	}
	slices.Sort(all)
	all = slices.Compact(all)
	err = each(ctx, t, "SELECT message_id, thread FROM refs WHERE account = ? AND message_id IN (SELECT value FROM json_each(?))",
		[]any{account, toJSON(all)}, func(r *sql.Rows) error {
			var link string
			var th mail.ThreadID
			err := r.Scan(&link, &th)
			c.known[link] = th
			return err
		})
	return c, err
}

// links are a message's, as the table has them.
func links(m NewMessage) []string {
	all := thread.Links(m.Envelope, m.ThreadID)
	for i, link := range all {
		all[i] = clip(link, maxText)
	}
	return all
}

// join finds the conversation of a message that is about to be added as id. A
// message that names ids of several conversations shows that they are one: the
// one begun first, by row, takes the others in, and the caller merges them.
func (c *conversations) join(id mail.MessageID, m NewMessage) (joined mail.ThreadID, others []mail.ThreadID) {
	all := links(m)
	for _, link := range all {
		if th, ok := c.known[link]; ok {
			others = append(others, th)
		}
	}
	joined = mail.ThreadID(id)
	if len(others) > 0 {
		slices.Sort(others)
		others = slices.Compact(others)
		joined, others = others[0], others[1:]
	}
	for _, other := range others {
		c.rename(other, joined)
	}
	for _, link := range all {
		if _, ok := c.known[link]; !ok {
			c.known[link] = joined
			c.refs = append(c.refs, int64(c.account), link, int64(joined))
		}
	}
	return joined, others
}

const refColumns = 3

func (c *conversations) rename(from, into mail.ThreadID) {
	c.muted[into] = c.muted[into] || c.muted[from]
	for link, th := range c.known {
		if th == from {
			c.known[link] = into
		}
	}
	for i := refColumns - 1; i < len(c.refs); i += refColumns {
		if c.refs[i] == int64(from) {
			c.refs[i] = int64(into)
		}
	}
}

// flush inserts what join has added.
func (c *conversations) flush(ctx context.Context) error {
	err := c.t.insertRows(ctx, "refs (account, message_id, thread)", refColumns, c.refs)
	clear(c.refs)
	c.refs = c.refs[:0]
	return err
}

// merge makes two conversations one.
func (t *tx) merge(ctx context.Context, from, into mail.ThreadID) error {
	if _, err := t.exec(ctx, "UPDATE refs SET thread = ? WHERE thread = ?", into, from); err != nil {
		return err
	}
	if _, err := t.exec(ctx, "UPDATE OR REPLACE muted SET thread = ? WHERE thread = ?", into, from); err != nil {
		return err
	}
	err := each(ctx, t, "SELECT account, folder, id FROM messages WHERE thread = ?", []any{from}, func(r *sql.Rows) error {
		var account accounts.ID
		var folder mail.FolderID
		var id mail.MessageID
		if err := r.Scan(&account, &folder, &id); err != nil {
			return err
		}
		t.changed(account, folder, id)
		return nil
	})
	if err != nil {
		return err
	}
	_, err = t.exec(ctx, "UPDATE messages SET thread = ? WHERE thread = ?", into, from)
	return err
}
