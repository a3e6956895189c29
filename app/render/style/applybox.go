package style

import (
	"strconv"
	"strings"

	"godwit/app/render/css"
)

var (
	displays = map[string]Display{
		"none": None, "block": Block, "flow-root": Block, "inline": Inline, "inline-block": InlineBlock, "list-item": ListItem,
		"table": Table, "inline-table": InlineTable, "table-row": Row, "table-cell": Cell, "table-row-group": RowGroup,
		"table-header-group": HeaderGroup, "table-footer-group": FooterGroup, "table-caption": Caption,
		"table-column": ColumnElement, "table-column-group": ColumnGroup, "flex": Flex, "-webkit-flex": Flex, "inline-flex": InlineFlex,
		"grid": Grid, "inline-grid": InlineGrid, "contents": Contents, "-webkit-box": Block,
	}
	verticals = map[string]Vertical{
		"baseline": Baseline, "top": Top, "middle": Middle, "center": Middle, "bottom": Bottom, "text-top": TextTop,
		"text-bottom": TextBottom, "sub": Sub, "super": Super, "-webkit-baseline-middle": MiddleOnBaseline,
	}
	positions = map[string]Position{"static": Static, "relative": Relative, "sticky": Static, "absolute": Absolute, "fixed": Absolute}
	sideIndex = map[string]int{"top": 0, "right": 1, "bottom": 2, "left": 3}
	fits      = map[string]Fit{"fill": FitFill, "contain": FitContain, "scale-down": FitContain, "cover": FitCover, "none": FitNone}
)

// box sets the properties of boxes; false if the property is another.
func (a *applier) box(name, value, v string) bool {
	s := a.s
	switch name {
	case "display":
		word(displays, v, &s.Display)
		s.FlowRoot = v == "flow-root"
	case "float":
		word(map[string]Side{"none": NoSide, "left": Left, "right": Right}, v, &s.Float)
	case "clear":
		word(map[string]Clear{"none": 0, "left": ClearLeft, "right": ClearRight, "both": ClearBoth}, v, &s.Clear)
	case "position":
		word(positions, v, &s.Position)
	case "top", "right", "bottom", "left":
		a.length(v, &s.Inset[sideIndex[name]])
	case "z-index":
		if n, err := strconv.Atoi(v); err == nil {
			s.Z = max(-1e6, min(n, 1e6))
		}
	case "transform":
		a.transform(v)
	case "width":
		if s.FitWidth = strings.HasSuffix(v, "-content"); s.FitWidth {
			s.Width = css.Length{}
		}
		a.size(v, &s.Width)
	case "aspect-ratio":
		a.aspect(v)
	case "height":
		a.size(v, &s.Height)
	case "min-width":
		a.size(v, &s.MinWidth)
	case "max-width":
		a.size(v, &s.MaxWidth)
	case "min-height":
		a.size(v, &s.MinHeight)
	case "max-height":
		a.size(v, &s.MaxHeight)
	case "box-sizing":
		s.BorderBox = v == "border-box"
	case "vertical-align":
		if k, ok := verticals[v]; ok {
			s.Vertical = k
		} else if l, ok := css.ParseLength(v, a.units()); ok && l.Fixed() {
			s.Vertical, s.Raise = Raised, l
		}
	case "overflow-x", "overflow-y":
		s.Clip = v != "visible"
	case "text-overflow":
		s.Ellipsis = strings.HasPrefix(v, "ellipsis")
	case "-webkit-line-clamp", "line-clamp":
		s.Clamp = 0
		if n, err := strconv.Atoi(v); err == nil {
			s.Clamp = max(0, min(n, 1000))
		}
	case "table-layout":
		s.FixedTable = v == "fixed"
	case "caption-side":
		s.CaptionEnd = v == "bottom"
	case "object-fit":
		word(fits, v, &s.Fit)
	case "box-shadow":
		s.BoxShadows = a.shadows(value)
	case "background-color":
		a.color(v, &s.Background)
	case "background-image", "background-position", "background-size", "background-repeat":
		a.layers(name, value, v)
	case "content":
		s.Content, s.HasContent = contentText(value)
	default:
		return a.edge(name, v)
	}
	return true
}

// transform reads how far a box is moved; turns and scales are left out.
func (a *applier) transform(v string) {
	a.s.Shift = [2]css.Length{}
	for _, f := range css.Fields(v) {
		name, inner, call := css.Call(f)
		args := css.Commas(inner)
		if !call || len(args) == 0 {
			continue
		}
		switch name {
		case "translate":
			a.length(strings.TrimSpace(args[0]), &a.s.Shift[0])
			if len(args) > 1 {
				a.length(strings.TrimSpace(args[1]), &a.s.Shift[1])
			}
		case "translatex":
			a.length(strings.TrimSpace(args[0]), &a.s.Shift[0])
		case "translatey":
			a.length(strings.TrimSpace(args[0]), &a.s.Shift[1])
		}
	}
}

// aspect reads "16 / 9" and "1.5".
func (a *applier) aspect(v string) {
	w, h, both := strings.Cut(strings.TrimSpace(strings.TrimPrefix(v, "auto")), "/")
	width, _, ok := css.Number(strings.TrimSpace(w))
	height := float32(1)
	if both && ok {
		height, _, ok = css.Number(strings.TrimSpace(h))
	}
	a.s.Aspect = 0
	if ok && width > 0 && height > 0 {
		a.s.Aspect = width / height
	}
}

// edge sets margins, padding and borders.
func (a *applier) edge(name, v string) bool {
	s := a.s
	kind, rest, _ := strings.Cut(name, "-")
	side, part, _ := strings.Cut(rest, "-")
	i, ok := sideIndex[side]
	switch {
	case kind == "margin" && ok:
		a.length(v, &s.Margin[i])
	case kind == "padding" && ok:
		a.size(v, &s.Padding[i])
	case kind == "border" && strings.HasSuffix(name, "-radius"):
		for k, corner := range css.Corners {
			if name != "border-"+corner+"-radius" {
				continue
			}
			if f := css.Fields(v); len(f) > 0 {
				a.size(f[0], &s.Radius[k][0])
				a.size(f[len(f)-1], &s.Radius[k][1])
			}
		}
	case kind == "border" && ok && part == "width":
		switch v {
		case "thin":
			s.Border[i].Width = 1
		case "medium":
			s.Border[i].Width = 3
		case "thick":
			s.Border[i].Width = 5
		default:
			if l, ok := css.ParseLength(v, a.units()); ok && l.Absolute() && l.Px >= 0 {
				s.Border[i].Width = l.Px
			}
		}
	case kind == "border" && ok && part == "style":
		if k, ok := lineStyles[v]; ok {
			if s.Border[i].Style == NoLine && s.Border[i].Width == 0 && k != NoLine && !a.widthSet(i) {
				s.Border[i].Width = 3
			}
			s.Border[i].Style = k
		}
	case kind == "border" && ok && part == "color":
		a.colours[i] = a.color(v, &s.Border[i].Color) && v != "currentcolor"
	default:
		return false
	}
	return true
}

// widthSet says whether some declaration sets the width of a border; without
// one a border with a style is of medium width.
func (a *applier) widthSet(side int) bool {
	name := "border-" + [4]string{"top", "right", "bottom", "left"}[side] + "-width"
	for i := range a.cascade.found {
		if a.cascade.found[i].Name == name {
			return true
		}
	}
	return false
}

// contentText is the text of the content property: strings, and quotes.
func contentText(value string) (string, bool) {
	var out strings.Builder
	for _, f := range css.Fields(value) {
		switch l := strings.ToLower(f); {
		case l == "none" || l == "normal":
			return "", false
		case l == "open-quote":
			out.WriteString("“")
		case l == "close-quote":
			out.WriteString("”")
		case strings.HasPrefix(f, `"`) || strings.HasPrefix(f, `'`):
			out.WriteString(css.Unquote(f))
		}
	}
	return out.String(), true
}
