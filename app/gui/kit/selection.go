package kit

import "slices"

// selection is which messages of a list are selected, by id: it survives
// sorting, arrival and removal. It also holds the cursor (where the keyboard
// is) and the anchor (where a range starts). It knows no widget.
type selection struct {
	rows   ListOrder
	ids    map[int64]struct{}
	anchor int64
	cursor int64
	has    bool // anchor and cursor are set
}

// ListOrder is the order of the messages in a list.
type ListOrder interface {
	// Count is the number of rows.
	Count() int
	// ID is the id of row i, 0 <= i < Count; ids are unique within a list.
	// It must be known for every row, loaded or not: ranges are made of it.
	ID(i int) int64
	// IndexOf is the row of id, and whether it is in the list. That row may be
	// called by another id, which then stands for this one.
	IndexOf(id int64) (int, bool)
}

func newSelection(rows ListOrder) *selection {
	return &selection{rows: rows, ids: map[int64]struct{}{}}
}

func (s *selection) contains(id int64) bool { _, ok := s.ids[id]; return ok }

func (s *selection) isCursor(id int64) bool { return s.has && s.cursor == id }

// click selects row i by the usual desktop rules: plain replaces, ctrl toggles,
// shift takes the range from the anchor, both together add the range.
func (s *selection) click(i int, ctrl, shift bool) {
	if i < 0 || i >= s.rows.Count() {
		return
	}
	id := s.rows.ID(i)
	from, ok := s.index(s.anchor)
	switch {
	case shift && ok:
		if !ctrl {
			clear(s.ids)
		}
		for k := min(from, i); k <= max(from, i); k++ {
			s.ids[s.rows.ID(k)] = struct{}{}
		}
	case ctrl:
		if s.contains(id) {
			delete(s.ids, id)
		} else {
			s.ids[id] = struct{}{}
		}
		s.anchor = id
	default:
		clear(s.ids)
		s.ids[id] = struct{}{}
		s.anchor = id
	}
	s.cursor, s.has = id, true
}

// move takes the cursor by delta rows, clamped to the list, and selects what it
// reaches; with shift it extends the range. ctrl moves without selecting.
func (s *selection) move(delta int, ctrl, shift bool) {
	n := s.rows.Count()
	if n == 0 {
		return
	}
	at, ok := s.index(s.cursor)
	to := at + delta
	switch {
	case ok:
	case delta == -1: // up from nowhere
		to = n - 1
	case delta < n:
		to = 0
	}
	to = max(0, min(n-1, to))
	if ctrl && !shift {
		s.cursor, s.has = s.rows.ID(to), true
		return
	}
	s.click(to, false, shift)
}

// all selects every row.
func (s *selection) all() {
	for i := range s.rows.Count() {
		s.ids[s.rows.ID(i)] = struct{}{}
	}
	if _, ok := s.index(s.cursor); !ok && s.rows.Count() > 0 {
		s.cursor, s.anchor, s.has = s.rows.ID(0), s.rows.ID(0), true
	}
}

// set selects exactly ids; the first becomes cursor and anchor.
func (s *selection) set(ids []int64) {
	clear(s.ids)
	for _, id := range ids {
		s.ids[s.called(id)] = struct{}{}
	}
	if s.has = len(ids) > 0; s.has {
		s.anchor = s.called(ids[0])
		s.cursor = s.anchor
	}
}

// called is what the row of id is called by now.
func (s *selection) called(id int64) int64 {
	if i, ok := s.rows.IndexOf(id); ok {
		return s.rows.ID(i)
	}
	return id
}

// selected is what is selected and still in the list, in the order of the list.
func (s *selection) selected() []int64 {
	out := make([]int64, 0, len(s.ids))
	if len(s.ids) <= 1000 { // few: look each one up, then sort by row
		at := make([]int, 0, len(s.ids))
		for id := range s.ids {
			if i, ok := s.rows.IndexOf(id); ok {
				at = append(at, i)
			}
		}
		slices.Sort(at)
		for _, i := range at {
			out = append(out, s.rows.ID(i))
		}
		return out
	}
	for i := range s.rows.Count() {
		if id := s.rows.ID(i); s.contains(id) {
			out = append(out, id)
		}
	}
	return out
}

// drop forgets what left the list. When the cursor went, it moves to the row
// that took its place, near the old row at, so that deleting a message lands
// on the next one. What another row stands for now is selected there. It tells
// whether less is selected.
func (s *selection) drop(at int) bool {
	changed := false
	for id := range s.ids {
		if _, ok := s.rows.IndexOf(id); !ok {
			delete(s.ids, id)
			changed = true
		} else if now := s.called(id); now != id {
			delete(s.ids, id)
			s.ids[now] = struct{}{}
		}
	}
	if !s.has {
		return changed
	}
	s.cursor, s.anchor = s.called(s.cursor), s.called(s.anchor)
	if _, ok := s.rows.IndexOf(s.cursor); ok {
		if _, ok := s.rows.IndexOf(s.anchor); !ok {
			s.anchor = s.cursor
		}
		return changed
	}
	n := s.rows.Count()
	if n == 0 {
		s.has = false
		return changed
	}
	s.cursor = s.rows.ID(max(0, min(n-1, at)))
	s.anchor = s.cursor
	return changed
}

func (s *selection) index(id int64) (int, bool) {
	if !s.has {
		return 0, false
	}
	return s.rows.IndexOf(id)
}
