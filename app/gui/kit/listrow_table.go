package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// cellPad is free at both sides of a column's text.
const cellPad float32 = 6

// placeTable puts what a row shows below the heads of the table's columns.
func (r *listRow) placeTable(h float32) {
	m := &r.state.msg
	y := (h - 20) / 2
	r.dot.Move(fyne.NewPos(rowDotX, (h-rowDot)/2))
	r.dot.Resize(fyne.NewSize(rowDot, rowDot))
	r.hideTexts()
	star, clip := !r.star.Hidden, !r.clip.Hidden
	r.star.Hidden, r.clip.Hidden, r.fold.Hidden = true, true, true
	for _, s := range r.l.table.spans {
		x, w := s.x+cellPad, s.w-2*cellPad
		switch s.id {
		case ColumnThread:
			r.placeThreadCell(s, y)
		case ColumnStar:
			centre(r.star, s, h, star)
		case ColumnAttachment:
			centre(r.clip, s, h, clip)
		case ColumnSubject:
			r.placeSubjectCell(x, y, w)
		case ColumnPeople:
			r.put(0, m.Sender, x, y, w)
		case ColumnDate:
			r.cell(r.date, m.Date, x, y+2, w, false)
		case ColumnSize:
			r.cell(r.size, m.Size, x, y+2, w, true)
		case ColumnAccount:
			r.cell(r.account, m.Account, x, y+2, w, false)
		case ColumnFolder:
			r.cell(r.folder, m.Folder, x, y+2, w, false)
		case ColumnTags:
			r.tagsFrom(x, y+1, w)
		}
	}
}

// placeSubjectCell: what became of the message, its subject, its chip.
func (r *listRow) placeSubjectCell(x, y, w float32) {
	m := &r.state.msg
	left := r.markLeft(r.answered, x+float32(m.Depth)*rowIndent, y+2)
	left = r.markLeft(r.forward, left, y+2)
	right := r.pill(r.chip, r.chipBack, m.Chip, x+w, y+2)
	r.put(1, subjectText(m.Subject), left, y+0.5, right-left)
}

// placeThreadCell: the mark that unfolds a conversation, or how many it has.
func (r *listRow) placeThreadCell(s span, y float32) {
	m := &r.state.msg
	left := s.x
	if m.Fold != NoFold {
		r.placeFold(left, y+3)
	}
	if m.Thread > 1 {
		r.pill(r.count, r.countBack, threadText(m.Thread), s.x+s.w-2, y+2)
	}
}

// hideTexts empties what only some columns fill.
func (r *listRow) hideTexts() {
	for _, t := range []*canvas.Text{r.sender, r.date, r.subject, r.preview, r.count, r.chip, r.size, r.account, r.folder} {
		t.Text, t.Hidden = "", true
	}
	for i := range r.lines {
		r.lines[i].more = nil
	}
	r.countBack.Hidden, r.chipBack.Hidden = true, true
	r.hideTags(0)
}

// cell shows as much of s as fits into a column.
func (r *listRow) cell(t *canvas.Text, s string, x, y, w float32, right bool) {
	t.Hidden = false
	t.Text = r.l.fitter.fit(s, w, t.TextSize, t.TextStyle)
	size := textSize(t.Text, t.TextSize, t.TextStyle)
	if right {
		x += w - size.Width
	}
	t.Move(fyne.NewPos(x, y))
	t.Resize(size)
}

func centre(img *canvas.Image, s span, h float32, shown bool) {
	img.Hidden = !shown
	img.Move(fyne.NewPos(s.x+(s.w-rowIcon)/2, (h-rowIcon)/2))
	img.Resize(fyne.NewSquareSize(rowIcon))
}
