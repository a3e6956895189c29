package fulltext

// The first look at a segment is at so many documents, and each further one at
// four times as many, so that the newest hits are found without the rest.
const (
	firstWindow = 1 << 10
	mostWindow  = 1 << 16
)

// matcher finds a segment's documents that fit a query, from the newest on, a
// window at a time.
type matcher struct {
	seg       *Segment
	must, not []*leaf
	next      int // the first document that was not looked at, a multiple of 64
	window    int
	from      int // documents before it do not count

	set, room, out bitmap
}

// matcher is nil if no document of the segment can fit.
func (s *Segment) matcher(fetch Fetch, q *Query, from int) (*matcher, error) {
	m := &matcher{seg: s, from: from, next: from &^ 63, window: firstWindow}
	for i := range q.Must {
		l, err := s.leaf(fetch, &q.Must[i])
		if l == nil || err != nil {
			return nil, err
		}
		m.must = append(m.must, l)
	}
	for i := range q.Not {
		l, err := s.leaf(fetch, &q.Not[i])
		if err != nil {
			return nil, err
		}
		if l != nil {
			m.not = append(m.not, l)
		}
	}
	return m, nil
}

// more looks at the next window. It returns those of its documents that fit,
// counted from lo; nil at the end. The set is valid until the next call.
func (m *matcher) more() (set bitmap, lo int, err error) {
	lo = m.next
	hi := min(lo+m.window, m.seg.docs)
	if lo >= hi {
		return nil, 0, nil
	}
	m.next, m.window = hi, min(4*m.window, mostWindow)
	set = m.begin(lo, hi)
	for _, l := range m.must {
		if err := l.narrow(set, m.room, lo, hi); err != nil {
			return nil, 0, err
		}
	}
	if set.next(0) < 0 {
		return set, lo, nil
	}
	for _, l := range m.must {
		if err := l.settle(set, lo, hi); err != nil {
			return nil, 0, err
		}
	}
	for _, l := range m.not {
		copy(m.out, set)
		if err := l.narrow(m.out, m.room, lo, hi); err != nil {
			return nil, 0, err
		}
		if err := l.settle(m.out, lo, hi); err != nil {
			return nil, 0, err
		}
		set.andNot(m.out)
	}
	return set, lo, nil
}

// begin makes the set of all living documents of a window.
func (m *matcher) begin(lo, hi int) bitmap {
	n := (hi - lo + 63) / 64
	if cap(m.set) < n {
		m.set, m.room, m.out = make(bitmap, n), make(bitmap, n), make(bitmap, n)
	}
	m.set, m.room, m.out = m.set[:n], m.room[:n], m.out[:n]
	for i := range m.set {
		m.set[i] = ^uint64(0)
	}
	if tail := (hi - lo) % 64; tail != 0 {
		m.set[n-1] = 1<<tail - 1
	}
	for doc := lo; doc < min(m.from, hi); doc++ { // less than 64
		m.set.clear(doc - lo)
	}
	if m.seg.dead != nil {
		m.set.andNot(m.seg.dead[lo/64:][:n])
	}
	return m.set
}
