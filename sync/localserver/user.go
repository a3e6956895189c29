package localserver

import (
	"sort"
	"strings"
	"sync"

	"github.com/emersion/go-imap/v2"
)

const delimiter = '/'

// user is someone's mailboxes.
type user struct {
	User

	mu        sync.Mutex
	mailboxes map[string]*mailbox
	validity  uint32 // the next mailbox's UIDVALIDITY
}

func newUser(u User, validity uint32) *user {
	own := &user{User: u, mailboxes: map[string]*mailbox{}, validity: validity}
	for _, m := range []struct {
		name string
		attr imap.MailboxAttr
	}{
		{"INBOX", ""},
		{"Drafts", imap.MailboxAttrDrafts},
		{"Sent", imap.MailboxAttrSent},
		{"Archive", imap.MailboxAttrArchive},
		{"Junk", imap.MailboxAttrJunk},
		{"Trash", imap.MailboxAttrTrash},
	} {
		own.add(m.name, m.attr)
	}
	return own
}

// add makes a mailbox; a name used before gets a new UIDVALIDITY.
func (u *user) add(name string, attr imap.MailboxAttr) *mailbox {
	m := newMailbox(name, attr, u.validity)
	u.validity++
	u.mailboxes[name] = m
	return m
}

func (u *user) mailbox(name string) *mailbox {
	u.mu.Lock()
	defer u.mu.Unlock()
	return u.mailboxes[canonical(name)]
}

func (u *user) inbox() *mailbox { return u.mailbox("INBOX") }

// tree lists the names of all mailboxes and of the levels above them that are
// none themselves, sorted.
func (u *user) tree() []string {
	u.mu.Lock()
	defer u.mu.Unlock()
	seen := map[string]bool{}
	for name := range u.mailboxes {
		seen[name] = true
		for i, r := range name {
			if r == delimiter {
				seen[name[:i]] = true
			}
		}
	}
	names := make([]string, 0, len(seen))
	for name := range seen {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

func (u *user) create(name string) error {
	name = canonical(strings.TrimRight(name, string(delimiter)))
	u.mu.Lock()
	defer u.mu.Unlock()
	if name == "" || strings.Contains(name, "//") || name[0] == delimiter {
		return no(imap.ResponseCodeCannot, "That is no mailbox name")
	}
	if u.mailboxes[name] != nil {
		return no(imap.ResponseCodeAlreadyExists, "There is such a mailbox")
	}
	u.add(name, "")
	return nil
}

func (u *user) remove(name string) error {
	name = canonical(name)
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.mailboxes[name] == nil {
		return noMailbox()
	}
	if name == "INBOX" {
		return no(imap.ResponseCodeCannot, "INBOX stays")
	}
	delete(u.mailboxes, name)
	return nil
}

// rename moves a mailbox and those below it (RFC 9051 6.3.6).
func (u *user) rename(from, to string) error {
	from, to = canonical(from), canonical(strings.TrimRight(to, string(delimiter)))
	u.mu.Lock()
	defer u.mu.Unlock()
	if from == "INBOX" || to == "" {
		return no(imap.ResponseCodeCannot, "That cannot be renamed")
	}
	if u.mailboxes[to] != nil {
		return no(imap.ResponseCodeAlreadyExists, "There is such a mailbox")
	}
	moved := map[string]*mailbox{}
	for name, m := range u.mailboxes {
		if rest, ok := strings.CutPrefix(name, from); ok && (rest == "" || rest[0] == delimiter) {
			moved[to+rest] = m
			delete(u.mailboxes, name)
		}
	}
	if len(moved) == 0 {
		return noMailbox()
	}
	for name, m := range moved {
		m.name = name
		u.mailboxes[name] = m
	}
	return nil
}

// canonical writes INBOX, which alone ignores case, in capitals.
func canonical(name string) string {
	if strings.EqualFold(name, "INBOX") {
		return "INBOX"
	}
	return name
}

func no(code imap.ResponseCode, text string) error {
	return &imap.Error{Type: imap.StatusResponseTypeNo, Code: code, Text: text}
}

func noMailbox() error { return no(imap.ResponseCodeNonExistent, "There is no such mailbox") }
