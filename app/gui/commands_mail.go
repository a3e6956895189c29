package gui

import "godwit/app/gui/kit"

// mailCommands answer, file and mark the selected messages.
func (w *shell) mailCommands() commandGroup {
	a := w.actions
	return commandGroup{"Message", []command{
		{id: "reply", title: "Reply", keys: keys{"Ctrl+R", "r"}, run: w.reply, can: w.needsOne, also: "answer", icon: kit.IconReply},
		{id: "reply-all", title: "Reply to all", keys: keys{"Ctrl+Shift+R", "a"}, run: w.replyAll, can: w.needsOne, also: "answer everyone", icon: kit.IconReplyAll},
		{id: "forward", title: "Forward", keys: keys{"Ctrl+L", "f"}, run: w.forward, can: w.needsOne, also: "send on", icon: kit.IconForward},
		gap,
		{id: "archive", title: "Archive", keys: keys{"a", "e"}, run: a.archive, can: w.needsSome, also: "done put away", icon: kit.IconArchive},
		{id: "move", title: "Move to…", keys: keys{"Ctrl+Shift+M", "v"}, run: a.chooseFolder, can: w.needsSome, also: "file folder", icon: kit.IconMove},
		{id: "junk", title: "Junk", keys: keys{"j", "!"}, run: a.junk, can: w.needsSome, also: "spam", icon: kit.IconJunk},
		{id: "not-junk", title: "Not junk", keys: keys{"J", ""}, run: a.notJunk, can: w.needsSome, also: "spam inbox"},
		{id: "delete", title: "Delete", keys: keys{"Del or Backspace", "#"}, run: a.trash, can: w.needsSome, also: "trash bin remove", icon: kit.IconTrash},
		{id: "delete-forever", title: "Delete for ever…", keys: keys{"Shift+Del", ""}, run: a.deleteForever, can: w.needsSome, also: "remove destroy"},
		gap,
		{id: "read", title: "Read / unread", keys: keys{"m", "I"}, run: a.toggleRead, can: w.needsSome, also: "mark seen", icon: kit.IconMarkRead},
		{id: "star", title: "Star", keys: keys{"s", "s"}, run: a.toggleStar, can: w.needsSome, also: "flag mark", icon: kit.IconStar},
	}}
}
