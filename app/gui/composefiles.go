package gui

import (
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"godwit/app/files"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
	"godwit/compose"
)

// composeFiles is the strip of attachments below the text: a tile for each, and a
// line about their size where the server may not take it. What a file says is
// copied when it is attached (composeattach.go), so that it does not matter what
// becomes of it.
type composeFiles struct {
	c      *composer
	object *kit.Surface
	tiles  *fyne.Container
	about  *kit.NoteLine
	least  *kit.Button // makes pictures smaller
	line   *fyne.Container

	coming  []*incoming
	stopped bool // those that wait for their turn are not wanted
	asked   int  // turns of asking for the server's size
	most    int64
}

// stripMost is how high the strip grows; more files are scrolled.
const stripMost = 168

func newComposeFiles(c *composer) *composeFiles {
	f := &composeFiles{c: c, tiles: container.New(&tileGrid{})}
	f.about = kit.NewNoteLine(kit.ToneInfo, kit.IconInfo, "")
	f.least = kit.NewButton(kit.Plain, kit.IconImage, lang.T("Make pictures smaller…"), f.showSmaller).SetSmall()
	f.least.OnKey = c.key
	f.line = container.New(layout.NewBorderLayout(nil, nil, nil, f.least), f.least, f.about)
	f.line.Hide()
	box := container.New(column{kit.Space2}, container.New(capped{stripMost}, container.NewVScroll(f.tiles)), f.line)
	f.object = kit.NewSurface(kit.ColorPaper, kit.TopEdge, container.New(layout.NewCustomPaddedLayout(kit.Space2, kit.Space2, kit.Space4, kit.Space4), box))
	return f
}

// capped is a scroll that is as high as what is in it, up to a height.
type capped struct{ most float32 }

func (l capped) MinSize(o []fyne.CanvasObject) fyne.Size {
	size := o[0].(*container.Scroll).Content.MinSize()
	return fyne.NewSize(size.Width, min(size.Height, l.most))
}

func (l capped) Layout(o []fyne.CanvasObject, s fyne.Size) { o[0].Resize(s) }

// list is what is attached.
func (f *composeFiles) list() []compose.Attachment { return f.c.writing.Draft.Attachments }

// set changes what is attached, and tells the window.
func (f *composeFiles) set(list []compose.Attachment) {
	f.c.writing.Draft.Attachments = list
	f.show()
	f.c.changed()
	f.c.view.preview.update()
}

// show draws the strip anew.
func (f *composeFiles) show() {
	var tiles []fyne.CanvasObject
	for i, a := range f.list() {
		t := kit.NewFileTile(a.Name)
		about := model.Size(a.Octets())
		if a.Inline {
			about += " · " + lang.T("in the text")
		}
		t.Set(kindIcon(files.Judge(a.Name, a.Type, nil).Kind), about, kit.ToneInfo, a.Name)
		t.SetSide(kit.IconClose, lang.T("Remove (Delete)"))
		t.OnOpen, t.OnSave = func() { f.open(i) }, func() { f.remove(i) }
		t.OnMenu = func(at fyne.Position) { f.menu(i, at) }
		t.OnKey = func(e *fyne.KeyEvent) { f.key(i, e) }
		tiles = append(tiles, t)
	}
	for _, in := range f.coming {
		tiles = append(tiles, in.tile)
	}
	f.tiles.Objects = tiles
	f.object.Hidden = len(tiles) == 0
	f.tiles.Refresh()
	f.weigh()
	f.c.relayout()
}

// key is what the keyboard does with a file.
func (f *composeFiles) key(i int, e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyDelete, fyne.KeyBackspace:
		f.remove(i)
	case fyne.KeyF2:
		f.rename(i)
	case fyne.KeyLeft, fyne.KeyUp:
		f.focus(i - 1)
	case fyne.KeyRight, fyne.KeyDown:
		f.focus(i + 1)
	default:
		f.c.key(e)
	}
}

// focus gives a tile the keyboard; where there is none the text has it.
func (f *composeFiles) focus(i int) {
	if n := len(f.list()); n > 0 {
		f.c.win.Canvas().Focus(f.tiles.Objects[max(0, min(i, n-1))].(*kit.FileTile))
		return
	}
	f.c.win.Canvas().Focus(f.c.body)
}

func (f *composeFiles) menu(i int, at fyne.Position) {
	a := f.list()[i]
	items := []*fyne.MenuItem{
		fyne.NewMenuItem(lang.T("Open"), func() { f.open(i) }),
		fyne.NewMenuItem(lang.T("Rename…"), func() { f.rename(i) }),
	}
	if isPicture(a) {
		place := fyne.NewMenuItem(lang.T("Show in the text"), func() { f.place(i) })
		place.Disabled = !f.c.writing.Draft.Markdown
		inline := fyne.NewMenuItem(lang.T("Send as a file of its own"), func() { f.setInline(i, false) })
		inline.Disabled = !a.Inline
		items = append(items, place, inline, fyne.NewMenuItem(lang.T("Make pictures smaller…"), f.showSmaller))
	}
	items = append(items, fyne.NewMenuItemSeparator(), fyne.NewMenuItem(lang.T("Remove"), func() { f.remove(i) }))
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), f.c.win.Canvas(), at)
}

// remove takes a file off; it can be had back.
func (f *composeFiles) remove(i int) {
	before := f.list()
	f.keep(before[i:i+1], func(kept []compose.Attachment) {
		if i >= len(f.list()) || f.list()[i].Name != before[i].Name {
			return // something else was done meanwhile
		}
		f.set(slices.Delete(slices.Clone(f.list()), i, i+1))
		f.focus(i)
		f.c.stage.ShowToast(kit.Toast{Text: lang.T("{name} is not attached any more.", "name", kept[0].Name), Action: lang.T("Undo"), Do: func() {
			f.set(slices.Insert(slices.Clone(f.list()), min(i, len(f.list())), kept[0]))
			f.focus(i)
		}})
	})
}

// rename asks for another name; the ending stays unless it is written.
func (f *composeFiles) rename(i int) {
	old := f.list()[i].Name
	ask(f.c.win, lang.T("Rename the attachment"), lang.T("Name"), old, lang.T("Rename"), func(name string) {
		name = files.Safe(name)
		if filepath.Ext(name) == "" {
			name += filepath.Ext(old)
		}
		list := slices.Clone(f.list())
		if i >= len(list) || list[i].Name != old || name == old {
			return
		}
		list[i].Name = files.Unique(name, f.taken(i))
		f.c.body.ReplaceAll("]("+model.PictureTarget(old)+")", "]("+model.PictureTarget(list[i].Name)+")")
		f.set(list)
		f.focus(i)
	})
}

// taken says whether another file than i has a name already.
func (f *composeFiles) taken(i int) func(string) bool {
	return func(name string) bool {
		for k, a := range f.list() {
			if k != i && strings.EqualFold(a.Name, name) {
				return true
			}
		}
		return false
	}
}

func (f *composeFiles) setInline(i int, on bool) {
	list := slices.Clone(f.list())
	list[i].Inline = on
	f.set(list)
	f.focus(i)
}

// place shows a picture in the text, at the caret.
func (f *composeFiles) place(i int) {
	f.c.body.Insert(model.PictureMarkdown(f.list()[i].Name))
	f.setInline(i, true)
	f.c.win.Canvas().Focus(f.c.body)
}

// isPicture says whether a file is a picture that programs show in a text.
func isPicture(a compose.Attachment) bool {
	return files.Judge(a.Name, a.Type, nil).Kind == files.Picture
}
