package gui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"godwit/app/files"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
)

// preview shows the files of a message one after the other, over the window:
// pictures, texts, and messages as messages. What it does not show it says so
// of, with the way to save it. Nothing in it can be run or followed unasked.
type preview struct {
	a    *attachments
	at   int
	turn int // counts files: what comes late is for another

	pop    *widget.PopUp
	before fyne.Focusable
	keys   func(*fyne.KeyEvent)
	closed bool

	icon        *kit.Picture
	name, about *kit.Text
	step, zoom  []*kit.Button
	body        *kit.Surface
	picture     *kit.PictureView
	text        *kit.TextView
}

// showPreview opens on one file of many.
func showPreview(a *attachments, at int) *preview {
	p := &preview{a: a, icon: kit.NewPicture(kit.IconFile, 22, kit.ColorDim), picture: kit.NewPictureView(), text: kit.NewTextView()}
	p.name = kit.NewText("", kit.TextTitle, kit.ColorText).SetBold(true).SetFlexible()
	p.about = kit.NewText("", kit.TextSmall, kit.ColorDim).SetFlexible()
	p.body = kit.NewSurface(kit.ColorPaper, kit.TopEdge, nil)
	p.picture.OnKey, p.picture.OnRune = p.key, func(rune) {}
	p.picture.Work = workOf(a.s)
	p.text.SetMonospace(true)
	p.text.OnKey = p.key
	p.text.OnLink = func(target string) { askLink(a.s, target, nil) }

	button := func(icon kit.IconName, tip string, do func()) *kit.Button {
		b := kit.NewIconButton(icon, tip, do)
		b.OnKey = p.key
		return b
	}
	p.zoom = []*kit.Button{
		button(kit.IconMinus, lang.T("Smaller (-)"), func() { p.picture.TypedRune('-') }),
		button(kit.IconPlus, lang.T("Larger (+)"), func() { p.picture.TypedRune('+') }),
		button(kit.IconSearch, lang.T("Own size (1), fit (0)"), p.toggleSize),
	}
	p.step = []*kit.Button{
		button(kit.IconChevronLeft, lang.T("The one before (←)"), func() { p.move(-1) }),
		button(kit.IconChevronRight, lang.T("The next one (→)"), func() { p.move(1) }),
	}
	right := container.New(layout.NewCustomPaddedHBoxLayout(0))
	for _, b := range p.zoom {
		right.Add(b)
	}
	if len(a.parts) > 1 {
		right.Add(p.step[0])
		right.Add(p.step[1])
	}
	right.Add(button(kit.IconExternal, lang.T("Open in another program"), func() { a.elsewhere(p.at) }))
	right.Add(button(kit.IconSave, lang.T("Save… (Ctrl+S)"), p.save))
	right.Add(button(kit.IconClose, lang.T("Close (Esc)"), p.close))
	left := container.New(layout.NewCustomPaddedLayout(0, 0, 0, kit.Space3), container.NewCenter(p.icon))
	title := container.New(middle{}, container.New(layout.NewCustomPaddedVBoxLayout(0), p.name, p.about))
	bar := container.New(layout.NewCustomPaddedLayout(kit.Space2, kit.Space2, kit.Space4, kit.Space2),
		container.New(layout.NewBorderLayout(nil, nil, left, right), left, title, right))

	c := a.s.win.Canvas()
	p.pop = widget.NewModalPopUp(container.New(layout.NewBorderLayout(bar, nil, nil, nil), bar, p.body), c)
	p.before, p.keys = c.Focused(), c.OnTypedKey()
	size := c.Size()
	p.pop.Resize(fyne.NewSize(size.Width-2*kit.Space6, size.Height-2*kit.Space6))
	p.pop.Show()
	c.SetOnTypedKey(p.key)
	c.AddShortcut(ctrl(fyne.KeyS), func(fyne.Shortcut) { p.save() })
	p.show(at)
	return p
}

// workOf does work away from the UI goroutine.
func workOf(s *session) func(work, done func()) {
	return func(work, done func()) {
		load(s.pump, nothing(work), func(struct{}, error) { done() })
	}
}

func (p *preview) close() {
	if p.closed {
		return
	}
	p.closed = true
	p.turn++
	p.pop.Hide()
	p.picture.SetImage(nil) // its pixels go now, not with the next preview
	p.text.SetText("")
	p.body.SetContent(nil)
	c := p.a.s.win.Canvas()
	c.SetOnTypedKey(p.keys)
	c.AddShortcut(ctrl(fyne.KeyS), func(fyne.Shortcut) { p.a.s.command("save-message") })
	if p.before != nil {
		c.Focus(p.before)
	}
}

// key takes keys that what is shown has no use for.
func (p *preview) key(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyEscape:
		p.close()
	case fyne.KeyLeft, fyne.KeyPageUp:
		p.move(-1)
	case fyne.KeyRight, fyne.KeyPageDown:
		p.move(1)
	}
}

func (p *preview) move(by int) {
	if at := p.at + by; at >= 0 && at < len(p.a.parts) {
		p.show(at)
	}
}

func (p *preview) save() {
	at := p.at
	p.close()
	p.a.save(at)
}

func (p *preview) toggleSize() {
	if p.picture.Zoom() == 1 {
		p.picture.SetZoom(0)
	} else {
		p.picture.SetZoom(1)
	}
}

// show goes to a file.
func (p *preview) show(at int) {
	p.at = at
	p.turn++
	part, v := p.a.parts[at], p.a.verdicts[at]
	p.icon.Set(kindIcon(v.Kind), kit.ColorDim)
	p.name.SetText(files.Safe(part.Name))
	about := v.What(part.Name) + " · " + model.Size(part.Size)
	if n := len(p.a.parts); n > 1 {
		about += " · " + lang.T("{at} of {of}", "at", at+1, "of", n)
	}
	p.about.SetText(about)
	p.step[0].SetEnabled(at > 0)
	p.step[1].SetEnabled(at < len(p.a.parts)-1)
	for _, b := range p.zoom {
		b.Hidden = v.Kind != files.Picture
		b.Refresh()
	}
	switch {
	case v.Risk == files.Danger || !previewed(v.Kind):
		p.refuse(v)
	case v.Kind == files.Picture:
		p.showPicture()
	case v.Kind == files.Message:
		p.showMessage()
	default:
		p.showText()
	}
	p.pop.Content.Refresh()
}

// put shows an object, with the keyboard in it where it takes one.
func (p *preview) put(o fyne.CanvasObject) {
	p.body.SetContent(o)
	if f, ok := o.(fyne.Focusable); ok {
		p.a.s.win.Canvas().Focus(f)
	} else {
		p.a.s.win.Canvas().Focus(nil)
	}
}

// refuse says why a file is not shown here.
func (p *preview) refuse(v files.Verdict) {
	icon, text := kindIcon(v.Kind), lang.T("Godwit does not show files of this kind.")
	if len(v.Warnings) > 0 {
		icon, text = kit.IconWarning, v.Warnings[0]
	}
	b := kit.NewButton(kit.Plain, kit.IconSave, lang.T("Save…"), p.save)
	b.OnKey = p.key
	p.put(kit.NewEmptyState(icon, v.What(p.a.parts[p.at].Name), text, b))
}
