package gui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
)

// toolbar is the row of buttons above the panes, with the search box.
type toolbar struct {
	object  fyne.CanvasObject
	buttons []toolButton
	write   *kit.Button
	back    *kit.Button
	row     *fyne.Container
	answers *fyne.Container // reply, reply to all, forward: the message's head has them too
}

type toolButton struct {
	*kit.Button
	id string
}

func newToolbar(run func(id string), search fyne.CanvasObject) *toolbar {
	t := &toolbar{}
	keep := func(b *kit.Button, id string) *kit.Button {
		t.buttons = append(t.buttons, toolButton{b, id})
		return b
	}
	add := func(icon kit.IconName, id string) fyne.CanvasObject {
		return keep(kit.NewIconButton(icon, "", func() { run(id) }), id)
	}
	t.back = keep(kit.NewIconButton(kit.IconChevronLeft, "", func() { run("back") }), "back")
	t.write = keep(kit.NewButton(kit.Primary, kit.IconCompose, lang.T("Write"), func() { run("write") }), "write")
	t.back.Hide()
	apart := func() fyne.CanvasObject {
		return container.New(layout.NewCustomPaddedLayout(8, 8, kit.Space2, kit.Space2), container.New(layout.NewGridWrapLayout(fyne.NewSize(1, 20)), kit.NewSurface(kit.ColorLine, kit.NoEdge, nil)))
	}
	tight := layout.NewCustomPaddedHBoxLayout(2)
	t.answers = container.New(tight, apart(),
		add(kit.IconReply, "reply"),
		add(kit.IconReplyAll, "reply-all"),
		add(kit.IconForward, "forward"))
	marks := container.New(tight, apart(),
		add(kit.IconMarkUnread, "read"),
		add(kit.IconStar, "star"))
	left := container.New(tight, t.back, t.write, t.answers, apart(),
		add(kit.IconArchive, "archive"),
		add(kit.IconJunk, "junk"),
		add(kit.IconTrash, "delete"),
		add(kit.IconMove, "move"),
		marks)
	get := add(kit.IconSync, "get")
	right := container.New(tight, get,
		add(kit.IconSettings, "settings"))
	t.row = container.New(toolRow{[]fyne.CanvasObject{marks, get}}, left, search, right)
	t.object = kit.NewSurface(kit.ColorBar, kit.BottomEdge,
		container.New(layout.NewCustomPaddedLayout(kit.Space2, kit.Space2, kit.Space3, kit.Space3), t.row))
	return t
}

// short fits the bar to a narrow window.
func (t *toolbar) short(on bool) {
	setVisible(t.back, on)
	setVisible(t.answers, !on)
	t.write.SetLabel(map[bool]string{true: "", false: lang.T("Write")}[on])
	t.row.Refresh()
	t.object.Refresh()
}

// all are the buttons of the bar.
func (t *toolbar) all() []*kit.Button {
	var list []*kit.Button
	for _, b := range t.buttons {
		list = append(list, b.Button)
	}
	return list
}

// enable greys out what cannot be done now.
func (t *toolbar) enable(refusal func(id string) string) {
	for _, b := range t.buttons {
		b.SetEnabled(refusal(b.id) == "")
	}
}

// showKeys tells in the tooltips what each button does and which key does it too.
func (t *toolbar) showKeys(c *commandTable, keys *keymap) {
	for _, b := range t.buttons {
		b.SetTooltip(c.tip(keys, b.id))
	}
}

// toolRow puts buttons at both ends and the search box in the middle of the
// window, or of what is left of it. Where the buttons have no room, spare ones
// go first; the menu has them too.
type toolRow struct{ spare []fyne.CanvasObject }

const searchWidth float32 = 380

func (toolRow) MinSize(o []fyne.CanvasObject) fyne.Size { return fyne.NewSize(300, 36) }

func (r toolRow) Layout(o []fyne.CanvasObject, s fyne.Size) {
	for _, b := range r.spare {
		b.Show()
	}
	left, right := o[0].MinSize(), o[2].MinSize()
	for _, b := range r.spare {
		if left.Width+right.Width <= s.Width {
			break
		}
		b.Hide()
		left, right = o[0].MinSize(), o[2].MinSize()
	}
	place := func(o fyne.CanvasObject, x, w float32) {
		o.Move(fyne.NewPos(x, 0))
		o.Resize(fyne.NewSize(w, s.Height))
		if c, ok := o.(*fyne.Container); ok {
			c.Layout.Layout(c.Objects, c.Size()) // what is hidden may have changed, and the size not
		}
	}
	place(o[0], 0, left.Width)
	place(o[2], s.Width-right.Width, right.Width)
	room := s.Width - left.Width - right.Width - 2*kit.Space4
	width := min(searchWidth, room)
	if width < 80 {
		o[1].Resize(fyne.NewSize(max(0, width), s.Height))
		o[1].Hide()
		return
	}
	o[1].Show()
	at := max(left.Width+kit.Space4, min((s.Width-width)/2, s.Width-right.Width-kit.Space4-width))
	o[1].Move(fyne.NewPos(at, 0))
	o[1].Resize(fyne.NewSize(width, s.Height))
}
