package kit

import "slices"

// historyMost is how many states of a field are kept.
const historyMost = 100

// peopleHistory is who was in a field before, and before that.
type peopleHistory struct {
	now          []Recipient
	past, future [][]Recipient // the last one is the nearest
}

// note takes down who is in the field now.
func (h *peopleHistory) note(people []Recipient) {
	if slices.Equal(people, h.now) {
		return
	}
	h.past, h.future = append(h.past, h.now), nil
	if len(h.past) > historyMost {
		h.past = slices.Delete(h.past, 0, 1)
	}
	h.now = people
}

// step goes back, or on again; it tells whether there was anywhere to go.
func (h *peopleHistory) step(redo bool) bool {
	from, to := &h.past, &h.future
	if redo {
		from, to = to, from
	}
	n := len(*from)
	if n == 0 {
		return false
	}
	*to = append(*to, h.now)
	h.now, *from = (*from)[n-1], (*from)[:n-1]
	return true
}

// travel undoes what was done to the people in the field, or does it again. What
// is being typed stays.
func (f *AddressField) travel(redo bool) {
	if f.was != nil || !f.past.step(redo) {
		return
	}
	f.clearMark()
	f.chips = f.chips[:0:0]
	for _, r := range f.past.now {
		f.chips = append(f.chips, newChip(f, r))
	}
	f.at = len(f.chips)
	f.changed()
}
