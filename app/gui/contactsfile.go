package gui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"godwit/app/files"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
	"godwit/compose/vcard"
)

func (p *contactsPage) fileMenu() *fyne.Menu {
	return fyne.NewMenu("",
		fyne.NewMenuItem(lang.T("Import a file…"), p.chooseImport),
		fyne.NewMenuItem(lang.T("Export as vCard 4.0…"), func() { p.export(vcard.V4) }),
		fyne.NewMenuItem(lang.T("Export as vCard 3.0, for older programs…"), func() { p.export(vcard.V3) }))
}

func (p *contactsPage) chooseImport() {
	s := p.w.s
	d := dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
		if err != nil {
			s.fail(err)
			return
		}
		if r != nil {
			u := r.URI()
			r.Close()
			p.importFrom(u)
		}
	}, s.win)
	d.SetFilter(storage.NewExtensionFileFilter([]string{".vcf", ".vcard"}))
	showFileDialog(d, s.win)
}

// importFrom reads a file of contacts, and says in words what became of it.
func (p *contactsPage) importFrom(u fyne.URI) {
	s := p.w.s
	load(s.pump, func(ctx context.Context) (string, error) {
		r, err := storage.Reader(u)
		if err != nil {
			return "", err
		}
		defer r.Close()
		added, updated, broken, err := s.core.People.ImportContacts(ctx, r)
		return model.ImportedText(added, updated, broken), err
	}, func(said string, err error) {
		if err != nil {
			s.fail(err)
			return
		}
		p.reload()
		showSheet(s.win, sheet{
			Title: lang.T("Contacts imported"), Width: 400, Close: lang.T("Close"),
			Body: kit.NewParagraph(said, kit.TextNormal, kit.ColorText),
		})
	})
}

// export writes the whole address book to a file.
func (p *contactsPage) export(v vcard.Version) {
	s := p.w.s
	chooseFile(s, s.win, "contacts.vcf", func(path string) {
		do(s.pump, func(ctx context.Context) error {
			text, err := s.core.People.ExportContacts(ctx, v)
			if err != nil {
				return err
			}
			return files.Write(ctx, path, strings.NewReader(text), true, func(int64) {})
		}, func(err error) {
			if err != nil {
				s.fail(err)
				return
			}
			s.tell(lang.T("Saved {name}", "name", cut(path, 80)))
		})
	})
}
