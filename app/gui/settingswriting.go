package gui

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"godwit/accounts"
	"godwit/app"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
)

// ownDomains asks whose people are no outsiders; it is kept when typing rests.
func (w *shell) ownDomains() fyne.CanvasObject {
	field := kit.NewField("example.org")
	row := kit.NewFormRow(lang.T("Domains of your organisation"), field, lang.T("With any here, Godwit marks recipients who are outside of them."))
	load(w.s.pump, w.s.core.People.OwnDomains, func(domains []string, err error) {
		w.s.failed(err)
		field.SetText(strings.Join(domains, " "))
		var rest *timer
		field.OnChanged = func(text string) {
			rest.cancel()
			rest = w.s.pump.after(settingPause, func() { w.setOwnDomains(row, text) })
		}
		field.OnSubmitted = func(text string) {
			rest.cancel()
			w.setOwnDomains(row, text)
		}
	})
	field.OnEscape = w.frame.showMail
	return row
}

// settingPause is how long typing must rest before a setting is kept.
const settingPause = 700 * time.Millisecond

func (w *shell) setOwnDomains(row *kit.FormRow, text string) {
	domains := model.DomainsIn(text)
	do(w.s.pump, func(ctx context.Context) error { return w.s.core.People.SetOwnDomains(ctx, domains) }, func(err error) {
		var wrong *app.ProblemsError
		switch {
		case errors.As(err, &wrong):
			row.SetProblem(lang.Said(wrong.Error()))
		case err != nil:
			w.s.fail(err)
		default:
			row.SetProblem("")
		}
	})
}

// fillIdentities lists whom one can write as, account by account; the first of an
// account is what its messages are from unless something else is chosen.
func (w *shell) fillIdentities(rows *fyne.Container) {
	rows.Objects = []fyne.CanvasObject{container.New(column{2}, kit.NewText(lang.T("Identities"), kit.TextNormal, kit.ColorText),
		kit.NewText(lang.T("Names and addresses that you write from, each with its signature."), kit.TextSmall, kit.ColorDim))}
	for _, a := range w.s.accounts {
		if a.Outgoing.Off() {
			continue
		}
		for i := range a.Identities {
			rows.Add(w.identityRow(rows, a, i))
		}
		add := kit.NewButton(kit.Quiet, kit.IconPlus, lang.T("Another identity for {account}", "account", cut(a.Title(), 40)), func() {
			w.editIdentity(rows, a, len(a.Identities))
		}).SetSmall()
		add.OnKey = w.typedKey
		rows.Add(container.NewHBox(add))
	}
	rows.Refresh()
}

func (w *shell) identityRow(rows *fyne.Container, a accounts.Account, i int) fyne.CanvasObject {
	id := a.Identities[i]
	change := func(list []accounts.Identity) { w.setIdentities(rows, a, list) }
	button := func(b *kit.Button) *kit.Button {
		b.SetSmall()
		b.OnKey = w.typedKey
		return b
	}
	edit := button(kit.NewButton(kit.Plain, "", lang.T("Change…"), func() { w.editIdentity(rows, a, i) }))
	up := button(kit.NewIconButton(kit.IconChevronUp, lang.T("Further up"), func() {
		list := slices.Clone(a.Identities)
		list[i], list[i-1] = list[i-1], list[i]
		change(list)
	}))
	remove := button(kit.NewIconButton(kit.IconTrash, lang.T("Remove"), func() {
		before := a.Identities
		change(slices.Delete(slices.Clone(a.Identities), i, i+1))
		w.s.offer(lang.T("Removed {email}", "email", cut(id.Email, 60)), lang.T("Undo"), func() { change(before) })
	}))
	setVisible(up, i > 1) // the first is the account's own address
	setVisible(remove, i > 0)
	what := container.New(column{2},
		kit.NewText(model.IdentityTitle(id), kit.TextNormal, kit.ColorText).SetFlexible(),
		kit.NewText(model.IdentityText(id, i == 0), kit.TextSmall, kit.ColorDim).SetFlexible())
	buttons := container.NewCenter(container.New(layout.NewCustomPaddedHBoxLayout(kit.Space1), up, edit, remove))
	row := container.New(layout.NewBorderLayout(nil, nil, nil, buttons), container.New(middle{}, what), buttons)
	return kit.NewCard(kit.ColorBar, container.New(layout.NewCustomPaddedLayout(kit.Space2, kit.Space2, kit.Space4, kit.Space3), row))
}

// setIdentities changes whom one can write as; windows that are open know it.
func (w *shell) setIdentities(rows *fyne.Container, a accounts.Account, list []accounts.Identity) {
	load(w.s.pump, func(ctx context.Context) ([]accounts.Account, error) {
		if err := w.s.core.Accounts.SetIdentities(ctx, a.ID, list); err != nil {
			return nil, err
		}
		return w.s.core.Accounts.List(ctx)
	}, func(all []accounts.Account, err error) {
		if err != nil {
			w.s.fail(err)
			return
		}
		w.s.accounts = all
		for c := range w.s.writing {
			c.senders = model.Senders(all)
			c.head.from.fill()
		}
		w.fillIdentities(rows)
	})
}
