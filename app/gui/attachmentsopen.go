package gui

import (
	"context"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"

	"godwit/app"
	"godwit/app/files"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
)

// previewed are the kinds of files that are shown in the window.
func previewed(k files.Kind) bool {
	switch k {
	case files.Picture, files.Text, files.Code, files.Table, files.Calendar, files.Contact, files.Message:
		return true
	}
	return false
}

// open shows a file in the window where it can be shown there, and asks before
// anything else. What is made to run is not opened from here at all.
func (a *attachments) open(i int) {
	a.known(func() {
		if v := a.verdicts[i]; v.Risk != files.Danger && previewed(v.Kind) {
			showPreview(a, i)
			return
		}
		a.elsewhere(i)
	})
}

// openElsewhere gives a private copy of a file to the program that the system
// has for it.
func (a *attachments) openElsewhere(p app.Part) {
	load(a.s.pump, func(ctx context.Context) (string, error) {
		private, err := a.s.privateFiles()
		if err != nil {
			return "", err
		}
		return a.s.core.Mail.CopyPart(ctx, a.origin, p.ID, p.Name, private)
	}, func(path string, err error) {
		if err == nil {
			err = a.s.openFile(path)
		}
		a.s.failed(err)
	})
}

// openFile asks the system to show a file.
func (s *session) openFile(path string) error {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") { // a drive
		path = "/" + path
	}
	if err := s.fyne.OpenURL(&url.URL{Scheme: "file", Path: path}); err != nil {
		return fmt.Errorf("%w: %w", app.ErrNoViewer, err)
	}
	return nil
}

// privateFiles is the folder for files that other programs open, made when it is
// needed first and removed with the session.
func (s *session) privateFiles() (*files.Private, error) {
	s.copying.Lock()
	defer s.copying.Unlock()
	if s.private == nil {
		p, err := files.OpenPrivate("")
		if err != nil {
			return nil, err
		}
		s.private = p
	}
	return s.private, nil
}

// removePrivate ends what privateFiles began.
func (s *session) removePrivate() {
	s.copying.Lock()
	defer s.copying.Unlock()
	if s.private != nil {
		if err := s.private.Close(); err != nil {
			s.log.Warn("private copies", "err", err)
		}
		s.private = nil
	}
}

// warn says what should be known of files before something is done with them.
func (a *attachments) warn(which []int, action string, do func()) {
	body := kit.NewForm()
	for n, i := range which {
		if n == 5 && len(which) > 6 {
			body.Add(kit.NewParagraph(lang.T("And others like these."), kit.TextNormal, kit.ColorText))
			break
		}
		body.Add(kit.NewParagraph(cut(files.Safe(a.parts[i].Name), 120), kit.TextNormal, kit.ColorText).SetBold())
		for _, w := range a.verdicts[i].Warnings {
			body.Add(kit.NewParagraph(lang.Said(w), kit.TextNormal, kit.ColorText))
		}
	}
	body.Add(kit.NewParagraph(lang.T("If you did not expect this from this sender, ask them first, not by answering this message."), kit.TextSmall, kit.ColorDim))
	title := lang.T("Be careful with this file")
	if len(which) > 1 {
		title = lang.T("Be careful with these files")
	}
	showSheet(a.s.win, sheet{
		Title: title, Body: body, Width: 480, Close: lang.T("Cancel"), Action: action, Danger: true, Do: do,
	})
}

// elsewhere opens a file in another program, after what should be known of it.
func (a *attachments) elsewhere(i int) {
	v := a.verdicts[i]
	switch v.Risk {
	case files.Danger:
		a.warn([]int{i}, lang.T("Save anyway…"), func() { a.choosePlace(i) })
	case files.Caution:
		a.warn([]int{i}, lang.T("Open anyway"), func() { a.openElsewhere(a.parts[i]) })
	default:
		a.openElsewhere(a.parts[i])
	}
}
