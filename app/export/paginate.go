package export

import (
	"sort"

	"godwit/app"
	"godwit/app/render/display"
)

// part is a list on the way down the paper.
type part struct {
	list  *display.List
	y     float32 // where it begins, counted from the first page's top
	scale float32
}

func (p *part) bottom() float32 { return p.y + p.list.Height*p.scale }

const (
	maxPages = 1000
	small    = 0.25 // of a page: boxes of up to this height are kept in one piece
)

// band is what should not be divided, from top to bottom.
type band struct{ top, bottom float32 }

// bands are the lines, the pictures and the small boxes of all parts, by their
// tops. Only pictures of up to most of a page are kept in one piece.
func bands(parts []part, height float32) []band {
	var out []band
	for i := range parts {
		p := &parts[i]
		for k := range p.list.Ops {
			o := &p.list.Ops[k]
			h := o.Rect.H * p.scale
			switch o.Kind {
			case display.Text:
				if h > height/2 {
					continue
				}
			case display.Image:
				if h > height*0.8 || o.Image.Decorative && h > height*small {
					continue
				}
			case display.Fill, display.Gradient, display.Border:
				if h > height*small {
					continue
				}
			default:
				continue
			}
			if h > 0 {
				top := p.y + o.Rect.Y*p.scale
				out = append(out, band{top, top + h})
			}
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].top < out[j].top })
	return out
}

// paginate says where pages begin, and where the last one ends. A page ends
// above whatever would be divided by its end, unless that leaves less than half
// of it filled.
func paginate(parts []part, height float32) ([]float32, error) {
	all := bands(parts, height)
	end := float32(0)
	for _, b := range all {
		end = max(end, b.bottom)
	}
	tops := []float32{0}
	for top := float32(0); end-top > height; {
		cut := top + height
		for moved := true; moved; {
			moved = false
			// Nothing is higher than a page, so that only a page's worth can reach the cut.
			from := sort.Search(len(all), func(i int) bool { return all[i].top >= cut-height })
			for _, b := range all[from:] {
				if b.top >= cut {
					break
				}
				if b.bottom > cut+0.5 {
					cut, moved = b.top, true
					break
				}
			}
		}
		if cut < top+height/2 {
			cut = top + height
		}
		top = cut
		if tops = append(tops, top); len(tops) > maxPages {
			return nil, app.ErrLong
		}
	}
	return append(tops, max(end, tops[len(tops)-1]+1)), nil
}
