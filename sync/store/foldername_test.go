package store

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"godwit/accounts"
	"godwit/sync/mail"
)

func TestFolderNames(t *testing.T) {
	s := fresh(t)
	account, _ := imapAccount(t, s) // "." is between its levels
	check(t, s.SetFolders(t.Context(), account, []mail.Folder{
		{Path: "INBOX", Remote: "INBOX", Delim: ".", Role: mail.Inbox},
		{Path: "Full", Remote: "Full", Delim: ".", Childless: true},
	}))
	local, err := s.AddAccount(t.Context(), accounts.Account{
		Identities: []accounts.Identity{{Email: "ada@example.org"}},
		Incoming:   accounts.Server{Protocol: accounts.POP3, Host: "pop.example.org", Port: 995, Security: accounts.TLS},
	})
	check(t, err)
	tests := []struct {
		account accounts.ID
		typed   string
		fault   NameFault // "": it becomes a folder
		path    string
	}{
		{account, "Work", "", "Work"},
		{account, " Work / Clients /", "", "Work/Clients"},
		{account, "Größe 大", "", "Größe 大"},
		{account, "", NameEmpty, ""},
		{account, "a//b", NameEmpty, ""},
		{account, "a\tb", NameControl, ""},
		{account, "v1.2", NameSeparator, ""},
		{account, "100%", NameWildcard, ""},
		{account, "a/*b", NameWildcard, ""},
		{account, "a/..", NameSeparator, ""},
		{account, "#news", NameSpace, ""},
		{account, "inbox", NameInbox, ""},
		{account, "INBOX/Later", "", "INBOX/Later"},
		{account, "Full/of", NameAlone, ""},
		{account, "Full/of/it", NameAlone, ""},
		{account, strings.Repeat("x", 256), NameLong, ""},
		{account, strings.Repeat("x/", 31) + "x", NameLong, ""},
		{local, "v1.2", "", "v1.2"},
	}
	for _, tt := range tests {
		id, err := s.CreateFolder(t.Context(), tt.account, tt.typed)
		var fault *FolderNameError
		if errors.As(err, &fault) && fault.Fault == tt.fault && errors.Is(err, ErrNeeded) {
			continue
		}
		if err != nil || tt.fault != "" {
			t.Errorf("%.20q: %v, want %q", tt.typed, err, tt.fault)
			continue
		}
		if f, err := s.Folder(t.Context(), id); err != nil || f.Path != tt.path {
			t.Errorf("%q: became %q, %v", tt.typed, f.Path, err)
		}
	}
}

func TestFolderOrder(t *testing.T) {
	want := []string{"", "2024", "part", "part 2", "part 02b", "part 10", "part 10/2", "part 10/11", "parts", "zoo"}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, byName)
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

func TestSubscribe(t *testing.T) {
	s := fresh(t)
	account, folders := imapAccount(t, s)
	archive := folders[mail.Archive]
	is := func(want bool, ops int) {
		t.Helper()
		f, err := s.Folder(t.Context(), archive)
		check(t, err)
		if f.Unsubscribed == want || len(nextOps(t, s, account)) != ops {
			t.Errorf("subscribed %v, operations %+v", !f.Unsubscribed, nextOps(t, s, account))
		}
	}
	is(true, 0)
	check(t, s.SetSubscribed(t.Context(), archive, false))
	is(false, 1)
	check(t, s.SetFolders(t.Context(), account, []mail.Folder{{Path: "Archive", Remote: "Archive", Role: mail.Archive}}))
	is(false, 1) // the wish outranks the list
	check(t, s.SetSubscribed(t.Context(), archive, true))
	is(true, 0)
	check(t, s.SetSubscribed(t.Context(), archive, false))
	op := nextOps(t, s, account)[0]
	check(t, s.BeginOp(t.Context(), op.ID))
	check(t, s.OpRefused(t.Context(), op.ID, "no"))
	is(true, 0)
}

func TestMarkAllRead(t *testing.T) {
	s := fresh(t)
	account, folders := imapAccount(t, s)
	inbox := folders[mail.Inbox]
	ids := add(t, s, inbox, message(1, "a"), message(2, "b"), message(3, "c"))
	other := add(t, s, folders[mail.Archive], message(4, "d"))[0]
	check(t, s.Mark(t.Context(), ids[:1], mail.Seen, 0, nil, nil))
	n, err := s.MarkAllRead(t.Context(), inbox)
	check(t, err)
	if n != 2 || row(t, s, ids[2]).Flags != mail.Seen || row(t, s, other).Flags != 0 {
		t.Errorf("%d marked", n)
	}
	checkCounters(t, s)
	if ops := nextOps(t, s, account); len(ops) != 2 || len(ops[1].Targets) != 2 || ops[1].Targets[0] != (mail.Target{Message: ids[1], UID: 2}) {
		t.Errorf("operations %+v", ops)
	}
	label, err := s.Undo(t.Context())
	check(t, err)
	if label != "Marked all of INBOX as read" || row(t, s, ids[0]).Flags != mail.Seen || row(t, s, ids[1]).Flags != 0 || len(nextOps(t, s, account)) != 1 {
		t.Errorf("undone %q: %+v", label, nextOps(t, s, account))
	}
	checkCounters(t, s)
}

func TestCopy(t *testing.T) {
	s := fresh(t)
	account, folders := imapAccount(t, s)
	other, far := imapAccount(t, s)
	id := add(t, s, folders[mail.Inbox], message(1, "a"))[0]
	if err := s.Copy(t.Context(), []mail.MessageID{id}, folders[mail.Archive]); !errors.Is(err, ErrNoBody) && !errors.Is(err, mail.ErrNotFound) {
		t.Errorf("without its bytes: %v", err)
	}
	check(t, s.AddBodies(t.Context(), []Body{{ID: id, Raw: []byte("Subject: a\r\n\r\nhello"), Text: "hello", Preview: "hello"}}))
	for _, to := range []mail.FolderID{folders[mail.Archive], far[mail.Archive]} {
		check(t, s.Copy(t.Context(), []mail.MessageID{id}, to))
		rows, err := s.List(t.Context(), mail.ListQuery{Folder: to})
		check(t, err)
		if len(rows) != 1 || rows[0].Subject != "a" || rows[0].Preview != "hello" || rows[0].MessageID != row(t, s, id).MessageID {
			t.Fatalf("copies %+v", rows)
		}
		raw, err := s.Raw(t.Context(), rows[0].ID)
		if err != nil || string(raw) != "Subject: a\r\n\r\nhello" {
			t.Errorf("%q, %v", raw, err)
		}
	}
	for _, a := range []accounts.ID{account, other} {
		if ops := nextOps(t, s, a); len(ops) != 1 || ops[0].Kind != mail.OpAppend {
			t.Errorf("operations %+v", ops)
		}
	}
	check(t, s.Delete(t.Context(), []mail.MessageID{id})) // the bytes stay with the copies
	rows, err := s.List(t.Context(), mail.ListQuery{Folder: folders[mail.Archive]})
	check(t, err)
	if _, err := s.Raw(t.Context(), rows[0].ID); err != nil {
		t.Error(err)
	}
	check(t, s.Check(t.Context()))
}
