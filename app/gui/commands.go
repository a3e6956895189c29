package gui

import (
	"fyne.io/fyne/v2"

	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
)

// command is one thing that a window can do. Menu bar, tool bar, context menus,
// keys, palette, the list of keys and the tests all read the same table of them:
// commands_*.go for the main window, commands_compose.go for one that writes.
type command struct {
	id    string // never changes: people's own keys name it
	title string
	keys  keys
	run   func()
	can   func() string // why it cannot be done now, as a sentence; "" when it can; nil: always

	also  string       // other words that find it in the palette
	icon  kit.IconName // of the context menus
	quiet bool         // is in no menu: keys and palette have it
	panes bool         // shows something in the panes
}

// gap is a line between items of a menu.
var gap = command{}

// commandGroup is a menu of the menu bar, and a heading of the list of keys.
type commandGroup struct {
	title    string
	commands []command
}

// commandTable is all that a window can do.
type commandTable struct {
	groups []commandGroup
	byID   map[string]*command
}

func newCommandTable(groups ...commandGroup) *commandTable {
	t := &commandTable{groups: groups, byID: make(map[string]*command)}
	for _, g := range groups {
		for i := range g.commands {
			if c := &g.commands[i]; c.id != "" {
				t.byID[c.id] = c
			}
		}
	}
	return t
}

// refusal is why a command cannot be done now; "" when it can.
func (t *commandTable) refusal(id string) string {
	c := t.byID[id]
	switch {
	case c == nil:
		return lang.T("There is no such command.")
	case c.can == nil:
		return ""
	}
	return c.can()
}

// menuBar is the groups as menus with the first key of each; run takes ids.
func (t *commandTable) menuBar(keys *keymap, run func(id string)) *fyne.MainMenu {
	var all []*fyne.Menu
	for _, g := range t.groups {
		menu := fyne.NewMenu(g.title)
		for _, c := range g.commands {
			if c.quiet {
				continue
			}
			if c.id == "" {
				menu.Items = append(menu.Items, fyne.NewMenuItemSeparator())
				continue
			}
			item := fyne.NewMenuItem(c.title, func() { run(c.id) })
			if k := keys.first(c.id); k != "" {
				item.Shortcut = k.shown()
			}
			item.IsQuit = c.id == "quit"
			menu.Items = append(menu.Items, item)
		}
		all = append(all, menu)
	}
	return fyne.NewMainMenu(all...)
}

// contextMenu is a menu of the commands with these ids; "" is a line.
func (t *commandTable) contextMenu(run func(id string), ids ...string) *fyne.Menu {
	menu := fyne.NewMenu("")
	for _, id := range ids {
		c := t.byID[id]
		if c == nil {
			menu.Items = append(menu.Items, fyne.NewMenuItemSeparator())
			continue
		}
		item := fyne.NewMenuItem(c.title, func() { run(id) })
		if c.icon != "" {
			item.Icon = kit.Icon(c.icon)
		}
		item.Disabled = t.refusal(id) != ""
		menu.Items = append(menu.Items, item)
	}
	return menu
}

// newCommands is all that the main window can do, in the order of its menu bar.
func (w *shell) newCommands() *commandTable {
	return newCommandTable(w.fileCommands(), w.editCommands(), w.viewCommands(), w.listCommands(), w.goCommands(),
		w.mailCommands(), w.tagCommands(), w.folderCommands(), w.helpCommands())
}

// run does what the command called id stands for, if it can be done now.
func (w *shell) run(id string) {
	if w.keymap.catch(id) {
		return
	}
	if w.s.win.Canvas().Overlays().Top() != nil && id != "quit" {
		return // a sheet waits for an answer
	}
	c := w.commands.byID[id]
	if c == nil || w.commands.refusal(id) != "" {
		return
	}
	if c.panes && w.frame.front != w.object {
		w.frame.showMail()
	}
	c.run()
	w.picked(id)
}

// choose is run for menus, which show what cannot be done as well: it says why.
func (w *shell) choose(id string) {
	if w.keymap.catch(id) {
		return
	}
	if why := w.commands.refusal(id); why != "" {
		w.s.tell(why)
		return
	}
	w.run(id)
}

// needsOne is for commands on exactly one message.
func (w *shell) needsOne() string {
	switch n := len(w.messageIDs()); {
	case w.frame.front != w.object:
		return lang.T("Go back to the mail first.")
	case n == 0:
		return lang.T("Select a message first.")
	case n > 1:
		return lang.T("Select a single message.")
	}
	return ""
}

// needsSome is for commands on one message or several.
func (w *shell) needsSome() string {
	switch {
	case w.frame.front != w.object:
		return lang.T("Go back to the mail first.")
	case len(w.messageIDs()) == 0:
		return lang.T("Select a message first.")
	}
	return ""
}

// needsList is for commands on the list of messages.
func (w *shell) needsList() string {
	switch {
	case w.frame.front != w.object:
		return lang.T("Go back to the mail first.")
	case !w.listing() || w.list.list.Count() == 0:
		return lang.T("There are no messages here.")
	}
	return ""
}
