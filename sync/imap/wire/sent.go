package wire

import (
	"bytes"
	"strconv"
	"strings"
	"sync"
	"time"

	"godwit/accounts/protolog"
)

// sent follows what the client says: which tags are under way, whether a
// continuation is due, and where a literal's octets are not commands.
type sent struct {
	mu        sync.Mutex
	tags      map[string]string // tag -> command, upper case, as far as it is known
	fetches   map[string]asked  // by tag
	continues int               // "+" answers that the client expects
	idle      string            // tag of the IDLE under way
	line      []byte            // of the current command, as far as it was written
	literal   int64             // octets of a literal still to come
	current   string            // tag of the command last begun
	discard   bool              // the literal and the end of its command lead nowhere
	last      time.Time         // when something was last said
	ask       asks              // what is to be asked for beside what the client asks
	named     string            // of the last SELECT, EXAMINE or CREATE
	log       *protolog.Conn
}

const maxCommand = 1 << 16 // what we keep of a command line; ours are shorter

// watch takes note of p and returns the octets to send in its place.
func (s *sent) watch(p []byte, names *aliases) []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.last = time.Now()
	var out []byte
	for len(p) > 0 {
		if s.literal > 0 {
			n := min(s.literal, int64(len(p)))
			if !s.discard {
				out = append(out, p[:n]...)
			}
			s.literal -= n
			p = p[n:]
			continue
		}
		i := bytes.IndexByte(p, '\n')
		if i < 0 {
			s.line = append(s.line, p...)
			break
		}
		s.line = append(s.line, p[:i+1]...)
		p = p[i+1:]
		if s.discard {
			s.line, s.discard = s.line[:0], false
			continue
		}
		line := names.flagsOut(names.outgoing(s.rewrite(s.line)))
		out = append(out, line...)
		line = bytes.TrimRight(line, "\r\n")
		if len(line) > 0 { // not the end of a command behind a literal
			s.log.Sent(literalShown(line))
		}
		s.command(line)
		s.line = s.line[:0]
	}
	if len(s.line) > maxCommand { // no command of ours: let it go
		out = append(out, s.line...)
		s.line = s.line[:0]
	}
	return out
}

func (s *sent) command(line []byte) {
	if bytes.Equal(line, []byte("DONE")) {
		s.idle = ""
		return
	}
	tag, rest, isNew := bytes.Cut(line, []byte(" "))
	if isNew && len(tag) > 1 && tag[0] == 'T' && number10(tag[1:]) {
		command := string(bytes.ToUpper(rest[:min(len(rest), 16<<10)]))
		s.tags[string(tag)] = command
		if a, ok := askedIn(command); ok {
			if s.fetches == nil {
				s.fetches = map[string]asked{}
			}
			s.fetches[string(tag)] = a
		}
		s.current = string(tag)
		if bytes.Equal(rest, []byte("IDLE")) {
			s.idle = string(tag)
			s.continues++
		}
	}
	if n, sync, ok := announced(line); ok {
		s.literal = n
		if sync {
			s.continues++
		}
	}
}

// announced reads the {n} or {n+} at the end of a command line.
func announced(line []byte) (n int64, sync, ok bool) {
	i := bytes.LastIndexByte(line, '{')
	if i < 0 || line[len(line)-1] != '}' {
		return 0, false, false
	}
	digits, plus := bytes.CutSuffix(line[i+1:len(line)-1], []byte("+"))
	n, err := strconv.ParseInt(string(digits), 10, 64)
	return n, !plus, err == nil
}

func number10(b []byte) bool {
	for _, c := range b {
		if c < '0' || c > '9' {
			return false
		}
	}
	return len(b) > 0
}

// overdue reports whether an answer is due since longer than wait.
func (s *sent) overdue(wait time.Duration) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	due := len(s.tags) > 1 || len(s.tags) == 1 && (s.idle == "" || s.continues > 0)
	return due && time.Since(s.last) >= wait
}

// done takes a tag off; false if no command has it.
func (s *sent) done(tag string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, ok := s.tags[tag]; !ok {
		return false
	}
	delete(s.tags, tag)
	delete(s.fetches, tag)
	if s.idle == tag {
		s.idle = ""
	}
	if len(s.tags) == 0 && !s.discard {
		s.continues, s.literal = 0, 0
	}
	return true
}

// refused reports whether a command has ended where its literal waits for a
// "+". go-imap would end the session: it is to be told to go on, and what it
// then says leads nowhere.
func (s *sent) refused(tag string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if tag != s.current || s.tags[tag] == "" || s.literal == 0 || s.continues == 0 {
		return false
	}
	s.continues--
	s.discard = true
	return true
}

// continued takes a continuation off; false if none is due.
func (s *sent) continued() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.continues == 0 {
		return false
	}
	s.continues--
	return true
}

// under reports whether a command that contains word is under way.
func (s *sent) under(word string) bool { return s.tagOf(word, "") != "" }

// tagOf returns the tag of a command under way that contains word, preferably
// the one that the server names; "" if there is none.
func (s *sent) tagOf(word, named string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if strings.Contains(s.tags[named], word) {
		return named
	}
	for tag, c := range s.tags {
		if strings.Contains(c, word) {
			return tag
		}
	}
	return ""
}
