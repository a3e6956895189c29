package wire

import (
	"bytes"
	"strconv"
	"time"

	"godwit/accounts/protolog"
)

// spoken passes on to the protocol log what is said in a session. Of long rows
// of answers of one kind it passes on the beginning, and how many there were.
type spoken struct {
	log  *protolog.Conn
	kind string
	run  int // answers of this kind, one after another
}

const (
	maxRun   = 50  // answers of one kind
	overhear = 600 // octets of a response that are looked at
)

// received looks at the response that begins in the buffer. It costs nothing
// for literals: it sees no more than the first line.
func (w *Conn) received() {
	s := &w.spoken
	if s.log == nil {
		return
	}
	begin, _ := w.in.r.Peek(min(w.in.r.Buffered(), 64))
	if s.run > maxRun && s.kind == fetch && isFetch(begin) {
		s.run++
		return
	}
	if len(begin) < 64 && bytes.IndexByte(begin, '\n') < 0 {
		begin = w.firstLine()
	}
	kind := kindOf(begin)
	if kind == s.kind && kind != "" {
		if s.run++; s.run > maxRun {
			return
		}
	} else {
		s.end()
		s.kind, s.run = kind, 1
	}
	if line := bytes.TrimRight(w.firstLine(), "\r\n"); len(line) > 0 {
		s.log.Received(shown(line, kind))
	}
}

// firstLine looks at the line that begins in the buffer, as far as it is
// wanted. It waits for its end, as the scanner will, which knows what to do
// with a server that takes too long over it.
func (w *Conn) firstLine() []byte {
	r := w.in.r
	var since time.Time
	for n := max(1, min(r.Buffered(), overhear)); ; n++ {
		b, err := r.Peek(n)
		if i := bytes.IndexByte(b, '\n'); i >= 0 {
			return b[:i]
		}
		if err != nil || n >= overhear || !since.IsZero() && time.Since(since) > w.lim.Wait {
			return b
		}
		if since.IsZero() {
			since = time.Now()
		}
		n = max(n, min(r.Buffered(), overhear)-1) // more came with it
	}
}

// end says how many answers were left out.
func (s *spoken) end() {
	if s.run > maxRun {
		s.log.Note(strconv.Itoa(s.run-maxRun) + " more " + s.kind)
	}
	s.run = 0
}

const fetch = "FETCH"

// isFetch reports whether b begins "* n FETCH ", as nearly all of a long answer
// does.
func isFetch(b []byte) bool {
	if len(b) < 2 || b[0] != '*' || b[1] != ' ' {
		return false
	}
	for i, c := range b[2:] {
		if c < '0' || c > '9' {
			return i > 0 && c == ' ' && len(b) >= i+9 && string(b[i+2:i+9]) == " "+fetch+" "
		}
	}
	return false
}

// kindOf is the type of an untagged response, "+" for a continuation, "tagged"
// for the end of a command; "" for what is none of these.
func kindOf(b []byte) string {
	switch {
	case len(b) == 0:
		return ""
	case b[0] == '+':
		return "+"
	case b[0] == 'T':
		if tag, _, ok := bytes.Cut(b, []byte(" ")); ok && number10(tag[1:]) {
			return "tagged"
		}
		return ""
	case b[0] != '*':
		return ""
	}
	word := wordOf(b[1:])
	if len(word) > 0 && word[0] >= '0' && word[0] <= '9' {
		word = wordOf(b[1+bytes.Index(b[1:], word)+len(word):])
	}
	for _, kind := range kinds {
		if len(kind) == len(word) && bytes.EqualFold(word, []byte(kind)) {
			return kind
		}
	}
	return ""
}

var kinds = []string{
	fetch, "LIST", "STATUS", "OK", "NO", "BAD", "BYE", "EXISTS", "RECENT", "EXPUNGE", "VANISHED", "FLAGS",
	"SEARCH", "ESEARCH", "CAPABILITY", "ENABLED", "NAMESPACE", "ID", "QUOTA", "QUOTAROOT", "PREAUTH", "LSUB",
}

func wordOf(b []byte) []byte {
	b = bytes.TrimLeft(b, " ")
	if i := bytes.IndexAny(b, " \r\n("); i >= 0 {
		b = b[:i]
	}
	return b
}

// shown is a server's line as it may be kept. What is no answer may be a piece
// of a message; what is quoted in a FETCH is one.
func shown(line []byte, kind string) []byte {
	switch kind {
	case "":
		return []byte("(" + strconv.Itoa(len(line)) + " octets that are no answer)")
	case fetch:
		line = maskQuoted(line)
	}
	return literalShown(line)
}

// literalShown spells the announcement of a literal at the end of a line.
func literalShown(line []byte) []byte {
	n, _, ok := announced(line)
	if !ok {
		return line
	}
	i := bytes.LastIndexByte(line, '{')
	return append(bytes.Clone(line[:i]), "{"+strconv.FormatInt(n, 10)+" octets}"...)
}

// maskQuoted takes out what quoted strings hold, except dates.
func maskQuoted(line []byte) []byte {
	if bytes.IndexByte(line, '"') < 0 {
		return line
	}
	var out []byte
	for i := 0; i < len(line); {
		if line[i] != '"' {
			out = append(out, line[i])
			i++
			continue
		}
		n := quotedEnd(line[i:])
		if n == 0 {
			return append(out, `"…`...) // it goes on
		}
		if bytes.HasSuffix(bytes.ToUpper(out), []byte("INTERNALDATE ")) && n <= 32 {
			out = append(out, line[i:i+n]...)
		} else {
			out = append(out, `"…"`...)
		}
		i += n
	}
	return out
}
