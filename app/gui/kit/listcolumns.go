package kit

import (
	"slices"

	"godwit/app/gui/lang"
)

// ColumnID names a column of the table.
type ColumnID string

const (
	ColumnThread     ColumnID = "thread"
	ColumnStar       ColumnID = "star"
	ColumnAttachment ColumnID = "attachment"
	ColumnSubject    ColumnID = "subject"
	ColumnPeople     ColumnID = "people" // who a message is from; in folders of one's own mail, to
	ColumnDate       ColumnID = "date"
	ColumnSize       ColumnID = "size"
	ColumnAccount    ColumnID = "account"
	ColumnFolder     ColumnID = "folder"
	ColumnTags       ColumnID = "tags"
)

// Column is a column of the table and its width. The subject takes what the
// others leave, whatever its width.
type Column struct {
	ID    ColumnID
	Width float32
}

// columnKind is what all columns of a name have in common.
type columnKind struct {
	id     ColumnID
	icon   IconName // instead of the title in the head
	width  float32  // the usual one
	least  float32
	right  bool // texts end at its right edge
	sorts  bool
	yields int // the higher, the earlier it goes where there is no room; 0: never
}

// columnKinds are all columns in the order they are offered in.
var columnKinds = []columnKind{
	{ColumnThread, IconChevronRight, 34, 34, false, false, 3},
	{ColumnStar, IconStar, 30, 30, false, true, 2},
	{ColumnAttachment, IconAttachment, 30, 30, false, true, 2},
	{ColumnSubject, "", 0, 120, false, true, 0},
	{ColumnPeople, "", 190, 80, false, true, 0},
	{ColumnDate, "", 110, 70, false, true, 0},
	{ColumnSize, "", 76, 56, true, true, 6},
	{ColumnAccount, "", 150, 60, false, false, 7},
	{ColumnFolder, "", 120, 60, false, false, 5},
	{ColumnTags, "", 130, 60, false, false, 4},
}

// title is what a column is called.
func (k columnKind) title() string {
	switch k.id {
	case ColumnThread:
		return lang.T("Conversation")
	case ColumnStar:
		return lang.T("Star")
	case ColumnAttachment:
		return lang.T("Attachment")
	case ColumnSubject:
		return lang.T("Subject")
	case ColumnPeople:
		return lang.T("Correspondents")
	case ColumnDate:
		return lang.T("Date")
	case ColumnSize:
		return lang.T("Size")
	case ColumnAccount:
		return lang.T("Account")
	case ColumnFolder:
		return lang.T("Folder")
	}
	return lang.T("Tags")
}

func kindOf(id ColumnID) columnKind {
	i := slices.IndexFunc(columnKinds, func(k columnKind) bool { return k.id == id })
	if i < 0 {
		return columnKind{}
	}
	return columnKinds[i]
}

// ColumnChoice is a column and what to call it.
type ColumnChoice struct {
	ID    ColumnID
	Title string
	Sorts bool // the list can be in its order
}

// ColumnChoices are all columns there are.
func ColumnChoices() []ColumnChoice {
	var all []ColumnChoice
	for _, k := range columnKinds {
		all = append(all, ColumnChoice{k.id, k.title(), k.sorts})
	}
	return all
}

// UsualColumns are those of a table that nobody has changed.
func UsualColumns() []Column {
	var all []Column
	for _, id := range []ColumnID{ColumnThread, ColumnStar, ColumnAttachment, ColumnSubject, ColumnPeople, ColumnDate, ColumnSize} {
		all = append(all, Column{id, kindOf(id).width})
	}
	return all
}

// WithColumn adds a column to some, where it is usual, or takes it out. The
// subject stays.
func WithColumn(columns []Column, id ColumnID, shown bool) []Column {
	columns = slices.DeleteFunc(slices.Clone(columns), func(c Column) bool { return c.ID == id && id != ColumnSubject })
	if !shown || kindOf(id).id == "" || id == ColumnSubject {
		return columns
	}
	rank := func(id ColumnID) int {
		return slices.IndexFunc(columnKinds, func(k columnKind) bool { return k.id == id })
	}
	at := 0
	for i, c := range columns {
		if rank(c.ID) < rank(id) {
			at = i + 1
		}
	}
	return slices.Insert(columns, at, Column{id, kindOf(id).width})
}

// table is how a MessageList is divided into columns.
type table struct {
	columns []Column // none: cards
	sort    ColumnID
	asc     bool
	spans   []span // as they fit now
	narrow  bool   // there is no room for it: cards all the same
}

// span is where a column stands.
type span struct {
	column int // of table.columns
	id     ColumnID
	x, w   float32
}

// leastTable is the width below which cards say more.
const leastTable float32 = 480

func (t *table) on() bool { return len(t.columns) > 0 && !t.narrow }

// fit places the columns in a width. The subject gets what is left; where that
// is too little, other columns go.
func (t *table) fit(width float32) {
	room := width - rowTextX - barWidth
	gone := make(map[int]bool)
	for {
		used, most, drop := float32(0), 0, -1
		for i, c := range t.columns {
			if gone[i] {
				continue
			}
			k := kindOf(c.ID)
			if c.ID == ColumnSubject {
				used += k.least
			} else {
				used += max(k.least, c.Width)
			}
			if k.yields > most {
				most, drop = k.yields, i
			}
		}
		if used <= room || drop < 0 {
			t.place(room, used, gone)
			return
		}
		gone[drop] = true
	}
}

func (t *table) place(room, used float32, gone map[int]bool) {
	t.spans = t.spans[:0]
	x := rowTextX
	short := max(0, used-room) // shared by those that stay
	for i, c := range t.columns {
		if gone[i] {
			continue
		}
		k := kindOf(c.ID)
		w := max(k.least, c.Width)
		switch {
		case c.ID == ColumnSubject:
			w = k.least + max(0, room-used)
		case short > 0:
			cut := min(short, w-k.least)
			w, short = w-cut, short-cut
		}
		t.spans = append(t.spans, span{i, c.ID, x, w})
		x += w
	}
}

// SetTable shows the list as a table of columns, sorted by one of them; as
// cards where there are none.
func (l *MessageList) SetTable(columns []Column, sort ColumnID, asc bool) {
	columns = slices.DeleteFunc(slices.Clone(columns), func(c Column) bool { return kindOf(c.ID).id == "" })
	was := l.table.on()
	l.table = table{columns: columns, sort: sort, asc: asc, narrow: l.table.narrow}
	if was != l.table.on() {
		l.reshape()
		return
	}
	l.arrange()
	l.layer.age()
	l.layer.update(true)
}
