package gui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
)

// privacy lists the senders whose pictures are shown without asking, to take that
// back.
func (w *shell) privacy() fyne.CanvasObject {
	rows := container.New(column{kit.Space1})
	w.fillSenders(rows)
	return container.New(column{kit.Space2},
		kit.NewParagraph(lang.T("Pictures from the internet tell their sender that a message is read. They are shown by themselves only in messages from these senders:"), kit.TextSmall, kit.ColorDim), rows)
}

func (w *shell) fillSenders(rows *fyne.Container) {
	load(w.s.pump, w.s.core.ImagesSenders, func(list []string, err error) {
		w.s.failed(err)
		rows.Objects = nil
		if len(list) == 0 {
			rows.Add(kit.NewText(lang.T("Nobody."), kit.TextNormal, kit.ColorText))
		}
		for _, address := range list {
			remove := kit.NewButton(kit.Plain, "", lang.T("Remove"), func() { w.forgetSender(rows, address) }).SetSmall()
			remove.OnKey = w.typedKey
			rows.Add(container.New(layout.NewBorderLayout(nil, nil, nil, remove),
				container.New(middle{}, kit.NewText(address, kit.TextNormal, kit.ColorText).SetFlexible()), remove))
		}
		rows.Refresh()
	})
}

func (w *shell) forgetSender(rows *fyne.Container, address string) {
	do(w.s.pump, func(ctx context.Context) error { return w.s.core.AllowImages(ctx, address, false) }, func(err error) {
		w.s.failed(err)
		w.fillSenders(rows)
	})
}
