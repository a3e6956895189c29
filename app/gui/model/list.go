package model

import "godwit/sync/mail"

// Order is the order of the messages in a list. It is made away from the UI
// goroutine (a hundred thousand take some milliseconds) and never changes.
type Order struct {
	ids []mail.MessageID
	at  map[mail.MessageID]int
}

// NewOrder keeps ids, which must not be changed afterwards.
func NewOrder(ids []mail.MessageID) *Order {
	o := &Order{ids: ids, at: make(map[mail.MessageID]int, len(ids))}
	for i, id := range ids {
		o.at[id] = i
	}
	return o
}

// OrderOf is the order of rows.
func OrderOf(rows []mail.Row) *Order {
	ids := make([]mail.MessageID, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	return NewOrder(ids)
}

// Slice is the ids of places from to to, cut to what there is.
func (o *Order) Slice(from, to int) []mail.MessageID {
	from, to = max(0, from), min(len(o.ids), to)
	if from >= to {
		return nil
	}
	return o.ids[from:to]
}

// Len is the number of messages.
func (o *Order) Len() int { return len(o.ids) }

// List is a message list: its order, and the rows near those that were looked
// at. Asking for a row that is not here notes it as wanted.
type List struct {
	order *Order
	rows  map[mail.MessageID]mail.Row

	low, high int // the places looked at since the last Window, low > high: none
	missed    bool
}

// around is how many rows beyond the visible ones are kept and fetched.
const around = 100

// NewList is an empty list.
func NewList() *List {
	l := &List{}
	l.Clear()
	return l
}

// Clear empties the list.
func (l *List) Clear() {
	l.order = NewOrder(nil)
	l.rows = make(map[mail.MessageID]mail.Row)
	l.seenNone()
}

func (l *List) seenNone() { l.low, l.high, l.missed = 0, -1, false }

// Set replaces the order, and the rows by the given ones: all others are asked
// for again when they are seen.
func (l *List) Set(order *Order, rows []mail.Row) {
	l.order = order
	l.rows = make(map[mail.MessageID]mail.Row, len(rows))
	l.Add(rows)
}

// Add brings wanted rows.
func (l *List) Add(rows []mail.Row) {
	if len(l.rows) > 20*around {
		near := make(map[mail.MessageID]mail.Row, 2*around)
		for _, id := range l.order.Slice(l.Near()) {
			if r, ok := l.rows[id]; ok {
				near[id] = r
			}
		}
		l.rows = near
	}
	for _, r := range rows {
		l.rows[r.ID] = r
	}
	l.missed = false
}

// Forget drops single rows, so that they are fetched again.
func (l *List) Forget(ids []mail.MessageID) {
	for _, id := range ids {
		delete(l.rows, id)
	}
}

// Count is the number of messages.
func (l *List) Count() int { return len(l.order.ids) }

// ID is the message at place i.
func (l *List) ID(i int) mail.MessageID { return l.order.ids[i] }

// IndexOf is the place of a message.
func (l *List) IndexOf(id mail.MessageID) (int, bool) {
	i, ok := l.order.at[id]
	return i, ok
}

// Row is the row at place i and whether it is here.
func (l *List) Row(i int) (mail.Row, bool) {
	if l.low > l.high {
		l.low, l.high = i, i
	} else if i < l.low-2*around || i > l.high+2*around { // jumped: what was near is not any more
		l.low, l.high = i, i
	}
	l.low, l.high = min(l.low, i), max(l.high, i)
	if l.high-l.low > around { // keep the window about a screen high while it is dragged along
		if i == l.high {
			l.low = l.high - around
		} else if i == l.low {
			l.high = l.low + around
		}
	}
	r, ok := l.rows[l.order.ids[i]]
	if !ok {
		l.missed = true
	}
	return r, ok
}

// Get is a message's row, if it is here.
func (l *List) Get(id mail.MessageID) (mail.Row, bool) {
	r, ok := l.rows[id]
	return r, ok
}

// Near is the range of places worth having: those looked at and some around.
func (l *List) Near() (from, to int) {
	if l.low > l.high {
		return 0, around
	}
	return max(0, l.low-around), l.high + 1 + around
}

// Wanted is the ids near what was looked at whose rows are not here; empty when
// nothing that was looked at is missing.
func (l *List) Wanted() []mail.MessageID {
	if !l.missed {
		return nil
	}
	var ids []mail.MessageID
	for _, id := range l.order.Slice(l.Near()) {
		if _, ok := l.rows[id]; !ok {
			ids = append(ids, id)
		}
	}
	return ids
}
