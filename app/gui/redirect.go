package gui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"godwit/accounts"
	"godwit/app"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
	"godwit/compose"
	"godwit/sync/mail"
)

// redirector is a small window that passes a message on as it is: its author
// stays who it is from, and gets the answers.
type redirector struct {
	w       *shell
	win     fyne.Window
	stage   *kit.Stage
	id      mail.MessageID
	senders []model.Sender

	as          mail.Address // whom the message was for, of the identity at best
	best        int
	from        *kit.BareSelect
	to, cc, bcc *kit.AddressField
	notes       *fyne.Container
	send        *kit.Button
	busy        bool
}

// redirect asks whom the message that is read goes to.
func (w *shell) redirect() {
	id, ok := w.single()
	if !ok {
		return
	}
	senders := model.Senders(w.s.accounts)
	if len(senders) == 0 {
		w.s.tell(lang.T("None of your accounts can send. Add a sending server in Settings."))
		return
	}
	type read struct {
		row mail.Row
		as  mail.Address
	}
	load(w.s.pump, func(ctx context.Context) (read, error) {
		row, err := w.s.core.Mail.Row(ctx, id)
		if err != nil {
			return read{}, err
		}
		answer, err := w.s.core.Outbox.Answer(ctx, compose.Reply, id)
		return read{row, answer.From}, err
	}, func(r read, err error) {
		if err != nil {
			w.s.fail(err)
			return
		}
		newRedirector(w, r.row, r.as, senders)
	})
}

// newRedirector passes a message on as the address that it was for.
func newRedirector(w *shell, row mail.Row, as mail.Address, senders []model.Sender) *redirector {
	r := &redirector{w: w, id: row.ID, senders: senders, as: as, notes: container.New(column{0})}
	r.win = w.s.fyne.NewWindow(lang.T("Redirect: {subject}", "subject", cut(subject(row.Subject), 80)))
	r.win.SetIcon(kit.AppIcon())
	r.win.SetPadded(false)
	var titles []string
	nearest := -1
	for i, s := range senders {
		titles = append(titles, s.Title)
		far, ok := compose.Writes(s.Identity, as.Email)
		if ok && s.Account == row.Account && (nearest < 0 || far < nearest) {
			r.best, nearest = i, far
		}
	}
	if nearest > 0 { // a tag, or any of its domain
		titles[r.best] = as.String()
	}
	r.from = kit.NewBareSelect(titles)
	r.from.SetSelectedIndex(r.best)
	r.to, r.cc, r.bcc = r.people(lang.T("Add people")), r.people(""), r.people("")
	r.send = kit.NewButton(kit.Primary, kit.IconForward, lang.T("Redirect"), r.pass)
	cancel := kit.NewButton(kit.Plain, "", lang.T("Cancel"), r.win.Close)
	for _, b := range []*kit.Button{r.send, cancel} {
		b.OnKey = r.key
	}
	who := row.From.Display()
	words := container.New(layout.NewCustomPaddedLayout(kit.Space4, kit.Space4, kit.Space4, kit.Space4), container.New(column{kit.Space2},
		kit.NewParagraph(subject(row.Subject), kit.TextNormal, kit.ColorText).SetBold(),
		kit.NewParagraph(lang.T("They get the message as it is. It stays from {name}, who gets the answers.", "name", cut(who, 60)), kit.TextNormal, kit.ColorDim)))
	bar := kit.NewSurface(kit.ColorBar, kit.BottomEdge, container.New(layout.NewCustomPaddedLayout(kit.Space2, kit.Space2, kit.Space3, kit.Space3), container.New(ends{}, r.send, cancel)))
	fields := container.New(column{0}, fieldRow(lang.T("From"), r.from, nil), fieldRow(lang.T("To"), r.to, nil),
		fieldRow(lang.T("Cc"), r.cc, nil), fieldRow(lang.T("Bcc"), r.bcc, nil), r.notes)
	r.stage = kit.NewStage(kit.NewSurface(kit.ColorPaper, kit.NoEdge, container.New(column{0}, bar, fields, words)))
	r.win.SetContent(r.stage)
	r.win.Resize(fyne.NewSize(620, 360))
	r.win.Canvas().SetOnTypedKey(r.key)
	r.win.Canvas().AddShortcut(ctrl(fyne.KeyReturn), func(fyne.Shortcut) { r.pass() })
	r.win.Show()
	r.to.FocusEntry()
	return r
}

// people is a field for addresses.
func (r *redirector) people(hint string) *kit.AddressField {
	f := kit.NewAddressField(hint, readPeople).SetQuiet()
	f.OnComplete = func(typed string) { complete(r.w.s, f, typed) }
	f.OnEscape = r.win.Close
	f.OnChanged = func() { r.notes.Objects = nil; r.notes.Refresh() }
	return f
}

// sender is the account that the message is passed on through, and who by.
func (r *redirector) sender() (accounts.ID, mail.Address) {
	i := max(0, r.from.SelectedIndex())
	s := r.senders[i]
	if _, ok := compose.Writes(s.Identity, r.as.Email); ok && i == r.best {
		return s.Account, r.as
	}
	return s.Account, mail.Address{Name: s.Identity.Name, Email: s.Identity.Email}
}

func (r *redirector) key(e *fyne.KeyEvent) {
	if e.Name == fyne.KeyEscape {
		r.win.Close()
	}
}

// pass queues the message; it can be taken back as long as one that was written.
func (r *redirector) pass() {
	if r.busy {
		return
	}
	for _, f := range []*kit.AddressField{r.to, r.cc, r.bcc} {
		f.Commit()
	}
	account, from := r.sender()
	resent := compose.Resent{From: from, To: addressesOf(r.to.Recipients()), Cc: addressesOf(r.cc.Recipients()), Bcc: addressesOf(r.bcc.Recipients())}
	r.busy = true
	delay := r.w.s.prefs.UndoSend
	load(r.w.s.pump, func(ctx context.Context) (mail.Outgoing, error) {
		return r.w.s.core.Outbox.Redirect(ctx, r.id, resent, account, delay)
	}, func(out mail.Outgoing, err error) {
		r.busy = false
		if out.ID == 0 {
			ex := app.Explain(err)
			r.notes.Objects = []fyne.CanvasObject{kit.NewBanner(kit.ToneError, lang.Said(ex.Title)+" "+lang.Said(ex.Text), nil)}
			r.notes.Refresh()
			r.to.FocusEntry()
			return
		}
		r.win.Close()
		r.w.redirected(out)
	})
}

// redirected follows the message as one that was written here; what is taken back
// is gone.
func (w *shell) redirected(o mail.Outgoing) {
	w.following = append(w.following, o.ID)
	w.s.offer(lang.T("Redirecting…"), lang.T("Undo"), func() {
		do(w.s.pump, func(ctx context.Context) error { return w.s.core.Outbox.Cancel(ctx, o.ID) }, func(err error) {
			if err != nil {
				w.s.fail(err)
				return
			}
			w.unfollow(o.ID)
			w.s.tell(lang.T("Not redirected."))
		})
	})
}
