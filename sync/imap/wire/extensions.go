package wire

import (
	"sync"

	"github.com/emersion/go-imap/v2"
)

// learned is what extensions that go-imap does not know have told. The reader
// adds to it, the session's owner takes it.
type learned struct {
	mu         sync.Mutex
	enabled    map[string]bool
	vanished   imap.UIDSet
	changed    []Changed
	tooMany    bool // changed is not all
	extra      map[uint32]Extra
	extraSize  int               // octets, about
	mailboxIDs map[string]string // by name, UTF-8
	limits     map[string]int64  // APPENDLIMIT by name, UTF-8
}

// Changed are the flags of one message that the answer to a SELECT with
// QRESYNC told.
type Changed struct {
	UID    uint32
	Flags  []string
	ModSeq uint64 // 0 if not told
}

// Extra is what OBJECTID (RFC 8474) and Gmail's X-GM-EXT-1 tell of a message.
// What was not told is zero.
type Extra struct {
	EmailID, ThreadID    string
	GmailID, GmailThread uint64
	Labels               []string // UTF-8; system labels begin with a backslash
	HasLabels            bool     // Labels were told; there may be none
}

// Enabled reports whether the server has said that it enabled an extension
// (RFC 5161), by its name in upper case.
func (w *Conn) Enabled(name string) bool {
	w.told.mu.Lock()
	defer w.told.mu.Unlock()
	return w.told.enabled[name]
}

// Vanished returns what VANISHED responses have named since it was last asked,
// in the order they came, and forgets it.
func (w *Conn) Vanished() imap.UIDSet {
	w.told.mu.Lock()
	defer w.told.mu.Unlock()
	v := w.told.vanished
	w.told.vanished = nil
	return v
}

// Changed returns what the answer to the last SELECT with QRESYNC told of
// messages, in the order it came, and forgets it. complete is false if there
// were more than anyone keeps: then every message is to be looked at.
func (w *Conn) Changed() (changed []Changed, complete bool) {
	w.told.mu.Lock()
	defer w.told.mu.Unlock()
	changed, complete = w.told.changed, !w.told.tooMany
	w.told.changed, w.told.tooMany = nil, false
	return changed, complete
}

// Extra returns what came beside a message of a FETCH answer, and forgets it.
// It is complete when go-imap has handed over the whole message.
func (w *Conn) Extra(uid uint32) Extra {
	w.told.mu.Lock()
	defer w.told.mu.Unlock()
	x := w.told.extra[uid]
	delete(w.told.extra, uid)
	return x
}

// MailboxID is the server's lasting name for a mailbox (RFC 8474), by the name
// that LIST, STATUS, SELECT or CREATE gave it, UTF-8; "" if it was not told.
func (w *Conn) MailboxID(name string) string {
	w.told.mu.Lock()
	defer w.told.mu.Unlock()
	return w.told.mailboxIDs[name]
}

// AppendLimit is the size of the largest message, in octets, that the server
// takes into a mailbox (RFC 7889); ok is false if it did not say.
func (w *Conn) AppendLimit(mailbox string) (limit int64, ok bool) {
	if limit, ok = w.caps.appendLimit(); ok {
		return limit, true
	}
	w.told.mu.Lock()
	defer w.told.mu.Unlock()
	limit, ok = w.told.limits[mailbox]
	return limit, ok
}

// Resync makes the next SELECT ask for what changed since a mailbox had these
// numbers (RFC 7162 3.2.5): its answer is in Changed and Vanished. It does
// nothing unless QRESYNC is enabled.
func (w *Conn) Resync(uidValidity uint32, modSeq uint64) {
	if w.Enabled("QRESYNC") {
		w.sent.resync(uidValidity, modSeq)
	}
}

// AskExtra makes each following UID FETCH ask for what Extra returns, as far
// as the server offers it.
func (w *Conn) AskExtra(on bool) { w.sent.askExtra(on) }
