package imap

import "time"

// answerWait is how long a connection may take to show that it lives.
const answerWait = 5 * time.Second

// Recheck says that the network changed, or that the computer woke. Each
// connection has five seconds to show that it lives: one that waits for news
// asks the server something, one with a command under way must hear something.
// The others are dropped, which ends Run.
func (r *Remote) Recheck() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for s := range r.sessions {
		s.prove(time.Now(), r.answerWait)
	}
}

// prove drops the session unless something is heard of the server in time.
func (s *session) prove(since time.Time, wait time.Duration) {
	select {
	case s.check <- struct{}{}:
	default:
	}
	time.AfterFunc(wait, func() {
		if !s.wire.Heard().After(since) {
			s.dropped.Store(true)
			_ = s.wire.Close()
		}
	})
}

// answer asks for an answer, because somebody wants to know that there is one.
func (s *session) answer() error { return s.failed("NOOP", s.c.Noop().Wait()) }
