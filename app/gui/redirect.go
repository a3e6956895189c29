package gui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

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

	from  *kit.BareSelect
	to    *kit.AddressField
	notes *fyne.Container
	send  *kit.Button
	busy  bool
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
	load(w.s.pump, func(ctx context.Context) (mail.Row, error) { return w.s.core.Mail.Row(ctx, id) },
		func(row mail.Row, err error) {
			if err != nil {
				w.s.fail(err)
				return
			}
			newRedirector(w, row, senders)
		})
}

func newRedirector(w *shell, row mail.Row, senders []model.Sender) *redirector {
	r := &redirector{w: w, id: row.ID, senders: senders, notes: container.New(column{0})}
	r.win = w.s.fyne.NewWindow(lang.T("Redirect: {subject}", "subject", cut(subject(row.Subject), 80)))
	r.win.SetIcon(kit.AppIcon())
	r.win.SetPadded(false)
	var titles []string
	best := 0
	for i, s := range senders {
		titles = append(titles, s.Title)
		if s.Account == row.Account && senders[best].Account != row.Account {
			best = i
		}
	}
	r.from = kit.NewBareSelect(titles)
	r.from.SetSelectedIndex(best)
	r.to = kit.NewAddressField(lang.T("Add people"), readPeople).SetQuiet()
	r.to.OnComplete = func(typed string) { complete(w.s, r.to, typed) }
	r.to.OnEscape = r.win.Close
	r.to.OnChanged = func() { r.notes.Objects = nil; r.notes.Refresh() }
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
	fields := container.New(column{0}, fieldRow(lang.T("From"), r.from, nil), fieldRow(lang.T("To"), r.to, nil), r.notes)
	r.stage = kit.NewStage(kit.NewSurface(kit.ColorPaper, kit.NoEdge, container.New(column{0}, bar, fields, words)))
	r.win.SetContent(r.stage)
	r.win.Resize(fyne.NewSize(620, 300))
	r.win.Canvas().SetOnTypedKey(r.key)
	r.win.Canvas().AddShortcut(ctrl(fyne.KeyReturn), func(fyne.Shortcut) { r.pass() })
	r.win.Show()
	r.to.FocusEntry()
	return r
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
	r.to.Commit()
	s := r.senders[max(0, r.from.SelectedIndex())]
	resent := compose.Resent{From: mail.Address{Name: s.Identity.Name, Email: s.Identity.Email}, To: addressesOf(r.to.Recipients())}
	r.busy = true
	delay := r.w.s.prefs.UndoSend
	load(r.w.s.pump, func(ctx context.Context) (mail.Outgoing, error) {
		return r.w.s.core.Outbox.Redirect(ctx, r.id, resent, s.Account, delay)
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
