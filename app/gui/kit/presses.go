package kit

import (
	"time"

	"fyne.io/fyne/v2"
)

// presses counts how often the pointer was pressed at one spot in a row: once
// for a place, twice for a word, three times for a line.
type presses struct {
	at     time.Time // of the last one
	spot   fyne.Position
	clicks int
}

func (p *presses) press(spot fyne.Position) {
	delta := spot.Subtract(p.spot)
	if time.Since(p.at) < fyne.CurrentApp().Driver().DoubleTapDelay() && delta.X*delta.X+delta.Y*delta.Y < 25 {
		p.clicks = p.clicks%3 + 1
	} else {
		p.clicks = 1
	}
	p.at, p.spot = time.Now(), spot
}
