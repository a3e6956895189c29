package wire

import (
	"bytes"
	"strings"

	"github.com/emersion/go-imap/v2"
)

const (
	maxVanished = 1 << 20 // ranges that wait to be taken
	maxChanged  = 300_000 // messages of an answer to SELECT
)

// vanish handles VANISHED (RFC 7162 3.2.10). With EARLIER it answers a command
// of ours, else it is news of the selected mailbox.
func (w *Conn) vanish() {
	in := &w.in
	in.left += (searchLines - 1) * w.lim.Line
	in.spaces()
	earlier := false
	if in.peek() == '(' {
		earlier = true
		in.skipValue()
		in.spaces()
	}
	set := ranges(in.word())
	in.finish()
	if in.err != nil || len(set) == 0 {
		return
	}
	w.kept = true
	w.told.mu.Lock()
	w.told.vanished = append(w.told.vanished, set...)
	much := len(w.told.vanished) > maxVanished
	w.told.mu.Unlock()
	if much {
		in.fail(bound("more than %d ranges of vanished messages", maxVanished))
	}
	if !earlier {
		w.news(News{})
	}
}

// ranges reads a set of UIDs. What is none in it is left out, and so is a range
// without end: it would name messages that are there.
func ranges(b []byte) imap.UIDSet {
	var set imap.UIDSet
	for part := range bytes.SplitSeq(b, []byte(",")) {
		first, last, isRange := bytes.Cut(part, []byte(":"))
		if !isRange {
			last = first
		}
		from, ok1 := number32(first)
		to, ok2 := number32(last)
		if !ok1 || !ok2 || from == 0 || to == 0 {
			continue
		}
		set = append(set, imap.UIDRange{Start: imap.UID(min(from, to)), Stop: imap.UID(max(from, to))})
	}
	return set
}

// keepChanged keeps what the answer to a SELECT with QRESYNC says of a message;
// go-imap does not expect it there.
func (w *Conn) keepChanged(a *fetchAnswer) {
	w.kept = true
	w.told.mu.Lock()
	defer w.told.mu.Unlock()
	if a.flags == nil {
		return
	}
	if len(w.told.changed) >= maxChanged {
		w.told.tooMany = true
		return
	}
	flags := strings.TrimSuffix(strings.TrimPrefix(string(a.flags), "FLAGS ("), ")")
	modSeq, _ := number(bytes.TrimSuffix(bytes.TrimPrefix(a.modseq, []byte("MODSEQ (")), []byte(")")))
	names := strings.Fields(flags)
	for i, alias := range names {
		names[i] = FlagName(alias)
	}
	w.told.changed = append(w.told.changed, Changed{UID: a.uid, Flags: names, ModSeq: modSeq})
}
