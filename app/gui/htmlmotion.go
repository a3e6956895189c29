package gui

import (
	"context"
	"image"
	"time"

	"godwit/app/mailpage"
	"godwit/app/render/picture"
)

// glance is how often a picture that is out of sight looks whether it is to go on.
const glance = 300 * time.Millisecond

// decoded are pictures, and what those of them that move are.
type decoded struct {
	pictures map[string]image.Image
	moving   map[string]*picture.Animation
}

func decode(ctx context.Context, refs []string, octets map[string][]byte) decoded {
	return decoded{mailpage.Decode(ctx, refs, octets), mailpage.Animations(ctx, refs, octets)}
}

// play makes pictures of the message move, unless this computer's owner wants
// nothing to: then they show their first frame.
func (b *htmlBody) play(pictures map[string]*picture.Animation) {
	if !b.s.fyne.Settings().ShowAnimations() {
		return
	}
	for ref, a := range pictures {
		b.frame(b.turn, ref, a)
	}
}

// frame shows the next frame of a picture while it is in sight, and the one after
// that in its time.
func (b *htmlBody) frame(turn int, ref string, a *picture.Animation) {
	switch {
	case b.turn != turn:
		return
	case !b.view.Shows(ref):
		b.s.pump.after(glance, func() { b.frame(turn, ref, a) })
		return
	}
	var rest time.Duration
	load(b.s.pump, func(context.Context) (m image.Image, _ error) {
		m, rest = a.Next()
		return m, nil
	}, func(m image.Image, _ error) {
		if b.turn != turn {
			return
		}
		b.moving.Show(ref, m)
		b.view.Repaint(ref)
		if rest > 0 {
			b.s.pump.after(rest, func() { b.frame(turn, ref, a) })
		}
	})
}
