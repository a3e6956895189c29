package gui

import (
	"context"

	"godwit/app/gui/lang"
	"godwit/app/gui/model"
	"godwit/sync/mail"
)

// next moves to the next message that is not read, in direction delta, however
// far away it is.
func (l *listView) next(delta int) {
	at := -1
	if id, ok := l.widget.Cursor(); ok {
		at, _ = l.rows.IndexOf(id)
	}
	gen, order, q, found := l.gen, l.list.Order(), l.query(), l.found != nil
	row := -1
	if at >= 0 {
		row, _, _ = order.Find(l.list.ID(at))
	}
	m := l.s.core.Mail
	load(l.s.pump, func(ctx context.Context) (mail.MessageID, error) {
		if found {
			return nextOf(ctx, order, row, delta, func(ids []mail.MessageID) ([]mail.Row, error) { return m.Rows(ctx, ids) })
		}
		q.Unread, q.Keep = true, nil
		unread, err := m.Places(ctx, q)
		return nearest(order, unread, row, delta), err
	}, func(id mail.MessageID, err error) {
		switch {
		case gen != l.gen:
		case err != nil:
			l.s.fail(err)
		case id == 0 && delta > 0:
			l.s.tell(lang.T("No unread message below."))
		case id == 0:
			l.s.tell(lang.T("No unread message above."))
		default:
			if _, ok := l.list.IndexOf(id); !ok { // its group is folded
				l.unfoldGroups()
			}
			l.goTo(id)
		}
	})
}

// unfoldGroups shows the rows of every group.
func (l *listView) unfoldGroups() {
	for _, s := range l.list.Sections() {
		l.list.Fold(s.Title, false)
	}
	l.refold()
}

// nearest is the one of unread whose row comes next after a row, in direction
// delta; 0: none.
func nearest(order *model.Order, unread []mail.Place, row, delta int) mail.MessageID {
	best, id := -1, mail.MessageID(0)
	for _, p := range unread {
		r, _, ok := order.Find(p.ID)
		if !ok || (r-row)*delta <= 0 {
			continue
		}
		if best < 0 || (best-r)*delta > 0 {
			best, id = r, p.ID
		}
	}
	return id
}

// nextOf looks at rows, some at a time, for the next that is not read.
func nextOf(ctx context.Context, order *model.Order, row, delta int, rows func([]mail.MessageID) ([]mail.Row, error)) (mail.MessageID, error) {
	const step = 500
	for from := row + delta; from >= 0 && from < order.Rows() && ctx.Err() == nil; from += step * delta {
		low, high := from, from+step
		if delta < 0 {
			low, high = from-step+1, from+1
		}
		all, err := rows(order.Heads(low, high))
		if err != nil {
			return 0, err
		}
		for i := range all {
			if delta < 0 {
				i = len(all) - 1 - i
			}
			if all[i].Flags&mail.Seen == 0 {
				return all[i].ID, nil
			}
		}
	}
	return 0, nil
}
