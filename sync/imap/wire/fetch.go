package wire

import (
	"strconv"
	"strings"
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
	octets []byte // RFC822.SIZE
	modseq []byte
	bodies []byte // " BODY[...] {n}\r\n..." as far as they were not streamed
	body   bool   // has a body section
	header []byte // of a message that comes in two sections
	text   []byte
	next   []byte // the name of the next item, where it was read already
	asked  asked
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
		name := a.next
		if a.next = nil; name == nil {
			name = in.item()
		}
		if w.fetchItem(a, string(upper(name))) {
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
	if a.uid == 0 && (a.body || a.header != nil) {
		a.uid = a.asked.only
	}
	w.keepExtra(a.uid, a.extra)
	if !a.opened && !a.body && a.uid != 0 && w.sent.under(" (QRESYNC (") {
		w.keepChanged(a)
		return
	}
	if !a.opened {
		w.merge(a)
		if a.lacks() {
			w.hold(a)
			return
		}
	}
	a.open(w)
	w.say(")\r\n")
}

// fetchItem reads one item; true if its literal is now being streamed.
func (w *Conn) fetchItem(a *fetchAnswer, name string) bool {
	in := &w.in
	section := ""
	if name == "BODY" { // "BODY []"
		in.spaces()
	}
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
		a.put(w, &a.flags, "FLAGS (", w.flags(), ")")
	case "INTERNALDATE":
		b, _ := in.str()
		a.put(w, &a.date, `INTERNALDATE "`, internalDate(string(b)), `"`)
	case "RFC822.SIZE":
		n, ok := number(in.word())
		if ok && n <= 4*uint64(w.lim.Literal) { // what is far beyond all mail is no size
			a.put(w, &a.octets, "RFC822.SIZE ", strconv.FormatUint(n, 10))
		}
	case "MODSEQ":
		in.accept('(')
		n, ok := number(in.word())
		in.accept(')')
		if ok {
			a.put(w, &a.modseq, "MODSEQ (", strconv.FormatUint(n, 10), ")")
		}
	case "BODY", "BODY.PEEK", "BINARY", "BINARY.PEEK":
		section, _ = strings.CutSuffix(section, "<0>") // of what was asked for whole
		if section != "" && strings.Trim(section, `[ "]`) == "" {
			section = sectionAll
		}
		if a.asked.header && strings.HasPrefix(section, sectionFields) {
			section = sectionHeader // go-imap does not look which fields they are
		}
		switch section {
		case sectionAll, sectionHeader, sectionText:
			return w.fetchSection(a, section)
		}
		in.skipValue() // a structure or a section that nobody asked for
	case "RFC822", "RFC822.PEEK":
		return w.fetchSection(a, sectionAll)
	case "RFC822.HEADER":
		return w.fetchSection(a, sectionHeader)
	case "RFC822.TEXT":
		return w.fetchSection(a, sectionText)
	case "X-GM-MSGID", "X-GM-THRID", "X-GM-LABELS", "EMAILID", "THREADID":
		w.fetchExtra(a, name)
	default:
		in.skipValue()
	}
	return false
}

// put keeps a small item, or says it at once when the answer is under way.
func (a *fetchAnswer) put(w *Conn, field *[]byte, parts ...string) {
	if a.opened {
		w.say(" ")
		w.say(parts...)
		return
	}
	*field = []byte{}
	for _, p := range parts {
		*field = append(*field, p...)
	}
}

// open says everything that is known of the answer so far.
func (a *fetchAnswer) open(w *Conn) {
	if a.opened {
		return
	}
	a.opened = true
	w.say("* ", strconv.FormatUint(uint64(a.seq), 10), " FETCH (UID ", strconv.FormatUint(uint64(a.uid), 10))
	for _, item := range [...][]byte{a.flags, a.date, a.octets, a.modseq} {
		if item != nil {
			w.out = append(w.out, ' ')
			w.out = append(w.out, item...)
		}
	}
	w.out = append(w.out, a.bodies...)
	a.bodies = nil
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
