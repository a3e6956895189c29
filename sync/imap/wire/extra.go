package wire

import (
	"bytes"
	"strings"
)

const (
	maxLabels    = 1000
	maxLabel     = 1000     // octets
	maxExtraSize = 16 << 20 // octets of what waits to be taken
)

// fetchExtra reads the value of an item that go-imap does not know.
func (w *Conn) fetchExtra(a *fetchAnswer, name string) {
	in := &w.in
	if a.extra == nil {
		a.extra = &Extra{}
	}
	switch x := a.extra; name {
	case "X-GM-MSGID":
		x.GmailID, _ = number(in.word())
	case "X-GM-THRID":
		x.GmailThread, _ = number(in.word())
	case "X-GM-LABELS":
		x.Labels, x.HasLabels = in.labels(), true
	case "EMAILID":
		x.EmailID = in.objectID()
	case "THREADID":
		x.ThreadID = in.objectID()
	}
}

// labels takes a list of labels: atoms, strings, literals. NIL is a list of none.
func (s *scanner) labels() []string {
	if !s.accept('(') {
		s.skipValue()
		return nil
	}
	var labels []string
	for s.err == nil {
		s.spaces()
		if s.peek() == '\n' || s.accept(')') {
			break
		}
		before := s.left
		l, isNil := s.str()
		if s.left == before && s.err == nil {
			s.drop()
			continue
		}
		if !isNil && len(l) > 0 && len(l) <= maxLabel && len(labels) < maxLabels {
			labels = append(labels, decodeName(string(l)))
		}
	}
	return labels
}

// objectID takes "(id)", "id" or NIL (RFC 8474 7).
func (s *scanner) objectID() string {
	s.spaces()
	inside := s.accept('(')
	s.spaces()
	b, isNil := s.str()
	s.spaces()
	whole := !inside || s.accept(')') // else a part of some raw octets
	if isNil || !whole || !isObjectID(b) {
		return ""
	}
	return string(b)
}

// isObjectID holds identifiers to their grammar, and to more than twice their length.
func isObjectID(b []byte) bool {
	if len(b) == 0 || len(b) > 600 {
		return false
	}
	for _, c := range b {
		if c <= ' ' || c >= 0x7f {
			return false
		}
	}
	return true
}

// keepExtra keeps what came beside a message until it is asked for.
func (w *Conn) keepExtra(uid uint32, x *Extra) {
	if x == nil || uid == 0 {
		return
	}
	w.told.mu.Lock()
	defer w.told.mu.Unlock()
	if w.told.extra == nil || w.told.extraSize > maxExtraSize {
		w.told.extra, w.told.extraSize = map[uint32]Extra{}, 0 // nobody asks
	}
	old := w.told.extra[uid]
	w.told.extra[uid] = old.with(*x)
	w.told.extraSize += 200 + len(x.EmailID) + len(x.ThreadID) + len(strings.Join(x.Labels, ""))
}

// with is x, and what y says beside it: an answer may come in two.
func (x Extra) with(y Extra) Extra {
	if y.EmailID != "" {
		x.EmailID = y.EmailID
	}
	if y.ThreadID != "" {
		x.ThreadID = y.ThreadID
	}
	if y.GmailID != 0 {
		x.GmailID = y.GmailID
	}
	if y.GmailThread != 0 {
		x.GmailThread = y.GmailThread
	}
	if y.HasLabels {
		x.Labels, x.HasLabels = y.Labels, true
	}
	return x
}

const maxBoxes = 20_000 // mailboxes that are remembered

// keepBox keeps what was told of a mailbox by its name as the client knows it.
func (w *Conn) keepBox(name, id string, limit int64) {
	w.told.mu.Lock()
	defer w.told.mu.Unlock()
	if id != "" && len(w.told.mailboxIDs) < maxBoxes {
		if w.told.mailboxIDs == nil {
			w.told.mailboxIDs = map[string]string{}
		}
		w.told.mailboxIDs[name] = id
	}
	if limit >= 0 && len(w.told.limits) < maxBoxes {
		if w.told.limits == nil {
			w.told.limits = map[string]int64{}
		}
		w.told.limits[name] = limit
	}
}

// noteCode keeps what response codes say that go-imap does not know.
func (w *Conn) noteCode(code, text []byte) {
	name, args, _ := bytes.Cut(code, []byte(" "))
	switch string(bytes.ToUpper(name)) {
	case "ALERT":
		w.alerts.tell(text)
	case "NOTIFICATIONOVERFLOW":
		w.notifies.Store(false)
		w.news(News{Overflow: true})
	case "MAILBOXID":
		id := bytes.Trim(args, "() ")
		if box := w.sent.naming(); box != "" && isObjectID(id) {
			w.keepBox(box, string(id), -1)
		}
	}
}

// newsName is a mailbox's name in news. Dovecot 2.3 spells names in UTF-8 there
// and refuses them so in commands: it is no spelling to remember.
func newsName(raw []byte) string {
	if bytes.EqualFold(raw, []byte("INBOX")) {
		return "INBOX"
	}
	return decodeName(string(raw))
}

// news tells who wants to know.
func (w *Conn) news(n News) {
	w.kept = true
	if w.opt.News != nil {
		w.opt.News(n)
	}
}
