package gui

import (
	"context"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"

	"godwit/app/export"
	"godwit/app/files"
	"godwit/app/gui/lang"
	"godwit/sync/mail"
)

// save asks where to, after what should be known of the file.
func (a *attachments) save(i int) {
	a.known(func() {
		if a.verdicts[i].Risk == files.Danger {
			a.warn([]int{i}, lang.T("Save anyway…"), func() { a.choosePlace(i) })
			return
		}
		a.choosePlace(i)
	})
}

func (a *attachments) choosePlace(i int) {
	p := a.parts[i]
	name := files.Safe(p.Name)
	chooseFile(a.s, a.s.win, name, func(path string) {
		a.s.working(lang.T("Saving {name}", "name", name), p.Size, func(ctx context.Context, progress func(int64)) error {
			return a.s.core.Mail.SavePart(ctx, a.origin, p.ID, path, true, progress)
		}, func(err error) { a.s.saved(path, err) })
	})
}

// saveAll asks for a folder and writes every file into it, under names that are
// free there.
func (a *attachments) saveAll() {
	if len(a.parts) == 0 {
		a.s.tell(lang.T("This message has no attachments."))
		return
	}
	a.known(func() {
		var grave []int
		for i, v := range a.verdicts {
			if v.Risk == files.Danger {
				grave = append(grave, i)
			}
		}
		if len(grave) > 0 {
			a.warn(grave, lang.T("Save all anyway…"), a.chooseFolder)
			return
		}
		a.chooseFolder()
	})
}

func (a *attachments) chooseFolder() {
	chooseFolder(a.s, func(dir string) { a.saveInto(dir, func(err error) { a.s.saved(dir, err) }) })
}

// saveInto writes every file into a folder; done is told of the end.
func (a *attachments) saveInto(dir string, done func(error)) {
	var total int64
	for _, p := range a.parts {
		total += p.Size
	}
	a.s.working(lang.N(len(a.parts), "Saving {n} file", "Saving {n} files"), total, func(ctx context.Context, progress func(int64)) error {
		var before int64
		for _, p := range a.parts {
			path := filepath.Join(dir, files.Unique(files.Safe(p.Name), takenIn(dir)))
			if err := a.s.core.Mail.SavePart(ctx, a.origin, p.ID, path, false, func(n int64) { progress(before + n) }); err != nil {
				return err
			}
			before += p.Size
		}
		return nil
	}, done)
}

func takenIn(dir string) func(string) bool {
	return func(name string) bool {
		_, err := os.Lstat(filepath.Join(dir, name))
		return err == nil
	}
}

// saved says what came of saving.
func (s *session) saved(path string, err error) {
	if err != nil {
		s.fail(err)
		return
	}
	name := cut(filepath.Base(path), 60)
	dir, said := filepath.Dir(path), lang.T("Saved as {name}", "name", name)
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		dir, said = path, lang.T("Saved in {name}", "name", name)
	}
	s.offer(said, lang.T("Show folder"), func() { s.failed(s.openFile(dir)) })
}

// saveMessages keeps messages as files: one where a person says, several in a
// folder.
func (s *session) saveMessages(ids []mail.MessageID) {
	name := func(ctx context.Context, id mail.MessageID) (string, error) {
		row, err := s.core.Mail.Row(ctx, id)
		return export.FileName(row.Date, row.Subject, ".eml"), err
	}
	write := func(ctx context.Context, id mail.MessageID, path string, over bool) error {
		return s.core.Mail.SaveMessage(ctx, id, path, over)
	}
	if len(ids) == 1 {
		load(s.pump, func(ctx context.Context) (string, error) { return name(ctx, ids[0]) }, func(name string, err error) {
			if err != nil {
				s.fail(err)
				return
			}
			chooseFile(s, s.win, name, func(path string) {
				do(s.pump, func(ctx context.Context) error { return write(ctx, ids[0], path, true) }, func(err error) { s.saved(path, err) })
			})
		})
		return
	}
	chooseFolder(s, func(dir string) {
		s.working(lang.N(len(ids), "Saving {n} message", "Saving {n} messages"), int64(len(ids)), func(ctx context.Context, progress func(int64)) error {
			for i, id := range ids {
				name, err := name(ctx, id)
				if err != nil {
					return err
				}
				if err := write(ctx, id, filepath.Join(dir, files.Unique(name, takenIn(dir))), false); err != nil {
					return err
				}
				progress(int64(i + 1))
			}
			return nil
		}, func(err error) { s.saved(dir, err) })
	})
}

// mainButton is the button of Fyne's dialog on top that does what it is there
// for. The dialog is closed to us, but the keyboard gets everywhere.
func mainButton(c fyne.Canvas) *widget.Button {
	const most = 100 // more than the dialog has
	for range most {
		c.FocusNext()
		if b, ok := c.Focused().(*widget.Button); ok && b.Importance == widget.HighImportance {
			c.Unfocus()
			return b
		}
	}
	c.Unfocus()
	return nil
}

// showFileDialog gives Fyne's file dialog room to work in, and Escape. The
// field with the name would swallow that key, so it gets the keyboard only when
// one types.
func showFileDialog(d *dialog.FileDialog, w fyne.Window) {
	c := w.Canvas()
	keys, runes, before := c.OnTypedKey(), c.OnTypedRune(), c.Focused()
	d.SetOnClosed(func() {
		c.SetOnTypedKey(keys)
		c.SetOnTypedRune(runes)
		if before != nil {
			c.Focus(before)
		}
	})
	d.Show()
	name, _ := c.Focused().(*widget.Entry)
	c.Unfocus()
	c.SetOnTypedKey(func(e *fyne.KeyEvent) {
		switch {
		case e.Name == fyne.KeyEscape:
			d.Dismiss()
		case e.Name != fyne.KeyReturn && e.Name != fyne.KeyEnter:
		case name != nil:
			name.OnSubmitted(name.Text)
		default:
			if b := mainButton(c); b != nil {
				b.OnTapped()
			}
		}
	})
	c.SetOnTypedRune(func(r rune) {
		if name != nil {
			c.Focus(name)
			name.TypedShortcut(&fyne.ShortcutSelectAll{})
			name.TypedRune(r)
		}
	})
	size := w.Canvas().Size()
	d.Resize(fyne.NewSize(min(860, size.Width-80), min(580, size.Height-80)))
}
