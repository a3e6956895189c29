// Package render lays out the HTML of a mail the way a browser does and gives
// back a display list: what is drawn where, with the text and the links in it.
//
// It loads nothing, runs nothing and knows no network: images come by a function
// of the caller, which says what is there. It is given time: past that, past the
// bounds on boxes, or where a mail finds a fault in it, Layout returns an error,
// and the caller shows the plain text. A window is never held up and never
// brought down by a mail.
package render

import (
	"context"
	"errors"
	"fmt"
	"time"

	"godwit/app/render/display"
	"godwit/app/render/layout"
	"godwit/app/render/style"
	"godwit/app/render/text"
	"godwit/sync/htmldoc"
)

// ErrBudget says that a mail asks for more than may be laid out.
var ErrBudget = layout.ErrBudget

// ErrFault says that a mail found a fault of this package.
var ErrFault = errors.New("layout failed")

// DefaultBudget is the time that a layout may take unless Options say otherwise.
const DefaultBudget = 350 * time.Millisecond

// What is past these is not even begun.
const (
	maxNodes  = 100_000
	maxOctets = 512 << 10 // of text
)

// Image is what is known of an image.
type Image = layout.Image

// The states of an image.
const (
	Missing = layout.Missing // not here and not to come
	Blocked = layout.Blocked // remote, and nobody asked for it
	Loading = layout.Loading // on its way
	Ready   = layout.Ready   // its size is known
)

// Options say how a mail is shown.
type Options struct {
	Width  float32 // of the view, in pixels
	Height float32 // of the view: what vh is of; 0: as a window usually is
	Zoom   float32 // 1: as the mail asks for; 0 counts as 1
	Dark   bool    // the mail's own rules for dark colours apply
	Budget time.Duration
	Fonts  *text.Fonts
	// Images says what is known of an image; nil: none is there. The references
	// are those of [htmldoc.SafeTree.Resolve].
	Images func(ref string) Image
}

// Layout lays out a mail. The list is in pixels of CSS: at a zoom of 2 it is half
// as wide as the view, and the painter's scale is doubled.
func Layout(ctx context.Context, doc *htmldoc.SafeTree, o Options) (list *display.List, report Report, err error) {
	defer func() {
		if r := recover(); r != nil {
			list, err = nil, fmt.Errorf("%w: %v", ErrFault, r)
		}
	}()
	if o.Zoom <= 0 {
		o.Zoom = 1
	}
	if o.Height <= 0 {
		o.Height = 800
	}
	if o.Budget <= 0 {
		o.Budget = DefaultBudget
	}
	ctx, cancel := context.WithTimeout(ctx, o.Budget)
	defer cancel()
	report = newReport(doc)
	if doc.Nodes > maxNodes || doc.Octets > maxOctets {
		return nil, report, ErrBudget
	}
	width := max(o.Width/o.Zoom, 50)
	cascade := style.New(doc, style.View{Width: width, Height: o.Height / o.Zoom, Dark: o.Dark})
	report.OwnDark = cascade.OwnDark()
	list, err = layout.Layout(ctx, layout.Input{Tree: doc, Cascade: cascade, Fonts: o.Fonts, Width: width, Images: o.Images})
	return list, report, err
}
