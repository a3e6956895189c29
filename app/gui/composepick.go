package gui

import (
	"context"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/widget"

	"godwit/app/files"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
)

// filePick asks for files: a path that is typed, and the folder that it leads to,
// in which several can be ticked. The toolkit's own dialog gives one.
type filePick struct {
	s    *session
	path *kit.Field
	list *widget.List
	note *kit.Text
	done func(paths []string)
	shut func()

	only    files.Kind // "" any
	dir     string     // that is listed
	entries []fs.DirEntry
	shown   []model.PickEntry
	ticked  []string // paths, in the order they were ticked
}

func pickFiles(s *session, win fyne.Window, title string, only files.Kind, done func([]string)) {
	p := &filePick{s: s, done: done, only: only, path: kit.NewField(lang.T("Folder or file"))}
	p.note = kit.NewText("", kit.TextSmall, kit.ColorDim).SetFlexible()
	p.list = widget.NewList(func() int { return len(p.shown) }, newPickRow, p.row)
	p.list.OnSelected = p.tapped
	p.path.OnChanged = func(string) { p.look() }
	p.path.OnSubmitted = func(string) { p.enter() }
	body := container.New(layout.NewBorderLayout(p.path, p.note, nil, nil), p.path, p.note,
		container.New(layout.NewCustomPaddedLayout(kit.Space2, kit.Space2, 0, 0), p.list))
	p.shut = showSheet(win, sheet{
		Title: title, Body: body, Width: 560, Height: 520, Close: lang.T("Cancel"), Action: lang.T("Attach"),
		Do: p.take, Stay: true, Focus: p.path,
	})
	dir := s.prefs.AttachFrom
	if info, err := os.Stat(dir); dir == "" || err != nil || !info.IsDir() {
		dir = downloads()
	}
	p.goTo(dir)
}

// goTo lists a folder; what is typed next is a name in it.
func (p *filePick) goTo(dir string) {
	p.path.SetText(strings.TrimRight(dir, string(filepath.Separator)) + string(filepath.Separator))
	p.path.CursorColumn = len([]rune(p.path.Text))
	p.path.Refresh()
}

// look lists what the path that is typed leads to.
func (p *filePick) look() {
	home, _ := os.UserHomeDir() // without one there is no ~
	dir, part := model.PickPath(p.path.Text, home)
	if dir == p.dir {
		p.show(part)
		return
	}
	p.dir, p.entries = dir, nil
	load(p.s.pump, func(context.Context) ([]fs.DirEntry, error) { return os.ReadDir(dir) }, func(all []fs.DirEntry, err error) {
		if p.dir != dir {
			return
		}
		p.entries = all
		p.show(part)
		if err != nil && len(all) == 0 {
			p.note.SetText(lang.T("There is no such folder, or it cannot be read."))
		}
	})
}

func (p *filePick) show(part string) {
	p.shown = nil
	if part == "" && filepath.Dir(p.dir) != p.dir {
		p.shown = []model.PickEntry{{Name: "..", Folder: true}}
	}
	for _, e := range model.PickEntries(p.entries, part) {
		if e.Folder || p.only == "" || files.Judge(e.Name, "", nil).Kind == p.only {
			p.shown = append(p.shown, e)
		}
	}
	p.list.UnselectAll()
	p.list.Refresh()
	p.list.ScrollToTop()
	p.count()
}

// count says how many files are ticked.
func (p *filePick) count() {
	p.note.SetText(lang.N(len(p.ticked), "{n} file is ticked.", "{n} files are ticked.", "n", len(p.ticked)))
	if len(p.ticked) == 0 {
		p.note.SetText(lang.T("Click on files to tick them, or type the path of one."))
	}
}

// tapped goes into a folder, and ticks a file or takes the tick off.
func (p *filePick) tapped(i widget.ListItemID) {
	p.list.UnselectAll()
	if i >= len(p.shown) {
		return
	}
	path := filepath.Join(p.dir, p.shown[i].Name)
	if p.shown[i].Folder {
		p.goTo(path)
		return
	}
	if k := slices.Index(p.ticked, path); k >= 0 {
		p.ticked = slices.Delete(p.ticked, k, k+1)
	} else {
		p.ticked = append(p.ticked, path)
	}
	p.list.RefreshItem(i)
	p.count()
}

// enter takes the path that is typed, or what is ticked where it is a folder.
func (p *filePick) enter() {
	home, _ := os.UserHomeDir()
	dir, part := model.PickPath(p.path.Text, home)
	path := filepath.Join(dir, part)
	switch info, err := os.Stat(path); {
	case part == "" && len(p.ticked) > 0:
		p.take()
	case err == nil && info.IsDir():
		p.goTo(path)
	case err == nil:
		if !slices.Contains(p.ticked, path) {
			p.ticked = append(p.ticked, path)
		}
		p.take()
	case len(p.shown) == 1:
		p.tapped(0)
	default:
		p.note.SetText(lang.T("There is no such file."))
	}
}

func (p *filePick) take() {
	if len(p.ticked) == 0 {
		p.enter()
		return
	}
	p.s.prefs.AttachFrom = filepath.Dir(p.ticked[0])
	p.s.setPref(prefAttachFrom, p.s.prefs.AttachFrom)
	p.shut()
	p.done(p.ticked)
}

// newPickRow is a line of the list; row fills it.
func newPickRow() fyne.CanvasObject {
	size := kit.NewText("", kit.TextSmall, kit.ColorDim)
	icon := kit.NewPicture(kit.IconFile, 18, kit.ColorDim)
	left := container.New(layout.NewCustomPaddedLayout(kit.Space1, kit.Space1, kit.Space2, kit.Space2), icon)
	return container.New(layout.NewBorderLayout(nil, nil, left, size), left, size,
		container.New(middle{}, kit.NewText("", kit.TextNormal, kit.ColorText).SetFlexible()))
}

func (p *filePick) row(i widget.ListItemID, o fyne.CanvasObject) {
	if i >= len(p.shown) {
		return
	}
	e, parts := p.shown[i], o.(*fyne.Container).Objects
	icon, size, tint := kindIcon(files.Judge(e.Name, "", nil).Kind), model.Size(e.Size), kit.ColorDim
	switch {
	case e.Folder:
		icon, size = kit.IconFolder, ""
	case slices.Contains(p.ticked, filepath.Join(p.dir, e.Name)):
		icon, tint = kit.IconCheck, kit.ColorAccent
	}
	parts[0].(*fyne.Container).Objects[0].(*kit.Picture).Set(icon, tint)
	parts[1].(*kit.Text).SetText(size)
	name := files.Safe(e.Name)
	if e.Name == ".." {
		name = lang.T("The folder above")
	}
	parts[2].(*fyne.Container).Objects[0].(*kit.Text).SetText(name)
}

// urisOf are paths as the toolkit names files.
func urisOf(paths []string) []fyne.URI {
	out := make([]fyne.URI, len(paths))
	for i, path := range paths {
		out[i] = storage.NewFileURI(path)
	}
	return out
}

// pasted takes a pasted text that names files: the names are put in as they are,
// and the files are offered. What has no text may be a picture.
func (f *composeFiles) pasted(text string) bool {
	if text == "" {
		f.pastePicture()
		return true
	}
	paths := pathsIn(text)
	if len(paths) == 0 {
		return false
	}
	load(f.c.s.pump, func(context.Context) (bool, error) {
		for _, path := range paths {
			if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() {
				return false, nil
			}
		}
		return true, nil
	}, func(all bool, _ error) {
		if !all || f.c.closed {
			return
		}
		label := lang.N(len(paths), "You pasted the name of a file.", "You pasted the names of {n} files.", "n", len(paths))
		f.c.stage.ShowToast(kit.Toast{Text: label, Action: lang.T("Attach instead"), Do: func() {
			f.c.body.Undo()
			f.add(urisOf(paths))
		}})
	})
	return false
}

// pastedMost bounds how many names of files are looked for in what is pasted.
const pastedMost = 200

// pathsIn are the files that a text names, one a line and nothing else; nil where
// it says anything else.
func pathsIn(text string) []string {
	if len(text) > 64<<10 {
		return nil
	}
	var out []string
	for line := range strings.Lines(strings.TrimSpace(text)) {
		line = strings.TrimSpace(line)
		if rest, ok := strings.CutPrefix(line, "file://"); ok {
			path, err := url.PathUnescape(strings.TrimPrefix(rest, "localhost"))
			if err != nil {
				return nil
			}
			line = path
		}
		if !filepath.IsAbs(line) || strings.ContainsRune(line, 0) || len(out) == pastedMost {
			return nil
		}
		out = append(out, line)
	}
	return out
}
