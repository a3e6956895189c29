package picture

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/gif"
	"time"
)

// Bounds of an animation. One past them is a picture: its first frame.
const (
	maxFrames = 400
	maxMoving = 40 << 20 // pixels of all frames, an octet each
	maxLoops  = 10       // then it rests; some go on for ever
	leastTime = 20 * time.Millisecond
	usualTime = 100 * time.Millisecond // of a frame that gives none, as in browsers
)

// Animation is a GIF of several frames. It is used by one goroutine at a time;
// the pictures that it gives are not changed any more.
type Animation struct {
	gif   *gif.GIF
	next  int
	loops int
	now   *image.RGBA
	kept  *image.RGBA // what a frame that is taken away again covers
}

// Animate reads an animation. It is nil, without an error, for a picture that
// does not move or that is too long to be shown moving.
func Animate(data []byte) (a *Animation, err error) {
	if !begins(data, "GIF8?a") {
		return nil, nil
	}
	w, h, err := Size(data)
	if err != nil {
		return nil, err
	}
	if n, pixels := frames(data); n < 2 || n > maxFrames || pixels > maxMoving {
		return nil, nil
	}
	defer func() {
		if r := recover(); r != nil {
			a, err = nil, fmt.Errorf("picture: %v", r)
		}
	}()
	g, err := gif.DecodeAll(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("picture: %w", err)
	}
	return &Animation{gif: g, now: image.NewRGBA(image.Rect(0, 0, w, h))}, nil
}

// Next is the next frame and how long it is shown; 0 is for good.
func (a *Animation) Next() (image.Image, time.Duration) {
	i := a.next
	if i == 0 {
		draw.Draw(a.now, a.now.Rect, image.NewUniform(color.Transparent), image.Point{}, draw.Src)
	} else {
		a.dispose(i - 1)
	}
	frame := a.gif.Image[i]
	if a.disposal(i) == gif.DisposalPrevious {
		a.kept = clone(a.now)
	}
	draw.Draw(a.now, frame.Rect, frame, frame.Rect.Min, draw.Over)
	a.next++
	last := a.next == len(a.gif.Image)
	if last {
		a.next = 0
		a.loops++
		if a.loops >= maxLoops || a.gif.LoopCount < 0 || a.gif.LoopCount > 0 && a.loops > a.gif.LoopCount {
			return clone(a.now), 0
		}
	}
	delay := time.Duration(a.gif.Delay[i]) * 10 * time.Millisecond
	if delay < leastTime {
		delay = usualTime
	}
	return clone(a.now), delay
}

func (a *Animation) disposal(i int) byte {
	if i < len(a.gif.Disposal) {
		return a.gif.Disposal[i]
	}
	return gif.DisposalNone
}

// dispose takes a frame away, as it asks for.
func (a *Animation) dispose(i int) {
	switch r := a.gif.Image[i].Rect; a.disposal(i) {
	case gif.DisposalBackground:
		draw.Draw(a.now, r, image.NewUniform(color.Transparent), image.Point{}, draw.Src)
	case gif.DisposalPrevious:
		if a.kept != nil {
			draw.Draw(a.now, r, a.kept, r.Min, draw.Src)
		}
	}
}

func clone(m *image.RGBA) *image.RGBA {
	out := *m
	out.Pix = bytes.Clone(m.Pix)
	return &out
}

// frames counts the frames of a GIF and their pixels without decoding them, by
// its blocks; what is broken ends it.
func frames(data []byte) (n, pixels int) {
	if len(data) < 13 {
		return 0, 0
	}
	at := 13
	if flags := data[10]; flags&0x80 != 0 {
		at += 3 << (flags&7 + 1)
	}
	blocks := func() { // past sub-blocks, up to their end
		for at < len(data) && data[at] != 0 {
			at += int(data[at]) + 1
		}
		at++
	}
	for at < len(data) {
		switch data[at] {
		case 0x21: // extension
			at += 2
			blocks()
		case 0x2c: // image
			if at+10 > len(data) {
				return n, pixels
			}
			n++
			pixels += (int(data[at+5]) | int(data[at+6])<<8) * (int(data[at+7]) | int(data[at+8])<<8)
			flags := data[at+9]
			at += 10
			if flags&0x80 != 0 {
				at += 3 << (flags&7 + 1)
			}
			at++ // size of codes
			blocks()
		default:
			return n, pixels
		}
	}
	return n, pixels
}
