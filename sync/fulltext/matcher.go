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
	seg    *Segment
	root   node
	next   int // the first document that was not looked at, a multiple of 64
	window int
	from   int // documents before it do not count
	set    bitmap
}

// matcher is nil if no document of the segment can fit.
func (s *Segment) matcher(fetch Fetch, q Query, from int) (*matcher, error) {
	root, err := q.in(s, fetch)
	if root == nil || err != nil {
		return nil, err
	}
	return &matcher{seg: s, root: root, from: from, next: from &^ 63, window: firstWindow}, nil
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
	if err := m.root.narrow(set, lo, hi); err != nil {
		return nil, 0, err
	}
	return set, lo, m.root.settle(set, lo, hi)
}

// begin makes the set of all living documents of a window.
func (m *matcher) begin(lo, hi int) bitmap {
	m.set = m.set.sized((hi - lo + 63) / 64)
	for i := range m.set {
		m.set[i] = ^uint64(0)
	}
	if tail := (hi - lo) % 64; tail != 0 {
		m.set[len(m.set)-1] = 1<<tail - 1
	}
	for doc := lo; doc < min(m.from, hi); doc++ { // less than 64
		m.set.clear(doc - lo)
	}
	if m.seg.dead != nil {
		m.set.andNot(m.seg.dead[lo/64:][:len(m.set)])
	}
	return m.set
}
