package fulltext

// node is a query on its way through a segment. Of each window of documents,
// the newest first, it is asked to narrow a set and then to settle it, or not
// at all.
type node interface {
	// narrow takes documents from set, which begins with document lo, that
	// cannot fit: what is seen without a look at positions.
	narrow(set bitmap, lo, hi int) error
	// settle takes all others that do not fit from set, which has no document
	// that narrow took.
	settle(set bitmap, lo, hi int) error
}

func (q All) in(s *Segment, fetch Fetch) (node, error) {
	n := make(all, 0, len(q))
	for _, part := range q {
		c, err := part.in(s, fetch)
		if c == nil || err != nil {
			return nil, err
		}
		n = append(n, c)
	}
	return n, nil
}

func (q Some) in(s *Segment, fetch Fetch) (node, error) {
	n := &some{}
	for _, part := range q {
		c, err := part.in(s, fetch)
		if err != nil {
			return nil, err
		}
		if c != nil {
			n.parts = append(n.parts, c)
		}
	}
	if len(n.parts) == 0 {
		return nil, nil
	}
	n.sets = make([]bitmap, len(n.parts))
	return n, nil
}

func (q Without) in(s *Segment, fetch Fetch) (node, error) {
	c, err := q.Query.in(s, fetch)
	if c == nil || err != nil {
		return all{}, err
	}
	return &without{part: c}, nil
}

// all fits where all parts do.
type all []node

func (n all) narrow(set bitmap, lo, hi int) error {
	for _, c := range n {
		if err := c.narrow(set, lo, hi); err != nil {
			return err
		}
	}
	return nil
}

func (n all) settle(set bitmap, lo, hi int) error {
	for _, c := range n {
		if set.next(0) < 0 {
			return nil
		}
		if err := c.settle(set, lo, hi); err != nil {
			return err
		}
	}
	return nil
}

// some fits where one part does.
type some struct {
	parts []node
	sets  []bitmap // of each part, what it may fit
	union bitmap
}

func (n *some) narrow(set bitmap, lo, hi int) error {
	n.union = n.union.sized(len(set))
	clear(n.union)
	for i, c := range n.parts {
		n.sets[i] = n.sets[i].sized(len(set))
		copy(n.sets[i], set)
		if err := c.narrow(n.sets[i], lo, hi); err != nil {
			return err
		}
		n.union.or(n.sets[i])
	}
	copy(set, n.union)
	return nil
}

func (n *some) settle(set bitmap, lo, hi int) error {
	clear(n.union)
	for i, c := range n.parts {
		n.sets[i].and(set)
		n.sets[i].andNot(n.union) // it fits already
		if n.sets[i].next(0) < 0 {
			continue
		}
		if err := c.settle(n.sets[i], lo, hi); err != nil {
			return err
		}
		n.union.or(n.sets[i])
	}
	copy(set, n.union)
	return nil
}

// without fits where its part does not.
type without struct {
	part node
	set  bitmap
}

func (n *without) narrow(bitmap, int, int) error { return nil }

func (n *without) settle(set bitmap, lo, hi int) error {
	n.set = n.set.sized(len(set))
	copy(n.set, set)
	if err := n.part.narrow(n.set, lo, hi); err != nil {
		return err
	}
	if err := n.part.settle(n.set, lo, hi); err != nil {
		return err
	}
	set.andNot(n.set)
	return nil
}
