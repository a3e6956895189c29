package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// RowMarks find in the texts of a row what is to be marked: octets from and to,
// in their order. Nil marks nothing.
type RowMarks struct{ Sender, Subject, Preview func(text string) [][2]int }

// of is what marks one of a row's lines.
func (m *RowMarks) of(line int) func(string) [][2]int {
	return [...]func(string) [][2]int{m.Sender, m.Subject, m.Preview}[line]
}

// SetMarks marks words in all rows from now on.
func (l *MessageList) SetMarks(m RowMarks) {
	l.marks = m
	l.layer.age()
	l.layer.update(true)
}

// mostMarks bounds what is marked in a row.
const mostMarks = 24

// mark puts a colour behind pieces of the text that t shows at a place.
func (r *listRow) mark(spans [][2]int, t *canvas.Text, x, y float32, shown string) {
	for _, s := range spans {
		if r.marked == mostMarks || s[0] >= s[1] || s[1] > len(shown) {
			return
		}
		if r.marked == len(r.marks) {
			box := canvas.NewRectangle(color.Transparent)
			box.CornerRadius = 2
			r.marks = append(r.marks, box)
		}
		box := r.marks[r.marked]
		box.FillColor = colour(ColorFound)
		left := piecesWidth(shown[:s[0]], t.TextSize, t.TextStyle)
		width := piecesWidth(shown[:s[1]], t.TextSize, t.TextStyle) - left
		box.Move(fyne.NewPos(x+left-1, y+1))
		box.Resize(fyne.NewSize(width+2, t.TextSize*1.4-1))
		r.marked++
	}
}
