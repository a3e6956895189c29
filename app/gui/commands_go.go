package gui

import (
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
	"godwit/sync/mail"
)

// goCommands move through lists, conversations and folders.
func (w *shell) goCommands() commandGroup {
	return commandGroup{lang.T("Go"), []command{
		{id: "next", title: lang.T("Next message"), keys: keys{"f", "j"}, run: func() { w.step(1) }, also: lang.T("down"), panes: true},
		{id: "previous", title: lang.T("Previous message"), keys: keys{"b", "k"}, run: func() { w.step(-1) }, also: lang.T("up"), panes: true},
		{id: "next-unread", title: lang.T("Next unread"), keys: keys{"n", ""}, run: func() { w.list.next(1) }, panes: true},
		{id: "previous-unread", title: lang.T("Previous unread"), keys: keys{"p", ""}, run: func() { w.list.next(-1) }, panes: true},
		{id: "open", title: lang.T("Open"), keys: keys{"Ctrl+O", "o"}, run: w.openCursor, can: w.needsOne, also: lang.T("read enter"), panes: true},
		{id: "back", title: lang.T("Back"), keys: keys{"Esc", "u"}, run: w.back, also: lang.T("list return"), quiet: true},
		gap,
		{id: "talk-next", title: lang.T("Next in conversation"), keys: keys{"]", "n"}, run: func() { w.talk.step(1) }, can: w.needsOne, also: lang.T("thread"), panes: true},
		{id: "talk-previous", title: lang.T("Previous in conversation"), keys: keys{"[", "p"}, run: func() { w.talk.step(-1) }, can: w.needsOne, also: lang.T("thread"), panes: true},
		gap,
		{id: "jump", title: lang.T("Go to folder…"), keys: keys{"Ctrl+G", "g f"}, run: w.jump, also: lang.T("jump open mailbox search")},
		{id: "inbox", title: lang.T("Inbox"), keys: keys{"Ctrl+1", "g i"}, run: w.goInbox, also: lang.T("go to"), panes: true},
		{id: "starred", title: lang.T("Starred"), keys: keys{"", "g s"}, run: func() { w.goRole(mail.Starred) }, can: w.needsRole(mail.Starred), also: lang.T("go to flagged"), quiet: true, panes: true},
		{id: "sent", title: lang.T("Sent"), keys: keys{"Ctrl+4", "g t"}, run: func() { w.goRole(mail.Sent) }, can: w.needsRole(mail.Sent), also: lang.T("go to"), panes: true},
		{id: "archived", title: lang.T("Archive|folder"), keys: keys{"", "g a"}, run: func() { w.goRole(mail.Archive, mail.AllMail) }, can: w.needsRole(mail.Archive, mail.AllMail), also: lang.T("go to all mail"), quiet: true, panes: true},
		{id: "drafts", title: model.DraftsTitle(), keys: keys{"Ctrl+2", "g d"}, run: w.goDrafts, also: lang.T("go to"), panes: true},
		{id: "contacts", title: lang.T("Contacts"), keys: keys{"Ctrl+Shift+B", "g c"}, run: w.contacts, also: lang.T("address book people groups vcard"), icon: kit.IconPerson},
		{id: "outbox", title: lang.T("Outbox"), keys: keys{"Ctrl+3", "g o"}, run: w.goOutbox, also: lang.T("go to sending queue"), panes: true},
	}}
}

// openCursor is Enter on the message where the cursor is.
func (w *shell) openCursor() {
	if id, ok := w.list.widget.Cursor(); ok {
		w.list.widget.OnOpen(id)
	}
}
