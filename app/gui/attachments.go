package gui

import (
	"context"
	"io"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/widget"

	"godwit/app"
	"godwit/app/gui/kit"
	"godwit/app/gui/model"
	"godwit/sync/mail"
)

// attachmentTiles are a message's attachments, each with Save; with more than
// one there is Save all.
func attachmentTiles(s *session, m *app.Reading) []fyne.CanvasObject {
	var tiles []fyne.CanvasObject
	parts := model.Files(m.Parts)
	for _, p := range parts {
		save := kit.NewIconButton(kit.IconSave, "Save…", func() { savePart(s, m.Row.ID, p) }).SetSmall()
		tiles = append(tiles, fileTile(p.Name, p.Type, p.Size, save))
	}
	if len(tiles) > 1 {
		all := kit.NewButton(kit.Quiet, kit.IconSave, "Save all", func() { saveAll(s, m.Row.ID, parts) }).SetSmall()
		tiles = append(tiles, container.New(tileSize{0}, container.NewCenter(all)))
	}
	return tiles
}

// fileTile is a file with its name, size and one button.
func fileTile(name, kind string, size int64, button fyne.CanvasObject) fyne.CanvasObject {
	icon := kit.IconFile
	if len(kind) > 6 && kind[:6] == "image/" {
		icon = kit.IconImage
	}
	picture := kit.NewPicture(icon, 22, kit.ColorDim)
	left := container.New(layout.NewCustomPaddedLayout(0, 0, 0, kit.Space2), picture)
	text := container.New(layout.NewCustomPaddedVBoxLayout(0),
		kit.NewText(name, 13, kit.ColorText).SetFlexible(), kit.NewText(model.Size(size), kit.TextSmall, kit.ColorDim).SetFlexible())
	right := container.NewCenter(button)
	row := container.New(layout.NewBorderLayout(nil, nil, left, right), left, container.New(middle{}, text), right)
	card := kit.NewCard(kit.ColorBar, container.New(layout.NewCustomPaddedLayout(kit.Space1, kit.Space1, kit.Space3, kit.Space2), row))
	return container.New(tileSize{232}, card)
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

// savePart asks where to and writes one attachment.
func savePart(s *session, id mail.MessageID, p app.Part) {
	d := dialog.NewFileSave(func(w fyne.URIWriteCloser, err error) {
		if err != nil {
			s.fail(err)
		}
		if w == nil || err != nil {
			return
		}
		do(s.pump, func(ctx context.Context) error {
			_, data, err := s.core.Mail.Part(ctx, id, p.ID)
			return writeAll(w, data, err)
		}, func(err error) {
			if err != nil {
				s.fail(err)
				return
			}
			s.tell("Saved " + p.Name)
		})
	}, s.win)
	d.SetFileName(p.Name)
	showFileDialog(d, s.win)
}

// writeAll writes data and closes w, whatever happens.
func writeAll(w io.WriteCloser, data []byte, err error) error {
	if err != nil {
		w.Close()
		return err
	}
	if _, err := w.Write(data); err != nil {
		w.Close()
		return err
	}
	return w.Close()
}

// saveAll asks for a folder and writes every attachment into it under a name
// that is free there.
func saveAll(s *session, id mail.MessageID, parts []app.Part) {
	d := dialog.NewFolderOpen(func(dir fyne.ListableURI, err error) {
		if err != nil {
			s.fail(err)
		}
		if dir == nil || err != nil {
			return
		}
		do(s.pump, func(ctx context.Context) error {
			for _, p := range parts {
				_, data, err := s.core.Mail.Part(ctx, id, p.ID)
				if err != nil {
					return err
				}
				to, err := freeName(dir, p.Name)
				if err != nil {
					return err
				}
				w, err := storage.Writer(to)
				if err != nil {
					return err
				}
				if err := writeAll(w, data, nil); err != nil {
					return err
				}
			}
			return nil
		}, func(err error) {
			if err != nil {
				s.fail(err)
				return
			}
			s.tell("Saved " + model.Plural(len(parts), "attachment", "attachments"))
		})
	}, s.win)
	showFileDialog(d, s.win)
}

// freeName is name in dir, or name-2 and so on where that is taken.
func freeName(dir fyne.ListableURI, name string) (fyne.URI, error) {
	for n := 1; ; n++ {
		u, err := storage.Child(dir, model.Numbered(name, n))
		if err != nil {
			return nil, err
		}
		taken, err := storage.Exists(u)
		if err != nil || !taken {
			return u, err
		}
	}
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
		case name != nil && (e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter):
			name.OnSubmitted(name.Text)
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
