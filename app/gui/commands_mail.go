package gui

import (
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/sync/mail"
)

// mailCommands answer, file and mark the selected messages.
func (w *shell) mailCommands() commandGroup {
	a := w.actions
	return commandGroup{lang.T("Message"), []command{
		{id: "reply", title: lang.T("Reply"), keys: keys{"Ctrl+R", "r"}, run: w.reply, can: w.needsOne, also: lang.T("answer"), icon: kit.IconReply},
		{id: "reply-all", title: lang.T("Reply to all"), keys: keys{"Ctrl+Shift+R", "a"}, run: w.replyAll, can: w.needsOne, also: lang.T("answer everyone"), icon: kit.IconReplyAll},
		{id: "reply-list", title: lang.T("Reply to list"), keys: keys{"Ctrl+Shift+L", ""}, run: w.replyList, can: w.fromList, also: lang.T("answer mailing list"), icon: kit.IconReplyAll},
		{id: "forward", title: lang.T("Forward"), keys: keys{"Ctrl+L", "f"}, run: w.forward, can: w.needsOne, also: lang.T("send on"), icon: kit.IconForward},
		{id: "forward-whole", title: lang.T("Forward as attachment"), run: w.forwardWhole, can: w.needsSome, also: lang.T("send on whole original eml"), icon: kit.IconForward},
		{id: "redirect", title: lang.T("Redirect…"), run: w.redirect, can: w.needsOne, also: lang.T("resend bounce pass on unchanged")},
		{id: "edit-as-new", title: lang.T("Edit as new message"), keys: keys{"Ctrl+E", ""}, run: w.editAsNew, can: w.needsOne, also: lang.T("again resend copy"), icon: kit.IconEdit},
		gap,
		{id: "archive", title: lang.T("Archive"), keys: keys{"a", "e"}, run: a.archive, can: w.needsSome, also: lang.T("done put away"), icon: kit.IconArchive},
		{id: "move", title: lang.T("Move to…"), keys: keys{"Ctrl+Shift+M", "v"}, run: a.chooseFolder, can: w.needsSome, also: lang.T("file folder"), icon: kit.IconMove},
		{id: "copy-to", title: lang.T("Copy to…"), run: a.copyTo, can: w.needsSome, also: lang.T("file folder duplicate"), icon: kit.IconCopy},
		{id: "junk", title: lang.T("Junk"), keys: keys{"j", "!"}, run: a.junk, can: w.needsSome, also: lang.T("spam"), icon: kit.IconJunk},
		{id: "not-junk", title: lang.T("Not junk"), keys: keys{"J", ""}, run: a.notJunk, can: w.needsSome, also: lang.T("spam inbox")},
		{id: "delete", title: lang.T("Delete"), keys: keys{"Del or Backspace", "#"}, run: a.trash, can: w.needsSome, also: lang.T("trash bin remove"), icon: kit.IconTrash},
		{id: "delete-forever", title: lang.T("Delete for ever…"), keys: keys{"Shift+Del", ""}, run: a.deleteForever, can: w.needsSome, also: lang.T("remove destroy")},
		gap,
		{id: "read", title: lang.T("Read / unread"), keys: keys{"m", ""}, run: a.toggleRead, can: w.needsSome, also: lang.T("mark seen"), icon: kit.IconMarkRead},
		{id: "mark-read", title: lang.T("Mark as read"), keys: keys{"", "I"}, run: func() { a.mark(mail.Seen, 0) }, can: w.needsSome, also: lang.T("seen"), icon: kit.IconMarkRead, quiet: true},
		{id: "mark-unread", title: lang.T("Mark as unread"), keys: keys{"", "U"}, run: func() { a.mark(0, mail.Seen) }, can: w.needsSome, also: lang.T("new"), icon: kit.IconMarkUnread, quiet: true},
		{id: "star", title: lang.T("Star"), keys: keys{"s", "s"}, run: a.toggleStar, can: w.needsSome, also: lang.T("flag mark"), icon: kit.IconStar},
		{id: "mute", title: lang.T("Mute conversation, or not"), keys: keys{"k", "m"}, run: a.mute, can: w.needsOne, also: lang.T("ignore thread quiet")},
	}}
}
