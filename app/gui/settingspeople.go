package gui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
)

// accountSettings are the accounts; identitySettings as whom one writes with them.
func (w *shell) accountSettings() []setting {
	return []setting{{id: "accounts", title: lang.T("Accounts"), also: lang.T("server password login imap pop3 smtp add remove"), custom: func() fyne.CanvasObject {
		rows := container.New(column{kit.Space2})
		w.fillAccounts(rows)
		add := kit.NewButton(kit.Plain, kit.IconPlus, lang.T("Add account"), w.addAccount)
		add.OnKey, add.OnRune = w.typedKey, w.typedRune
		return container.New(layout.NewCustomPaddedVBoxLayout(kit.Space3), rows, container.NewHBox(add))
	}}}
}

func (w *shell) identitySettings() []setting {
	return []setting{{id: "identities", title: lang.T("Identities"), hint: lang.T("Names and addresses that you write from, each with its signature."), also: lang.T("name address reply to alias"), custom: func() fyne.CanvasObject {
		rows := container.New(column{kit.Space2})
		w.fillIdentities(rows)
		return rows
	}}}
}
