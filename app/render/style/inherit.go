package style

import "strings"

// inherits says whether a property is one of Inherited.
func inherits(name string) bool {
	switch name {
	case "color", "line-height", "text-align", "text-indent", "text-transform", "text-shadow", "letter-spacing", "word-spacing",
		"white-space", "word-break", "overflow-wrap", "direction", "visibility", "border-collapse", "border-spacing", "empty-cells":
		return true
	}
	return strings.HasPrefix(name, "font-") || strings.HasPrefix(name, "list-style-")
}

// copyProperty sets one property as it is in another style.
func copyProperty(to, from *Style, name string) {
	switch name {
	case "color":
		to.Color = from.Color
	case "font-family":
		to.Family, to.mono = from.Family, from.mono
	case "font-size":
		to.Size, to.exact = from.Size, from.exact
	case "font-weight":
		to.Weight = from.Weight
	case "font-style":
		to.Italic = from.Italic
	case "font-variant", "font-variant-caps":
		to.SmallCaps = from.SmallCaps
	case "line-height":
		to.LineHeight = from.LineHeight
	case "text-align":
		to.Align, to.AlignBlocks = from.Align, from.AlignBlocks
	case "text-indent":
		to.Indent = from.Indent
	case "text-transform":
		to.Transform = from.Transform
	case "letter-spacing":
		to.LetterSpacing = from.LetterSpacing
	case "word-spacing":
		to.WordSpacing = from.WordSpacing
	case "white-space":
		to.WhiteSpace = from.WhiteSpace
	case "word-break":
		to.BreakAll = from.BreakAll
	case "overflow-wrap":
		to.BreakWord = from.BreakWord
	case "direction":
		to.RTL = from.RTL
	case "visibility":
		to.Hidden = from.Hidden
	case "opacity":
		to.Opacity = from.Opacity
	case "border-collapse":
		to.Collapse = from.Collapse
	case "border-spacing":
		to.SpacingX, to.SpacingY = from.SpacingX, from.SpacingY
	case "list-style-type":
		to.ListType = from.ListType
	case "list-style-position":
		to.ListInside = from.ListInside
	case "text-shadow":
		to.Shadows = from.Shadows
	case "display":
		to.Display = from.Display
	case "float":
		to.Float = from.Float
	case "position":
		to.Position = from.Position
	case "vertical-align":
		to.Vertical, to.Raise = from.Vertical, from.Raise
	case "width":
		to.Width = from.Width
	case "height":
		to.Height = from.Height
	case "min-width":
		to.MinWidth = from.MinWidth
	case "max-width":
		to.MaxWidth = from.MaxWidth
	case "min-height":
		to.MinHeight = from.MinHeight
	case "max-height":
		to.MaxHeight = from.MaxHeight
	case "background-color":
		to.Background = from.Background
	case "background-image":
		to.Layers = append([]Layer(nil), from.Layers...)
	case "box-sizing":
		to.BorderBox = from.BorderBox
	case "box-shadow":
		to.BoxShadows = from.BoxShadows
	default:
		copyEdge(to, from, name)
	}
}

func copyEdge(to, from *Style, name string) {
	kind, rest, _ := strings.Cut(name, "-")
	side, part, _ := strings.Cut(rest, "-")
	i, ok := sideIndex[side]
	switch {
	case !ok && kind == "border" && strings.HasSuffix(name, "-radius"):
		to.Radius = from.Radius
	case !ok:
	case kind == "margin":
		to.Margin[i] = from.Margin[i]
	case kind == "padding":
		to.Padding[i] = from.Padding[i]
	case kind == "border" && part == "width":
		to.Border[i].Width = from.Border[i].Width
	case kind == "border" && part == "style":
		to.Border[i].Style = from.Border[i].Style
	case kind == "border" && part == "color":
		to.Border[i].Color = from.Border[i].Color
	}
}
