package gui

import (
	"context"

	"fyne.io/fyne/v2"

	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
	"godwit/sync/mail"
)

// vanishedBar says what a server lost. The copies here stay until a person
// decides.
func (b *banner) vanishedBar(v mail.Vanished) fyne.CanvasObject {
	var actions []kit.BannerAction
	if v.Whole > 0 {
		actions = append(actions, kit.BannerAction{Label: lang.T("Put them back"), Do: func() { b.restore(v) }})
	}
	actions = append(actions, kit.BannerAction{Label: lang.T("Remove them here too…"), Do: func() { b.accept(v) }})
	return kit.NewBanner(kit.ToneWarning, model.VanishedText(v), func() {
		b.laterVanished[v.Folder] = true
		b.show()
	}, actions...)
}

func (b *banner) restore(v mail.Vanished) {
	type outcome struct{ queued, cannot int }
	load(b.s.pump, func(ctx context.Context) (outcome, error) {
		queued, cannot, err := b.s.core.Mail.RestoreVanished(ctx, v.Folder)
		return outcome{queued, cannot}, err
	}, func(o outcome, err error) {
		if err != nil {
			b.s.fail(err)
			return
		}
		text := lang.N(o.queued, "{n} message goes back to the server", "{n} messages go back to the server")
		if o.cannot > 0 {
			text += "; " + lang.N(o.cannot, "{n} had never come here whole and cannot", "{n} had never come here whole and cannot")
		}
		b.s.tell(text)
	})
}

func (b *banner) accept(v mail.Vanished) {
	confirm(b.s.win, lang.N(v.Count, "Remove {n} message here too?", "Remove {n} messages here too?"),
		lang.T("The server does not have them any more. What is removed here as well is gone for good."), lang.T("Remove"), true, func() {
			load(b.s.pump, func(ctx context.Context) (int, error) { return b.s.core.Mail.AcceptVanished(ctx, v.Folder) },
				func(n int, err error) {
					if err != nil {
						b.s.fail(err)
						return
					}
					b.s.tell(lang.N(n, "Removed {n} message", "Removed {n} messages"))
				})
		})
}
