package kit

import (
	"fyne.io/fyne/v2"
)

// linkScan bounds how many lines Tab looks at for the next link.
const linkScan = 20_000

// spot is a link of a text: its line, and which one of it.
type spot struct{ line, n int }

// AcceptsTab implements fyne.Tabbable: Tab goes from link to link, and leaves the
// view behind the last.
func (v *TextView) AcceptsTab() bool {
	_, ok := v.pane.nextLink(keyModifiers()&fyne.KeyModifierShift != 0)
	return ok
}

// nextLink is the link that Tab goes to: the one after the link it is in, or the
// first in sight.
func (p *textPane) nextLink(back bool) (spot, bool) {
	step, at := 1, spot{0, -1}
	if back {
		step = -1
	}
	switch {
	case p.tabbed:
		at = p.tab
	case len(p.doc.lines) > 0 && p.doc.wrap.rows() > 0:
		at.line, _ = p.doc.wrap.lineOf(max(0, min(int((p.scroll.Offset.Y-p.textTop())/p.rowHeight), p.doc.wrap.rows()-1)))
	}
	at.n += step
	for seen := 0; at.line >= 0 && at.line < len(p.doc.lines) && seen < linkScan; seen++ {
		links := p.lineLinks(at.line)
		if at.n >= 0 && at.n < len(links) {
			return at, true
		}
		at.line += step
		at.n = 0
		if back && at.line >= 0 {
			at.n = len(p.lineLinks(at.line)) - 1
		}
	}
	return spot{}, false
}

// focusLink selects the next link, which shows where the keyboard is.
func (p *textPane) focusLink(back bool) {
	at, ok := p.nextLink(back)
	if p.tabbed = ok; !ok {
		p.hover("")
		return
	}
	p.tab = at
	l := p.lineLinks(at.line)[at.n]
	p.doc.moveTo(pos{at.line, l.from}, false)
	p.doc.moveTo(pos{at.line, l.to}, true)
	p.hover(l.url)
	p.show(pos{at.line, l.from})
	p.update()
}

// tabLink is the link with the keyboard in it, or "".
func (p *textPane) tabLink() string {
	if !p.tabbed || p.tab.line >= len(p.doc.lines) {
		return ""
	}
	if links := p.lineLinks(p.tab.line); p.tab.n < len(links) {
		return links[p.tab.n].url
	}
	return ""
}

// hover tells the owner where the link leads that the pointer or the keyboard is
// in.
func (p *textPane) hover(url string) {
	if p.owner.OnHover != nil && url != p.told {
		p.told = url
		p.owner.OnHover(url)
	}
}
