package imap

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	goimap "github.com/emersion/go-imap/v2"

	"godwit/accounts"
	"godwit/accounts/auth"
	"godwit/accounts/dial"
	"godwit/app/e2e/servers"
	"godwit/sync/imap/wire"
	"godwit/sync/mail"
	"godwit/sync/store"
)

func TestRoles(t *testing.T) {
	box := func(name string, attrs ...goimap.MailboxAttr) *goimap.ListData {
		return &goimap.ListData{Mailbox: name, Delim: '.', Attrs: attrs}
	}
	tests := map[string]struct {
		boxes []*goimap.ListData
		want  map[string]mail.Role
	}{
		"the server's word before a name": {
			[]*goimap.ListData{box("INBOX"), box("Sent"), box("Gesendet", goimap.MailboxAttrSent), box("Papierkorb")},
			map[string]mail.Role{"INBOX": mail.Inbox, "Gesendet": mail.Sent, "Papierkorb": mail.Trash},
		},
		"below INBOX": {
			[]*goimap.ListData{box("INBOX"), box("INBOX.Sent Items"), box("INBOX.Spam"), box("INBOX.work.Drafts")},
			map[string]mail.Role{"INBOX": mail.Inbox, "INBOX/Sent Items": mail.Sent, "INBOX/Spam": mail.Junk},
		},
		"other languages, any case": {
			[]*goimap.ListData{box("inbox2"), box("BROUILLONS"), box("Отправленные"), box("已删除")},
			map[string]mail.Role{"INBOX": mail.Inbox, "BROUILLONS": mail.Drafts, "Отправленные": mail.Sent, "已删除": mail.Trash},
		},
		"a parent holds no mail": {
			[]*goimap.ListData{box("INBOX"), box("Sent", goimap.MailboxAttrNoSelect), box("Sent Messages")},
			map[string]mail.Role{"INBOX": mail.Inbox, "Sent Messages": mail.Sent},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got := map[string]mail.Role{}
			for _, f := range fold(append(test.boxes, test.boxes...), wire.Namespace{}) { // each line twice
				if f.Role != mail.NoRole {
					got[f.Path] = f.Role
				}
			}
			if len(got) != len(test.want) {
				t.Errorf("got %v", got)
			}
			for path, role := range test.want {
				if got[path] != role {
					t.Errorf("%s: %q, want %q", path, got[path], role)
				}
			}
		})
	}
}

func TestSets(t *testing.T) {
	set := setOf([]uint32{9, 1, 2, 3, 9, 7})
	if got := set.String(); got != "1:3,7,9" {
		t.Errorf("setOf: %s", got)
	}
	uids, err := expand(set, 5)
	if err != nil || !slices.Equal(uids, []uint32{1, 2, 3, 7, 9}) {
		t.Errorf("expand: %v %v", uids, err)
	}
	for _, endless := range []goimap.UIDSet{{{Start: 1, Stop: 4294967295}}, {{Start: 1}}, {{Start: 0, Stop: 4}}, set} {
		if _, err := expand(endless, 4); err == nil {
			t.Errorf("expand %v: no error", endless)
		}
	}
	if got := minus([]uint32{1, 3, 5, 7}, []uint32{0, 3, 4, 7, 9}); !slices.Equal(got, []uint32{1, 5}) {
		t.Errorf("minus: %v", got)
	}
	var odd []uint32
	for u := uint32(4_000_000_001); len(odd) < 2000; u += 2 {
		odd = append(odd, u)
	}
	total := 0
	for _, part := range chunks(odd, 500) {
		total += len(part)
		if n := len(setOf(part).String()); n > maxSet {
			t.Errorf("a set of %d octets", n)
		}
	}
	if total != len(odd) {
		t.Errorf("%d of %d UIDs in chunks", total, len(odd))
	}
	if m := pair(goimap.UIDSet{{Start: 3, Stop: 4}}, goimap.UIDSet{{Start: 10, Stop: 10}, {Start: 12, Stop: 12}}, 2); m[3] != 10 || m[4] != 12 {
		t.Errorf("pair: %v", m)
	}
	if m := pair(goimap.UIDSet{{Start: 1, Stop: 4294967295}}, goimap.UIDSet{{Start: 1, Stop: 4294967295}}, 2); m != nil {
		t.Error("pair believed in four milliards of messages")
	}
}

func TestTemporary(t *testing.T) {
	for text, want := range map[string]bool{
		"[UNAVAILABLE] x": true, "[INUSE] x": true, "[OVERQUOTA] try again later": false, "[CANNOT] x": false,
		"Server Unavailable. 15": true, "Request is throttled. Suggested Backoff Time: 1000": true,
		"Command Argument Error. 11": true, "Mailbox doesn't exist": false, "Permission denied": false, "Too many simultaneous connections": true,
	} {
		e := &RefusedError{Command: "UID MOVE", Text: text}
		if text[0] == '[' {
			e.Code, e.Text, _ = strings.Cut(text[1:], "] ")
		}
		if e.Temporary() != want {
			t.Errorf("%q: %v", text, !want)
		}
	}
}

func TestSuspectsAreHalved(t *testing.T) {
	var s suspects
	var msgs []store.Missing
	for u := uint32(64); u > 0; u-- {
		msgs = append(msgs, store.Missing{ID: mail.MessageID(u), UID: u})
	}
	const poison = 17
	var guilty []store.Missing
	missing := msgs
	for rounds := 0; len(guilty) == 0; rounds++ {
		if rounds > 40 {
			t.Fatal("not found")
		}
		arrived := map[uint32]bool{}
		for _, group := range s.arrange(1, missing) {
			left := map[uint32]store.Missing{}
			for _, m := range group {
				if m.UID == poison || len(left) > 0 { // it and what comes after it
					left[m.UID] = m
				} else {
					arrived[m.UID] = true
				}
			}
			s.acquit(1, group, left)
			if len(left) > 0 {
				guilty, _ = s.accuse(1, left)
				break
			}
		}
		missing = slices.DeleteFunc(slices.Clone(missing), func(m store.Missing) bool { return arrived[m.UID] })
	}
	if len(guilty) != 1 || guilty[0].UID != poison {
		t.Errorf("guilty: %v", guilty)
	}
}

func TestCheck(t *testing.T) {
	d := startDovecot(t, "")
	ctx := context.Background()
	if err := Check(ctx, dial.Dialer{}, d.server(accounts.TLS), servers.Password); err != nil {
		t.Error(err)
	}
	var refused *auth.Error
	if err := Check(ctx, dial.Dialer{}, d.server(accounts.STARTTLS), "wrong"); !errors.As(err, &refused) || refused.Code != "AUTHENTICATIONFAILED" {
		t.Errorf("wrong password: %v", err)
	}
	s := d.server(accounts.TLS)
	s.Port = d.IMAP
	var broken *dial.Error
	if err := Check(ctx, dial.Dialer{}, s, servers.Password); !errors.As(err, &broken) || broken.Kind != dial.NotTLS {
		t.Errorf("TLS to a plain port: %v", err)
	}
}
