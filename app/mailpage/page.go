// Package mailpage makes of a mail's HTML what a reader shows of it: a list laid out
// for a width, in colours for the paper it lies on, and a painter that has the
// pictures.
//
// It fetches nothing. The message's own pictures and those from the internet are
// given to it; what is missing keeps its room. It fails where layout does: then
// the text is shown.
package mailpage

import (
	"context"
	"image"
	"image/color"
	"slices"
	"strings"

	"godwit/app/render"
	"godwit/app/render/display"
	"godwit/app/render/picture"
	"godwit/app/render/raster"
	"godwit/app/render/text"
	"godwit/sync/htmldoc"
)

const (
	maxPixels = 32 << 20 // of all decoded pictures of one message: 128 MB
	maxWanted = 1000     // of its own pictures that a message gets to show
)

// Options say how a mail is shown.
type Options struct {
	Width    float32
	Dark     bool        // on dark paper, in colours for it
	Paper    color.NRGBA // used where Dark
	Fonts    *text.Fonts
	Pictures map[string]image.Image // by reference, decoded
	Moving   *Moving                // those of them that move; nil: none does
	Loading  bool                   // more of the message's own pictures are on their way
}

// Page is a mail as it is shown.
type Page struct {
	List    *display.List
	Report  render.Report
	Painter *raster.Painter
	Wanted  []string // the message's own pictures that are shown and were not given
}

// New lays out a mail and adapts its colours.
func New(ctx context.Context, doc *htmldoc.SafeTree, o Options) (Page, error) {
	var wanted []string
	images := func(ref string) render.Image {
		if pic := o.Pictures[ref]; pic != nil {
			size := pic.Bounds().Size()
			return render.Image{Width: size.X, Height: size.Y, State: render.Ready}
		}
		if !embedded(ref) {
			return render.Image{State: render.Blocked}
		}
		if !slices.Contains(wanted, ref) && len(wanted) < maxWanted {
			wanted = append(wanted, ref)
		}
		if o.Loading {
			return render.Image{State: render.Loading}
		}
		return render.Image{State: render.Missing}
	}
	o.Fonts.Warm() // the first time this takes long, which is no fault of the mail
	list, report, err := render.Layout(ctx, doc, render.Options{Width: o.Width, Dark: o.Dark, Fonts: o.Fonts, Images: images})
	if err != nil {
		return Page{Report: report}, err
	}
	switch {
	case o.Dark:
		list = raster.Dark(list, o.Paper)
	case list.Canvas.A == 0: // mail is made for white paper
		white := *list
		white.Canvas = color.NRGBA{255, 255, 255, 255}
		list = &white
	}
	painter := raster.New(func(ref string) image.Image {
		if frame := o.Moving.Frame(ref); frame != nil {
			return frame
		}
		return o.Pictures[ref]
	})
	return Page{list, report, painter, wanted}, nil
}

// embedded says whether a reference is to a picture inside of the message.
func embedded(ref string) bool {
	return strings.HasPrefix(ref, "cid:") || strings.HasPrefix(ref, "data:")
}

// Decode decodes what can be shown of the pictures at refs: octets has those
// that are not written into the reference itself.
func Decode(ctx context.Context, refs []string, octets map[string][]byte) map[string]image.Image {
	out := make(map[string]image.Image)
	left := maxPixels
	for _, ref := range refs {
		if ctx.Err() != nil {
			break
		}
		data := octets[ref]
		if data == nil {
			data, _ = picture.Data(ref) // not a data: reference, or a broken one: no picture
		}
		w, h, err := picture.Size(data)
		if err != nil || w*h > left {
			continue
		}
		if pic, err := picture.Decode(data); err == nil {
			out[ref] = pic
			left -= w * h
		}
	}
	return out
}
