package gui

import (
	"bytes"
	"context"
	"io"

	"fyne.io/fyne/v2/container"
	fynelang "fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"

	"godwit/app/export"
	"godwit/app/files"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/sync/mail"
)

// letter is a message as it goes onto paper. With remote it has the pictures
// from the internet that are shown of it, which are here already.
func (s *session) letter(ctx context.Context, id mail.MessageID, remote bool) (export.Letter, error) {
	m, err := s.core.Mail.Read(ctx, id)
	if err != nil {
		return export.Letter{}, err
	}
	own, far := export.References(m.HTML)
	pictures, err := s.core.Mail.Embedded(ctx, id, own)
	if err != nil {
		return export.Letter{}, err
	}
	if remote {
		for _, img := range s.core.Mail.Images(ctx, id, far, false) {
			if img.Err == nil {
				pictures[img.URL] = img.Data
			}
		}
	}
	return export.LetterOf(m, pictures), nil
}

// paper is what printers here have in them.
func paper() export.Paper { return export.PaperFor(fynelang.SystemLocale().LanguageString()) }

// print offers the message that is read as pages: to a program that prints them,
// or as a file.
func (w *shell) print() {
	r := w.reader
	if r.reading == nil {
		return
	}
	s, id, remote := w.s, r.id, r.shown == r.id
	size := "A4"
	if paper() == export.USLetter {
		size = lang.T("US Letter")
	}
	text := lang.T("The message becomes pages of PDF ({size}) with its text and pictures", "size", size)
	if len(r.reading.Remote) > 0 && !remote {
		text += "; " + lang.T("pictures from the internet are not shown and not printed")
	}
	var closeSheet func()
	keep := kit.NewButton(kit.Plain, kit.IconSave, lang.T("Save as PDF…"), func() {
		closeSheet()
		s.savePDF(id, remote)
	})
	body := kit.NewForm(
		kit.NewParagraph(text+".", kit.TextNormal, kit.ColorText),
		kit.NewParagraph(lang.T("“Open to print” shows them in this computer's own viewer, which knows your printers."), kit.TextNormal, kit.ColorDim),
		container.New(layout.NewCustomPaddedHBoxLayout(0), keep))
	closeSheet = showSheet(s.win, sheet{
		Title: lang.T("Print this message"), Body: body, Width: 460, Close: lang.T("Cancel"), Action: lang.T("Open to print"),
		Do: func() { s.openMade(id, remote, ".pdf", s.printTo) },
	})
}

// printTo writes pages.
func (s *session) printTo(ctx context.Context, w io.Writer, l export.Letter) error {
	return export.Print(ctx, w, l, paper(), s.fonts)
}

// openInBrowser shows the message that is read as a page that stands alone.
func (w *shell) openInBrowser() {
	if r := w.reader; r.reading != nil {
		w.s.openMade(r.id, r.shown == r.id, ".html", func(_ context.Context, out io.Writer, l export.Letter) error { return export.Page(out, l) })
	}
}

// openMade makes a file of a message in the private folder and opens it.
func (s *session) openMade(id mail.MessageID, remote bool, ending string, make func(context.Context, io.Writer, export.Letter) error) {
	var path string
	s.working(lang.T("Preparing the pages"), 0, func(ctx context.Context, _ func(int64)) error {
		l, err := s.letter(ctx, id, remote)
		if err != nil {
			return err
		}
		var b bytes.Buffer
		if err := make(ctx, &b, l); err != nil {
			return err
		}
		private, err := s.privateFiles()
		if err != nil {
			return err
		}
		path, err = private.Copy(ctx, export.FileName(l.Sent, l.Subject, ending), &b)
		return err
	}, func(err error) {
		if err == nil {
			err = s.openFile(path)
		}
		s.failed(err)
	})
}

// savePDF asks where to and writes pages there.
func (s *session) savePDF(id mail.MessageID, remote bool) {
	load(s.pump, func(ctx context.Context) (export.Letter, error) { return s.letter(ctx, id, remote) }, func(l export.Letter, err error) {
		if err != nil {
			s.fail(err)
			return
		}
		chooseFile(s, s.win, export.FileName(l.Sent, l.Subject, ".pdf"), func(path string) {
			s.working(lang.T("Writing the pages"), 0, func(ctx context.Context, _ func(int64)) error {
				var b bytes.Buffer
				if err := s.printTo(ctx, &b, l); err != nil {
					return err
				}
				return files.Write(ctx, path, &b, true, nil)
			}, func(err error) { s.saved(path, err) })
		})
	})
}

// saveMessage keeps what is selected, or what is read, as files.
func (w *shell) saveMessage() { w.s.saveMessages(w.messageIDs()) }

// saveAttachments saves all files of the message that is read.
func (w *shell) saveAttachments() {
	if a := w.reader.head.attached; w.reader.reading != nil && a != nil {
		a.saveAll()
	}
}
