package gui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"godwit/app"
	"godwit/app/files"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
)

// attachments are the files of one message: tiles that open, save and warn. The
// tiles are there at once; what each file really is comes when its octets have
// been looked at, and is waited for before anything is opened or saved.
type attachments struct {
	s      *session
	origin app.Origin
	parts  []app.Part
	// verdicts are as long as parts, or empty until they are known.
	verdicts []files.Verdict
	waiting  []func() // for the verdicts
	tiles    []*kit.FileTile
	box      *fyne.Container
	all      bool // every tile is shown
	changed  func()
}

// fewTiles are shown of many files, until one asks for the rest.
const fewTiles = 6

// newAttachments puts the tiles of a message's files into box. changed is told
// when they need more room.
func newAttachments(s *session, origin app.Origin, parts []app.Part, box *fyne.Container, changed func()) *attachments {
	a := &attachments{s: s, origin: origin, parts: model.Files(parts), box: box, changed: changed}
	box.Layout = &tileGrid{}
	for i, p := range a.parts {
		t := kit.NewFileTile(files.Safe(p.Name))
		t.Set(kindIcon(files.Judge(p.Name, p.Type, nil).Kind), model.Size(p.Size), kit.ToneInfo, t.Name())
		t.OnOpen, t.OnSave = func() { a.open(i) }, func() { a.save(i) }
		t.OnMenu = func(at fyne.Position) { a.menu(i, at) }
		t.OnKey, t.OnRune = s.otherKey, s.otherRune
		a.tiles = append(a.tiles, t)
	}
	a.lay()
	if len(a.parts) > 0 {
		load(s.pump, func(ctx context.Context) ([]files.Verdict, error) {
			return s.core.Mail.JudgeParts(ctx, origin, a.parts)
		}, a.judged)
	}
	return a
}

// otherKey gives a key that a tile has no use for to the window.
func (s *session) otherKey(e *fyne.KeyEvent) {
	if do := s.win.Canvas().OnTypedKey(); do != nil {
		do(e)
	}
}

func (s *session) otherRune(r rune) {
	if do := s.win.Canvas().OnTypedRune(); do != nil {
		do(r)
	}
}

// lay puts the tiles into their box, and what concerns all of them.
func (a *attachments) lay() {
	var list []fyne.CanvasObject
	shown := len(a.tiles)
	if !a.all && shown > fewTiles+1 {
		shown = fewTiles
	}
	for _, t := range a.tiles[:shown] {
		list = append(list, t)
	}
	row := container.New(layout.NewCustomPaddedHBoxLayout(0))
	quiet := func(icon kit.IconName, label string, do func()) {
		b := kit.NewButton(kit.Quiet, icon, label, do).SetSmall()
		b.OnKey, b.OnRune = a.s.otherKey, a.s.otherRune
		row.Add(b)
	}
	if shown < len(a.tiles) {
		quiet(kit.IconChevronDown, lang.T("Show all {n}", "n", len(a.tiles)), func() {
			a.all = true
			a.lay()
			a.changed()
		})
	}
	if len(a.tiles) > 1 {
		quiet(kit.IconSave, lang.T("Save all"), a.saveAll)
		list = append(list, container.New(tileSize{0}, container.New(middle{}, row)))
	}
	a.box.Objects = list
	a.box.Hidden = len(list) == 0
	a.box.Refresh()
}

// judged takes what the files are.
func (a *attachments) judged(v []files.Verdict, err error) {
	if err != nil {
		a.s.log.Warn("attachments", "err", err)
		v = nil
		for _, p := range a.parts { // by name alone
			v = append(v, files.Judge(p.Name, p.Type, nil))
		}
	}
	a.verdicts = v
	for i, t := range a.tiles {
		about := model.FileKind(v[i], a.parts[i].Name) + " · " + model.Size(a.parts[i].Size)
		tone := kit.ToneInfo
		tip := a.tiles[i].Name()
		switch v[i].Risk {
		case files.Caution:
			tone = kit.ToneWarning
		case files.Danger:
			tone = kit.ToneError
		}
		if len(v[i].Warnings) > 0 {
			tip = lang.Said(v[i].Warnings[0])
		}
		t.Set(kindIcon(v[i].Kind), about, tone, tip)
	}
	for _, f := range a.waiting {
		f()
	}
	a.waiting = nil
}

// known runs f when it is known what the files are.
func (a *attachments) known(f func()) {
	if len(a.verdicts) == len(a.parts) {
		f()
		return
	}
	a.waiting = append(a.waiting, f)
}

// kindIcon is the icon of a kind of file.
func kindIcon(k files.Kind) kit.IconName {
	switch k {
	case files.Picture:
		return kit.IconImage
	case files.Text, files.PDF, files.Document:
		return kit.IconFileText
	case files.Code, files.Page:
		return kit.IconFileCode
	case files.Table, files.Sheet, files.Slides:
		return kit.IconFileTable
	case files.Calendar:
		return kit.IconFileCalendar
	case files.Contact:
		return kit.IconFileContact
	case files.Message:
		return kit.IconFileMessage
	case files.Archive:
		return kit.IconFileArchive
	case files.Audio:
		return kit.IconFileSound
	case files.Video:
		return kit.IconFileVideo
	case files.Key:
		return kit.IconFileKey
	case files.Program, files.Script, files.Shortcut, files.Macros:
		return kit.IconFileProgram
	case files.Disk:
		return kit.IconFileDisk
	}
	return kit.IconFile
}

// menu is what can be done with a file.
func (a *attachments) menu(i int, at fyne.Position) {
	items := []*fyne.MenuItem{
		fyne.NewMenuItem(lang.T("Open"), func() { a.open(i) }),
		fyne.NewMenuItem(lang.T("Save…"), func() { a.save(i) }),
	}
	if len(a.parts) > 1 {
		items = append(items, fyne.NewMenuItem(lang.T("Save all…"), a.saveAll))
	}
	items = append(items, fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem(lang.T("Copy name"), func() { a.s.fyne.Clipboard().SetContent(files.Safe(a.parts[i].Name)) }))
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), a.s.win.Canvas(), at)
}

// tileGrid puts tiles into as many columns as there is room for, all of one
// width. It remembers its own width: how high it is depends on that.
type tileGrid struct{ width float32 }

const narrowTile, wideTile float32 = 164, 260

func (g *tileGrid) columns() (n int, width float32) {
	n = max(1, int((g.width+kit.Space2)/(narrowTile+kit.Space2)))
	for n > 2 && (g.width-float32(n-1)*kit.Space2)/float32(n) < 200 { // wider rather than more
		n--
	}
	return n, min(wideTile, (g.width-float32(n-1)*kit.Space2)/float32(n))
}

func (g *tileGrid) MinSize(o []fyne.CanvasObject) fyne.Size {
	if len(o) == 0 {
		return fyne.Size{}
	}
	n, _ := g.columns()
	rows := (len(o) + n - 1) / n
	high := o[0].MinSize().Height
	return fyne.NewSize(narrowTile, float32(rows)*(high+kit.Space2)-kit.Space2)
}

func (g *tileGrid) Layout(o []fyne.CanvasObject, s fyne.Size) {
	g.width = s.Width
	n, width := g.columns()
	for i, c := range o {
		high := c.MinSize().Height
		c.Move(fyne.NewPos(float32(i%n)*(width+kit.Space2), float32(i/n)*(high+kit.Space2)))
		c.Resize(fyne.NewSize(width, high))
	}
}

// tileSize gives a tile its width (0: its own) and all tiles one height.
type tileSize struct{ width float32 }

func (t tileSize) MinSize(o []fyne.CanvasObject) fyne.Size {
	w := t.width
	if w == 0 {
		w = o[0].MinSize().Width
	}
	return fyne.NewSize(w, 46)
}
func (t tileSize) Layout(o []fyne.CanvasObject, s fyne.Size) { o[0].Resize(s) }
