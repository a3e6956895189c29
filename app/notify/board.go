package notify

import (
	"maps"
	"slices"
	"time"

	"godwit/sync/mail"
)

const (
	few  = 3                // so many messages are told of one by one
	pace = 10 * time.Second // between two times that something pops up
)

// Key names a notification as long as it is shown.
type Key int

// all is the key of the one that stands for many messages.
const all Key = 0

// Telling is a notification to show: of one message or, as one, of many. Where
// one of that key is shown it takes its place.
type Telling struct {
	Key   Key
	Rows  []mail.Row // oldest first; the newest hundred where there are more
	Count int
}

// Step is what is to be done now.
type Step struct {
	Withdraw []Key
	Show     []Telling
	Wait     time.Duration // ask again after it; 0: when something happens
}

// Board is what a person was told of new mail and has not seen yet. Its methods
// are called from one goroutine.
type Board struct {
	pending []mail.Row
	shown   map[Key][]mail.Row
	next    Key
	last    time.Time
}

// NewBoard is an empty one.
func NewBoard() *Board { return &Board{shown: make(map[Key][]mail.Row), next: all + 1} }

// Came takes new messages that are to be told of.
func (b *Board) Came(rows []mail.Row) { b.pending = append(b.pending, rows...) }

// IDs are the messages that the board knows of.
func (b *Board) IDs() []mail.MessageID {
	var ids []mail.MessageID
	for _, rows := range b.shown {
		for _, r := range rows {
			ids = append(ids, r.ID)
		}
	}
	for _, r := range b.pending {
		ids = append(ids, r.ID)
	}
	slices.Sort(ids)
	return ids
}

// Keep drops the messages that are not among waiting any more: somebody has read,
// moved or removed them. Notifications of which none is left are withdrawn.
func (b *Board) Keep(waiting []mail.MessageID) (withdraw []Key) {
	gone := func(r mail.Row) bool { return !slices.Contains(waiting, r.ID) }
	b.pending = slices.DeleteFunc(b.pending, gone)
	for _, k := range slices.Sorted(maps.Keys(b.shown)) {
		if b.shown[k] = slices.DeleteFunc(b.shown[k], gone); len(b.shown[k]) == 0 {
			delete(b.shown, k)
			withdraw = append(withdraw, k)
		}
	}
	return withdraw
}

// Gone forgets a notification that a person has dismissed or used, and returns
// the messages that it was about.
func (b *Board) Gone(k Key) []mail.Row {
	rows := b.shown[k]
	delete(b.shown, k)
	return rows
}

// Clear forgets all, for a person who looks at the mail itself.
func (b *Board) Clear() (withdraw []Key) {
	b.pending = nil
	withdraw = slices.Sorted(maps.Keys(b.shown))
	clear(b.shown)
	return withdraw
}

// most bounds what is kept of many messages.
const most = 100

// Due is what is to be shown now. A few messages are shown one by one, more as
// one in the place of all; and none too soon after the last.
func (b *Board) Due(now time.Time) Step {
	if len(b.pending) == 0 {
		return Step{}
	}
	if wait := pace - now.Sub(b.last); !b.last.IsZero() && wait > 0 && wait <= pace {
		return Step{Wait: wait}
	}
	b.last = now
	var s Step
	_, many := b.shown[all]
	if !many && len(b.shown)+len(b.pending) <= few {
		for _, r := range b.pending {
			b.shown[b.next] = []mail.Row{r}
			s.Show = append(s.Show, Telling{Key: b.next, Rows: []mail.Row{r}, Count: 1})
			b.next++
		}
		b.pending = nil
		return s
	}
	var rows []mail.Row
	for _, k := range slices.Sorted(maps.Keys(b.shown)) {
		rows = append(rows, b.shown[k]...)
		if k != all {
			s.Withdraw = append(s.Withdraw, k)
		}
	}
	rows = append(rows, b.pending...)
	slices.SortStableFunc(rows, func(x, y mail.Row) int { return int(x.ID - y.ID) })
	clear(b.shown)
	b.shown[all], b.pending = rows, nil
	s.Show = []Telling{{Key: all, Rows: rows[max(0, len(rows)-most):], Count: len(rows)}}
	return s
}
