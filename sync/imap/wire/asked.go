package wire

import "strings"

// asked is what FETCH commands under way ask for.
type asked struct {
	body, header, flags bool
	only                uint32 // the one message that the oldest asks for; 0 if there are more
}

// askedIn reads a command, in upper case; ok is false if it is no UID FETCH.
func askedIn(command string) (a asked, ok bool) {
	rest, ok := strings.CutPrefix(command, "UID FETCH ")
	if !ok {
		return a, false
	}
	set, items, _ := strings.Cut(rest, " ")
	a.only, _ = number32([]byte(set))
	a.body = strings.Contains(items, "BODY.PEEK[]")
	a.header = strings.Contains(items, "BODY.PEEK[HEADER")
	a.flags = strings.Contains(items, "FLAGS")
	return a, true
}

// fetching is what all FETCH commands under way ask for.
func (s *sent) fetching() asked {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all asked
	oldest := ""
	for tag, a := range s.fetches {
		if oldest == "" || len(tag) < len(oldest) || len(tag) == len(oldest) && tag < oldest {
			oldest, all.only = tag, a.only
		}
		all.body = all.body || a.body
		all.header = all.header || a.header
		all.flags = all.flags || a.flags
	}
	return all
}
