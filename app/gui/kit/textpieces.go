package kit

import (
	"iter"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// pieces cuts a text in front of each space behind a character that the usual
// font has not. The toolkit shapes such a space with the font of the character,
// and where that has none draws the sign for what is missing.
func pieces(s string) iter.Seq[string] {
	return func(yield func(string) bool) {
		from := 0
		var before rune
		for i := 0; i < len(s); {
			r, n := rune(s[i]), 1
			if r >= utf8.RuneSelf {
				r, n = utf8.DecodeRuneInString(s[i:])
			}
			if r == ' ' && rare(before) && i > from {
				if !yield(s[from:i]) {
					return
				}
				from = i
			}
			before = r
			i += n
		}
		if from < len(s) {
			yield(s[from:])
		}
	}
}

// rare tells whether a character may come from another font than the usual one:
// arrows, symbols, emoji and the scripts of Asia. What is written from right to
// left does not count: its fonts have the space, and pieces would turn its words
// around.
func rare(r rune) bool {
	backwards := r >= 0xfb1d && r < 0xfe00 || r >= 0xfe70 && r <= 0xfefc
	return (r >= 0x2100 || r >= 0x0900 && r < 0x1e00 || r == 0x200d) && !backwards
}

// piecesWidth is how wide a text is that is drawn in pieces.
func piecesWidth(s string, size float32, style fyne.TextStyle) float32 {
	w := float32(0)
	for one := range pieces(s) {
		w += textSize(one, size, style).Width
	}
	return w
}

// pieceTexts draws one line, the first piece in a text that its owner places and
// colours, the others in texts that follow it.
type pieceTexts struct {
	first *canvas.Text
	more  []*canvas.Text
}

// set shows s from the place of the first text on, at most w wide.
func (l *pieceTexts) set(s string, at fyne.Position, w, h float32) {
	n, x := 0, at.X
	total := w
	if l.first.Alignment != fyne.TextAlignLeading {
		total = piecesWidth(s, l.first.TextSize, l.first.TextStyle)
	}
	switch l.first.Alignment {
	case fyne.TextAlignCenter:
		x += max(0, (w-total)/2)
	case fyne.TextAlignTrailing:
		x += max(0, w-total)
	}
	l.first.Text = ""
	for one := range pieces(s) {
		t := l.first
		if n > 0 {
			if n > len(l.more) {
				l.more = append(l.more, canvas.NewText("", t.Color))
			}
			t = l.more[n-1]
			t.TextSize, t.TextStyle, t.Color = l.first.TextSize, l.first.TextStyle, l.first.Color
		}
		t.Text = one
		t.Move(fyne.NewPos(x, at.Y))
		width := textSize(one, t.TextSize, t.TextStyle).Width
		t.Resize(fyne.NewSize(width, h))
		x += width
		n++
	}
	l.more = l.more[:max(0, n-1)]
}
