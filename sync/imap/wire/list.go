package wire

import (
	"bytes"
	"strconv"
	"unicode/utf8"
)

const (
	maxListed = 16 << 20 // octets of names in the answer to one command
	perListed = 160      // what a mailbox counts beside its name: 100,000 of them are no mail account
)

// list handles LIST: attributes, delimiter, name. Extended data is left out.
func (w *Conn) list() {
	in := &w.in
	in.spaces()
	attrs := ""
	if c := in.peek(); c == '(' || c == 'N' || c == 'n' { // some leave them out
		attrs = w.flags()
	}
	in.spaces()
	delim, isNil := in.delimiter()
	in.spaces()
	name := w.mailbox()
	in.finish()
	if len(name) == 0 && len(delim) > 1 { // the delimiter is missing
		name, isNil = delim, true
	}
	if in.err != nil || len(name) == 0 || len(name) > maxName {
		return
	}
	if w.tally.listed += len(name) + len(attrs) + perListed; w.tally.listed > maxListed {
		in.fail(bound("mailboxes without end"))
		return
	}
	if w.notifies.Load() && !w.sent.under("LIST") {
		w.news(News{Mailbox: newsName(name), List: true})
		return
	}
	w.say("* LIST (", attrs, ") ")
	if r, n := utf8.DecodeRune(delim); isNil || n == 0 || n != len(delim) || r == utf8.RuneError {
		w.say("NIL ")
	} else {
		w.say(quote(string(delim)), " ")
	}
	w.say(quote(w.name.incoming(name)), "\r\n")
}

// delimiter takes a delimiter. A backslash is not always escaped.
func (s *scanner) delimiter() (b []byte, isNil bool) {
	if s.peek() == '"' {
		if four, _ := s.r.Peek(4); string(four) == `"\" ` {
			for range 3 {
				s.drop()
			}
			return []byte{'\\'}, false
		}
	}
	return s.str()
}

// mailbox takes a mailbox name: a string, or all that stands on the line, for
// servers that do not quote spaces and brackets.
func (w *Conn) mailbox() []byte {
	in := &w.in
	switch in.peek() {
	case '"', '{':
		name, _ := in.str()
		return name
	}
	var name []byte
	for in.err == nil && in.peek() != '\n' {
		name = append(name, in.peek())
		in.drop()
	}
	if i := bytes.Index(name, []byte(` ("`)); i > 0 && name[len(name)-1] == ')' {
		name = name[:i] // extended LIST data
	}
	return bytes.TrimSpace(name)
}

// mailboxStatus handles STATUS; values that are no numbers are left out.
func (w *Conn) mailboxStatus() {
	in := &w.in
	var name []byte
	if c := in.peek(); c == '"' || c == '{' {
		name, _ = in.str()
	} else {
		for in.err == nil { // spaces and all, up to the list
			name = append(name, in.word()...)
			if c := in.peek(); c == '\n' || c == '(' {
				break
			}
			name = append(name, in.peek())
			in.drop()
		}
		name = bytes.TrimSpace(name)
	}
	in.spaces()
	in.accept('(')
	id, limit := "", int64(-1)
	var items []byte
	for in.err == nil {
		in.spaces()
		if c := in.peek(); c == '\n' || c == ')' {
			break
		}
		item := bytes.ToUpper(in.word())
		in.spaces()
		if string(item) == "MAILBOXID" {
			id = in.objectID()
			continue
		}
		if c := in.peek(); c == '(' || len(item) == 0 {
			in.skipValue()
			continue
		}
		n, ok := number(in.word())
		switch string(item) {
		case "MESSAGES", "UIDNEXT", "UIDVALIDITY", "UNSEEN":
			ok = ok && n <= 1<<32-1
		case "HIGHESTMODSEQ":
		case "APPENDLIMIT":
			if ok && n < 1<<62 {
				limit = int64(n)
			}
			ok = false
		case "SIZE":
			ok = ok && n < 1<<63
		default:
			ok = false
		}
		if !ok {
			continue
		}
		if len(items) > 0 {
			items = append(items, ' ')
		}
		items = append(append(items, item...), ' ')
		items = strconv.AppendUint(items, n, 10)
	}
	in.finish()
	if in.err != nil || len(name) == 0 || len(name) > maxName {
		return
	}
	if w.notifies.Load() && !w.sent.under("STATUS") {
		w.news(News{Mailbox: newsName(name)})
		return
	}
	spelled := w.name.incoming(name)
	w.keepBox(decodeName(spelled), id, limit)
	w.say("* STATUS ", quote(spelled), " (", string(items), ")\r\n")
}
