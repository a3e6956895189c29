package imap

import (
	"fmt"
	"slices"

	"github.com/emersion/go-imap/v2"
)

// maxMessages is the number of messages in a mailbox up to which sets from the
// server are believed.
const maxMessages = 10_000_000

// maxSet bounds a set in a command: servers refuse lines from 8 kB on.
const maxSet = 4000

// expand lists a set of UIDs, ascending. A set of more than limit is an error:
// "1:4294967295" is 12 octets to say.
func expand(set imap.UIDSet, limit int) ([]uint32, error) {
	total := 0
	for _, r := range set {
		if r.Start == 0 || r.Stop < r.Start {
			return nil, fmt.Errorf("imap: the server named UIDs without end")
		}
		if n := uint64(r.Stop) - uint64(r.Start) + 1; n > uint64(limit-total) {
			return nil, fmt.Errorf("imap: the server named more than %d UIDs", limit)
		} else {
			total += int(n)
		}
	}
	list := make([]uint32, 0, total)
	for _, r := range set {
		for n := uint64(r.Start); n <= uint64(r.Stop); n++ {
			list = append(list, uint32(n))
		}
	}
	slices.Sort(list)
	return slices.Compact(list), nil
}

func setOf(uids []uint32) imap.UIDSet {
	sorted := slices.Clone(uids)
	slices.Sort(sorted)
	var set imap.UIDSet
	for _, u := range sorted {
		if n := len(set); n > 0 && uint32(set[n-1].Stop)+1 == u {
			set[n-1].Stop = imap.UID(u)
		} else if n == 0 || uint32(set[n-1].Stop) != u {
			set = append(set, imap.UIDRange{Start: imap.UID(u), Stop: imap.UID(u)})
		}
	}
	return set
}

// chunks cuts UIDs, in their order, into pieces of at most n whose sets are
// short enough for a command.
func chunks(uids []uint32, n int) [][]uint32 {
	var out [][]uint32
	for len(uids) > 0 {
		k := min(n, len(uids))
		for k > 1 && len(setOf(uids[:k]).String()) > maxSet {
			k /= 2
		}
		out = append(out, uids[:k])
		uids = uids[k:]
	}
	return out
}

// minus returns what of a is not in b; both ascending.
func minus(a, b []uint32) []uint32 {
	var out []uint32
	for _, u := range a {
		for len(b) > 0 && b[0] < u {
			b = b[1:]
		}
		if len(b) == 0 || b[0] != u {
			out = append(out, u)
		}
	}
	return out
}
