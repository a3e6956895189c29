package imap

import (
	"cmp"
	"maps"
	"slices"
	"sync"

	"godwit/sync/mail"
	"godwit/sync/store"
)

// suspects remembers which messages were under way when a FETCH failed, over
// the end of the session and of the run, so that the one which breaks it is
// found: the next that the server would have sent is asked for alone, the rest
// are halved.
type suspects struct {
	mu    sync.Mutex
	steps int                                    // how often they were narrowed down
	gains int                                    // messages that came
	group map[mail.FolderID]map[uint32]suspicion // by UID
}

type suspicion struct {
	size  int // of the batch that it may be asked for in
	alone int // failures alone
}

const lastChance = 3 // failures alone that make a message guilty

// progress says how often messages were narrowed down so far, and how many came.
func (s *suspects) progress() (steps, gains int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.steps, s.gains
}

// arrange cuts messages into groups: the unsuspected together, each suspect
// with no more than it may be asked for with. Those that can be had come first.
func (s *suspects) arrange(folder mail.FolderID, msgs []store.Missing) [][]store.Missing {
	rest, groups := s.apart(folder, msgs)
	if len(rest) > 0 {
		groups = append([][]store.Missing{rest}, groups...)
	}
	return groups
}

// apart returns the unsuspected, and the suspects in groups.
func (s *suspects) apart(folder mail.FolderID, msgs []store.Missing) (rest []store.Missing, groups [][]store.Missing) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var group []store.Missing
	limit := 0
	for _, m := range msgs {
		x, ok := s.group[folder][m.UID]
		if !ok {
			rest = append(rest, m)
			continue
		}
		if len(group) > 0 && len(group) >= min(limit, x.size) {
			groups, group = append(groups, group), nil
		}
		if len(group) == 0 {
			limit = x.size
		}
		limit = min(limit, x.size)
		group = append(group, m)
	}
	if len(group) > 0 {
		groups = append(groups, group)
	}
	return rest, groups
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
	s.steps++
	next := slices.Min(slices.Collect(maps.Keys(left))) // servers answer in ascending order
	for _, m := range left {
		x := suspicion{size: max(1, len(left)/2), alone: g[m.UID].alone}
		if m.UID == next {
			x.size = 1
		}
		if len(left) == 1 {
			x.alone++
		}
		g[m.UID] = x
		if x.alone >= lastChance {
			guilty = append(guilty, m)
			continue
		}
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
			s.gains++
			delete(s.group[folder], m.UID)
		}
	}
}

// failures says how often a message has failed alone.
func (s *suspects) failures(folder mail.FolderID, uid uint32) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.group[folder][uid].alone
}

// closed ends the case of one message.
func (s *suspects) closed(folder mail.FolderID, uid uint32) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.group[folder], uid)
}

// forget drops what was noted of a folder, whose UIDs mean nothing any more.
func (s *suspects) forget(folder mail.FolderID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.group, folder)
}

// lost notes that a session ended at a message asked for alone that nobody
// suspects any more.
func (s *suspects) lost() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.steps++
}
