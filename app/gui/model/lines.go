package model

import (
	"slices"
	"sort"

	"godwit/sync/mail"
)

// lines is what of an order is listed: all its rows, but for those of folded
// groups, and below each row that is open the rest of its conversation. It is
// a few stretches, however long the list is.
type lines struct {
	order *Order
	parts []stretch
	count int
}

// stretch is a run of lines.
type stretch struct {
	at    int  // its first line
	row   int  // the row of that, or the one that its lines belong below
	n     int  // how many
	below bool // they are the members of row, from the second on
}

// newLines lists an order. open are rows, in order.
func newLines(o *Order, folded map[string]bool, open []int) lines {
	l := lines{order: o}
	add := func(row, n int, below bool) {
		if n > 0 {
			l.parts = append(l.parts, stretch{l.count, row, n, below})
			l.count += n
		}
	}
	rows := func(from, to int) {
		for len(open) > 0 && open[0] < to {
			if r := open[0]; r >= from {
				add(from, r+1-from, false)
				add(r, len(o.Members(r))-1, true)
				from = r + 1
			}
			open = open[1:]
		}
		add(from, to-from, false)
	}
	if len(o.groups) == 0 {
		rows(0, o.Rows())
	}
	for g, group := range o.groups {
		if !folded[group.Title] {
			rows(group.First, o.groupEnd(g))
		}
	}
	return l
}

// groupEnd is the row behind the last of group g.
func (o *Order) groupEnd(g int) int {
	if g+1 < len(o.groups) {
		return o.groups[g+1].First
	}
	return o.Rows()
}

// line is the message on line i, the row it belongs to, and whether it stands
// below that.
func (l *lines) line(i int) (id mail.MessageID, row int, below bool) {
	p := l.parts[sort.Search(len(l.parts), func(k int) bool { return l.parts[k].at > i })-1]
	if p.below {
		return l.order.Members(p.row)[1+i-p.at], p.row, true
	}
	row = p.row + i - p.at
	return l.order.Head(row), row, false
}

// find is the line of a message: its own, or that of its conversation.
func (l *lines) find(id mail.MessageID) (int, bool) {
	row, member, ok := l.order.Find(id)
	if !ok {
		return 0, false
	}
	at, open := l.lineOf(row)
	if at < 0 {
		return 0, false
	}
	if open {
		at += member
	}
	return at, true
}

// lineOf is the line of a row, -1 when its group is folded, and whether it is
// open.
func (l *lines) lineOf(row int) (at int, open bool) {
	k := sort.Search(len(l.parts), func(k int) bool { return l.parts[k].row > row }) - 1
	if k < 0 {
		return -1, false
	}
	p := l.parts[k]
	if p.below && p.row == row {
		return p.at - 1, true
	}
	if p.below || row >= p.row+p.n {
		return -1, false
	}
	return p.at + row - p.row, false
}

// before is how many lines there are above a row, whether it is listed or not.
func (l *lines) before(row int) int {
	k := sort.Search(len(l.parts), func(k int) bool { return l.parts[k].row >= row })
	if k == 0 {
		return 0
	}
	p := l.parts[k-1]
	if p.below {
		return p.at + p.n
	}
	return p.at + min(p.n, row-p.row)
}

// openRows are the rows of messages that a person has opened, in order.
func openRows(o *Order, open map[mail.MessageID]bool) []int {
	var rows []int
	for id := range open {
		if r, _, ok := o.Find(id); ok && len(o.Members(r)) > 1 {
			rows = append(rows, r)
		}
	}
	slices.Sort(rows)
	return slices.Compact(rows)
}
