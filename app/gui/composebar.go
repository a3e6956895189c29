package gui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
	"godwit/compose"
)

// composeBar is the row of buttons of a compose window.
type composeBar struct {
	c      *composer
	object fyne.CanvasObject
	row    *fyne.Container
	send   *kit.SplitButton
	format *kit.Segments // plain text or Markdown
	more   *kit.Button
}

func newComposeBar(c *composer) *composeBar {
	b := &composeBar{c: c}
	b.send = kit.NewSplitButton(kit.Primary, kit.IconSend, lang.T("Send"), c.send, lang.T("Send later"), func() { b.showLaters() })
	b.send.Main.SetTooltip(lang.T("Send (Ctrl+Enter)"))
	attach := kit.NewButton(kit.Quiet, kit.IconAttachment, lang.T("Attach"), c.files.choose)
	clip := kit.NewButton(kit.Quiet, kit.IconAttachment, "", c.files.choose)
	for _, k := range []*kit.Button{attach, clip} {
		k.SetTooltip(lang.T("Attach files (Ctrl+Shift+A)"))
	}
	b.format = kit.NewSegments([]string{lang.T("Plain|text"), "Markdown"},
		[]string{lang.T("Sent as the text that you type"), lang.T("Sent with headings, lists and pictures as well")})
	b.format.OnChosen = func(i int) { c.setMarkdown(i == 1) }
	b.more = kit.NewIconButton(kit.IconMore, lang.T("More about this message"), func() { b.showMore() })
	discard := kit.NewIconButton(kit.IconTrash, lang.T("Discard this message"), c.discard)
	for _, k := range []*kit.Button{b.send.Main, b.send.More, attach, clip, b.more, discard} {
		k.OnKey = c.key
	}
	format := container.New(middle{}, b.format.CanvasObject)
	left := container.New(layout.NewCustomPaddedHBoxLayout(kit.Space2), b.send.Object, attach, clip)
	right := container.New(layout.NewCustomPaddedHBoxLayout(kit.Space2), format, b.more, discard)
	b.row = container.New(barRow{attach, clip, format}, left, right)
	b.object = kit.NewSurface(kit.ColorBar, kit.BottomEdge, container.New(layout.NewCustomPaddedLayout(kit.Space2, kit.Space2, kit.Space3, kit.Space3), b.row))
	return b
}

// show shows what the draft says.
func (b *composeBar) show() {
	d := b.c.writing.Draft
	b.format.Choose(map[bool]int{true: 1}[d.Markdown])
	label := lang.T("Send")
	switch {
	case d.Template:
		label = lang.T("Begin a message")
	case d.SendAt.After(now()):
		label = lang.T("Send {when}", "when", model.LaterShort(d.SendAt, now()))
	}
	b.send.Main.SetLabel(label)
	setVisible(b.send.More, !d.Template)
	b.object.Refresh()
}

// showLaters is the menu of times to send at.
func (b *composeBar) showLaters() {
	items := []*fyne.MenuItem{fyne.NewMenuItem(lang.T("Send now"), b.c.sendNow), fyne.NewMenuItemSeparator()}
	for _, l := range model.Laters(now()) {
		items = append(items, fyne.NewMenuItem(l.Title, func() { b.c.sendAt(l.At) }))
	}
	items = append(items, fyne.NewMenuItemSeparator(), fyne.NewMenuItem(lang.T("At…"), b.c.chooseTime))
	b.c.menuAt(b.send.Main, items)
}

// showMore is the menu of what is rarely set.
func (b *composeBar) showMore() {
	ids := []string{"priority-high", "priority-normal", "priority-low", "", "receipt", "require-tls", "reply-to", "headers", "", "save-template", "discard"}
	menu, d := b.c.commands.contextMenu(b.c.run, ids...), b.c.writing.Draft
	on := map[string]bool{
		"priority-high": d.Priority == compose.HighPriority, "priority-normal": d.Priority == compose.NormalPriority, "priority-low": d.Priority == compose.LowPriority,
		"receipt": d.Wishes.Receipt, "require-tls": d.Wishes.RequireTLS,
	}
	for i, id := range ids {
		menu.Items[i].Checked = on[id]
	}
	b.c.menuAt(b.more, menu.Items)
}

// menuAt shows a menu below a button, or above where there is no room.
func (c *composer) menuAt(b fyne.CanvasObject, items []*fyne.MenuItem) {
	at := c.s.fyne.Driver().AbsolutePositionForObject(b)
	menu := widget.NewPopUpMenu(fyne.NewMenu("", items...), c.win.Canvas())
	size, window := menu.MinSize(), c.win.Canvas().Size()
	y := at.Y + b.Size().Height + 2
	if y+size.Height > window.Height {
		y = max(0, at.Y-size.Height-2)
	}
	menu.ShowAtPosition(fyne.NewPos(max(0, min(at.X, window.Width-size.Width)), y))
}
