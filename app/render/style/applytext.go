package style

import (
	"strings"

	"godwit/app/render/css"
)

var (
	aligns = map[string]Align{
		"left": AlignLeft, "right": AlignRight, "center": Center, "justify": JustifyText, "start": Start, "end": End,
		"-webkit-left": AlignLeft, "-webkit-right": AlignRight, "-webkit-center": Center, "-moz-center": Center,
	}
	transforms  = map[string]Transform{"none": AsIs, "uppercase": Upper, "lowercase": Lower, "capitalize": Capitalize}
	whiteSpaces = map[string]WhiteSpace{
		"normal": Normal, "nowrap": NoWrap, "pre": Pre, "pre-wrap": PreWrap, "break-spaces": PreWrap, "pre-line": PreLine,
	}
	lineStyles = map[string]LineStyle{
		"none": NoLine, "hidden": NoLine, "solid": Solid, "dashed": Dashed, "dotted": Dotted, "double": Double,
		"groove": Groove, "ridge": Ridge, "inset": Inset, "outset": Outset, "wavy": Wavy,
	}
)

// text sets the properties of text; false if the property is another.
func (a *applier) text(name, value, v string) bool {
	s := a.s
	switch name {
	case "color":
		if c, ok := css.ParseColor(v, a.parent.Color); ok {
			s.Color = c
		}
	case "font-family":
		s.Family = value
	case "font-size":
		a.fontSize(v)
	case "font-weight":
		a.fontWeight(v)
	case "font-style":
		s.Italic = v == "italic" || strings.HasPrefix(v, "oblique")
	case "font-variant", "font-variant-caps":
		s.SmallCaps = strings.Contains(v, "small-caps")
	case "line-height":
		a.lineHeight(v)
	case "text-align":
		if v == "-webkit-match-center" { // of th: centred unless told otherwise outside
			if a.parent.Align == Start {
				s.Align = Center
			}
			break
		}
		if _, ok := aligns[v]; ok {
			s.Align, s.AlignBlocks = aligns[v], strings.HasPrefix(v, "-")
		}
	case "text-indent":
		if f := strings.Fields(v); len(f) > 0 {
			a.length(f[0], &s.Indent)
		}
	case "letter-spacing":
		a.pixels(v, &s.LetterSpacing)
	case "word-spacing":
		a.pixels(v, &s.WordSpacing)
	case "text-transform":
		word(transforms, v, &s.Transform)
	case "white-space":
		word(whiteSpaces, v, &s.WhiteSpace)
	case "word-break":
		s.BreakAll = v == "break-all"
		s.BreakWord = v == "break-word" || s.BreakWord && v != "normal"
		s.Anywhere = v == "break-word"
	case "overflow-wrap", "line-break":
		s.BreakWord = v == "break-word" || v == "anywhere"
		s.Anywhere = v == "anywhere" || s.Anywhere && v != "normal"
	case "text-decoration-line":
		a.decorate(v)
	case "text-decoration-style":
		for i := range a.lines {
			word(lineStyles, v, &a.lines[i].Style)
		}
	case "text-decoration-color":
		for i := range a.lines {
			a.color(v, &a.lines[i].Color)
		}
	case "text-decoration": // with a variable: as the lines alone
		a.decorate(v)
	case "text-shadow":
		s.Shadows = a.shadows(value)
	case "direction":
		s.RTL = v == "rtl"
	case "unicode-bidi":
		s.Isolate = v == "isolate" || v == "embed" || v == "plaintext" || v == "isolate-override"
		s.Override = strings.Contains(v, "override")
		s.Plaintext = v == "plaintext"
	case "visibility":
		s.Hidden = v == "hidden" || v == "collapse"
	case "opacity":
		if n, unit, ok := css.Number(v); ok {
			if unit == "%" {
				n /= 100
			}
			s.Opacity = a.parent.Opacity * max(0, min(1, n))
		}
	case "list-style-type":
		s.ListType = v
	case "list-style-position":
		s.ListInside = v == "inside"
	case "border-collapse":
		s.Collapse = v == "collapse"
	case "border-spacing":
		if f := css.Fields(v); len(f) > 0 {
			a.pixels(f[0], &s.SpacingX)
			a.pixels(f[len(f)-1], &s.SpacingY)
			s.SpacingX, s.SpacingY = max(0, s.SpacingX), max(0, s.SpacingY)
		}
	case "empty-cells":
		s.EmptyHidden = v == "hide"
	default:
		return false
	}
	return true
}

func (a *applier) decorate(v string) {
	a.lines = a.lines[:0]
	for _, f := range strings.Fields(v) {
		l := Line{Style: Solid, Color: a.s.Color}
		switch f {
		case "underline":
		case "overline":
			l.Where = Over
		case "line-through":
			l.Where = Through
		default:
			continue
		}
		a.lines = append(a.lines, l)
	}
}

// shadows reads text-shadow and box-shadow.
func (a *applier) shadows(value string) []Shadow {
	if lower(value) == "none" {
		return nil
	}
	var out []Shadow
	for _, one := range css.Commas(value) {
		sh := Shadow{Color: a.s.Color}
		var at []float32
		for _, f := range css.Fields(one) {
			if strings.EqualFold(f, "inset") {
				sh.Inset = true
			} else if l, ok := css.ParseLength(f, a.units()); ok && l.Absolute() {
				at = append(at, l.Px)
			} else if !a.color(f, &sh.Color) {
				return nil
			}
		}
		if len(at) < 2 || len(out) >= 8 {
			return out
		}
		sh.X, sh.Y = at[0], at[1]
		if len(at) > 2 {
			sh.Blur = max(0, min(200, at[2]))
		}
		if len(at) > 3 {
			sh.Spread = at[3]
		}
		out = append(out, sh)
	}
	return out
}
