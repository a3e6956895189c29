package model

import (
	"strings"

	"godwit/accounts/desktop"
	"godwit/app/gui/lang"
	"godwit/app/notify"
	"godwit/sync/mail"
)

// What a person can do in a notification.
const (
	NoticeRead    = "read"
	NoticeArchive = "archive"
	NoticeDelete  = "delete"
)

// linesOfMany is how many of many messages a notification names.
const linesOfMany = 4

// NewMail is a notification of new mail in words. With hide it says neither from
// whom nor about what.
func NewMail(t notify.Telling, hide bool) desktop.Notice {
	read := desktop.Action{ID: NoticeRead, Label: lang.T("Mark as read")}
	if hide || len(t.Rows) == 0 {
		return desktop.Notice{Title: NewMailCount(t.Count), Actions: []desktop.Action{read}}
	}
	if t.Count == 1 {
		r := t.Rows[0]
		return desktop.Notice{
			Title: senderOf(r), Body: strings.TrimSpace(subjectOf(r) + "\n" + r.Preview),
			Actions: []desktop.Action{read, {ID: NoticeArchive, Label: lang.T("Archive")}, {ID: NoticeDelete, Label: lang.T("Delete")}},
		}
	}
	var lines []string
	for i := len(t.Rows) - 1; i >= 0 && len(lines) < linesOfMany; i-- {
		lines = append(lines, senderOf(t.Rows[i])+": "+subjectOf(t.Rows[i]))
	}
	if more := t.Count - len(lines); more > 0 {
		lines = append(lines, lang.N(more, "and {n} other message", "and {n} other messages"))
	}
	return desktop.Notice{Title: NewMailCount(t.Count), Body: strings.Join(lines, "\n"), Actions: []desktop.Action{read}}
}

// NewMailCount is "3 new messages".
func NewMailCount(n int) string { return lang.N(n, "{n} new message", "{n} new messages") }

// shortest is how much of a name or subject one line of several takes.
const shortest = 80

func senderOf(r mail.Row) string {
	if name := oneLine(r.From.Display(), shortest); name != "" {
		return name
	}
	return lang.T("(no sender)")
}

func subjectOf(r mail.Row) string {
	if s := oneLine(r.Subject, shortest); s != "" {
		return s
	}
	return lang.T("(no subject)")
}

// oneLine keeps a stranger's text from taking the place of other lines.
func oneLine(s string, most int) string {
	words := []rune(strings.Join(strings.Fields(s), " "))
	if len(words) > most {
		return string(words[:most]) + "…"
	}
	return string(words)
}

// WindowTitle is the window's, with how much unread mail there is.
func WindowTitle(name string, unread int) string {
	if unread == 0 {
		return name
	}
	return name + " (" + Number(unread) + ")"
}

// UnreadInboxes is how much unread mail the inboxes have.
func UnreadInboxes(folders []mail.Folder) int {
	n := 0
	for _, f := range folders {
		if f.Role == mail.Inbox {
			n += f.Unread
		}
	}
	return n
}
