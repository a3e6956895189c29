package kit

// ScrollTo shows what is at a height of the list, in its pixels, so far below the
// top of the view.
func (v *HTMLView) ScrollTo(y, below float32) {
	p := v.pane
	if p.list == nil || p.scroll.Size().Height <= 0 {
		return
	}
	if to := p.origin().Y + y*p.scale() - below; max(to-p.scroll.Offset.Y, p.scroll.Offset.Y-to) >= 1 {
		p.scrollTo(to)
	}
}
