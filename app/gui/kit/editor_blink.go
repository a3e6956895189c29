package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

const (
	blinkHalf = 530 * time.Millisecond
	blinkFor  = 10 * time.Second // then the caret stays, and nothing runs
)

// blink makes the caret of an editor come and go for a while after the last key.
type blink struct {
	pane *editPane
	last time.Time // the caret moved
	run  *fyne.Animation
}

// restart shows the caret and begins anew.
func (b *blink) restart() {
	b.last = time.Now()
	b.set(true)
	if b.run == nil && b.pane.focused {
		b.run = fyne.NewAnimation(2*blinkHalf, func(float32) { b.tick(time.Since(b.last)) })
		b.run.RepeatCount = fyne.AnimationRepeatForever
		b.run.Start()
	}
}

func (b *blink) tick(since time.Duration) {
	if since > blinkFor {
		b.stop()
		return
	}
	b.set(since/blinkHalf%2 == 0)
}

func (b *blink) stop() {
	if b.run != nil {
		b.run.Stop()
		b.run = nil
	}
	b.set(true)
}

func (b *blink) set(on bool) {
	if caret := b.pane.caret; caret.Hidden == on {
		caret.Hidden = !on
		canvas.Refresh(caret)
	}
}
