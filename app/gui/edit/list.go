package edit

import "slices"

// blockItems is how many items a block of a list has at most. Work within a
// block and work over all blocks are about equal at a hundred thousand items.
const blockItems = 256

// list is a long sequence that is changed in the middle. Each item has a weight;
// sums of weights lead from an item to a place and back.
type list[T any] struct {
	weigh  func(T) int
	blocks []block[T]
	count  int
	weight int

	near, first int // the block that was found last, and its first item
}

type block[T any] struct {
	items  []T
	weight int
	shared bool // a copy of the list has the same items: they are copied before they change
}

// own makes the items of a block the list's own.
func (b *block[T]) own() {
	if b.shared {
		b.items, b.shared = slices.Clone(b.items), false
	}
}

// share is the blocks as they are now, which later changes leave alone.
func (l *list[T]) share() []block[T] {
	for i := range l.blocks {
		l.blocks[i].shared = true
	}
	return slices.Clone(l.blocks)
}

func newList[T any](weigh func(T) int, items []T) *list[T] {
	l := &list[T]{weigh: weigh}
	l.replace(0, 0, items)
	return l
}

// find is the block that holds item i, and where in it; i may be count. It looks
// from where it was last on, if it can.
func (l *list[T]) find(i int) (b, at int) {
	first := 0
	if i >= l.first && l.near < len(l.blocks) {
		b, first = l.near, l.first
	}
	for ; b < len(l.blocks); b++ {
		if n := len(l.blocks[b].items); i-first < n || i-first == n && b == len(l.blocks)-1 {
			l.near, l.first = b, first
			return b, i - first
		}
		first += len(l.blocks[b].items)
	}
	return 0, 0
}

func (l *list[T]) at(i int) T {
	b, at := l.find(i)
	return l.blocks[b].items[at]
}

func (l *list[T]) set(i int, v T) {
	b, at := l.find(i)
	l.blocks[b].own()
	old := &l.blocks[b].items[at]
	delta := l.weigh(v) - l.weigh(*old)
	*old = v
	l.blocks[b].weight += delta
	l.weight += delta
}

// sum is the weight of the items before i.
func (l *list[T]) sum(i int) int {
	w := 0
	for _, b := range l.blocks {
		if i < len(b.items) {
			for _, v := range b.items[:i] {
				w += l.weigh(v)
			}
			return w
		}
		i -= len(b.items)
		w += b.weight
	}
	return w
}

// reach is the item in which place w lies, and how far in it; the last one that
// weighs anything when w is past the end.
func (l *list[T]) reach(w int) (i, rest int) {
	w = max(0, min(w, l.weight-1))
	for _, b := range l.blocks {
		if w >= b.weight {
			w -= b.weight
			i += len(b.items)
			continue
		}
		for _, v := range b.items {
			one := l.weigh(v)
			if w < one {
				return i, w
			}
			w -= one
			i++
		}
	}
	return max(0, l.count-1), 0
}

// each calls do for the items from i on until it returns false.
func (l *list[T]) each(i int, do func(i int, v T) bool) {
	if i >= l.count {
		return
	}
	b, at := l.find(i)
	for ; b < len(l.blocks); b, at = b+1, 0 {
		for _, v := range l.blocks[b].items[at:] {
			if !do(i, v) {
				return
			}
			i++
		}
	}
}

// update changes every item.
func (l *list[T]) update(change func(i int, v T) T) {
	i := 0
	l.weight = 0
	for n := range l.blocks {
		b := &l.blocks[n]
		b.own()
		b.weight = 0
		for k := range b.items {
			b.items[k] = change(i, b.items[k])
			b.weight += l.weigh(b.items[k])
			i++
		}
		l.weight += b.weight
	}
}

// replace puts items in the place of those from i to j.
func (l *list[T]) replace(i, j int, items []T) {
	first, from := l.find(i)
	last, to := first, from
	if j > i {
		last, to = l.find(j - 1)
		to++
	}
	if len(l.blocks) == 0 {
		l.blocks = []block[T]{{}}
	}
	l.near, l.first = 0, 0
	l.count += len(items) - (j - i)
	if b := &l.blocks[first]; first == last && len(b.items)-(to-from)+len(items) <= blockItems {
		b.own()
		b.items = slices.Replace(b.items, from, to, items...)
		l.reweigh(b)
		if len(b.items) == 0 && len(l.blocks) > 1 {
			l.blocks = slices.Delete(l.blocks, first, first+1)
		}
		return
	}
	whole := slices.Concat(l.blocks[first].items[:from], items, l.blocks[last].items[to:])
	var fresh []block[T]
	for chunk := range slices.Chunk(whole, blockItems*3/4) {
		fresh = append(fresh, block[T]{items: slices.Clone(chunk)})
		l.weight += l.weighAll(&fresh[len(fresh)-1])
	}
	for _, b := range l.blocks[first : last+1] {
		l.weight -= b.weight
	}
	if len(fresh) == 0 && last-first+1 == len(l.blocks) {
		fresh = []block[T]{{}}
	}
	l.blocks = slices.Replace(l.blocks, first, last+1, fresh...)
}

func (l *list[T]) reweigh(b *block[T]) {
	l.weight -= b.weight
	l.weight += l.weighAll(b)
}

func (l *list[T]) weighAll(b *block[T]) int {
	b.weight = 0
	for _, v := range b.items {
		b.weight += l.weigh(v)
	}
	return b.weight
}
