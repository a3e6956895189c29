package wire

import (
	"bytes"
	"strconv"
)

// section takes "[...]" and "<n>" as they stand. It knows quoted strings, in
// which a bracket ends nothing.
func (s *scanner) section() string {
	var b []byte
	quoted := false
	for s.err == nil {
		c := s.peek()
		if c == '\n' || len(b) > 4096 {
			break
		}
		s.drop()
		b = append(b, c)
		if c == '"' {
			quoted = !quoted
		}
		if c == ']' && !quoted {
			break
		}
	}
	if s.peek() == '<' {
		for s.err == nil { // a value may follow at once
			c := s.peek()
			if c == '\n' || c == ' ' || len(b) > 4096 {
				break
			}
			s.drop()
			if b = append(b, c); c == '>' {
				break
			}
		}
	}
	return string(bytes.ToUpper(b))
}

// The sections that are asked for, and the one that with HEADER makes a whole.
const (
	sectionAll    = "[]"
	sectionHeader = "[HEADER]"
	sectionText   = "[TEXT]"
	sectionFields = "[HEADER.FIELDS ("
)

// fetchSection takes a section's value: a literal, a string, or NIL. An empty
// one is as good as none: no message is empty. It returns true if the literal
// is now being streamed.
func (w *Conn) fetchSection(a *fetchAnswer, section string) bool {
	in := &w.in
	var value []byte
	switch c := in.peek(); c {
	case '{', '~':
		n, _, ok := in.literal()
		if !ok {
			in.word()
			return false
		}
		if !a.opened {
			w.merge(a)
		}
		if n > 0 && a.passes(section, n) {
			a.open(w)
			a.body = true
			w.say(" BODY", section, " {", strconv.FormatInt(n, 10), "}\r\n")
			w.lit = n
			return true
		}
		value = in.octets(n)
	case '"':
		value = in.quotedBody()
	case '(':
		in.skipValue()
	default: // NIL; or the name of the next item, where this one's value is missing
		if word := in.item(); !bytes.EqualFold(word, []byte("NIL")) {
			a.next = bytes.Clone(word)
		}
	}
	if in.err == nil && len(value) > 0 {
		w.keepSection(a, section, value)
	}
	return false
}

// passes reports whether a literal of n octets can go straight through: what
// comes after it may be said after it, but for flags, see lacks.
func (a *fetchAnswer) passes(section string, n int64) bool {
	switch {
	case a.uid == 0 && !a.opened, section == sectionText, section == sectionHeader && a.joins():
		return false
	}
	return n >= streamAbove || !a.asked.header || !a.asked.flags || a.flags != nil
}

// joins reports whether HEADER and TEXT make up what was asked for.
func (a *fetchAnswer) joins() bool { return a.asked.body && !a.asked.header }

// keepSection adds a section to an answer.
func (w *Conn) keepSection(a *fetchAnswer, section string, value []byte) {
	switch {
	case section == sectionText:
		a.text = value
	case section == sectionHeader && a.joins():
		a.header = value
	default:
		a.add(w, section, value)
		return
	}
	w.join(a)
}

// join makes a whole message of a header and a text that came apart.
func (w *Conn) join(a *fetchAnswer) {
	if a.joins() && !a.body && a.header != nil && a.text != nil {
		a.add(w, sectionAll, append(a.header[:len(a.header):len(a.header)], a.text...))
		a.header, a.text = nil, nil
	}
}

// add says a section, or keeps it to be said.
func (a *fetchAnswer) add(w *Conn, section string, value []byte) {
	a.body = true
	out := &a.bodies
	if a.opened {
		out = &w.out
	}
	*out = append(*out, " BODY"...)
	*out = append(*out, section...)
	*out = append(*out, " {"...)
	*out = strconv.AppendInt(*out, int64(len(value)), 10)
	*out = append(*out, "}\r\n"...)
	*out = append(*out, value...)
}

// quotedBody takes a message in quotes. Servers that send such a one put line
// ends into it, and do not always escape its own quotes: it ends at a quote
// that the rest of an answer follows.
func (s *scanner) quotedBody() []byte {
	s.accept('"')
	var b []byte
	for s.more() {
		c, _ := s.r.ReadByte()
		switch {
		case int64(len(b)) > s.lim.Literal:
			s.fail(bound("a quoted string without end"))
			return nil
		case c == '"' && s.answerGoesOn():
			return b
		case c == '\\' && s.more():
			if next, _ := s.r.Peek(1); next[0] == '"' || next[0] == '\\' {
				c, _ = s.r.ReadByte()
			}
		}
		b = append(b, c)
	}
	return b
}

// answerGoesOn reports whether the end of a FETCH answer or another item follows.
func (s *scanner) answerGoesOn() bool {
	two, err := s.r.Peek(2)
	if err != nil {
		return true
	}
	if two[0] == ')' {
		return two[1] == '\r' || two[1] == '\n' || two[1] == ' ' || two[1] == ')'
	}
	if two[0] != ' ' {
		return false
	}
	five, err := s.r.Peek(5)
	if err != nil {
		return true
	}
	switch string(bytes.ToUpper(five[1:])) {
	case "UID ", "FLAG", "INTE", "RFC8", "MODS", "BODY", "X-GM", "ENVE", "EMAI", "THRE":
		return true
	}
	return bytes.HasPrefix(five, []byte(" )"))
}
