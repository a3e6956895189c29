// Package layout places what a mail shows: boxes of blocks, lines, tables, flex
// boxes and grids, as the browsers do, and hands them over as a display list.
//
// It fetches nothing: of an image it learns the size, if it is there. Time and
// the number of boxes are bounded: past the bounds it stops with ErrBudget or
// the error of the context, and the caller shows the plain text. Left out are
// turning and scaling and animations; fields of forms are drawn, and no more.
package layout

import (
	"context"
	"errors"

	"godwit/app/render/display"
	"godwit/app/render/style"
	"godwit/app/render/text"
	"godwit/sync/htmldoc"
)

// ErrBudget says that a mail has more boxes than may be laid out.
var ErrBudget = errors.New("too much to lay out")

const (
	maxSteps  = 3_000_000 // boxes and pieces of text handled, again ones included
	maxBoxes  = 200_000
	maxItems  = 400_000 // pieces of lines, which are kept
	maxNested = 400     // boxes in boxes; what is further in stands in the last
	maxHeight = 500_000 // pixels
)

// State says what is known of an image.
type State uint8

// The states of an image.
const (
	Missing State = iota // not here and not to come: broken, or never in the mail
	Blocked              // remote, and nobody has asked for it
	Loading              // on its way
	Ready                // its size is known
)

// Image is what layout needs to know of an image.
type Image struct {
	Width, Height int // in pixels of its own, which count as pixels of CSS
	State         State
}

// Input is what is laid out, and on what.
type Input struct {
	Tree    *htmldoc.SafeTree
	Cascade *style.Cascade
	Fonts   *text.Fonts
	Width   float32 // of the view, in pixels of CSS
	Images  func(ref string) Image
}

// engine is one layout.
type engine struct {
	Input
	ctx        context.Context
	steps      int
	items      int
	boxes      int
	fonts      map[fontKey]*text.Font
	list       *display.List
	background []style.Layer // of the canvas
	out        painter
}

// stop is what layout panics with when its bounds are reached; Layout turns it
// into the error. Errors returned through each of the mutually recursive
// methods would be most of their lines.
type stop struct{ err error }

// Layout places a mail and returns what is to be drawn.
func Layout(ctx context.Context, in Input) (list *display.List, err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case stop:
			list, err = nil, r.err
		default:
			panic(r)
		}
	}()
	e := newEngine(ctx, in)
	body := e.document()
	view := in.Width
	if e.out.reach > view+1 { // lay it out as wide as it asks for, and show it smaller
		in.Width = e.out.reach
		if narrow, _ := e.extent(body); narrow > in.Width && narrow < in.Width*1.15 {
			in.Width = narrow // with what is free at its right
		}
		in.Width = min(in.Width, view/leastFit)
		wide := newEngine(ctx, in)
		wide.steps = e.steps
		wide.document()
		e = wide
		e.list.Fit = max(leastFit, view/max(in.Width, e.out.reach))
	}
	e.list.Width = min(max(in.Width, e.out.reach, e.out.ink), maxPicture)
	return e.list.Done(), nil
}

// leastFit is how small a mail is shown at most to fit in its view; one that is
// wider still is scrolled sideways.
const leastFit = .6

func newEngine(ctx context.Context, in Input) *engine {
	return &engine{Input: in, ctx: ctx, fonts: map[fontKey]*text.Font{}, list: &display.List{Width: in.Width}}
}

// step counts work and stops when there was too much of it.
func (e *engine) step() {
	e.steps++
	if e.steps&7 != 0 { // some take milliseconds
		return
	}
	if e.steps > maxSteps {
		panic(stop{ErrBudget})
	}
	if err := e.ctx.Err(); err != nil {
		panic(stop{err})
	}
}

type fontKey struct {
	family string
	size   float32
	weight int
	italic bool
}

// font is the font of a style.
func (e *engine) font(s *style.Style) *text.Font {
	k := fontKey{s.Family, s.Size, s.Weight, s.Italic}
	f := e.fonts[k]
	if f == nil {
		f = e.Fonts.Font(text.Style{Family: s.Family, Size: s.Size, Weight: s.Weight, Italic: s.Italic})
		e.fonts[k] = f
	}
	return f
}
