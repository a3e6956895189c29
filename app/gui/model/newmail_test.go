package model

import (
	"strings"
	"testing"

	"godwit/accounts/desktop"
	"godwit/app/notify"
	"godwit/sync/mail"
)

func TestNewMail(t *testing.T) {
	row := func(name, subject, preview string) mail.Row {
		return mail.Row{From: mail.Address{Name: name, Email: "x@example.org"}, Subject: subject, Preview: preview}
	}
	long := strings.Repeat("x", 200)
	for _, c := range []struct {
		name        string
		rows        []mail.Row
		count       int
		hide        bool
		title, body string
		actions     int
	}{
		{"one", []mail.Row{row("Ada", "Tea", "At four?")}, 1, false, "Ada", "Tea\nAt four?", 3},
		{"one without anything", []mail.Row{{}}, 1, false, "(no sender)", "(no subject)", 3},
		{"one that is nobody's business", []mail.Row{row("Ada", "Tea", "At four?")}, 1, true, "1 new message", "", 1},
		{"a subject of many lines", []mail.Row{row("A\nB", "Tea\nBob: hello", "")}, 1, false, "A B", "Tea Bob: hello", 3},
		{"a long one", []mail.Row{row("Ada", long, "")}, 1, false, "Ada", long[:80] + "…", 3},
		{"two", []mail.Row{row("Ada", "Tea", ""), row("Bob", "Cake", "")}, 2, false, "2 new messages", "Bob: Cake\nAda: Tea", 1},
		{
			"many",
			[]mail.Row{row("A", "1", ""), row("B", "2", ""), row("C", "3", ""), row("D", "4", ""), row("E", "5", "")},
			1200, false,
			"1,200 new messages", "E: 5\nD: 4\nC: 3\nB: 2\nand 1,196 other messages", 1,
		},
		{"many, hidden", []mail.Row{row("A", "1", ""), row("B", "2", "")}, 2, true, "2 new messages", "", 1},
	} {
		got := NewMail(notify.Telling{Rows: c.rows, Count: c.count}, c.hide)
		if got.Title != c.title || got.Body != c.body || len(got.Actions) != c.actions || got.Sound {
			t.Errorf("%s: %+v", c.name, got)
		}
		if got.Actions[0] != (desktop.Action{ID: NoticeRead, Label: "Mark as read"}) {
			t.Errorf("%s: actions %v", c.name, got.Actions)
		}
	}
}

func TestWindowTitle(t *testing.T) {
	folders := []mail.Folder{{Role: mail.Inbox, Unread: 3}, {Role: mail.Junk, Unread: 99}, {Role: mail.Inbox, Unread: 1000}}
	if got := WindowTitle("Godwit", UnreadInboxes(folders)); got != "Godwit (1,003)" {
		t.Errorf("title %q", got)
	}
	if got := WindowTitle("Godwit", 0); got != "Godwit" {
		t.Errorf("title %q", got)
	}
}
