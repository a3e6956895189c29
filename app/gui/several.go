package gui

import (
	"fyne.io/fyne/v2"

	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
)

// several fills the message pane while more than one message is selected: how
// many, and what can be done with all of them.
func (w *shell) several(n int) fyne.CanvasObject {
	var buttons []*kit.Button
	for _, id := range []string{"archive", "move", "delete", "mark-read", "star"} {
		c := w.commands.byID[id]
		b := kit.NewIconButton(c.icon, w.commands.tip(w.keymap, id), func() { w.run(id) })
		b.OnRune, b.OnKey = w.typedRune, w.typedKey
		buttons = append(buttons, b)
	}
	return kit.NewEmptyState(kit.IconMail, lang.N(n, "{n} message selected", "{n} messages selected"), "", buttons...)
}

// tip is what a command does and which key does it too.
func (t *commandTable) tip(keys *keymap, id string) string {
	tip := t.byID[id].title
	if k := keys.first(id); k != "" {
		tip += " (" + k.String() + ")"
	}
	return tip
}
