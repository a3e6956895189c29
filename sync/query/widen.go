package query

// Widen leaves of a search what can be decided: what fits n fits the result,
// and more may. can is asked of every condition, and of what must not be as a
// whole. Nil is everything.
func Widen(n Node, can func(Node) bool) Node {
	switch n := n.(type) {
	case nil:
		return nil
	case And:
		parts := make([]Node, len(n))
		for i, c := range n {
			parts[i] = Widen(c, can)
		}
		return All(parts...)
	case Or:
		parts := make([]Node, len(n))
		for i, c := range n {
			if parts[i] = Widen(c, can); parts[i] == nil {
				return nil
			}
		}
		return either(parts)
	}
	if can(n) {
		return n
	}
	return nil
}

// Every reports whether ok holds for each condition, also for those that must
// not be.
func Every(n Node, ok func(Node) bool) bool {
	switch n := n.(type) {
	case nil:
		return true
	case And:
		return every(n, ok)
	case Or:
		return every(n, ok)
	case Not:
		return Every(n.Node, ok)
	}
	return ok(n)
}

func every(list []Node, ok func(Node) bool) bool {
	for _, c := range list {
		if !Every(c, ok) {
			return false
		}
	}
	return true
}
