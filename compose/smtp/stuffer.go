package smtp

import (
	"bufio"
	"bytes"
	"time"
)

// stuffer doubles the dot at the beginning of a line (RFC 5321 4.5.2). The
// lines end with CRLF; examine has seen to that.
type stuffer struct {
	out       *bufio.Writer
	lineStart bool
}

func (s *stuffer) Write(p []byte) (int, error) {
	rest := p
	for len(rest) > 0 {
		if s.lineStart && rest[0] == '.' {
			_ = s.out.WriteByte('.') // the next write returns its error
		}
		n := len(rest)
		if i := bytes.Index(rest, []byte("\n.")); i >= 0 {
			n = i + 1
		}
		if _, err := s.out.Write(rest[:n]); err != nil {
			return len(p) - len(rest), err
		}
		s.lineStart = rest[n-1] == '\n'
		rest = rest[n:]
	}
	return len(p), nil
}

// meter keeps progress from being told more often than somebody can see.
type meter struct{ last time.Time }

func (m *meter) tell(progress func(int64), octets int64, end bool) {
	if progress == nil {
		return
	}
	if now := time.Now(); end || now.Sub(m.last) >= time.Second/20 {
		m.last = now
		progress(octets)
	}
}
