package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// rowTag draws one tag: its name on a soft ground of its colour.
type rowTag struct {
	back *canvas.Rectangle
	text *canvas.Text
}

// mostTag keeps a long name from taking the row.
const mostTag float32 = 96

func newRowTag() rowTag {
	t := rowTag{canvas.NewRectangle(color.Transparent), canvas.NewText("", color.Transparent)}
	t.back.CornerRadius, t.text.TextSize = 8, 11
	t.back.Hidden, t.text.Hidden = true, true
	return t
}

// tagsFrom puts the tags side by side from x on, as many as fit.
func (r *listRow) tagsFrom(x, y, w float32) {
	n, end := 0, x+w
	for _, tag := range r.state.msg.Tags {
		if tag.Name == "" {
			break
		}
		width := r.tagWidth(tag)
		if x+width > end {
			break
		}
		r.drawTag(&r.tags[n], tag, x, y, width)
		x += width + Space1
		n++
	}
	r.hideTags(n)
}

// tagsTo puts them so that they end at right, in at most a part of the room,
// and tells where the free room ends now.
func (r *listRow) tagsTo(right, y, room float32) float32 {
	n, total := 0, float32(0)
	for _, tag := range r.state.msg.Tags {
		if tag.Name == "" || total+r.tagWidth(tag) > room {
			break
		}
		total += r.tagWidth(tag) + Space1
		n++
	}
	x := right - total + Space1
	for i := range n {
		w := r.tagWidth(r.state.msg.Tags[i])
		r.drawTag(&r.tags[i], r.state.msg.Tags[i], x, y, w)
		x += w + Space1
	}
	r.hideTags(n)
	if n == 0 {
		return right
	}
	return right - total - Space1
}

func (r *listRow) tagWidth(tag RowTag) float32 {
	return min(mostTag, textSize(oneLine(tag.Name), 11, plainStyle).Width+12)
}

func (r *listRow) drawTag(t *rowTag, tag RowTag, x, y, w float32) {
	t.back.Hidden, t.text.Hidden = false, false
	ground := tag.Colour
	ground.A = 0x38
	t.back.FillColor, t.text.Color = ground, colour(ColorText)
	edge := tag.Colour
	edge.A = 0x90
	t.back.StrokeColor, t.back.StrokeWidth = edge, 1
	t.text.Text = r.l.fitter.fit(tag.Name, w-11, 11, plainStyle)
	size := textSize(t.text.Text, 11, plainStyle)
	t.back.Move(fyne.NewPos(x, y+rowPillUp))
	t.back.Resize(fyne.NewSize(w, 16))
	t.text.Move(fyne.NewPos(x+(w-size.Width)/2, y+rowPillUp+(16-size.Height)/2))
	t.text.Resize(size)
}

// hideTags hides those from n on.
func (r *listRow) hideTags(n int) {
	for i := n; i < len(r.tags); i++ {
		r.tags[i].back.Hidden, r.tags[i].text.Hidden = true, true
	}
}
