package kit

import (
	"regexp"
	"sort"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// TextView shows the text of a mail, read only: wrapped softly at a comfortable
// width, quotes coloured with a bar at their left, the signature dimmed, links
// to be clicked, selection by mouse and keyboard. It scrolls itself, and a
// header scrolls along. A hundred thousand lines are no trouble: only the
// visible rows exist.
type TextView struct {
	widget.BaseWidget

	// OnLink is called when a link is clicked: https, http, ftp or mailto.
	OnLink func(url string)
	// OnHover tells of the link below the pointer or with the keyboard in it;
	// "" when there is none any more.
	OnHover func(url string)
	// OnFocus is called when the view gets the keyboard.
	OnFocus func()
	// OnMenu asks for a context menu; url is the link below it, or "".
	OnMenu func(at fyne.Position, url string)
	// OnRune gets characters, such as single-letter commands, and OnKey the named
	// keys the view has no use for.
	OnRune func(r rune)
	OnKey  func(e *fyne.KeyEvent)

	pane *textPane
}

// NewTextView is an empty view.
func NewTextView() *TextView {
	v := &TextView{}
	v.pane = newTextPane(v)
	v.pane.left = Space6
	v.ExtendBaseWidget(v)
	return v
}

// SetText shows another text from its beginning.
func (v *TextView) SetText(s string) { v.pane.setText(s) }

// SetLineButton makes a whole line a button that OnLink is told of with target.
func (v *TextView) SetLineButton(line int, target string) {
	if line < len(v.pane.doc.lines) {
		v.pane.links[line] = []link{{0, len(v.pane.doc.lines[line]), target, true}}
		v.pane.stale = true
		v.pane.update()
	}
}

// SetHeader puts o above the text, across the whole width. Its height is its
// minimum; call HeaderChanged when that changes.
func (v *TextView) SetHeader(o fyne.CanvasObject) {
	v.pane.header = o
	v.pane.layout()
}

// HeaderChanged makes room for a header that has grown or shrunk.
func (v *TextView) HeaderChanged() { v.pane.layout() }

// SetMonospace chooses a fixed-width face, for source and patches, and shows every
// line as it is: quotes and the signature are nothing apart.
func (v *TextView) SetMonospace(on bool) {
	if v.pane.mono != on {
		v.pane.mono = on
		v.pane.setFont()
	}
}

// SetZoom scales the text; the value is kept between MinZoom and MaxZoom.
func (v *TextView) SetZoom(z float32) {
	v.pane.zoom = max(MinZoom, min(z, MaxZoom))
	v.pane.setFont()
}

// Zoom is the present scale.
func (v *TextView) Zoom() float32 { return v.pane.zoom }

// SelectedText is what is selected, with quote marks as in the mail.
func (v *TextView) SelectedText() string { return v.pane.doc.selectedText() }

// SelectAll selects the whole text.
func (v *TextView) SelectAll() {
	v.pane.doc.selectAll()
	v.pane.update()
}

// Copy puts the selection on the clipboard, if there is one.
func (v *TextView) Copy() {
	if v.pane.doc.hasSelection() {
		fyne.CurrentApp().Clipboard().SetContent(v.SelectedText())
	}
}

// ScrollToTop shows the beginning.
func (v *TextView) ScrollToTop() { v.pane.scrollTo(0) }

// ScrollToEnd shows the end.
func (v *TextView) ScrollToEnd() { v.pane.scrollTo(v.pane.Size().Height) }

// scrollPage goes a page down, or up when pages is negative, and tells whether
// there was anything left to show.
func (v *TextView) scrollPage(pages int) bool {
	if v.pane.pile != nil {
		return v.pane.pile.Page(float32(pages))
	}
	before := v.pane.scroll.Offset.Y
	v.pane.scrollBy(float32(pages) * (v.pane.scroll.Size().Height - 2*v.pane.rowHeight))
	return v.pane.scroll.Offset.Y != before
}

// maxFound bounds the search hits that are kept.
const maxFound = 10_000

// Find marks every place where words occurs, in any case, goes to the first one
// at or after the top of the view, and tells how many there are. An empty string ends the search.
func (v *TextView) Find(words string) int {
	p := v.pane
	p.found, p.current = nil, -1
	if words == "" {
		p.update()
		return 0
	}
	pattern := regexp.MustCompile("(?i)" + regexp.QuoteMeta(words))
	return v.mark(func(line string) [][]int { return pattern.FindAllStringIndex(line, maxFound) })
}

// Mark is Find by another way to look: find returns of a line which pieces are
// wanted, as octets from and to, in their order.
func (v *TextView) Mark(find func(text string) [][2]int) int {
	return v.mark(func(line string) (out [][]int) {
		for _, span := range find(line) {
			out = append(out, span[:])
		}
		return out
	})
}

func (v *TextView) mark(find func(line string) [][]int) int {
	p := v.pane
	p.found, p.current = nil, -1
	for i, line := range p.doc.lines {
		for _, m := range find(line) {
			if len(p.found) < maxFound {
				p.found = append(p.found, match{i, m[0], m[1]})
			}
		}
	}
	if len(p.found) > 0 {
		line, _ := p.doc.wrap.lineOf(int((p.scroll.Offset.Y - p.textTop()) / p.rowHeight))
		p.current = sort.Search(len(p.found), func(i int) bool { return p.found[i].line >= line }) % len(p.found)
		v.showFound()
	}
	p.update()
	return len(p.found)
}

// FindNext goes step hits on, around the end if need be, and tells which one of
// how many it is, counted from 1.
func (v *TextView) FindNext(step int) (at, of int) {
	p := v.pane
	n := len(p.found)
	if n == 0 {
		return 0, 0
	}
	p.current = ((p.current+step)%n + n) % n
	v.showFound()
	return p.current + 1, n
}

func (v *TextView) showFound() {
	m := v.pane.found[v.pane.current]
	v.pane.show(pos{m.line, m.from})
	v.pane.update()
}

// CreateRenderer implements fyne.Widget.
func (v *TextView) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(v.pane.scroll)
}

// MinSize implements fyne.CanvasObject.
func (v *TextView) MinSize() fyne.Size { return fyne.NewSize(160, 96) }

// Resize implements fyne.CanvasObject.
func (v *TextView) Resize(s fyne.Size) {
	v.BaseWidget.Resize(s)
	v.pane.scroll.Resize(s)
	v.pane.layout()
}

func (v *TextView) openLink(url string) {
	if v.OnLink != nil {
		v.OnLink(url)
	}
}

func (v *TextView) openMenu(at fyne.Position, url string) {
	if v.OnMenu != nil {
		v.OnMenu(at, url)
	}
}

// FocusGained implements fyne.Focusable.
func (v *TextView) FocusGained() {
	v.pane.focused = true
	if v.OnFocus != nil {
		v.OnFocus()
	}
}

// FocusLost implements fyne.Focusable.
func (v *TextView) FocusLost() {
	v.pane.focused, v.pane.tabbed = false, false
	v.pane.hover("")
}

// TypedRune hands single-letter commands to the owner.
func (v *TextView) TypedRune(r rune) { passRune(v.OnRune, r) }

// TypedKey scrolls, or extends the selection while shift is held.
func (v *TextView) TypedKey(e *fyne.KeyEvent) {
	p := v.pane
	shift := keyModifiers()&fyne.KeyModifierShift != 0
	if shift && v.extend(e.Name) {
		p.show(p.doc.caret)
		p.update()
		return
	}
	switch e.Name {
	case fyne.KeyDown:
		p.scrollBy(2 * p.rowHeight)
	case fyne.KeyUp:
		p.scrollBy(-2 * p.rowHeight)
	case fyne.KeyPageDown:
		v.scrollPage(1)
	case fyne.KeyPageUp:
		v.scrollPage(-1)
	case fyne.KeySpace:
		v.space(shift, e)
	case fyne.KeyTab:
		p.focusLink(shift)
	case fyne.KeyReturn, fyne.KeyEnter:
		if url := p.tabLink(); url != "" {
			v.openLink(url)
			return
		}
		passKey(v.OnKey, e)
	case fyne.KeyHome, fyne.KeyEnd:
		toEdge(p.pile, p.scrollTo, p.Size().Height, e.Name == fyne.KeyEnd)
	default:
		passKey(v.OnKey, e)
	}
}

// space pages through the text; at its end the owner may go to the next message.
func (v *TextView) space(back bool, e *fyne.KeyEvent) {
	step := 1
	if back {
		step = -1
	}
	if !v.scrollPage(step) {
		passKey(v.OnKey, e)
	}
}

func (v *TextView) extend(key fyne.KeyName) bool {
	d := v.pane.doc
	switch key {
	case fyne.KeyLeft:
		d.move(d.left, true)
	case fyne.KeyRight:
		d.move(d.right, true)
	case fyne.KeyUp:
		d.moveRows(-1, true)
	case fyne.KeyDown:
		d.moveRows(1, true)
	case fyne.KeyHome:
		d.move(d.rowStart, true)
	case fyne.KeyEnd:
		d.move(d.rowEnd, true)
	default:
		return false
	}
	return true
}

// extendFar moves the end of the selection by words, or to an end of the text.
func (v *TextView) extendFar(key fyne.KeyName) bool {
	d := v.pane.doc
	switch key {
	case fyne.KeyLeft:
		d.move(d.wordLeft, true)
	case fyne.KeyRight:
		d.move(d.wordRight, true)
	case fyne.KeyHome:
		d.moveTo(pos{}, true)
	case fyne.KeyEnd:
		d.moveTo(d.end(), true)
	default:
		return false
	}
	v.pane.show(d.caret)
	v.pane.update()
	return true
}

// TypedShortcut copies and selects all, and passes on the rest.
func (v *TextView) TypedShortcut(s fyne.Shortcut) { readingShortcut(v, v.OnKey, s) }
