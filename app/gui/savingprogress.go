package gui

import (
	"context"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"

	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
)

// patient is how long work may take before it is said how far it is.
const patient = 500 * time.Millisecond

// working does what may take long: after a while a sheet says how far it is, and
// can end it. progress may be called from anywhere, with how much is done.
func (s *session) working(title string, total int64, work func(ctx context.Context, progress func(int64)) error, done func(error)) {
	stopped, stop := context.WithCancel(context.Background())
	var at atomic.Int64
	var closeSheet func()
	over := false
	note := kit.NewParagraph("", kit.TextNormal, kit.ColorText)
	tell := func() {
		if n := at.Load(); total > 0 {
			note.SetText(model.Percent(n, total))
		}
	}
	var tick func()
	tick = func() {
		if over {
			return
		}
		tell()
		s.pump.after(150*time.Millisecond, tick)
	}
	slow := s.pump.after(patient, func() {
		closeSheet = showSheet(s.win, sheet{Title: title, Body: fyne.CanvasObject(note), Width: 360, Close: lang.T("Cancel"), Closing: stop})
		tick()
	})
	do(s.pump, func(ctx context.Context) error {
		ctx, end := context.WithCancel(ctx)
		defer end()
		context.AfterFunc(stopped, end)
		return work(ctx, at.Store)
	}, func(err error) {
		over = true
		slow.cancel()
		if closeSheet != nil {
			closeSheet()
		}
		stop()
		done(err)
	})
}
