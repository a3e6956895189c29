package gui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
)

// keySheet lists every command of a window with its keys in the chosen set.
// Choosing one gives it another key.
type keySheet struct {
	s      *session
	win    fyne.Window
	table  *commandTable
	keys   func() *keymap // as they are now
	use    func()         // takes the keys of the profile into the window
	list   *kit.ChoiceList
	field  *kit.PickField
	reset  *kit.Button
	shown  []*command
	closes func()
}

// showKeys is the list of keys of the main window.
func (w *shell) showKeys() {
	showKeySheet(&keySheet{s: w.s, win: w.s.win, table: w.commands, keys: func() *keymap { return w.keymap }, use: w.useKeys})
}

// showKeys is the list of keys of a window that writes.
func (c *composer) showKeys() {
	showKeySheet(&keySheet{s: c.s, win: c.win, table: c.commands, keys: func() *keymap { return c.keymap }, use: c.useKeys})
}

func showKeySheet(k *keySheet) *keySheet {
	k.list, k.field = kit.NewChoiceList(), kit.NewPickField(lang.T("Search for a command or a key"))
	title := map[keySet]string{thunderbirdKeys: lang.T("Keys, as in Thunderbird"), gmailKeys: lang.T("Keys, as in Gmail")}[k.s.prefs.Keys]
	k.reset = kit.NewButton(kit.Quiet, kit.IconUndo, lang.T("Usual keys"), k.forgetOwn).SetSmall()
	hint := kit.NewText(lang.T("Enter, or a click, gives a command another key."), kit.TextSmall, kit.ColorDim).SetFlexible()
	foot := container.New(layout.NewBorderLayout(nil, nil, nil, k.reset), container.New(middle{}, hint), k.reset)
	body := container.New(layout.NewBorderLayout(k.field, foot, nil, nil), k.field, foot,
		container.New(layout.NewCustomPaddedLayout(kit.Space2, kit.Space2, 0, 0), k.list))
	k.field.OnStep, k.field.OnPage = k.list.Step, k.list.Page
	k.field.OnSubmitted = func(string) { k.list.Take() }
	k.field.OnChanged = func(string) { k.narrow() }
	k.list.OnChosen = func(i int) { k.ask(k.shown[i]) }
	k.closes = showSheet(k.win, sheet{
		Title: title, Body: body, Width: 560, Height: k.win.Canvas().Size().Height * 0.85,
		Close: lang.T("Close"), Focus: k.field,
	})
	k.field.OnEscape = k.closes
	k.narrow()
	return k
}

// narrow shows the commands that the words fit, under the names of their menus.
func (k *keySheet) narrow() {
	var choices []kit.Choice
	k.shown = nil
	for _, g := range k.table.groups {
		first := true
		for i := range g.commands {
			c := &g.commands[i]
			keys := k.written(c.id)
			m, ok := model.Match(k.field.Text, c.title, c.also+" "+keys)
			if c.id == "" || !ok {
				continue
			}
			if first {
				choices, k.shown = append(choices, kit.Choice{Title: g.title, Head: true}), append(k.shown, nil)
				first = false
			}
			note := ""
			if _, own := k.s.prefs.OwnKeys[c.id]; own {
				note = lang.T("your own key")
			}
			choices, k.shown = append(choices, kit.Choice{Icon: c.icon, Title: c.title, Marks: m.Marks, Note: note, Key: keys}), append(k.shown, c)
		}
	}
	if len(choices) == 0 {
		choices = []kit.Choice{{Title: lang.T("Nothing by that name."), Head: true}}
	}
	k.list.SetChoices(choices)
	setVisible(k.reset, len(k.s.prefs.OwnKeys) > 0)
}

// written are the keys of a command as people read them.
func (k *keySheet) written(id string) string {
	text := ""
	for i, s := range k.keys().strokes[id] {
		if i > 0 {
			text += "   "
		}
		text += s.String()
	}
	return text
}

// forgetOwn goes back to the keys of the set.
func (k *keySheet) forgetOwn() {
	k.s.setOwnKeys(nil)
	k.changed()
}

func (k *keySheet) changed() {
	k.use()
	k.narrow()
	k.win.Canvas().Focus(k.field)
}
