package store

import (
	"context"
	"fmt"

	"godwit/sync/mail"
)

// Mark changes flags and tags of messages, of any folders and accounts, and
// queues the change for their servers, in one transaction. What is in both add
// and del is added.
func (s *Store) Mark(ctx context.Context, ids []mail.MessageID, add, del mail.Flags, addTags, delTags []string) error {
	return s.mark(ctx, ids, delta{add, del, cleanTags(addTags), cleanTags(delTags)}, 0)
}

// Note sets flags that follow from something else a person did, such as reading
// or answering a message: as Mark, but it is not what Undo takes back.
func (s *Store) Note(ctx context.Context, ids []mail.MessageID, add mail.Flags) error {
	return s.mark(ctx, ids, delta{add: add}, -1)
}

func (s *Store) mark(ctx context.Context, ids []mail.MessageID, d delta, undo int64) error {
	return s.update(ctx, "mark messages", func(ctx context.Context, t *tx) error {
		w := t.wish()
		w.undo = undo
		n := 0
		for _, id := range ids {
			changed, err := w.mark(ctx, id, d)
			if err != nil {
				return err
			}
			if changed {
				n++
			}
		}
		return w.label(ctx, markLabel(n, d))
	})
}

func (w *wish) mark(ctx context.Context, id mail.MessageID, wanted delta) (bool, error) {
	m, err := w.t.subject(ctx, id)
	if err != nil {
		return false, err
	}
	d := wanted.effect(m.flags, m.tags)
	if d.none() {
		return false, nil
	}
	flags, tags := d.apply(m.flags, m.tags)
	if _, err := w.t.exec(ctx, "UPDATE messages SET flags = ?, tags = ? WHERE id = ?", flags, toJSON(tags), id); err != nil {
		return false, err
	}
	w.t.changed(m.account, m.folder, id)
	if err := w.remember(ctx, m, 0, d); err != nil {
		return false, err
	}
	if !m.remote {
		return true, nil
	}
	last, err := w.t.newest(ctx, id)
	if err != nil {
		return false, err
	}
	if last.op != 0 && last.kind == mail.OpFlags && last.tries == 0 && last.change.equal(d.inverse()) {
		return true, w.t.dropTarget(ctx, last.op, id) // the server never hears of either
	}
	return true, w.queue(ctx, mail.Op{
		Account: m.account, Kind: mail.OpFlags, Add: d.add, Del: d.del, AddTags: d.addTags, DelTags: d.delTags,
	}, m, m.folder, m.uid)
}

// markLabel says what was done to n messages.
func markLabel(n int, d delta) string {
	switch {
	case len(d.addTags) > 0:
		return counted(n, "Marked 1 message tagged %s", "Marked %d messages tagged %s", d.addTags[0])
	case len(d.delTags) > 0:
		return counted(n, "Marked 1 message untagged %s", "Marked %d messages untagged %s", d.delTags[0])
	case d.add == mail.Seen && d.del == 0:
		return counted(n, "Marked 1 message read", "Marked %d messages read")
	case d.del == mail.Seen && d.add == 0:
		return counted(n, "Marked 1 message unread", "Marked %d messages unread")
	case d.add == mail.Flagged && d.del == 0:
		return counted(n, "Marked 1 message starred", "Marked %d messages starred")
	case d.del == mail.Flagged && d.add == 0:
		return counted(n, "Marked 1 message not starred", "Marked %d messages not starred")
	case d.add&mail.IsJunk != 0:
		return counted(n, "Marked 1 message as junk", "Marked %d messages as junk")
	case d.add&mail.NotJunk != 0:
		return counted(n, "Marked 1 message as not junk", "Marked %d messages as not junk")
	}
	return counted(n, "Marked 1 message changed", "Marked %d messages changed")
}

// counted is a whole sentence for each number, which a window can say in other
// languages.
func counted(n int, one, many string, with ...any) string {
	if n == 1 {
		return fmt.Sprintf(one, with...)
	}
	return fmt.Sprintf(many, append([]any{n}, with...)...)
}

func messages(n int) string {
	if n == 1 {
		return "1 message"
	}
	return fmt.Sprintf("%d messages", n)
}
