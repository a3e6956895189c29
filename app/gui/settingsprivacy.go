package gui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
)

// privacySettings are what others learn of a person, and what is remembered here.
func (w *shell) privacySettings() []setting {
	return []setting{
		{
			id: "privacy.pictures", title: lang.T("Pictures from the internet"),
			hint: lang.T("Pictures from the internet tell their sender that a message is read. They are shown by themselves only in messages from these senders:"),
			also: lang.T("remote images trackers block"), custom: w.privacy,
		},
		w.fact("privacy.receipts", lang.T("Receipts"), lang.T("Godwit never tells a sender that you have read a message, whatever the message asks for."), lang.T("read receipt confirmation mdn")),
		w.fact("privacy.senders", lang.T("Check of senders"), lang.T("What is known of a sender is judged on this computer. Keys of signatures are fetched only when you ask to verify a sender."), lang.T("spoof phishing dkim verify")),
		w.link("privacy.searches", lang.T("What was searched for"), lang.T("The last searches are offered again in the search field. They stay on this computer."), lang.T("history clear forget"), lang.T("Forget them"), w.forgetSearches),
	}
}

// fact is what holds always and is good to know.
func (w *shell) fact(id, title, text, also string) setting {
	return setting{id: id, title: title, hint: text, also: also, custom: func() fyne.CanvasObject { return container.New(column{0}) }}
}

func (w *shell) forgetSearches() {
	load(w.s.pump, w.s.core.Mail.PastSearches, func(past []string, err error) {
		if err != nil {
			w.s.fail(err)
			return
		}
		do(w.s.pump, w.s.core.Mail.ForgetSearches, func(err error) {
			if err != nil {
				w.s.fail(err)
				return
			}
			w.s.offer(lang.T("The searches are forgotten."), lang.T("Undo"), func() {
				do(w.s.pump, func(ctx context.Context) error {
					for i := len(past) - 1; i >= 0; i-- {
						if err := w.s.core.Mail.Searched(ctx, past[i]); err != nil {
							return err
						}
					}
					return nil
				}, w.s.failed)
			})
		})
	})
}

// privacy lists the senders whose pictures are shown without asking, to take that
// back.
func (w *shell) privacy() fyne.CanvasObject {
	rows := container.New(column{kit.Space1})
	w.fillSenders(rows)
	return rows
}

func (w *shell) fillSenders(rows *fyne.Container) {
	load(w.s.pump, w.s.core.ImagesSenders, func(list []string, err error) {
		w.s.failed(err)
		rows.Objects = nil
		if len(list) == 0 {
			rows.Add(kit.NewText(lang.T("Nobody."), kit.TextNormal, kit.ColorText))
		}
		for _, address := range list {
			remove := w.settingsButton(lang.T("Remove"), func() { w.forgetSender(rows, address) })
			rows.Add(container.New(layout.NewBorderLayout(nil, nil, nil, remove),
				container.New(middle{}, kit.NewText(address, kit.TextNormal, kit.ColorText).SetFlexible()), remove))
		}
		rows.Refresh()
	})
}

func (w *shell) forgetSender(rows *fyne.Container, address string) {
	allow := func(on bool, then func()) {
		do(w.s.pump, func(ctx context.Context) error { return w.s.core.AllowImages(ctx, address, on) }, func(err error) {
			if err != nil {
				w.s.fail(err)
				return
			}
			w.fillSenders(rows)
			then()
		})
	}
	allow(false, func() {
		w.s.offer(lang.T("Removed {email}", "email", cut(address, 60)), lang.T("Undo"), func() { allow(true, func() {}) })
	})
}
