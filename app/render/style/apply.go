package style

import (
	"image/color"
	"strings"

	"godwit/app/render/css"
)

// applier sets the properties of one style.
type applier struct {
	cascade *Cascade
	s       *Style
	parent  *Style
	lines   []Line // of this element's own text decoration
	colours [4]bool
}

const rootSize = 16 // pixels: the font size of the outermost element, 1rem

func (a *applier) units() css.Units {
	return css.Units{Em: a.s.Size, Rem: rootSize, Ex: a.s.Size * .52, // as in the common sans-serifs
		Width: a.cascade.view.Width, Height: a.cascade.view.Height}
}

func (a *applier) length(v string, to *css.Length) {
	if l, ok := css.ParseLength(v, a.units()); ok {
		*to = l
	}
}

// size is length for what cannot be negative.
func (a *applier) size(v string, to *css.Length) {
	if l, ok := css.ParseLength(v, a.units()); ok && l.Px+l.Percent >= 0 || ok && l.Relative() && l.Percent > 0 {
		*to = l
	}
}

func (a *applier) pixels(v string, to *float32) {
	if l, ok := css.ParseLength(v, a.units()); ok && l.Percent == 0 {
		*to = l.Px
	}
}

// word sets a property of keywords.
func word[T any](words map[string]T, v string, to *T) {
	if k, ok := words[v]; ok {
		*to = k
	}
}

// property sets one longhand property.
func (a *applier) property(name, value string) {
	v := lower(value)
	switch v {
	case "inherit":
		copyProperty(a.s, a.parent, name)
		return
	case "initial":
		copyProperty(a.s, &a.cascade.initial, name)
		return
	case "unset", "revert", "revert-layer":
		if inherits(name) {
			copyProperty(a.s, a.parent, name)
		} else {
			copyProperty(a.s, &a.cascade.initial, name)
		}
		return
	}
	if a.text(name, value, v) || a.box(name, value, v) {
		return
	}
	a.flexible(name, v)
}

func lower(s string) string {
	for i := range len(s) {
		if s[i] >= 'A' && s[i] <= 'Z' {
			return strings.ToLower(s)
		}
	}
	return s
}

var fontSizes = map[string]float32{
	"xx-small": 9, "x-small": 10, "small": 13, "medium": 16, "large": 18, "x-large": 24, "xx-large": 32, "xxx-large": 48,
}

const maxFont = 400 // pixels

func (a *applier) fontSize(v string) {
	base := a.parent.Size
	if a.s.mono != a.parent.mono { // percentages are of the other font's size
		base = a.s.Size
	}
	if px, ok := fontSizes[v]; ok {
		if a.s.mono {
			px *= 13. / 16
		}
		a.s.Size, a.s.exact = px, false
		return
	}
	switch v {
	case "smaller":
		a.s.Size = base / 1.2
		return
	case "larger":
		a.s.Size = base * 1.2
		return
	}
	u := a.units()
	u.Em = base
	l, ok := css.ParseLength(v, u)
	if ok && l.Fixed() {
		if px := l.Of(base); px >= 0 {
			a.s.Size = min(px, maxFont)
			if _, unit, ok := css.Number(v); !ok || unit != "%" && unit != "em" {
				a.s.exact = true
			}
		}
	}
}

func (a *applier) fontWeight(v string) {
	switch v {
	case "normal":
		a.s.Weight = 400
	case "bold":
		a.s.Weight = 700
	case "bolder":
		switch w := a.parent.Weight; {
		case w < 350:
			a.s.Weight = 400
		case w < 550:
			a.s.Weight = 700
		default:
			a.s.Weight = max(w, 900)
		}
	case "lighter":
		switch w := a.parent.Weight; {
		case w < 550:
			a.s.Weight = 100
		case w < 750:
			a.s.Weight = 400
		default:
			a.s.Weight = 700
		}
	default:
		if n, unit, ok := css.Number(v); ok && unit == "" && n >= 1 && n <= 1000 {
			a.s.Weight = int(n)
		}
	}
}

func (a *applier) lineHeight(v string) {
	if v == "normal" {
		a.s.LineHeight = LineHeight{}
		return
	}
	if n, unit, ok := css.Number(v); ok && unit == "" {
		if n >= 0 {
			a.s.LineHeight = LineHeight{Factor: n, Set: true}
		}
		return
	}
	if l, ok := css.ParseLength(v, a.units()); ok && l.Fixed() {
		if px := l.Of(a.s.Size); px >= 0 {
			a.s.LineHeight = LineHeight{Px: px, Set: true}
		}
	}
}

func (a *applier) color(v string, to *color.NRGBA) bool {
	c, ok := css.ParseColor(v, a.s.Color)
	if ok {
		*to = c
	}
	return ok
}

// finish settles what depends on several properties.
func (a *applier) finish() {
	s := a.s
	for i := range s.Border {
		b := &s.Border[i]
		if b.Style == NoLine {
			b.Width = 0
		}
		b.Width = min(b.Width, 500)
		if b.Width > 0 && b.Width < 1 {
			b.Width = 1
		} else {
			b.Width = float32(int(b.Width))
		}
		if !a.colours[i] {
			b.Color = s.Color
		}
	}
	for i := range s.Padding {
		if s.Padding[i].Kind != css.Given {
			s.Padding[i] = css.Length{}
		}
	}
	if s.Float != NoSide || s.Position == Absolute {
		s.Display = blockified(s.Display)
	}
	if s.Position == Absolute {
		s.Float = NoSide
	}
	if s.Display != Inline && s.Display != Contents && (s.Display != Block || s.Float != NoSide || s.Position == Absolute) && outOfLine(s) {
		s.Lines = nil
	}
	if len(a.lines) > 0 {
		s.Lines = append(append([]Line(nil), s.Lines...), a.lines...)
	}
	if s.Clip && (zero(s.MaxHeight) || zero(s.Height)) && s.MinHeight.Px == 0 && s.Border[0].Width+s.Border[2].Width == 0 &&
		s.Padding[0].Px+s.Padding[2].Px == 0 || s.Opacity < .01 {
		s.Display = None // the line that only lists of mails are to show
	}
}

func zero(l css.Length) bool { return l.Fixed() && l.Px == 0 && l.Percent == 0 }

// outOfLine says whether text decorations from outside end here.
func outOfLine(s *Style) bool {
	return s.Float != NoSide || s.Position == Absolute || s.Display.InlineLevel()
}

func blockified(d Display) Display {
	switch d {
	case Inline, InlineBlock, RowGroup, HeaderGroup, FooterGroup, Row, Cell, Caption, ColumnGroup, ColumnElement, Contents:
		return Block
	case InlineTable:
		return Table
	case InlineFlex:
		return Flex
	case InlineGrid:
		return Grid
	}
	return d
}
