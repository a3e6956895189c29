package imap

import (
	"cmp"
	"slices"
	"sync"

	"godwit/sync/mail"
	"godwit/sync/store"
)

// suspects remembers which messages were under way when a FETCH failed, over
// the end of the session, so that the one which breaks it is found by halving.
type suspects struct {
	mu    sync.Mutex
	count int                                    // how often one was narrowed down
	group map[mail.FolderID]map[uint32]suspicion // by UID
}

type suspicion struct {
	size  int // of the batch that it may be asked for in
	alone int // failures alone
}

const lastChance = 3 // failures alone that make a message broken

// steps counts the narrowings so far.
func (s *suspects) steps() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.count
}

// arrange cuts messages into groups: the unsuspected together, each suspect
// with no more than it may be asked for with.
func (s *suspects) arrange(folder mail.FolderID, msgs []store.Missing) [][]store.Missing {
	s.mu.Lock()
	defer s.mu.Unlock()
	var rest, group []store.Missing
	var groups [][]store.Missing
	for _, m := range msgs {
		if x, ok := s.group[folder][m.UID]; ok {
			if len(group) >= x.size {
				groups, group = append(groups, group), nil
			}
			group = append(group, m)
		} else {
			rest = append(rest, m)
		}
	}
	if len(group) > 0 {
		groups = append(groups, group)
	}
	if len(rest) > 0 {
		groups = append([][]store.Missing{rest}, groups...) // those that can be had come first
	}
	return groups
}

// accuse notes that a command failed with left still to come. It returns those
// that failed alone once too often, and those to ask for again.
func (s *suspects) accuse(folder mail.FolderID, left map[uint32]store.Missing) (guilty, again []store.Missing) {
	if len(left) == 0 {
		return nil, nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.group == nil {
		s.group = map[mail.FolderID]map[uint32]suspicion{}
	}
	if s.group[folder] == nil {
		s.group[folder] = map[uint32]suspicion{}
	}
	g := s.group[folder]
	s.count++
	for _, m := range left {
		x := suspicion{size: max(1, len(left)/2)}
		if len(left) == 1 {
			x.alone = g[m.UID].alone + 1
		}
		if x.alone >= lastChance {
			delete(g, m.UID)
			guilty = append(guilty, m)
			continue
		}
		g[m.UID] = x
		again = append(again, m)
	}
	slices.SortFunc(again, func(a, b store.Missing) int { return cmp.Compare(b.UID, a.UID) })
	return guilty, again
}

// acquit clears the messages of a batch that came.
func (s *suspects) acquit(folder mail.FolderID, batch []store.Missing, left map[uint32]store.Missing) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, m := range batch {
		if _, ok := left[m.UID]; !ok {
			delete(s.group[folder], m.UID)
		}
	}
}
