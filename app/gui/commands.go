package gui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"godwit/app/gui/model"
)

// command is one thing the main window can do: an item of its menu, perhaps a
// key, perhaps a button.
type command struct {
	id    string
	title string
	key   fyne.KeyboardShortcut // what the menu shows; keys without Ctrl or Alt come through typedKey and typedRune
	run   func()
	needs need
	panes bool // shows something in the panes
}

// need is what must be selected for a command to make sense.
type need int

const (
	anytime    need = iota
	oneMessage      // exactly one message
	messages        // one or more
)

// gap is a line between items of a menu.
var gap = command{}

func ctrl(k fyne.KeyName) fyne.KeyboardShortcut {
	return &desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierShortcutDefault}
}

func ctrlShift(k fyne.KeyName) fyne.KeyboardShortcut {
	return &desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift}
}

func plainKey(k fyne.KeyName) fyne.KeyboardShortcut { return &desktop.CustomShortcut{KeyName: k} }

func shiftKey(k fyne.KeyName) fyne.KeyboardShortcut {
	return &desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierShift}
}

// menuOf is a named column of the menu bar.
type menuOf struct {
	title    string
	commands []command
}

// menus are all commands of the main window, in the order of its menu bar.
func (w *shell) menus() []menuOf {
	a := w.actions
	return []menuOf{
		{"File", []command{
			{"write", "New message", ctrl(fyne.KeyN), w.write, anytime, false},
			{"get", "Get mail", plainKey(fyne.KeyF5), w.getMail, anytime, false},
			gap,
			{"save-message", "Save message…", ctrl(fyne.KeyS), w.saveMessage, messages, false},
			{"save-attachments", "Save all attachments…", ctrlShift(fyne.KeyS), w.saveAttachments, oneMessage, false},
			{"open-in-browser", "Open in browser", nil, w.openInBrowser, oneMessage, false},
			{"print", "Print…", ctrl(fyne.KeyP), w.print, oneMessage, false},
			gap,
			{"account", "Add account…", nil, w.addAccount, anytime, false},
			{"settings", "Settings…", ctrl(fyne.KeyComma), w.settings, anytime, false},
			gap,
			{"quit", "Quit", ctrl(fyne.KeyQ), w.frame.close, anytime, false},
		}},
		{"Edit", []command{
			{"undo", "Undo", &fyne.ShortcutUndo{}, w.undo, anytime, false},
			gap,
			{"select-all", "Select all messages", nil, w.list.widget.SelectAll, anytime, true},
			{"search", "Search", ctrl(fyne.KeyK), w.searchBox.focus, anytime, true},
			{"find", "Find in message", ctrl(fyne.KeyF), w.talk.findInText, oneMessage, true},
		}},
		{"View", []command{
			{"pane", "Message pane", plainKey(fyne.KeyF8), w.panes.toggleReader, anytime, true},
			{"next-pane", "Next pane", plainKey(fyne.KeyF6), func() { w.nextPane(1) }, anytime, true},
			gap,
			{"zoom-in", "Larger text", ctrl(fyne.KeyPlus), func() { w.talk.zoom(0.1) }, anytime, false},
			{"zoom-out", "Smaller text", ctrl(fyne.KeyMinus), func() { w.talk.zoom(-0.1) }, anytime, false},
			{"zoom-none", "Usual text size", ctrl(fyne.Key0), func() { w.talk.zoom(1 - w.s.prefs.Zoom) }, anytime, false},
			gap,
			{"conversations", "In conversations, or alone", nil, w.talk.switchConversations, anytime, false},
			{"plain-text", "As plain text", ctrlShift(fyne.KeyH), w.talk.switchText, anytime, false},
			{"colours", "Original colours", nil, w.reader.switchColours, oneMessage, false},
			{"source", "Headers and source", ctrl(fyne.KeyU), w.source, oneMessage, false},
			{"how-sent", "How it was sent", ctrlShift(fyne.KeyI), w.showHowSent, oneMessage, false},
		}},
		{"Go", []command{
			{"next", "Next message", plainKey(fyne.KeyF), func() { w.list.widget.MoveCursor(1) }, anytime, true},
			{"previous", "Previous message", plainKey(fyne.KeyB), func() { w.list.widget.MoveCursor(-1) }, anytime, true},
			{"next-unread", "Next unread", plainKey(fyne.KeyN), func() { w.list.next(1) }, anytime, true},
			{"previous-unread", "Previous unread", plainKey(fyne.KeyP), func() { w.list.next(-1) }, anytime, true},
			gap,
			{"talk-next", "Next in conversation", plainKey(fyne.KeyRightBracket), func() { w.talk.step(1) }, oneMessage, true},
			{"talk-previous", "Previous in conversation", plainKey(fyne.KeyLeftBracket), func() { w.talk.step(-1) }, oneMessage, true},
			gap,
			{"inbox", "Inbox", ctrl(fyne.Key1), w.goInbox, anytime, true},
			{"drafts", model.LocalDraftsTitle, ctrl(fyne.Key2), w.goDrafts, anytime, true},
			{"outbox", "Outbox", ctrl(fyne.Key3), w.goOutbox, anytime, true},
		}},
		{"Message", []command{
			{"reply", "Reply", ctrl(fyne.KeyR), w.reply, oneMessage, false},
			{"reply-all", "Reply to all", ctrlShift(fyne.KeyR), w.replyAll, oneMessage, false},
			{"forward", "Forward", ctrl(fyne.KeyL), w.forward, oneMessage, false},
			gap,
			{"archive", "Archive", plainKey(fyne.KeyA), a.archive, messages, false},
			{"move", "Move to…", ctrlShift(fyne.KeyM), a.chooseFolder, messages, false},
			{"junk", "Junk", plainKey(fyne.KeyJ), a.junk, messages, false},
			{"not-junk", "Not junk", shiftKey(fyne.KeyJ), a.notJunk, messages, false},
			{"delete", "Delete", plainKey(fyne.KeyDelete), a.trash, messages, false},
			{"delete-forever", "Delete for ever…", shiftKey(fyne.KeyDelete), a.deleteForever, messages, false},
			gap,
			{"read", "Read / unread", plainKey(fyne.KeyM), a.toggleRead, messages, false},
			{"star", "Star", plainKey(fyne.KeyS), a.toggleStar, messages, false},
		}},
		{"Help", []command{
			{"keys", "Keys", plainKey(fyne.KeyF1), w.keys, anytime, false},
			{"about", "About Godwit", nil, w.about, anytime, false},
		}},
	}
}

// run does what the command called id stands for, if it can be done now.
func (w *shell) run(id string) {
	if w.s.win.Canvas().Overlays().Top() != nil && id != "quit" {
		return // a sheet waits for an answer
	}
	for _, m := range w.menus() {
		for _, c := range m.commands {
			if c.id == id && w.possible(c.needs) {
				if c.panes && w.frame.front != w.object {
					w.frame.showMail()
				}
				c.run()
				return
			}
		}
	}
}

func (w *shell) possible(n need) bool {
	if n != anytime && w.frame.front != w.object {
		return false // the messages are not on screen
	}
	switch n {
	case oneMessage:
		return len(w.messageIDs()) == 1
	case messages:
		return len(w.messageIDs()) > 0
	}
	return true
}

// mainMenu is the menu bar.
func (w *shell) mainMenu() *fyne.MainMenu {
	var all []*fyne.Menu
	for _, m := range w.menus() {
		menu := fyne.NewMenu(m.title)
		for _, c := range m.commands {
			if c.id == "" {
				menu.Items = append(menu.Items, fyne.NewMenuItemSeparator())
				continue
			}
			item := fyne.NewMenuItem(c.title, func() { w.run(c.id) })
			if c.key != nil {
				item.Shortcut = c.key
			}
			item.IsQuit = c.id == "quit"
			menu.Items = append(menu.Items, item)
		}
		all = append(all, menu)
	}
	return fyne.NewMainMenu(all...)
}

// aliases are the keys of a plus where it is written with Shift, or on the key of
// another sign: no menu shows them.
func (w *shell) aliases() {
	for _, k := range []fyne.KeyboardShortcut{ctrl(fyne.KeyEqual), ctrlShift(fyne.KeyEqual), ctrlShift(fyne.KeyPlus)} {
		w.s.win.Canvas().AddShortcut(k, func(fyne.Shortcut) { w.run("zoom-in") })
	}
}

// typedRune runs single-letter commands. Text fields never pass runes on.
func (w *shell) typedRune(r rune) {
	letters := map[rune]string{
		'f': "next", 'b': "previous", 'n': "next-unread", 'p': "previous-unread",
		'a': "archive", 'j': "junk", 'J': "not-junk", 'm': "read", 's': "star", ']': "talk-next", '[': "talk-previous", '/': "search", '?': "keys",
	}
	if id, ok := letters[r]; ok {
		w.run(id)
	}
}

// typedKey runs commands of keys that are not letters.
func (w *shell) typedKey(e *fyne.KeyEvent) {
	keys := map[fyne.KeyName]string{
		fyne.KeyF1: "keys", fyne.KeyF5: "get", fyne.KeyF6: "next-pane", fyne.KeyF8: "pane",
		fyne.KeyDelete: "delete", fyne.KeyBackspace: "delete",
	}
	switch {
	case e.Name == fyne.KeyEscape && w.frame.front != w.object:
		w.frame.showMail()
	case e.Name == fyne.KeyEscape:
		w.back()
	case e.Name == fyne.KeyDelete && w.listed() == fyne.Focusable(w.drafts.list):
		w.drafts.remove()
	case e.Name == fyne.KeyDelete && shiftHeld():
		w.run("delete-forever")
	case e.Name == fyne.KeyF6 && shiftHeld():
		w.nextPane(-1)
	case e.Name == fyne.KeySpace:
		w.space(shiftHeld())
	default:
		if id, ok := keys[e.Name]; ok {
			w.run(id)
		}
	}
}

// shiftHeld tells whether Shift is down now; key events do not carry it.
func shiftHeld() bool {
	d, ok := fyne.CurrentApp().Driver().(desktop.Driver)
	return ok && d.CurrentKeyModifiers()&fyne.KeyModifierShift != 0
}
