package text

import "github.com/go-text/typesetting/font"

// Glyph is one shape of a run, placed by the widths of those before it.
type Glyph struct {
	Font    *font.Font // immutable, safe for use by any goroutine
	ID      font.GID
	DX, DY  float32 // from the pen to where it is drawn; y grows downwards
	Advance float32 // how far the pen moves
	At      int     // the first rune of its cluster, counted in the run's text
	Runes   int     // how many runes its cluster has; at least 1
	Bolder  bool    // the font has no bold: draw it thicker
	Slanted bool    // the font has no italics: lean it
}

// Run is a shaped piece of text of one font and one direction. It is shared by
// everybody who shaped the same text: never change it.
type Run struct {
	Glyphs []Glyph // from left to right as they are drawn
	Width  float32 // in pixels of CSS
	Runes  int     // how many runes the text has
	RTL    bool    // runs from right to left
	// How far the fonts that it needed reach above and below the baseline.
	Ascent, Descent float32
}

// X is how far from the run's left edge the caret before rune i stands; i ==
// Runes is the end. Spacing is what letter-spacing adds after each cluster.
func (r *Run) X(i int, spacing float32) float32 {
	if i >= r.Runes || i < 0 {
		if r.RTL == (i < 0) {
			return r.WidthWith(spacing)
		}
		return 0
	}
	x := float32(0)
	for from := 0; from < len(r.Glyphs); {
		to, w := r.cluster(from)
		g := &r.Glyphs[from]
		w += spacing
		if i >= g.At && i < g.At+g.Runes {
			part := w * float32(i-g.At) / float32(g.Runes)
			if r.RTL {
				return x + w - part
			}
			return x + part
		}
		x += w
		from = to
	}
	return x
}

// IndexAt is the rune whose left or right edge is nearest to x.
func (r *Run) IndexAt(x, spacing float32) int {
	best, near := 0, float32(1e9)
	at := float32(0)
	try := func(i int, pos float32) {
		if d := max(pos-x, x-pos); d < near {
			best, near = i, d
		}
	}
	for from := 0; from < len(r.Glyphs); {
		to, w := r.cluster(from)
		g := &r.Glyphs[from]
		w += spacing
		for k := 0; k <= g.Runes; k++ {
			part := w * float32(k) / float32(g.Runes)
			if r.RTL {
				part = w - part
			}
			try(g.At+k, at+part)
		}
		at += w
		from = to
	}
	return min(best, r.Runes)
}

// Clusters counts what letter-spacing is added after.
func (r *Run) Clusters() int {
	n := 0
	for from := 0; from < len(r.Glyphs); n++ {
		from, _ = r.cluster(from)
	}
	return n
}

// WidthWith is the width with letter-spacing after each cluster.
func (r *Run) WidthWith(spacing float32) float32 {
	if spacing == 0 {
		return r.Width
	}
	return r.Width + spacing*float32(r.Clusters())
}

// cluster is the end and the width of the cluster that starts at glyph from.
func (r *Run) cluster(from int) (to int, width float32) {
	for to = from; to < len(r.Glyphs) && r.Glyphs[to].At == r.Glyphs[from].At; to++ {
		width += r.Glyphs[to].Advance
	}
	return to, width
}
