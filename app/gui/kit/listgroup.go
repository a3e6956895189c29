package kit

import (
	"image/color"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// groupHead is the heading of a group of rows. A click folds the group.
type groupHead struct {
	widget.BaseWidget
	l     *MessageList
	group RowGroup
	bound bool
	hover bool

	back, line  *canvas.Rectangle
	fold        *canvas.Image
	title, many *canvas.Text
}

func newGroupHead(l *MessageList) *groupHead {
	g := &groupHead{l: l, back: canvas.NewRectangle(color.Transparent), line: canvas.NewRectangle(color.Transparent)}
	g.fold = &canvas.Image{FillMode: canvas.ImageFillContain}
	g.title, g.many = canvas.NewText("", color.Transparent), canvas.NewText("", color.Transparent)
	g.title.TextSize, g.title.TextStyle.Bold, g.many.TextSize = TextSmall, true, TextSmall
	g.ExtendBaseWidget(g)
	return g
}

// set shows a group, and does nothing when it does already.
func (g *groupHead) set(group RowGroup) {
	was := g.group
	g.group = group
	if !g.bound || was.Title != group.Title || was.Count != group.Count || was.Folded != group.Folded {
		g.bound = true
		g.Refresh()
	}
}

// Tapped folds the group, or unfolds it.
func (g *groupHead) Tapped(*fyne.PointEvent) { g.l.foldGroup(g.group.Title, !g.group.Folded) }

// MouseDown keeps the keyboard in the list.
func (g *groupHead) MouseDown(*desktop.MouseEvent) { focus(g.l) }

// MouseUp implements desktop.Mouseable.
func (g *groupHead) MouseUp(*desktop.MouseEvent) {}

// MouseIn implements desktop.Hoverable.
func (g *groupHead) MouseIn(*desktop.MouseEvent) { g.hover = true; g.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (g *groupHead) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (g *groupHead) MouseOut() { g.hover = false; g.Refresh() }

// CreateRenderer implements fyne.Widget.
func (g *groupHead) CreateRenderer() fyne.WidgetRenderer {
	r := &groupHeadRenderer{g}
	r.paint()
	return r
}

type groupHeadRenderer struct{ g *groupHead }

func (x *groupHeadRenderer) MinSize() fyne.Size { return fyne.NewSize(80, groupHeight) }
func (x *groupHeadRenderer) Destroy()           {}
func (x *groupHeadRenderer) Objects() []fyne.CanvasObject {
	g := x.g
	return []fyne.CanvasObject{g.back, g.line, g.fold, g.title, g.many}
}

func (x *groupHeadRenderer) Refresh() {
	x.paint()
	x.Layout(x.g.Size())
	canvas.Refresh(x.g)
}

func (x *groupHeadRenderer) paint() {
	g := x.g
	g.back.FillColor, g.line.FillColor = colour(ColorList), colour(ColorLine)
	if g.hover {
		g.back.FillColor = blend(g.back.FillColor, colour(ColorHover))
	}
	g.title.Color, g.many.Color = colour(ColorDim), colour(ColorDim)
	icon := IconChevronDown
	if g.group.Folded {
		icon = IconChevronRight
	}
	setIcon(g.fold, icon, ColorDim)
}

func (x *groupHeadRenderer) Layout(s fyne.Size) {
	g := x.g
	g.back.Resize(s)
	g.line.Resize(fyne.NewSize(s.Width, 1))
	g.line.Move(fyne.NewPos(0, s.Height-1))
	g.fold.Resize(fyne.NewSquareSize(14))
	g.fold.Move(fyne.NewPos(rowDotX-3, (s.Height-14)/2))
	g.many.Text = strconv.Itoa(g.group.Count)
	many := textSize(g.many.Text, g.many.TextSize, plainStyle)
	g.many.Resize(many)
	g.many.Move(fyne.NewPos(s.Width-rowRight-many.Width, (s.Height-many.Height)/2))
	g.title.Text = g.l.fitter.fit(g.group.Title, s.Width-rowTextX-rowRight-many.Width-Space2, TextSmall, boldStyle)
	title := textSize(g.title.Text, TextSmall, boldStyle)
	g.title.Resize(title)
	g.title.Move(fyne.NewPos(rowTextX, (s.Height-title.Height)/2))
}

// foldGroup asks the owner, and keeps the heading in sight.
func (l *MessageList) foldGroup(title string, fold bool) {
	if l.OnGroup == nil {
		return
	}
	l.OnGroup(title, fold)
	for g := range l.ruler.groups {
		if y := l.ruler.heading(g); l.ruler.groups[g].Title == title && y < l.top {
			l.scrollTo(y)
		}
	}
}

// foldGroups folds the group that the cursor is in, or unfolds all.
func (l *MessageList) foldGroups(fold bool) {
	if fold {
		if g := l.ruler.headings(l.cursorAt) - 1; g >= 0 && l.ruler.rows > 0 {
			l.foldGroup(l.ruler.groups[g].Title, true)
		}
		return
	}
	for _, g := range l.ruler.groups { // a copy: folding makes them anew
		if g.Folded {
			l.foldGroup(g.Title, false)
		}
	}
}
