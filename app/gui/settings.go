package gui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
)

// settingsPage is the settings in the whole window: sections at the left and one
// of them beside it, or, in a narrow window, all of them below each other. What is
// typed above shows what fits it of all sections.
type settingsPage struct {
	w       *shell
	search  *kit.SearchField
	nav     *kit.FolderTree
	content *fyne.Container
	scroll  *container.Scroll
	object  fyne.CanvasObject
	at      string // id of the section that is shown
	narrow  bool
	rows    []*settingRow // that are shown
}

// settingsRoom is the width from which on the sections stand at the left.
const settingsRoom float32 = 720

// settings shows the settings; each change holds at once.
func (w *shell) settings() { w.showSettings("", "") }

// showSettings shows a section, "" for the one before, and has the keyboard at one
// of its settings.
func (w *shell) showSettings(section, id string) {
	p := &settingsPage{w: w, at: w.settingsAt, narrow: w.s.win.Canvas().Size().Width < settingsRoom}
	if section != "" {
		p.at = section
	}
	if p.at == "" {
		p.at = "accounts"
	}
	back := kit.NewButton(kit.Plain, kit.IconChevronLeft, lang.T("Back to mail"), w.frame.showMail)
	back.OnKey, back.OnRune = w.typedKey, w.typedRune // Escape
	p.search = kit.NewSearchField(lang.T("Search in the settings"))
	p.search.OnSearch = func(string) { p.fill() }
	p.search.OnLeave = w.frame.showMail
	p.search.OnDown = p.intoRows
	title := kit.NewText(lang.T("Settings"), 24, kit.ColorText).SetBold(true)
	head := container.New(settingsHead{}, container.NewCenter(back), container.New(middle{}, title), container.New(middle{}, p.search))
	p.nav = kit.NewFolderTree()
	p.nav.OnSelected = p.open
	p.nav.OnKey, p.nav.OnRune = w.typedKey, func(r rune) {
		if r == '/' {
			w.s.win.Canvas().Focus(p.search)
			return
		}
		w.typedRune(r)
	}
	p.content = container.New(column{2 * kit.Space4})
	p.scroll = container.NewVScroll(container.New(layout.NewCustomPaddedLayout(kit.Space4, 40, kit.Space6, kit.Space6), container.New(upTo{680}, p.content)))
	body := container.New(settingsLayout{p}, p.nav, p.scroll)
	p.object = kit.NewSurface(kit.ColorPaper, kit.NoEdge, container.New(between{},
		container.New(layout.NewCustomPaddedLayout(kit.Space4, kit.Space2, kit.Space6, kit.Space6), head), body))
	w.page = p
	p.fill()
	w.frame.put(p.object)
	w.s.win.Canvas().Focus(p.nav)
	if p.narrow {
		w.s.win.Canvas().Focus(back)
	}
	if id != "" {
		p.reveal(id)
	}
}

// open shows a section.
func (p *settingsPage) open(section string) {
	p.at, p.w.settingsAt = section, section
	p.search.SetText("")
	p.fill()
	p.scroll.ScrollToTop()
}

// fill shows what is to be seen now.
func (p *settingsPage) fill() {
	table := p.w.settingsTable()
	typed := p.search.Text
	var items []kit.FolderItem
	had := p.focused()
	p.content.Objects, p.rows = nil, nil
	for _, sec := range table {
		items = append(items, kit.FolderItem{ID: sec.id, Name: sec.title, Icon: sec.icon, NoDrop: true})
		if typed == "" && !p.narrow && sec.id != p.at {
			continue
		}
		rows := container.New(column{kit.Space6})
		for _, s := range sec.settings {
			texts := s.found()
			marks, ok := model.FindWords(typed, texts[0], texts[1], texts[2]+" "+sec.title)
			if !ok {
				continue
			}
			r := newSettingRow(p, s)
			r.title.SetMarks(marks[0])
			r.hint.SetMarks(marks[1])
			if s.custom != nil && s.title == sec.title { // the heading says it
				r.title.Hide()
			}
			p.rows = append(p.rows, r)
			rows.Add(r.object)
		}
		if len(rows.Objects) > 0 {
			title := kit.NewText(sec.title, kit.TextTitle, kit.ColorText).SetBold(true)
			p.content.Add(container.New(column{kit.Space4}, title, rows))
		}
	}
	if len(p.rows) == 0 {
		p.content.Add(kit.NewParagraph(lang.T("No setting fits these words."), kit.TextNormal, kit.ColorDim))
	}
	p.nav.SetItems(items)
	p.nav.Select(p.at)
	p.content.Refresh()
	p.scroll.Refresh()
	for _, r := range p.rows {
		if r.id == had {
			r.focus()
		}
	}
}

// focused is the id of the setting that has the keyboard, "" if none has.
func (p *settingsPage) focused() string {
	now := p.w.s.win.Canvas().Focused()
	for _, r := range p.rows {
		if now != nil && r.first == now {
			return r.id
		}
	}
	return ""
}

// intoRows takes the keyboard to the first setting.
func (p *settingsPage) intoRows() {
	if len(p.rows) > 0 {
		p.rows[0].focus()
	}
}

// reveal scrolls to a setting and has the keyboard there.
func (p *settingsPage) reveal(id string) {
	for _, r := range p.rows {
		if r.id == id {
			at := fyne.CurrentApp().Driver().AbsolutePositionForObject(r.object).Y - fyne.CurrentApp().Driver().AbsolutePositionForObject(p.scroll.Content).Y
			p.scroll.Offset.Y = max(0, min(at-kit.Space6, p.scroll.Content.MinSize().Height-p.scroll.Size().Height))
			p.scroll.Refresh()
			r.focus()
		}
	}
}

// settingsEntries lead to each setting from the palette.
func (w *shell) settingsEntries() []entry {
	var list []entry
	for _, sec := range w.settingsTable() {
		for _, s := range sec.settings {
			texts := s.found()
			list = append(list, entry{
				id: "setting:" + s.id, icon: kit.IconSettings, title: lang.T("Settings: {name}", "name", s.title),
				also: texts[1] + " " + texts[2], note: sec.title, run: func() { w.showSettings(sec.id, s.id) },
			})
		}
	}
	return list
}

// settingsLayout puts the sections at the left where there is room.
type settingsLayout struct{ p *settingsPage }

const settingsNav float32 = 248

func (l settingsLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(300, 160) }

func (l settingsLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	if narrow := s.Width < settingsRoom; narrow != l.p.narrow {
		l.p.narrow = narrow
		l.p.fill()
	}
	put(o[0], kit.Space4, settingsNav, s.Height, !l.p.narrow)
	left := kit.Space4 + settingsNav
	if l.p.narrow {
		left = 0
	}
	put(o[1], left, s.Width-left, s.Height, true)
}

// upTo gives its object no more than a width, at the left.
type upTo struct{ most float32 }

func (l upTo) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }

func (l upTo) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Resize(fyne.NewSize(min(s.Width, l.most), s.Height))
}

// settingsHead has the way back and the title at the left and the search at the
// right; where that is too much, the search below.
type settingsHead struct{}

const settingsSearch float32 = 280

func (l settingsHead) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(280, max(o[0].MinSize().Height, o[1].MinSize().Height, o[2].MinSize().Height))
}

func (l settingsHead) Layout(o []fyne.CanvasObject, s fyne.Size) {
	back, title := o[0].MinSize(), o[1].MinSize()
	place := func(c fyne.CanvasObject, left, width float32) {
		c.Move(fyne.NewPos(left, 0))
		c.Resize(fyne.NewSize(max(0, width), s.Height))
	}
	place(o[0], 0, back.Width)
	left := back.Width + kit.Space4
	setVisible(o[1], s.Width >= left+title.Width+kit.Space4+200) // else the search says where one is
	if o[1].Visible() {
		place(o[1], left, title.Width)
		left += title.Width + kit.Space4
	}
	width := min(settingsSearch, s.Width-left)
	place(o[2], s.Width-width, width)
}
