package model

import "godwit/sync/mail"

// List is a message list: its order, what of that is folded, and the rows near
// those that were looked at. Asking for a row that is not here notes it as
// wanted.
type List struct {
	order  *Order
	lines  lines
	folded map[string]bool         // groups, by title
	open   map[mail.MessageID]bool // conversations, by all of their messages
	rows   map[mail.MessageID]mail.Conversation

	low, high int // the lines looked at since the last Window, low > high: none
	missed    bool
}

// around is how many lines beyond the visible ones are kept and fetched.
const around = 100

// NewList is an empty list.
func NewList() *List {
	l := &List{folded: map[string]bool{}}
	l.Clear()
	return l
}

// Clear empties the list.
func (l *List) Clear() {
	l.open = map[mail.MessageID]bool{}
	l.rows = make(map[mail.MessageID]mail.Conversation)
	l.low, l.high, l.missed = 0, -1, false
	l.arrange(NewOrder(nil))
}

func (l *List) arrange(o *Order) {
	l.order = o
	open := openRows(o, l.open)
	clear(l.open)
	for _, r := range open {
		l.setOpen(r, true)
	}
	l.lines = newLines(o, l.folded, open)
}

// setOpen notes it for each message, so that it holds while one of them stays.
func (l *List) setOpen(row int, open bool) {
	for _, id := range l.order.Members(row) {
		if open {
			l.open[id] = true
		} else {
			delete(l.open, id)
		}
	}
}

// Set replaces the order, and the rows by the given ones: all others are asked
// for again when they are seen.
func (l *List) Set(order *Order, rows []mail.Row) {
	l.rows = make(map[mail.MessageID]mail.Conversation, len(rows))
	l.arrange(order)
	l.Add(rows)
}

// Add brings wanted rows.
func (l *List) Add(rows []mail.Row) {
	talks := make([]mail.Conversation, len(rows))
	for i, r := range rows {
		talks[i].Row = r
	}
	l.AddTalks(talks)
}

// AddTalks brings wanted rows of conversations.
func (l *List) AddTalks(rows []mail.Conversation) {
	if len(l.rows) > 20*around {
		near := make(map[mail.MessageID]mail.Conversation, 2*around)
		for _, id := range l.NearIDs() {
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

// Fold hides the rows of a group, or shows them again.
func (l *List) Fold(title string, fold bool) {
	if fold {
		l.folded[title] = true
	} else {
		delete(l.folded, title)
	}
	l.arrange(l.order)
}

// Open shows the messages of a conversation, or hides all but its row.
func (l *List) Open(id mail.MessageID, open bool) {
	if r, _, ok := l.order.Find(id); ok {
		l.setOpen(r, open)
		l.arrange(l.order)
	}
}

// OpenAll opens every conversation that is listed among the first so many, or
// closes all.
func (l *List) OpenAll(open bool) {
	clear(l.open)
	for r := 0; open && r < min(l.order.Rows(), mostOpen); r++ {
		l.setOpen(r, true)
	}
	l.arrange(l.order)
}

// mostOpen bounds what OpenAll does at once.
const mostOpen = 5000

// Order is the order in force.
func (l *List) Order() *Order { return l.order }

// Count is the number of lines.
func (l *List) Count() int { return l.lines.count }

// ID is the message on line i.
func (l *List) ID(i int) mail.MessageID {
	id, _, _ := l.lines.line(i)
	return id
}

// IndexOf is the line of a message; where its conversation is not open, of that.
func (l *List) IndexOf(id mail.MessageID) (int, bool) { return l.lines.find(id) }

// Line says what stands on line i besides its message.
type Line struct {
	Depth   int  // 1: below its conversation
	Members int  // messages that the row stands for, or would when folded
	Open    bool // they are listed
}

// Line is what stands on line i.
func (l *List) Line(i int) Line {
	id, row, below := l.lines.line(i)
	if below {
		return Line{Depth: 1, Members: 1}
	}
	return Line{Members: len(l.order.Members(row)), Open: l.open[id]}
}

// Stands are the messages that a line stands for: all of a conversation that
// is folded, else the one.
func (l *List) Stands(id mail.MessageID) []mail.MessageID {
	row, member, ok := l.order.Find(id)
	if !ok || member > 0 || l.open[l.order.Head(row)] {
		return []mail.MessageID{id}
	}
	return l.order.Members(row)
}

// Section is a group as it is listed.
type Section struct {
	Title  string
	First  int // line
	Count  int // rows
	Folded bool
}

// Sections are the groups.
func (l *List) Sections() []Section {
	var all []Section
	for g, group := range l.order.groups {
		all = append(all, Section{group.Title, l.lines.before(group.First), l.order.groupEnd(g) - group.First, l.folded[group.Title]})
	}
	return all
}

// Row is the message on line i and whether it is here.
func (l *List) Row(i int) (mail.Row, bool) {
	c, ok := l.Talk(i)
	return c.Row, ok
}

// Talk is the conversation on line i and whether it is here. Where the line is
// of a single message, only its Row counts.
func (l *List) Talk(i int) (mail.Conversation, bool) {
	if l.low > l.high || i < l.low-2*around || i > l.high+2*around { // jumped: what was near is not any more
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
	r, ok := l.rows[l.ID(i)]
	if !ok {
		l.missed = true
	}
	return r, ok
}

// Get is a message's row, if it is here.
func (l *List) Get(id mail.MessageID) (mail.Row, bool) {
	r, ok := l.rows[id]
	return r.Row, ok
}

// GetTalk is the conversation that a message's row stands for while it is
// folded; not that of a single message.
func (l *List) GetTalk(id mail.MessageID) (mail.Conversation, bool) {
	c, ok := l.rows[id]
	return c, ok && len(l.Stands(id)) > 1
}

// Near is the range of lines worth having: those looked at and some around.
func (l *List) Near() (from, to int) {
	if l.low > l.high {
		return 0, around
	}
	return max(0, l.low-around), l.high + 1 + around
}

// NearIDs is the messages on these lines.
func (l *List) NearIDs() []mail.MessageID {
	from, to := l.Near()
	var ids []mail.MessageID
	for i := from; i < min(to, l.Count()); i++ {
		ids = append(ids, l.ID(i))
	}
	return ids
}

// Wanted is the ids near what was looked at whose rows are not here; empty when
// nothing that was looked at is missing.
func (l *List) Wanted() []mail.MessageID {
	if !l.missed {
		return nil
	}
	var ids []mail.MessageID
	for _, id := range l.NearIDs() {
		if _, ok := l.rows[id]; !ok {
			ids = append(ids, id)
		}
	}
	return ids
}
