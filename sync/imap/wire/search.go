package wire

import (
	"bytes"
	"strconv"
)

const searchLines = 16 // a SEARCH answer may be this many times as long as others

// maxFound is how many messages SEARCH may name before its command ends; an
// ESEARCH that names more names none.
const maxFound = 10_000_000

func (w *Conn) found(n uint32) {
	if w.tally.finds++; w.tally.finds > maxFound {
		w.in.fail(bound("more than %d messages found", maxFound))
		return
	}
	w.out = append(w.out, ' ')
	w.out = strconv.AppendUint(w.out, uint64(n), 10)
}

// search handles SEARCH: numbers, and nothing else that may stand there.
func (w *Conn) search() {
	in := &w.in
	in.left += (searchLines - 1) * w.lim.Line
	w.say("* SEARCH")
	for in.err == nil {
		in.spaces()
		c := in.peek()
		if c == '\n' {
			break
		}
		if c == '(' || c == ')' {
			in.skipValue()
			in.accept(')')
			continue
		}
		word := in.word()
		if n, ok := number32(word); ok && n > 0 {
			w.found(n)
		} else if isSet(word) { // not allowed, but plain
			for _, r := range ranges(word) {
				for n := uint64(r.Start); n <= uint64(r.Stop) && in.err == nil; n++ {
					w.found(uint32(n))
				}
			}
		}
	}
	in.endLine()
	w.say("\r\n")
}

// named is how many messages a set names.
func named(set []byte) uint64 {
	n := uint64(0)
	for _, r := range ranges(set) {
		n += uint64(r.Stop) - uint64(r.Start) + 1
	}
	return n
}

// set takes a set of numbers, also one in quotes, in a list, or with spaces.
func (s *scanner) set() []byte {
	var set []byte
	s.spaces()
	list := s.accept('(')
	quoted := s.accept('"')
	for s.err == nil {
		s.spaces()
		if c := s.peek(); c < '0' || c > '9' {
			break
		}
		if len(set) > 0 {
			set = append(set, ',')
		}
		set = s.run(set, &valueStops, len(set)+searchLines*s.lim.Line)
	}
	if quoted {
		s.accept('"')
	}
	if list {
		s.accept(')')
	}
	return set
}

// esearch handles ESEARCH (RFC 4731): its tag and the set of ALL.
func (w *Conn) esearch() {
	in := &w.in
	in.left += (searchLines - 1) * w.lim.Line
	in.spaces()
	var tag []byte
	if in.accept('(') {
		in.word()
		in.spaces()
		tag, _ = in.str()
		in.accept(')')
	}
	var all []byte
	for in.err == nil {
		in.spaces()
		if in.peek() == '\n' {
			break
		}
		before := in.left
		switch name := bytes.ToUpper(in.word()); string(name) {
		case "UID":
		case "ALL":
			all = in.set()
		default:
			in.spaces()
			in.skipValue()
			in.accept(')')
		}
		if in.left == before {
			break
		}
	}
	in.finish()
	if in.err != nil {
		return
	}
	// go-imap wants a tag, and we only ever ask for UIDs.
	search := w.sent.tagOf("SEARCH", string(tag))
	if search == "" {
		return
	}
	w.say(`* ESEARCH (TAG "`, search, `") UID`)
	if isSet(all) && named(all) <= maxFound {
		w.say(" ALL ", string(all))
	}
	w.say("\r\n")
}
