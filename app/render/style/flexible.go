package style

import (
	"strconv"
	"strings"

	"godwit/app/render/css"
)

var (
	justifies = map[string]Justify{
		"flex-start": JustifyStart, "start": JustifyStart, "left": JustifyStart, "normal": JustifyStart, "flex-end": JustifyEnd,
		"end": JustifyEnd, "right": JustifyEnd, "center": JustifyCenter, "space-between": SpaceBetween,
		"space-around": SpaceAround, "space-evenly": SpaceEvenly, "stretch": JustifyStretch,
	}
	items = map[string]Items{
		"auto": ItemsAuto, "normal": ItemsAuto, "stretch": ItemsStretch, "flex-start": ItemsStart, "start": ItemsStart,
		"self-start": ItemsStart, "flex-end": ItemsEnd, "end": ItemsEnd, "self-end": ItemsEnd, "center": ItemsCenter,
		"baseline": ItemsBaseline,
	}
)

// flexible sets the properties of flex boxes and grids.
func (a *applier) flexible(name, v string) {
	s := a.s
	switch name {
	case "flex-direction":
		s.Column, s.Reverse = strings.HasPrefix(v, "column"), strings.HasSuffix(v, "reverse")
	case "flex-wrap":
		s.Wrap = strings.HasPrefix(v, "wrap")
	case "flex-grow":
		if n, _, ok := css.Number(v); ok && n >= 0 {
			s.Grow = n
		}
	case "flex-shrink":
		if n, _, ok := css.Number(v); ok && n >= 0 {
			s.Shrink = n
		}
	case "flex-basis":
		a.size(v, &s.Basis)
	case "order":
		if n, err := strconv.Atoi(v); err == nil {
			s.Order = n
		}
	case "justify-content":
		word(justifies, v, &s.Justify)
	case "align-items":
		word(items, v, &s.Items)
	case "justify-items":
		word(items, v, &s.Across)
	case "justify-self":
		word(items, v, &s.Own)
	case "align-self":
		word(items, v, &s.Self)
	case "row-gap":
		a.size(v, &s.RowGap)
	case "column-gap":
		a.size(v, &s.ColGap)
	case "column-count":
		s.Count = 0
		if n, err := strconv.Atoi(v); err == nil {
			s.Count = max(0, min(n, 20))
		}
	case "column-width":
		s.Each = 0
		a.pixels(v, &s.Each)
	case "grid-template-columns":
		s.Columns = a.tracks(v)
	case "grid-template-rows":
		s.Rows = a.tracks(v)
	case "grid-template-areas":
		s.Areas = areas(v)
	case "grid-area":
		a.area(v)
	case "grid-column":
		s.GridCol = place(v)
	case "grid-row":
		s.GridRow = place(v)
	case "grid-column-start":
		s.GridCol.Start, _ = strconv.Atoi(v)
	case "grid-row-start":
		s.GridRow.Start, _ = strconv.Atoi(v)
	}
}

const maxTracks = 100

// tracks reads the columns or rows of a grid.
func (a *applier) tracks(v string) []Track {
	var out []Track
	for _, f := range css.Fields(v) {
		name, inner, call := css.Call(f)
		switch {
		case strings.HasPrefix(f, "["): // a name of a line
		case call && name == "repeat":
			count, list, _ := strings.Cut(inner, ",")
			inside := a.tracks(strings.TrimSpace(list))
			n, err := strconv.Atoi(strings.TrimSpace(count))
			if err != nil { // auto-fill, auto-fit
				for i := range inside {
					inside[i].Fill = true
				}
				n = 1
			}
			for range min(max(n, 0), maxTracks) {
				out = append(out, inside...)
				if len(out) > maxTracks {
					return out[:maxTracks]
				}
			}
		case call && name == "minmax":
			low, high, _ := strings.Cut(inner, ",")
			t := a.track(strings.TrimSpace(high))
			if l, ok := css.ParseLength(low, a.units()); ok && l.Absolute() {
				t.Min = max(0, l.Px)
			}
			out = append(out, t)
		case call && name == "fit-content":
			out = append(out, Track{})
		default:
			out = append(out, a.track(f))
		}
	}
	return out
}

func (a *applier) track(f string) Track {
	if n, unit, ok := css.Number(f); ok && unit == "fr" {
		return Track{Fr: max(0, n)}
	}
	if l, ok := css.ParseLength(f, a.units()); ok && l.Fixed() {
		return Track{Size: l}
	}
	return Track{}
}

// areas reads the rows of names of grid-template-areas.
func areas(v string) [][]string {
	var out [][]string
	for _, f := range css.Fields(v) {
		if strings.HasPrefix(f, `"`) || strings.HasPrefix(f, "'") {
			if names := strings.Fields(css.Unquote(f)); len(names) <= maxTracks && len(out) < maxTracks {
				out = append(out, names)
			}
		}
	}
	return out
}

// area reads a name, or row-start / column-start / row-end / column-end.
func (a *applier) area(v string) {
	parts := strings.Split(v, "/")
	if len(parts) == 1 {
		a.s.Area = strings.TrimSpace(v)
		return
	}
	for len(parts) < 4 {
		parts = append(parts, "")
	}
	a.s.GridRow, a.s.GridCol = place(parts[0]+"/"+parts[2]), place(parts[1]+"/"+parts[3])
}

// place reads "2", "2 / 4", "span 2", "1 / span 2" and "1 / -1".
func place(v string) Place {
	from, to, both := strings.Cut(v, "/")
	var p Place
	number := func(s string) (n int, span bool) {
		s, span = strings.CutPrefix(strings.TrimSpace(s), "span ")
		n, _ = strconv.Atoi(strings.TrimSpace(s))
		return max(-1, min(n, maxTracks)), span
	}
	if n, span := number(from); span {
		p.Span = n
	} else {
		p.Start = n
	}
	if both {
		switch n, span := number(to); {
		case span:
			p.Span = n
		case n < 0:
			p.Span = -1 // to the last line
		case n > p.Start:
			p.Span = n - max(p.Start, 1)
		}
	}
	return p
}
