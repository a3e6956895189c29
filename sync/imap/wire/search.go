package wire

import (
	"bytes"
	"strconv"
)

const searchLines = 16 // a SEARCH answer may be this many times as long as others

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
		if n, ok := number32(in.word()); ok && n > 0 {
			w.out = append(w.out, ' ')
			w.out = strconv.AppendUint(w.out, uint64(n), 10)
		}
	}
	in.endLine()
	w.say("\r\n")
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
			in.spaces()
			all = in.word()
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
	if isSet(all) {
		w.say(" ALL ", string(all))
	}
	w.say("\r\n")
}
