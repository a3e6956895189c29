package store

import (
	"testing"

	"godwit/sync/mail"
)

func TestMuted(t *testing.T) {
	s := fresh(t)
	account, folders := imapAccount(t, s)
	inbox := folders[mail.Inbox]
	first := add(t, s, inbox, talk(1, "a", ""))[0]
	check(t, s.SetMuted(t.Context(), row(t, s, first).Thread, true))
	if row(t, s, first).Flags != 0 {
		t.Error("what was there is changed")
	}
	ids := add(t, s, inbox, talk(2, "b", "a"), talk(3, "lone", ""))
	if row(t, s, ids[0]).Flags != mail.Seen || row(t, s, ids[1]).Flags != 0 {
		t.Errorf("flags %v and %v", row(t, s, ids[0]).Flags, row(t, s, ids[1]).Flags)
	}
	ops := nextOps(t, s, account)
	if len(ops) != 1 || ops[0].Add != mail.Seen || len(ops[0].Targets) != 1 || ops[0].Targets[0] != (mail.Target{Message: ids[0], UID: 2}) {
		t.Errorf("operations %+v", ops)
	}
	checkCounters(t, s)
	// The missing message between two conversations: muted is muted.
	late := add(t, s, inbox, talk(4, "y", "x"))[0]
	add(t, s, inbox, talk(5, "x", "a"))
	if muted, err := s.Muted(t.Context(), row(t, s, late).Thread); !muted || err != nil {
		t.Error("joined, and not muted", err)
	}
	lines, err := s.Conversations(t.Context(), mail.ListQuery{Folder: inbox, Limit: 1})
	check(t, err)
	if len(lines) != 1 || !lines[0].Muted || lines[0].Count != 4 {
		t.Errorf("line %+v", lines)
	}
	quiet, err := s.Conversations(t.Context(), mail.ListQuery{Folder: inbox, NoMuted: true, Limit: 9})
	check(t, err)
	if len(quiet) != 1 || quiet[0].Subject != "lone" {
		t.Errorf("without muted ones: %+v", quiet)
	}
	check(t, s.SetMuted(t.Context(), row(t, s, first).Thread, false))
	if id := add(t, s, inbox, talk(6, "z", "x"))[0]; row(t, s, id).Flags != 0 {
		t.Error("still muted")
	}
}

func TestServersConversations(t *testing.T) {
	s := fresh(t)
	_, folders := imapAccount(t, s)
	on := func(m NewMessage, thread string) NewMessage {
		m.ThreadID = thread
		return m
	}
	ids := add(t, s, folders[mail.Inbox],
		on(talk(1, "a", ""), "gm:1"), on(talk(2, "b", ""), "gm:1"), // together, though nothing says so
		on(talk(3, "c", "a"), "gm:2"), talk(4, "d", "c")) // apart, though c answers a
	th := func(i int) mail.ThreadID { return row(t, s, ids[i]).Thread }
	if th(0) != th(1) || th(0) == th(2) || th(2) != th(3) {
		t.Errorf("conversations %d, %d, %d, %d", th(0), th(1), th(2), th(3))
	}
}
