package gui

import (
	"context"
	"errors"
	"fmt"
	"io"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/storage"

	"godwit/app/files"
	"godwit/app/gui/kit"
	"godwit/compose"
)

// composeFiles is the strip of attachments below the text.
type composeFiles struct {
	c      *composer
	object *kit.Surface
	tiles  *fyne.Container
}

func newComposeFiles(c *composer) *composeFiles {
	f := &composeFiles{c: c, tiles: container.New(layout.NewRowWrapLayoutWithCustomPadding(kit.Space2, kit.Space2))}
	f.object = kit.NewSurface(kit.ColorPaper, kit.TopEdge, container.New(layout.NewCustomPaddedLayout(kit.Space2, kit.Space2, kit.Space4, kit.Space4), f.tiles))
	return f
}

func (f *composeFiles) show() {
	var tiles []fyne.CanvasObject
	for i, a := range f.c.writing.Draft.Attachments {
		remove := kit.NewIconButton(kit.IconClose, "Remove", func() { f.remove(i) }).SetSmall()
		tiles = append(tiles, fileTile(a.Name, a.Type, a.Octets(), remove))
	}
	f.tiles.Objects = tiles
	f.object.Hidden = len(tiles) == 0
	f.tiles.Refresh()
	f.c.relayout()
}

func (f *composeFiles) remove(i int) {
	d := &f.c.writing.Draft
	d.Attachments = append(append([]compose.Attachment(nil), d.Attachments[:i]...), d.Attachments[i+1:]...)
	f.show()
	f.c.changed()
}

// choose asks for a file.
func (f *composeFiles) choose() {
	d := dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
		if err != nil {
			f.c.fail(err)
			return
		}
		if r != nil {
			u := r.URI()
			r.Close()
			f.add([]fyne.URI{u})
		}
	}, f.c.win)
	showFileDialog(d, f.c.win)
}

// attachMost bounds one attachment; no server takes more.
const attachMost = 100 << 20

var errTooBig = errors.New("the file is larger than 100 MB")

// add reads files and attaches a copy of each.
func (f *composeFiles) add(files []fyne.URI) {
	load(f.c.s.pump, func(context.Context) ([]compose.Attachment, error) {
		var out []compose.Attachment
		for _, u := range files {
			a, err := readFile(u)
			if err != nil {
				return out, fmt.Errorf("attach %s: %w", u.Name(), err)
			}
			out = append(out, a)
		}
		return out, nil
	}, func(list []compose.Attachment, err error) {
		if f.c.closed {
			return
		}
		d := &f.c.writing.Draft
		d.Attachments = append(append([]compose.Attachment(nil), d.Attachments...), list...)
		f.show()
		if len(list) > 0 {
			f.c.changed()
		}
		switch {
		case errors.Is(err, errTooBig):
			f.c.say(kit.ToneError, "That file is larger than 100 MB; no mail server takes it.")
		case err != nil:
			f.c.say(kit.ToneError, "The file cannot be read: "+err.Error())
		}
	})
}

func readFile(u fyne.URI) (compose.Attachment, error) {
	r, err := storage.Reader(u)
	if err != nil {
		return compose.Attachment{}, err
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, attachMost+1))
	if err != nil {
		return compose.Attachment{}, err
	}
	if len(data) > attachMost {
		return compose.Attachment{}, errTooBig
	}
	return compose.Attachment{Name: files.Safe(u.Name()), Data: data}, nil
}
