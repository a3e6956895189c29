package localserver

import (
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
)

// message is one message of a mailbox. Only its flags change; they are guarded
// by the mailbox.
type message struct {
	uid      imap.UID
	raw      []byte
	received time.Time
	flags    []imap.Flag
}

// mailbox is shared by all sessions of a user. The tracker is touched only
// with mu held, which also keeps its own unguarded reads safe.
type mailbox struct {
	name     string // guarded by the user's mu
	attr     imap.MailboxAttr
	validity uint32

	mu         sync.Mutex
	tracker    *imapserver.MailboxTracker
	messages   []*message // by uid
	next       imap.UID
	subscribed bool
	watchers   map[chan struct{}]bool // sessions in IDLE
	pop3       bool                   // a POP3 session holds it (RFC 1939 3: exclusive access)
}

func newMailbox(name string, attr imap.MailboxAttr, validity uint32) *mailbox {
	return &mailbox{
		name: name, attr: attr, validity: validity,
		tracker: imapserver.NewMailboxTracker(0), next: 1, subscribed: true,
		watchers: map[chan struct{}]bool{},
	}
}

// append adds a message and tells the sessions that watch.
func (m *mailbox) append(raw []byte, flags []imap.Flag, received time.Time) imap.UID {
	m.mu.Lock()
	defer m.mu.Unlock()
	uid := m.next
	m.next++
	m.messages = append(m.messages, &message{uid: uid, raw: raw, received: received, flags: clean(flags)})
	m.tracker.QueueNumMessages(uint32(len(m.messages)))
	m.tell()
	return uid
}

// tell wakes the sessions in IDLE; mu is held.
func (m *mailbox) tell() {
	for wake := range m.watchers {
		select {
		case wake <- struct{}{}:
		default: // has a token already
		}
	}
}

// remove takes away the messages for which gone is true.
func (m *mailbox) remove(gone func(*message) bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	kept := m.messages[:0:0]
	expunged := uint32(0)
	for i, msg := range m.messages {
		if !gone(msg) {
			kept = append(kept, msg)
			continue
		}
		m.tracker.QueueExpunge(uint32(i) + 1 - expunged)
		expunged++
	}
	m.messages = kept
	m.tell()
}

// flagsInUse lists every flag that some message has.
func (m *mailbox) flagsInUse() []imap.Flag {
	flags := []imap.Flag{imap.FlagSeen, imap.FlagAnswered, imap.FlagFlagged, imap.FlagDeleted, imap.FlagDraft}
	for _, msg := range m.messages {
		for _, f := range msg.flags {
			if !hasFlag(flags, f) {
				flags = append(flags, f)
			}
		}
	}
	return flags
}

func (m *mailbox) count(flag imap.Flag) uint32 {
	n := uint32(0)
	for _, msg := range m.messages {
		if hasFlag(msg.flags, flag) {
			n++
		}
	}
	return n
}

func (msg *message) store(op imap.StoreFlagsOp, flags []imap.Flag) {
	flags = clean(flags)
	switch op {
	case imap.StoreFlagsSet:
		msg.flags = flags
	case imap.StoreFlagsAdd:
		// A new slice: sessions keep the old one.
		sum := slices.Clone(msg.flags)
		for _, f := range flags {
			if !hasFlag(sum, f) {
				sum = append(sum, f)
			}
		}
		msg.flags = sum
	case imap.StoreFlagsDel:
		left := []imap.Flag{}
		for _, f := range msg.flags {
			if !hasFlag(flags, f) {
				left = append(left, f)
			}
		}
		msg.flags = left
	}
}

// hasFlag ignores case, as flags do (RFC 9051 2.3.2).
func hasFlag(flags []imap.Flag, flag imap.Flag) bool {
	return slices.ContainsFunc(flags, func(f imap.Flag) bool {
		return strings.EqualFold(string(f), string(flag))
	})
}

// clean drops doubles and \Recent, which a client cannot set.
func clean(flags []imap.Flag) []imap.Flag {
	out := []imap.Flag{}
	for _, f := range flags {
		if !hasFlag(out, f) && !strings.EqualFold(string(f), `\Recent`) {
			out = append(out, f)
		}
	}
	return out
}
