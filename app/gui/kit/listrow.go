package kit

import (
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// rowState is everything that decides how a row looks.
type rowState struct {
	index    int
	msg      MessageRow
	loaded   bool
	focused  bool // the list has the keyboard
	selected bool
	cursor   bool
}

// listRow draws one message with canvas primitives only and handles the mouse.
type listRow struct {
	widget.BaseWidget
	l     *MessageList
	state rowState
	bound bool // state was set once
	stale bool // the theme changed
	hover bool
	told  string // the text that the tooltip shows
	width float32

	back, ring, line, stripe       *canvas.Rectangle
	dot                            *canvas.Circle
	sender, date, subject, preview *canvas.Text
	count, chip                    *canvas.Text
	size, account, folder          *canvas.Text // of the table
	countBack, chipBack            *canvas.Rectangle
	star, clip, answered, forward  *canvas.Image
	fold                           *canvas.Image // folds what belongs below
	tags                           [maxRowTags]rowTag
	bones                          [3]*canvas.Rectangle
	lines                          [3]pieceTexts       // of sender, subject, preview
	marks                          []*canvas.Rectangle // behind words that were looked for
	marked                         int                 // of them, in use
	objs                           []fyne.CanvasObject

	pressedAt time.Time // for telling a double click without delaying single ones
	dragging  bool
	dragAt    fyne.Position
}

func newListRow(l *MessageList) *listRow {
	r := &listRow{l: l}
	text := func(size float32) *canvas.Text {
		t := canvas.NewText("", color.Transparent)
		t.TextSize = size
		return t
	}
	box := func(radius float32) *canvas.Rectangle {
		b := canvas.NewRectangle(color.Transparent)
		b.CornerRadius = radius
		return b
	}
	r.back, r.ring, r.line, r.stripe = box(Radius), box(Radius), box(0), box(1.5)
	r.ring.StrokeWidth = 1.5
	r.dot = canvas.NewCircle(color.Transparent)
	r.sender, r.subject = text(TextNormal), text(13)
	r.preview, r.date = text(TextSmall), text(TextSmall)
	r.count, r.chip = text(11), text(11)
	r.size, r.account, r.folder = text(TextSmall), text(TextSmall), text(TextSmall)
	r.countBack, r.chipBack = box(8), box(8)
	r.star, r.clip = &canvas.Image{FillMode: canvas.ImageFillContain}, &canvas.Image{FillMode: canvas.ImageFillContain}
	r.answered, r.forward = &canvas.Image{FillMode: canvas.ImageFillContain}, &canvas.Image{FillMode: canvas.ImageFillContain}
	r.fold = &canvas.Image{FillMode: canvas.ImageFillContain}
	r.objs = []fyne.CanvasObject{
		r.back, r.line, r.stripe, r.dot, r.sender, r.date, r.subject, r.preview,
		r.countBack, r.count, r.chipBack, r.chip, r.star, r.clip, r.answered, r.forward,
		r.size, r.account, r.folder, r.fold,
	}
	for i := range r.tags {
		r.tags[i] = newRowTag()
		r.objs = append(r.objs, r.tags[i].back, r.tags[i].text)
	}
	for i := range r.bones {
		r.bones[i] = box(4)
		r.objs = append(r.objs, r.bones[i])
	}
	r.objs = append(r.objs, r.ring)
	for i, t := range []*canvas.Text{r.sender, r.subject, r.preview} {
		r.lines[i].first = t
	}
	r.ExtendBaseWidget(r)
	return r
}

// set shows s, and does nothing when that is what it shows already.
func (r *listRow) set(s rowState) {
	if r.bound && !r.stale && r.state == s {
		return
	}
	if r.state.msg.ID != s.msg.ID {
		r.pressedAt, r.dragging = time.Time{}, false
	}
	r.state, r.bound, r.stale = s, true, false
	r.Refresh()
}

func (r *listRow) CreateRenderer() fyne.WidgetRenderer { return &listRowRenderer{r} }

type listRowRenderer struct{ r *listRow }

func (x *listRowRenderer) Layout(s fyne.Size) {
	if s.Width != x.r.width {
		x.r.width = s.Width
		x.r.place()
	}
}
func (x *listRowRenderer) MinSize() fyne.Size { return fyne.NewSize(120, x.r.l.rowHeight()) }
func (x *listRowRenderer) Destroy()           {}
func (x *listRowRenderer) Refresh() {
	x.r.paint()
	x.r.place()
	canvas.Refresh(x.r)
}

// Objects implements fyne.WidgetRenderer.
func (x *listRowRenderer) Objects() []fyne.CanvasObject {
	out := x.r.objs
	if n := x.r.marked; n > 0 { // above the background, below the texts
		out = append([]fyne.CanvasObject{}, out[:1]...)
		for _, m := range x.r.marks[:n] {
			out = append(out, m)
		}
		out = append(out, x.r.objs[1:]...)
	}
	for i := range x.r.lines {
		if l := &x.r.lines[i]; l.first.Visible() {
			for _, t := range l.more {
				out = append(out[:len(out):len(out)], t)
			}
		}
	}
	return out
}
