package kit

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"godwit/app/gui/lang"
)

// Where things stand in a row, from its left edge.
const (
	rowInset  float32 = 4  // between the edge of the list and a selected row's background
	rowDotX   float32 = 13 // left edge of the unread dot
	rowTextX  float32 = 28 // left edge of the texts
	rowRight  float32 = 16 // free at the right edge
	rowDot    float32 = 8
	rowIcon   float32 = 16
	rowIndent float32 = 18 // of a message below its conversation
	rowPillUp float32 = 1  // a pill stands this much above its text's box
)

// paint sets colours, weights and what is visible.
func (r *listRow) paint() {
	s, m := &r.state, &r.state.msg
	r.back.FillColor = colour(ColorHover)
	if s.selected {
		r.back.FillColor = colour(ColorSelectedIdle)
		if s.focused {
			r.back.FillColor = colour(ColorSelected)
		}
	}
	r.back.Hidden = !s.selected && !r.hover
	r.ring.StrokeColor = colour(ColorFocusRing)
	r.ring.Hidden = !s.cursor
	r.line.FillColor = colour(ColorLine)
	r.stripe.FillColor, r.stripe.Hidden = m.Stripe, m.Stripe.A == 0
	r.dot.FillColor, r.dot.Hidden = colour(ColorAccent), !m.Unread

	r.sender.Color, r.subject.Color = colour(ColorText), colour(ColorText)
	for _, t := range []*canvas.Text{r.date, r.preview, r.size, r.account, r.folder} {
		t.Color = colour(ColorDim)
	}
	if !m.Unread {
		r.subject.Color = colour(ColorDim)
	} else {
		r.date.Color = colour(ColorAccent)
	}
	if s.selected { // the accent on a selected row would be too faint
		r.date.Color, r.subject.Color = colour(ColorText), colour(ColorText)
	}
	r.sender.TextSize = TextNormal
	if r.l.table.on() { // one size for all columns that one reads
		r.sender.TextSize = r.subject.TextSize
	}
	r.sender.TextStyle.Bold, r.subject.TextStyle.Bold = m.Unread, m.Unread

	r.count.Color, r.countBack.FillColor = colour(ColorBadgeText), colour(ColorBadge)
	fg, bg := m.ChipTone.colours()
	r.chip.Color, r.chipBack.FillColor = colour(fg), colour(bg)

	r.paintIcon(r.star, m.Starred, IconStarFilled, ColorStar)
	if !m.Starred && r.hover && s.loaded && r.l.OnStar != nil {
		r.paintIcon(r.star, true, IconStar, ColorFaint)
	}
	r.paintIcon(r.clip, m.Attachment, IconAttachment, ColorDim)
	switch m.Fold {
	case NoFold:
		r.fold.Hidden = true
	case Folded:
		r.paintIcon(r.fold, true, IconChevronRight, ColorDim)
	default:
		r.paintIcon(r.fold, true, IconChevronDown, ColorDim)
	}
	r.paintIcon(r.answered, m.Answered, IconReply, ColorFaint)
	r.paintIcon(r.forward, m.Forwarded, IconForward, ColorFaint)
	for _, b := range r.bones {
		b.FillColor, b.Hidden = colour(ColorLine), s.loaded
	}
}

func (r *listRow) paintIcon(img *canvas.Image, shown bool, name IconName, tint fyne.ThemeColorName) {
	img.Hidden = !shown
	if shown {
		setIcon(img, name, tint)
	}
}

// place sets positions and shortens the texts to the room they have.
func (r *listRow) place() {
	w, h := r.Size().Width, r.l.rowHeight()
	r.marked = 0
	if w <= 0 || !r.bound {
		return
	}
	for _, b := range []*canvas.Rectangle{r.back, r.ring} {
		b.Move(fyne.NewPos(rowInset, 1))
		b.Resize(fyne.NewSize(w-2*rowInset, h-2))
	}
	r.line.Move(fyne.NewPos(rowTextX, h-1))
	r.line.Resize(fyne.NewSize(w-rowTextX-rowRight, 1))
	r.line.Hidden = r.state.selected
	r.stripe.Move(fyne.NewPos(rowInset+2, 8))
	r.stripe.Resize(fyne.NewSize(3, h-16))
	if !r.state.loaded {
		r.placeBones(w, h)
		return
	}
	if r.l.table.on() {
		r.placeTable(h)
		return
	}
	r.size.Hidden, r.account.Hidden, r.folder.Hidden, r.date.Hidden = true, true, true, false
	switch r.l.density {
	case DensityCompact:
		r.placeLine(w, h)
	case DensityPreview:
		r.placeCard(w, 9, 30, 50)
	default:
		r.placeCard(w, 8, 30, 0)
	}
}

// placeFold puts the mark that unfolds what belongs below the row.
func (r *listRow) placeFold(x, y float32) {
	r.fold.Hidden = r.state.msg.Fold == NoFold
	r.fold.Move(fyne.NewPos(x, y))
	r.fold.Resize(fyne.NewSquareSize(14))
}

// placeCard: sender and date; subject, chip and marks; the preview when its y is
// not 0. Tags stand on the last line.
func (r *listRow) placeCard(w, senderY, subjectY, previewY float32) {
	m := &r.state.msg
	text := rowTextX + float32(m.Depth)*rowIndent
	r.dot.Move(fyne.NewPos(text-rowTextX+rowDotX, senderY+6))
	r.dot.Resize(fyne.NewSize(rowDot, rowDot))
	r.placeFold(rowDotX-3, subjectY+3)

	right := r.putRight(r.date, m.Date, w-rowRight, senderY+2)
	right = r.pill(r.count, r.countBack, threadText(m.Thread), right, senderY+2)
	left := r.markLeft(r.answered, text, senderY+2)
	left = r.markLeft(r.forward, left, senderY+2)
	r.put(0, m.Sender, left, senderY, right-left)

	right = w - rowRight
	right = r.icon(r.star, right, subjectY+1)
	right = r.icon(r.clip, right, subjectY+1)
	right = r.pill(r.chip, r.chipBack, m.Chip, right, subjectY+1)
	if previewY == 0 {
		right = r.tagsTo(right, subjectY+1, (right-text)*0.45)
	}
	r.put(1, subjectText(m.Subject), text, subjectY, right-text)

	r.preview.Hidden = previewY == 0
	if previewY != 0 {
		right = r.tagsTo(w-rowRight, previewY, (w-rowRight-text)*0.6)
		r.put(2, m.Preview, text, previewY, right-text)
	}
}

// placeLine: everything in one line; sender in the first third.
func (r *listRow) placeLine(w, h float32) {
	m := &r.state.msg
	y := (h - 20) / 2
	text := rowTextX + float32(m.Depth)*rowIndent
	r.dot.Move(fyne.NewPos(text-rowTextX+rowDotX, (h-rowDot)/2))
	r.dot.Resize(fyne.NewSize(rowDot, rowDot))
	right := r.putRight(r.date, m.Date, w-rowRight, y+2)
	right = r.icon(r.star, right, y+2)
	right = r.icon(r.clip, right, y+2)
	right = r.pill(r.chip, r.chipBack, m.Chip, right, y+2)
	right = r.pill(r.count, r.countBack, threadText(m.Thread), right, y+2)
	if m.Fold != NoFold {
		r.placeFold(right-14, y+3)
		right -= 14 + Space1
	}
	right = r.tagsTo(right, y+2, (right-text)*0.3)
	left := r.markLeft(r.answered, text, y+2)
	left = r.markLeft(r.forward, left, y+2)
	third := max(left+40, text+(w-text)*0.3)
	r.put(0, m.Sender, left, y, third-left-Space2)
	r.put(1, subjectText(m.Subject), third, y+0.5, right-third)
	r.preview.Hidden = true
}

// placeBones draws the grey bars of a row that is being loaded.
func (r *listRow) placeBones(w, h float32) {
	r.hideTexts()
	r.fold.Hidden = true
	inner := w - rowTextX - rowRight
	part := 0.3 + 0.1*float32(r.state.index%3) // not all alike
	bar := func(i int, x, y, w float32) {
		r.bones[i].Move(fyne.NewPos(x, y))
		r.bones[i].Resize(fyne.NewSize(w, 8))
	}
	mid := h/2 - 4
	if r.l.density == DensityCompact || r.l.table.on() {
		bar(0, rowTextX, mid, inner*0.22)
		bar(1, rowTextX+inner*0.3, mid, inner*part)
		bar(2, w-rowRight-40, mid, 40)
		return
	}
	bar(0, rowTextX, 14, inner*part)
	bar(1, rowTextX, 35, inner*(part+0.3))
	bar(2, w-rowRight-40, 14, 40)
}

// put shows as much of s as fits in one of the lines.
func (r *listRow) put(line int, s string, x, y, w float32) {
	l := &r.lines[line]
	t := l.first
	t.Hidden = false
	shown := r.l.fitter.fit(s, w, t.TextSize, t.TextStyle)
	l.set(shown, fyne.NewPos(x, y), w, t.TextSize*1.4)
	if find := r.l.marks.of(line); find != nil {
		r.mark(find(shown), t, x, y, shown)
	}
}

// putRight shows all of s, ending at right, and tells where the free room ends now.
func (r *listRow) putRight(t *canvas.Text, s string, right, y float32) float32 {
	t.Text = s
	size := textSize(s, t.TextSize, plainStyle)
	t.Move(fyne.NewPos(right-size.Width, y))
	t.Resize(size)
	return right - size.Width - Space2
}

// icon puts an icon so that it ends at right.
func (r *listRow) icon(img *canvas.Image, right, y float32) float32 {
	if img.Hidden {
		return right
	}
	img.Move(fyne.NewPos(right-rowIcon, y))
	img.Resize(fyne.NewSquareSize(rowIcon))
	return right - rowIcon - Space1
}

func (r *listRow) markLeft(img *canvas.Image, left, y float32) float32 {
	if img.Hidden {
		return left
	}
	img.Move(fyne.NewPos(left, y+1))
	img.Resize(fyne.NewSquareSize(rowIcon - 2))
	return left + rowIcon
}

// pill puts a short text on a rounded background, ending at right.
func (r *listRow) pill(t *canvas.Text, back *canvas.Rectangle, s string, right, y float32) float32 {
	t.Text = s
	t.Hidden, back.Hidden = s == "", s == ""
	if s == "" {
		return right
	}
	size := textSize(s, t.TextSize, plainStyle)
	w := max(size.Width+12, 16)
	back.Move(fyne.NewPos(right-w, y+rowPillUp))
	back.Resize(fyne.NewSize(w, 16))
	t.Move(fyne.NewPos(right-w+(w-size.Width)/2, y+rowPillUp+(16-size.Height)/2))
	t.Resize(size)
	return right - w - Space2
}

func threadText(n int) string {
	if n < 2 {
		return ""
	}
	return strconv.Itoa(n)
}

// subjectText names what has no subject, so that the row can be read.
func subjectText(s string) string {
	if s == "" {
		return lang.T("(no subject)")
	}
	return s
}
