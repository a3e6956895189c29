package wire

import (
	"bytes"
	"strconv"
	"time"
)

// response reads one response and appends to out what the client may see of it.
func (w *Conn) response() {
	in := &w.in
	in.begin(w.lim.Line)
	in.spaces()
	before := len(w.out)
	switch first := in.word(); {
	case len(first) == 0 && in.peek() == '\n': // an empty line
		in.endLine()
	case bytes.Equal(first, []byte("*")):
		in.spaces()
		w.untagged()
	case len(first) > 0 && first[0] == '*': // "*OK", seen where a space got lost
		w.data(first[1:])
	case len(first) > 0 && first[0] == '+':
		in.text(0)
		if w.sent.continued() {
			w.say("+ go on\r\n")
		}
	default:
		w.tagged(string(upper(first)))
	}
	if in.err != nil {
		w.out = w.out[:before] // half a response is none
		return
	}
	if len(w.out) > before || w.lit > 0 || w.fetch != nil || w.kept {
		w.dropped, w.kept = 0, false
		return
	}
	w.noise()
}

// stillHere is how many times Limits.Wait a command may be under way while the
// server says only what means nothing: "still here".
const stillHere = 15

func (w *Conn) noise() {
	if w.dropped++; w.dropped == 1 {
		w.since = time.Now()
	}
	wait := stillHere * w.lim.Wait
	if w.dropped > w.lim.Dropped || time.Since(w.since) > wait && w.sent.overdue(wait) {
		w.in.fail(bound("%d answers that mean nothing", w.dropped))
	}
}

func (w *Conn) say(parts ...string) {
	for _, p := range parts {
		w.out = append(w.out, p...)
	}
}

func (w *Conn) untagged() {
	in := &w.in
	if in.peek() == '[' { // Exchange: "* [COPYUID ...] done"
		w.status("*", "OK")
		return
	}
	w.data(in.word())
}

// data handles a response from its type on.
func (w *Conn) data(word []byte) {
	in := &w.in
	in.spaces()
	if len(word) > 0 && word[0] >= '0' && word[0] <= '9' {
		n, ok := number32(word)
		w.numbered(n, ok, string(upper(in.word())))
		return
	}
	switch typ := string(upper(word)); typ {
	case "OK", "NO", "BAD":
		w.status("*", typ)
	case "BYE":
		code, text := splitCode(in.text(maxText))
		if !w.sent.under("LOGOUT") && in.err == nil {
			name, _, _ := bytes.Cut(code, []byte(" "))
			in.fail(&ByeError{Code: clean(name), Text: clean(text)})
		}
	case "FLAGS":
		w.say("* FLAGS (", w.flags(), ")\r\n")
		in.finish()
	case "LIST":
		w.list()
	case "STATUS":
		w.mailboxStatus()
	case "SEARCH":
		w.search()
	case "ESEARCH":
		w.esearch()
	case "VANISHED":
		w.vanish()
	case "QUOTA":
		w.quota()
	case "QUOTAROOT":
		w.quotaRoot()
	default:
		in.finish()
	}
}

// numbered handles "n EXISTS" and the like. A number that is none loses the
// response, except where nothing depends on it.
func (w *Conn) numbered(n uint32, ok bool, typ string) {
	if typ == "UID" { // "1 UID FETCH"
		w.in.spaces()
		typ = string(upper(w.in.word()))
	}
	switch typ {
	case "FETCH":
		if w.tally.fetched++; w.tally.fetched > w.maxFetched() {
			w.in.fail(bound("messages without end"))
			return
		}
		w.in.spaces()
		for w.in.accept('(') { // once; some put a list into the list
			w.in.spaces()
		}
		w.fetch = &fetchAnswer{seq: max(n, 1), asked: w.sent.fetching()} // we go by UIDs; Courier says "* 0 FETCH"
		w.fetchItems()
		return
	case "EXISTS":
		if ok {
			w.tally.counted = true
			w.most = max(w.most, n)
			w.say("* ", strconv.FormatUint(uint64(n), 10), " EXISTS\r\n")
		}
	case "EXPUNGE":
		if ok && n > 0 {
			w.say("* ", strconv.FormatUint(uint64(n), 10), " EXPUNGE\r\n")
		}
	}
	w.in.finish()
}

// maxFetched is how many FETCH answers may come before the end of one command:
// a few of each message, and news.
func (w *Conn) maxFetched() int {
	if w.most == 0 { // not told how many there are
		return maxFound
	}
	return min(maxFound, 100_000+20*int(min(w.most, maxFound)))
}

// tagged handles the end of a command.
func (w *Conn) tagged(tag string) {
	in := &w.in
	in.spaces()
	if w.sent.refused(tag) {
		w.say("+ go on\r\n")
	}
	if !w.sent.done(tag) {
		in.finish()
		return
	}
	w.release()
	w.counted.Store(w.tally.counted)
	w.tally = tally{}
	switch typ := string(upper(in.item())); typ {
	case "OK", "NO", "BAD":
		w.status(tag, typ)
	default: // an end without a verdict is a refusal
		in.text(0)
		w.say(tag, " BAD the server's answer has no meaning\r\n")
	}
}
