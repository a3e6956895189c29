package model

import (
	"cmp"
	"slices"
	"sort"
	"time"

	"godwit/sync/mail"
)

// Order is the order of a list: which messages it has, and which of them stand
// together as a conversation. It is made away from the UI goroutine, since a
// hundred thousand take some milliseconds, and never changes. It costs twelve
// octets a message, so that a million are no burden; a map would cost sixty.
type Order struct {
	ids    []mail.MessageID // conversation by conversation
	starts []int32          // where each conversation begins; nil: every message is a row of its own
	byID   []int32          // places in ids, sorted by the id there
	groups []Group
}

// Group is a run of rows under a heading.
type Group struct {
	Title string
	First int // the first of its rows
}

// NewOrder keeps ids, which must not be changed afterwards; each is a row.
func NewOrder(ids []mail.MessageID) *Order {
	o := &Order{ids: ids, byID: make([]int32, len(ids))}
	for i := range o.byID {
		o.byID[i] = int32(i)
	}
	slices.SortFunc(o.byID, func(a, b int32) int {
		return cmp.Compare(ids[a], ids[b])
	})
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

// Arrange is how places become rows.
type Arrange struct {
	Conversations bool      // one row for each
	Groups        bool      // under headings of their time, as of Now
	Now           time.Time // says also where one is
}

// Listed puts places in rows. A conversation stands where the first of its
// messages does.
func Listed(places []mail.Place, a Arrange) *Order {
	ids := make([]mail.MessageID, len(places))
	if !a.Conversations {
		for i, p := range places {
			ids[i] = p.ID
		}
		o := NewOrder(ids)
		if a.Groups {
			o.groups = groupsOf(len(places), a.Now, func(i int) int64 { return places[i].Received })
		}
		return o
	}
	// Sorted by conversation, each is a run that begins with the message that
	// stands first; run is where, by the place of that message.
	byTalk, run := make([]int32, len(places)), make([]int32, len(places))
	for i := range places {
		byTalk[i], run[i] = int32(i), -1
	}
	slices.SortFunc(byTalk, func(a, b int32) int {
		return cmp.Or(cmp.Compare(places[a].Thread, places[b].Thread), cmp.Compare(a, b))
	})
	for k, at := range byTalk {
		if k == 0 || places[at].Thread != places[byTalk[k-1]].Thread {
			run[at] = int32(k)
		}
	}
	var starts []int32
	ids = ids[:0]
	for at, k := range run {
		if k < 0 {
			continue
		}
		starts = append(starts, int32(len(ids)))
		for ; int(k) < len(byTalk) && places[byTalk[k]].Thread == places[at].Thread; k++ {
			ids = append(ids, places[byTalk[k]].ID)
		}
	}
	if starts == nil {
		starts = []int32{}
	}
	o := NewOrder(ids)
	o.starts = starts
	if a.Groups {
		heads := slices.DeleteFunc(run, func(k int32) bool { return k < 0 })
		o.groups = groupsOf(len(starts), a.Now, func(i int) int64 { return places[byTalk[heads[i]]].Received })
	}
	return o
}

// Rows is the number of rows: of conversations, or of messages.
func (o *Order) Rows() int {
	if o.starts != nil {
		return len(o.starts)
	}
	return len(o.ids)
}

// Messages is the number of messages.
func (o *Order) Messages() int { return len(o.ids) }

// Talks tells whether rows are conversations.
func (o *Order) Talks() bool { return o.starts != nil }

// Head is the message that row r is called by: of a conversation the first.
func (o *Order) Head(r int) mail.MessageID { return o.Members(r)[0] }

// Members are the messages of row r.
func (o *Order) Members(r int) []mail.MessageID {
	if o.starts == nil {
		return o.ids[r : r+1]
	}
	end := len(o.ids)
	if r+1 < len(o.starts) {
		end = int(o.starts[r+1])
	}
	return o.ids[o.starts[r]:end]
}

// Find is the row that a message belongs to, and its place among the members.
func (o *Order) Find(id mail.MessageID) (row, member int, ok bool) {
	k := sort.Search(len(o.byID), func(k int) bool { return o.ids[o.byID[k]] >= id })
	if k == len(o.byID) || o.ids[o.byID[k]] != id {
		return 0, 0, false
	}
	at := int(o.byID[k])
	if o.starts == nil {
		return at, 0, true
	}
	row = sort.Search(len(o.starts), func(r int) bool { return int(o.starts[r]) > at }) - 1
	return row, at - int(o.starts[row]), true
}

// Heads are the ids that rows from to to are called by, cut to what there is.
func (o *Order) Heads(from, to int) []mail.MessageID {
	var ids []mail.MessageID
	for r := max(0, from); r < min(o.Rows(), to); r++ {
		ids = append(ids, o.Head(r))
	}
	return ids
}
