package kit

import (
	"fyne.io/fyne/v2"

	"godwit/app/render/display"
)

// arrowStep is how far an arrow key scrolls.
const arrowStep float32 = 44

// TypedRune hands single-letter commands to the owner.
func (v *HTMLView) TypedRune(r rune) { passRune(v.OnRune, r) }

// AcceptsTab implements fyne.Tabbable: Tab goes from link to link, and leaves the
// view behind the last.
func (v *HTMLView) AcceptsTab() bool {
	return v.pane.nextLink(keyModifiers()&fyne.KeyModifierShift != 0) >= 0
}

// TypedKey scrolls, goes from link to link, or extends the selection while shift
// is held.
func (v *HTMLView) TypedKey(e *fyne.KeyEvent) {
	p := v.pane
	mods := keyModifiers()
	shift := mods&fyne.KeyModifierShift != 0
	if isMenuKey(e, mods) {
		v.menuByKey()
		return
	}
	if shift && p.extend(e.Name) {
		return
	}
	switch e.Name {
	case fyne.KeyDown:
		p.scrollBy(arrowStep)
	case fyne.KeyUp:
		p.scrollBy(-arrowStep)
	case fyne.KeyLeft, fyne.KeyRight:
		v.sideways(e)
	case fyne.KeyPageDown:
		p.page(1)
	case fyne.KeyPageUp:
		p.page(-1)
	case fyne.KeySpace:
		step := float32(1)
		if shift {
			step = -1
		}
		if !p.page(step) { // at its end the owner may go to the next message
			passKey(v.OnKey, e)
		}
	case fyne.KeyHome, fyne.KeyEnd:
		toEdge(p.pile, p.scrollTo, p.Size().Height, e.Name == fyne.KeyEnd)
	case fyne.KeyTab:
		p.focusLink(p.nextLink(shift))
	case fyne.KeyReturn, fyne.KeyEnter:
		if p.link >= 0 && p.link < len(p.links) {
			p.openLink(p.links[p.link].Target)
			return
		}
		passKey(v.OnKey, e)
	default:
		passKey(v.OnKey, e)
	}
}

// sideways scrolls a mail that is wider than the view.
func (v *HTMLView) sideways(e *fyne.KeyEvent) {
	p := v.pane
	room := p.Size().Width - p.scroll.Size().Width
	if room <= 0 {
		passKey(v.OnKey, e)
		return
	}
	by := arrowStep
	if e.Name == fyne.KeyLeft {
		by = -by
	}
	p.scroll.ScrollToOffset(fyne.NewPos(max(0, min(p.scroll.Offset.X+by, room)), p.scroll.Offset.Y))
	p.update()
}

// menuByKey opens the menu at the link with the keyboard in it, or at the top.
func (v *HTMLView) menuByKey() {
	if v.OnMenu == nil {
		return
	}
	p := v.pane
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(v).AddXY(Space6, Space6)
	url := ""
	if p.link >= 0 && p.link < len(p.links) {
		url = p.links[p.link].Target
		r := p.links[p.link].Areas[0]
		o := p.origin().Subtract(p.scroll.Offset)
		at = fyne.CurrentApp().Driver().AbsolutePositionForObject(v).AddXY(o.X+r.X*p.scale(), o.Y+r.Bottom()*p.scale())
	}
	v.OnMenu(at, url)
}

// page goes pages down and tells whether there was anything left to show.
func (p *htmlPane) page(pages float32) bool {
	if p.pile != nil {
		return p.pile.Page(pages)
	}
	before := p.scroll.Offset.Y
	p.scrollBy(pages * (p.scroll.Size().Height - arrowStep))
	return p.scroll.Offset.Y != before
}

// extend moves the end of the selection.
func (p *htmlPane) extend(key fyne.KeyName) bool {
	if !p.placed && !p.placeCaret() {
		return false
	}
	to, column := p.caret, float32(-1)
	switch key {
	case fyne.KeyLeft:
		to = p.list.Step(to, -1)
	case fyne.KeyRight:
		to = p.list.Step(to, 1)
	case fyne.KeyUp:
		to, column = p.list.Row(to, -1, p.column), p.column
	case fyne.KeyDown:
		to, column = p.list.Row(to, 1, p.column), p.column
	case fyne.KeyHome:
		to, _ = p.list.LineAt(to)
	case fyne.KeyEnd:
		_, to = p.list.LineAt(to)
	default:
		return false
	}
	p.extendTo(to, column)
	return true
}

// extendFar moves the end of the selection by words, or to an end of the mail.
func (v *HTMLView) extendFar(key fyne.KeyName) bool {
	p := v.pane
	if !p.placed && !p.placeCaret() {
		return false
	}
	to := p.caret
	switch key {
	case fyne.KeyLeft:
		to = p.list.WordStep(to, -1)
	case fyne.KeyRight:
		to = p.list.WordStep(to, 1)
	case fyne.KeyHome:
		to, _ = p.list.Start()
	case fyne.KeyEnd:
		to, _ = p.list.End()
	default:
		return false
	}
	p.extendTo(to, -1)
	return true
}

// placeCaret begins a selection by keys at the top of what is in sight.
func (p *htmlPane) placeCaret() bool {
	if p.list == nil {
		return false
	}
	x, y := p.toList(p.scroll.Offset)
	at, _, ok := p.list.TextAt(x, max(0, y))
	if ok {
		p.selectRange(at, at)
	}
	return ok
}

// extendTo selects up to a place and shows it. Up and down keep to a column; -1 is
// that of the place.
func (p *htmlPane) extendTo(to display.Pos, column float32) {
	p.selectRange(p.anchor, to)
	if column >= 0 {
		p.column = column
	}
	p.show(p.list.Caret(to))
}

// nextLink is the link that Tab goes to: the next one, or the first in sight; -1
// when there is none further on.
func (p *htmlPane) nextLink(back bool) int {
	if p.list == nil {
		return -1
	}
	if p.links == nil {
		p.links = p.list.Links()
	}
	if p.link >= 0 {
		next := p.link + 1
		if back {
			next = p.link - 1
		}
		if next >= len(p.links) {
			return -1
		}
		return next
	}
	_, top := p.toList(p.scroll.Offset)
	best := -1
	for i, l := range p.links {
		if l.Areas[0].Y >= top {
			if !back {
				return i
			}
			break
		}
		if back {
			best = i
		}
	}
	return best
}

// focusLink puts the keyboard into a link and shows it.
func (p *htmlPane) focusLink(i int) {
	p.link = i
	if i < 0 {
		p.hover("")
		p.update()
		return
	}
	p.hover(p.links[i].Target)
	p.show(p.links[i].Areas[0])
}

// TypedShortcut copies and selects all, and passes on the rest.
func (v *HTMLView) TypedShortcut(s fyne.Shortcut) { readingShortcut(v, v.OnKey, s) }
