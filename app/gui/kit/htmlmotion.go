package kit

import "godwit/app/render/display"

// Shows reports whether some of a picture of the mail is in sight.
func (v *HTMLView) Shows(ref string) bool {
	p := v.pane
	if !v.Visible() || p.list == nil {
		return false
	}
	_, top := p.toList(p.scroll.Offset)
	bottom := top + p.scroll.Size().Height/p.scale()
	shows := false
	p.pictures(ref, func(r display.Rect) { shows = shows || r.Y < bottom && r.Bottom() > top })
	return shows
}

// Repaint paints anew where a picture is that has changed. Until it is done what
// was painted before stays.
func (v *HTMLView) Repaint(ref string) {
	p := v.pane
	if p.list == nil || v.Work == nil {
		return
	}
	stale := map[int]bool{}
	p.pictures(ref, func(r display.Rect) {
		y := r.Y*p.scale() + htmlInset
		for i := range p.strips {
			if from := float32(i) * stripHeight; y < from+stripHeight && y+r.H*p.scale() > from {
				stale[i] = true
			}
		}
	})
	for i := range stale {
		if s := p.strips[i]; s.pic != nil && !s.busy {
			p.begin(i, s, s.w, s.h)
		}
	}
}

// pictures calls do for each place where a picture is drawn.
func (p *htmlPane) pictures(ref string, do func(display.Rect)) {
	for i := range p.list.Ops {
		if o := &p.list.Ops[i]; o.Kind == display.Image && o.Image.Ref == ref {
			do(o.Rect)
		}
	}
}
