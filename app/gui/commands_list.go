package gui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/sync/mail"
)

// listCommands change how lists of messages look.
func (w *shell) listCommands() commandGroup {
	l := w.list
	look := func(change func(*listLook)) func() { return func() { l.setLook(change) } }
	sort := func(by mail.Order) func() { return func() { l.sortBy(by) } }
	return commandGroup{lang.T("List"), []command{
		{id: "quick-filter", title: lang.T("Filter this list"), keys: keys{"Ctrl+Shift+K", ""}, run: l.openFilter, can: w.needsListed, also: lang.T("quick narrow unread starred known"), icon: kit.IconFilter, panes: true},
		gap,
		{id: "as-cards", title: lang.T("As cards"), run: look(func(k *listLook) { k.table = false }), also: lang.T("layout lines"), panes: true},
		{id: "as-table", title: lang.T("As a table"), run: look(func(k *listLook) { k.table = true }), also: lang.T("layout columns"), panes: true},
		{id: "density", title: lang.T("More or less of each message"), run: w.nextDensity, also: lang.T("density compact lines preview"), panes: true},
		{id: "group-dates", title: lang.T("Grouped by date, or not"), run: look(func(k *listLook) { k.groups = !k.groups }), also: lang.T("headings today yesterday"), panes: true},
		{id: "list-conversations", title: lang.T("One row for a conversation, or for a message"), run: look(func(k *listLook) { k.threads = !k.threads }), also: lang.T("threads list"), panes: true},
		gap,
		{id: "unfold-all", title: lang.T("Unfold all conversations"), keys: keys{"*", ""}, run: func() { l.unfoldAll(true) }, can: w.needsList, also: lang.T("expand threads"), panes: true},
		{id: "fold-all", title: lang.T("Fold all conversations"), keys: keys{"\\", ""}, run: func() { l.unfoldAll(false) }, can: w.needsList, also: lang.T("collapse threads"), panes: true},
		gap,
		{id: "sort-date", title: lang.T("Sort by date"), run: sort(mail.ByDate), also: lang.T("order newest oldest"), panes: true},
		{id: "sort-people", title: lang.T("Sort by correspondent"), run: sort(mail.BySender), also: lang.T("order from sender to"), panes: true},
		{id: "sort-subject", title: lang.T("Sort by subject"), run: sort(mail.BySubject), also: lang.T("order"), panes: true},
		{id: "sort-size", title: lang.T("Sort by size"), run: sort(mail.BySize), also: lang.T("order largest"), panes: true},
		{id: "sort-star", title: lang.T("Sort by star"), run: sort(mail.ByStar), also: lang.T("order flag"), panes: true},
		{id: "sort-attachment", title: lang.T("Sort by attachment"), run: sort(mail.ByAttachment), also: lang.T("order clip"), panes: true},
	}}
}

// needsListed is for commands on the list, be it empty.
func (w *shell) needsListed() string {
	switch {
	case w.frame.front != w.object:
		return lang.T("Go back to the mail first.")
	case !w.listing():
		return lang.T("Open a folder first.")
	}
	return ""
}

// nextDensity goes from three lines to two, to one, and back.
func (w *shell) nextDensity() {
	next := map[kit.Density]kit.Density{kit.DensityPreview: kit.DensityCards, kit.DensityCards: kit.DensityCompact, kit.DensityCompact: kit.DensityPreview}
	w.s.prefs.Density = next[w.s.prefs.Density]
	w.list.widget.SetDensity(w.s.prefs.Density)
	w.s.setPrefNumber(prefDensity, float64(w.s.prefs.Density))
}

// listMenu is the menu of the button above the list.
func (w *shell) listMenu() {
	ids := []string{"as-cards", "as-table", "density", "", "group-dates", "list-conversations", "unfold-all", "fold-all", "", "sort-date", "sort-people", "sort-subject", "sort-size", "sort-star", "sort-attachment"}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(w.list.menu).AddXY(0, w.list.menu.Size().Height)
	widget.ShowPopUpMenuAtPosition(w.commands.contextMenu(w.run, ids...), w.s.win.Canvas(), at)
}
