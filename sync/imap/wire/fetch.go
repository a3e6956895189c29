package wire

import (
	"bytes"
	"strconv"
	"time"
)

// streamAbove is the size from which a body goes straight through instead of
// into memory first.
const streamAbove = 16 << 10

// fetchAnswer is a FETCH response in the making. Its small items are kept in
// strict spelling until it is known which message they are of: go-imap must
// see the UID before any literal, servers send it where they like.
type fetchAnswer struct {
	seq    uint32
	uid    uint32
	flags  []byte
	date   []byte
	size   []byte
	modseq []byte
	bodies []byte // " BODY[...] {n}\r\n..." as far as they were not streamed
	body   bool   // has a body section
	extra  *Extra // nil if nothing came that go-imap does not know
	opened bool   // the client has seen the beginning
}

// fetchItems reads items up to the end of the response, or to a body that is
// streamed: then it returns with lit set, and is called again afterwards.
func (w *Conn) fetchItems() {
	in, a := &w.in, w.fetch
	for in.err == nil {
		in.spaces()
		c := in.peek()
		if c == '\n' || in.accept(')') {
			break
		}
		before := in.left
		if w.fetchItem(a, string(bytes.ToUpper(in.item()))) {
			return // streaming
		}
		if in.left == before && in.err == nil {
			in.drop()
		}
	}
	in.finish()
	w.fetch = nil
	if in.err != nil {
		return
	}
	w.keepExtra(a.uid, a.extra)
	if !a.opened && !a.body && a.uid != 0 && w.sent.under(" (QRESYNC (") {
		w.keepChanged(a)
		return
	}
	if !a.opened && !a.body && a.uid != 0 && w.sent.under("BODY.PEEK[") {
		w.hold(a)
		return
	}
	a.open(w)
	w.say(")\r\n")
}

// fetchItem reads one item; true if its literal is now being streamed.
func (w *Conn) fetchItem(a *fetchAnswer, name string) bool {
	in := &w.in
	section := ""
	if in.peek() == '[' {
		section = in.section()
	}
	in.spaces()
	switch name {
	case "UID":
		if n, ok := number32(in.word()); ok {
			a.uid = n
		}
	case "FLAGS":
		a.put(w, &a.flags, "FLAGS ("+w.flags()+")")
	case "INTERNALDATE":
		b, _ := in.str()
		a.put(w, &a.date, `INTERNALDATE "`+internalDate(string(b))+`"`)
	case "RFC822.SIZE":
		n, ok := number(in.word())
		if ok && n < 1<<62 {
			a.put(w, &a.size, "RFC822.SIZE "+strconv.FormatUint(n, 10))
		}
	case "MODSEQ":
		in.accept('(')
		n, ok := number(in.word())
		in.accept(')')
		if ok {
			a.put(w, &a.modseq, "MODSEQ ("+strconv.FormatUint(n, 10)+")")
		}
	case "BODY":
		switch section {
		case "[]", "[HEADER]":
			return w.fetchBody(a, "BODY"+section)
		}
		in.skipValue() // a structure or a section that nobody asked for
	case "RFC822":
		return w.fetchBody(a, "BODY[]")
	case "RFC822.HEADER":
		return w.fetchBody(a, "BODY[HEADER]")
	case "X-GM-MSGID", "X-GM-THRID", "X-GM-LABELS", "EMAILID", "THREADID":
		w.fetchExtra(a, name)
	default:
		in.skipValue()
	}
	return false
}

// section takes "[...]" and "<n>" as they stand.
func (s *scanner) section() string {
	var b []byte
	for s.err == nil {
		c := s.peek()
		if c == '\n' || len(b) > 4096 {
			break
		}
		s.drop()
		b = append(b, c)
		if c == ']' {
			break
		}
	}
	if s.peek() == '<' {
		b = append(b, s.word()...)
	}
	return string(bytes.ToUpper(b))
}

// fetchBody takes a body section's value: NIL, a string, or a literal.
func (w *Conn) fetchBody(a *fetchAnswer, item string) bool {
	in := &w.in
	a.body = true
	var value []byte
	if c := in.peek(); c == '{' || c == '~' {
		n, text, ok := in.literal()
		switch {
		case in.err != nil:
			return false
		case ok && n >= streamAbove && (a.uid != 0 || a.opened):
			w.merge(a)
			a.open(w)
			w.say(" ", item, " {", strconv.FormatInt(n, 10), "}\r\n")
			w.lit = n
			return true
		case ok:
			value = in.octets(n)
		default:
			value = append(text, in.word()...)
		}
	} else {
		v, isNil := in.str()
		if isNil {
			v = nil
		}
		value = v
	}
	out := &a.bodies
	if a.opened {
		out = &w.out
	}
	*out = append(*out, ' ')
	*out = append(*out, item...)
	*out = append(*out, " {"...)
	*out = strconv.AppendInt(*out, int64(len(value)), 10)
	*out = append(*out, "}\r\n"...)
	*out = append(*out, value...)
	return false
}

// put keeps a small item, or says it at once when the answer is under way.
func (a *fetchAnswer) put(w *Conn, field *[]byte, item string) {
	if a.opened {
		w.say(" ", item)
		return
	}
	*field = []byte(item)
}

// open says everything that is known of the answer so far.
func (a *fetchAnswer) open(w *Conn) {
	if a.opened {
		return
	}
	a.opened = true
	w.merge(a)
	w.say("* ", strconv.FormatUint(uint64(a.seq), 10), " FETCH (UID ", strconv.FormatUint(uint64(a.uid), 10))
	for _, item := range [][]byte{a.flags, a.date, a.size, a.modseq} {
		if item != nil {
			w.out = append(w.out, ' ')
			w.out = append(w.out, item...)
		}
	}
	w.out = append(w.out, a.bodies...)
	a.bodies = nil
}

const maxHeld = 10_000

// hold keeps an answer back that lacks the body under way for it: flags that
// the server volunteers, or the first half of an answer in two.
func (w *Conn) hold(a *fetchAnswer) {
	if len(w.held) >= maxHeld {
		w.release()
	}
	w.merge(a)
	w.held[a.uid] = a
}

// merge adds what was held back for the same message.
func (w *Conn) merge(a *fetchAnswer) {
	h := w.held[a.uid]
	if h == nil || h == a || a.uid == 0 {
		return
	}
	delete(w.held, a.uid)
	for _, f := range []struct{ to, from *[]byte }{
		{&a.flags, &h.flags}, {&a.date, &h.date}, {&a.size, &h.size}, {&a.modseq, &h.modseq},
	} {
		if *f.to == nil {
			*f.to = *f.from
		}
	}
}

const dateLayout = "_2-Jan-2006 15:04:05 -0700"

// internalDate is a date as go-imap reads it; 1 January 1970 where the
// server's is none.
func internalDate(s string) string {
	for _, layout := range []string{
		dateLayout, "2-Jan-2006 15:04:05 -0700", "2-Jan-2006 15:04:05", "2-Jan-06 15:04:05 -0700",
		"Mon, 2 Jan 2006 15:04:05 -0700", "2-Jan-2006 15:04:05 MST", "2-Jan-2006",
	} {
		if t, err := time.Parse(layout, s); err == nil && t.Year() > 0 && t.Year() < 10000 {
			return t.Format(dateLayout)
		}
	}
	return time.Unix(0, 0).UTC().Format(dateLayout)
}
