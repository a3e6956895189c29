package fulltext

// Hits are the documents that fit a query, newest first.
type Hits struct {
	query Query
	runs  []*run
}

// run goes through the hits of one segment.
type run struct {
	seg    *Segment
	fetch  Fetch
	places placeReader
	begun  bool
	m      *matcher
	set    bitmap // hits of the window at lo, of which those before doc were seen
	lo     int
	doc    int

	ord   int64 // of the next hit, or what it is not above
	found bool  // ord is that of a hit
}

// Search finds the documents that fit q whose place is below before. Nothing
// is read until hits are asked for.
func (x *Index) Search(q Query, before int64) *Hits {
	h := &Hits{query: q}
	for _, s := range x.Segments {
		if s.oldest < before {
			fetch := x.fetch(s)
			h.runs = append(h.runs, &run{seg: s, fetch: fetch, places: placeReader{fetch: fetch, seg: s}, ord: min(s.newest, before-1)})
		}
	}
	return h
}

// Next returns the place of the next hit, or 0 if there is none left.
func (h *Hits) Next() (int64, error) {
	for len(h.runs) > 0 {
		best := 0
		for i, r := range h.runs {
			if r.ord > h.runs[best].ord || r.ord == h.runs[best].ord && r.found {
				best = i
			}
		}
		r := h.runs[best]
		if r.found {
			r.found = false
			return r.ord, nil
		}
		if err := r.next(h.query); err != nil {
			return 0, err
		}
		if !r.found {
			h.runs = append(h.runs[:best], h.runs[best+1:]...)
		}
	}
	return 0, nil
}

// next goes to the run's next hit.
func (r *run) next(q Query) error {
	if !r.begun {
		r.begun = true
		from, err := r.places.before(r.ord + 1)
		if err != nil {
			return err
		}
		if r.m, err = r.seg.matcher(r.fetch, q, from); err != nil {
			return err
		}
	}
	for r.m != nil {
		if r.set != nil {
			if i := r.set.next(r.doc - r.lo); i >= 0 {
				r.doc = r.lo + i + 1
				ord, _, err := r.places.at(r.lo + i)
				if ord > r.ord {
					err = ErrDamaged
				}
				r.ord, r.found = ord, true
				return err
			}
		}
		var err error
		if r.set, r.lo, err = r.m.more(); err != nil {
			return err
		}
		if r.set == nil {
			return nil
		}
		r.doc = r.lo
	}
	return nil
}

// Before passes over the hits that are not below ord.
func (h *Hits) Before(ord int64) error {
	for _, r := range h.runs {
		if r.ord < ord {
			continue
		}
		r.ord, r.found = ord-1, false
		if !r.begun || r.m == nil {
			continue
		}
		doc, err := r.places.before(ord)
		if err != nil {
			return err
		}
		r.doc = max(r.doc, doc)
		if r.set != nil && r.doc < r.m.next {
			continue
		}
		r.set = nil
		r.m.next, r.m.from = max(r.m.next, doc&^63), doc
	}
	return nil
}
