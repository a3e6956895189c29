package wire

// asks are what is added to the client's commands, because go-imap has no
// words for it.
type asks struct {
	uidValidity uint32 // with modSeq: for the next SELECT; 0: nothing
	modSeq      uint64
	extra       bool     // every UID FETCH
	labels      []string // for the next UID STORE; nil: nothing
}

func (s *sent) resync(uidValidity uint32, modSeq uint64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ask.uidValidity, s.ask.modSeq = uidValidity, modSeq
}

func (s *sent) askExtra(on bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ask.extra = on
}

func (s *sent) storeLabels(names []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ask.labels = append([]string{}, names...)
}
