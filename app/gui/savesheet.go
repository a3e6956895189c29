package gui

import (
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/layout"

	"godwit/app/files"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
)

// chooseFile asks for the name and the folder of a file to write. Nothing is
// made or emptied here, as the toolkit's own dialog does: who writes the file
// puts it in its place when it is whole. The name that is offered is free.
func chooseFile(s *session, win fyne.Window, name string, do func(path string)) {
	dir := s.prefs.SaveIn
	if info, err := os.Stat(dir); dir == "" || err != nil || !info.IsDir() {
		dir = downloads()
	}
	f := newSaveFields(dir, files.Unique(name, takenIn(dir)))
	var closeSheet func()
	save := func() {
		if path := f.path(); path != "" {
			closeSheet()
			s.prefs.SaveIn = filepath.Dir(path)
			s.setPref(prefSaveIn, s.prefs.SaveIn)
			do(path)
		}
	}
	f.name.OnSubmitted = func(string) { save() }
	f.dir.OnSubmitted = f.name.OnSubmitted
	f.browse.OnTapped = func() { chooseFolderIn(s, win, func(dir string) { f.dir.SetText(dir) }) }
	closeSheet = showSheet(win, sheet{Title: lang.T("Save as"), Body: f.object, Width: 480, Close: lang.T("Cancel"), Action: lang.T("Save"), Do: save, Stay: true, Focus: f.name})
	f.dir.OnEscape = closeSheet
}

// saveFields is a name and a folder, and what stands against them.
type saveFields struct {
	object    fyne.CanvasObject
	name, dir *kit.Field
	browse    *kit.Button
	row       *kit.FormRow // says what stands against them
	over      string       // the path that a person was told of: it is there already
}

func newSaveFields(dir, name string) *saveFields {
	f := &saveFields{name: kit.NewField(lang.T("Name")), dir: kit.NewField(lang.T("Folder"))}
	f.name.SetText(name)
	f.dir.SetText(dir)
	f.browse = kit.NewIconButton(kit.IconFolder, lang.T("Choose a folder"), nil)
	f.row = kit.NewFormRow(lang.T("Folder"), container.New(layout.NewBorderLayout(nil, nil, nil, f.browse), f.dir, f.browse), " ")
	f.name.OnChanged = func(string) { f.look() }
	f.dir.OnChanged = f.name.OnChanged
	f.object = kit.NewForm(kit.NewFormRow(lang.T("Name"), f.name, ""), f.row)
	return f
}

// look says that a file is there already, as one types.
func (f *saveFields) look() {
	f.over = ""
	path, problem := f.judged()
	if problem == "" && path != "" {
		if _, err := os.Lstat(path); err == nil {
			f.over, problem = path, lang.T("There is such a file. It will be replaced.")
		}
	}
	f.row.SetProblem(problem)
}

// path is where the file goes, or "" while something stands against it. What is
// there is replaced only when that was said.
func (f *saveFields) path() string {
	path, problem := f.judged()
	if path != "" && problem == "" {
		if _, err := os.Lstat(path); err != nil || f.over == path {
			return path
		}
	}
	f.look()
	return ""
}

// judged is the path that is typed, and what is wrong with it.
func (f *saveFields) judged() (path, problem string) {
	name, dir := strings.TrimSpace(f.name.Text), strings.TrimSpace(f.dir.Text)
	switch {
	case name == "":
		return "", lang.T("The file needs a name.")
	case filepath.Base(name) != name || name == "." || name == "..":
		return "", lang.T("A name has no folders in it.")
	case !filepath.IsAbs(dir):
		return "", lang.T("The folder is a whole path, such as {folder}.", "folder", downloads())
	}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return "", lang.T("There is no such folder.")
	}
	path = filepath.Join(dir, name)
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return "", lang.T("That is the name of a folder.")
	}
	return path, ""
}

// downloads is where files go before a person has said so.
func downloads() string {
	home, err := os.UserHomeDir()
	if err != nil {
		return os.TempDir()
	}
	if info, err := os.Stat(filepath.Join(home, "Downloads")); err == nil && info.IsDir() {
		return filepath.Join(home, "Downloads")
	}
	return home
}

// chooseFolder asks for a folder to save into.
func chooseFolder(s *session, do func(dir string)) { chooseFolderIn(s, s.win, do) }

func chooseFolderIn(s *session, win fyne.Window, do func(dir string)) {
	d := dialog.NewFolderOpen(func(dir fyne.ListableURI, err error) {
		if err != nil {
			s.fail(err)
		}
		if dir != nil && err == nil {
			do(dir.Path())
		}
	}, win)
	d.SetTitleText(lang.T("Save into a folder"))
	d.SetConfirmText(lang.T("Save here"))
	showFileDialog(d, win)
}
