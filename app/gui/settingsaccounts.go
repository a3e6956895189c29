package gui

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"godwit/accounts"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
)

// fillAccounts lists the accounts, each with what can be done to it. It returns the
// buttons that move them up.
func (w *shell) fillAccounts(rows *fyne.Container) (ups []*kit.Button) {
	rows.Objects = nil
	stripes := stripesOf(w.s.accounts)
	for i, a := range w.s.accounts {
		edit := kit.NewButton(kit.Plain, "", lang.T("Change…"), func() { w.frame.setUp(a, w.settings) }).SetSmall()
		keep := kit.NewButton(kit.Plain, "", lang.T("Keep…"), func() { w.keepAccount(a) }).SetSmall()
		setVisible(keep, a.Incoming.Protocol == accounts.IMAP)
		copies := kit.NewButton(kit.Plain, "", lang.T("Sent…"), func() { w.sentCopies(a) }).SetSmall()
		setVisible(copies, a.Incoming.Protocol == accounts.IMAP && !a.Outgoing.Off())
		remove := kit.NewButton(kit.Plain, "", lang.T("Remove…"), func() { w.removeAccount(a, rows) }).SetSmall()
		up := kit.NewIconButton(kit.IconChevronUp, lang.T("Further up"), func() { w.moveUp(i, rows) }).SetSmall()
		setVisible(up, i > 0)
		ups = append(ups, up)
		for _, b := range []*kit.Button{up, edit, keep, copies, remove} {
			b.OnKey = w.typedKey // Escape
		}
		what := container.New(column{2},
			kit.NewText(a.Title(), kit.TextNormal, kit.ColorText).SetBold(true).SetFlexible(),
			kit.NewText(accountServers(a), kit.TextSmall, kit.ColorDim).SetFlexible())
		buttons := container.NewCenter(container.New(layout.NewCustomPaddedHBoxLayout(kit.Space2), up, keep, copies, edit, remove))
		dot := canvas.NewCircle(stripes[a.ID])
		dot.Hidden = stripes == nil
		row := container.New(layout.NewBorderLayout(nil, nil, nil, buttons), container.New(dotted{}, dot, container.New(middle{}, what)), buttons)
		rows.Add(kit.NewCard(kit.ColorBar, container.New(layout.NewCustomPaddedLayout(kit.Space2, kit.Space2, kit.Space4, kit.Space3), row)))
	}
	rows.Refresh()
	return ups
}

// moveUp puts an account before the one above it, here and in the tree.
func (w *shell) moveUp(i int, rows *fyne.Container) {
	list := slices.Clone(w.s.accounts)
	list[i], list[i-1] = list[i-1], list[i]
	var ids []accounts.ID
	for _, a := range list {
		ids = append(ids, a.ID)
	}
	do(w.s.pump, func(ctx context.Context) error { return w.s.core.Accounts.SetOrder(ctx, ids) }, func(err error) {
		if err != nil {
			w.s.fail(err)
			return
		}
		w.s.accounts = list
		ups := w.fillAccounts(rows)
		w.s.win.Canvas().Focus(ups[max(1, i-1)]) // the first has none
	})
}

func accountServers(a accounts.Account) string {
	var parts []string
	for _, s := range []accounts.Server{a.Incoming, a.Outgoing} {
		if !s.Off() {
			parts = append(parts, strings.ToUpper(string(s.Protocol))+" "+s.Host)
		}
	}
	return strings.Join(parts, " · ")
}

func (w *shell) removeAccount(a accounts.Account, rows *fyne.Container) {
	text := lang.T("Its mail and its password are removed from this computer. What is on the server stays there.")
	if a.Incoming.Protocol == accounts.POP3 {
		text = lang.T("Its mail and its password are removed from this computer. Mail that was collected and is no longer on the server is lost.")
	}
	load(w.s.pump, func(ctx context.Context) (int, error) { return w.s.core.Accounts.Unsent(ctx, a.ID) }, func(unsent int, err error) {
		if err != nil {
			w.s.fail(err)
			return
		}
		if unsent > 0 {
			text = lang.N(unsent, "{n} message in the outbox is not sent and would be thrown away.", "{n} messages in the outbox are not sent and would be thrown away.") + " " + text
		}
		w.confirmRemove(a, text, rows)
	})
}

func (w *shell) confirmRemove(a accounts.Account, text string, rows *fyne.Container) {
	confirm(w.s.win, lang.T("Remove {title}?", "title", a.Title()), text, lang.T("Remove account"), true, func() {
		do(w.s.pump, func(ctx context.Context) error { return w.s.core.Accounts.Remove(ctx, a.ID, true) }, func(err error) {
			if err != nil {
				w.s.fail(err)
				return
			}
			var left []accounts.Account
			for _, other := range w.s.accounts {
				if other.ID != a.ID {
					left = append(left, other)
				}
			}
			w.s.accounts = left
			w.fillAccounts(rows)
			w.s.tell(lang.T("Removed {title}", "title", a.Title()))
		})
	})
}
