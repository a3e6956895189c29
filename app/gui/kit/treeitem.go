package kit

import (
	"image/color"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// treeState is everything that decides how a row of the tree looks.
type treeState struct {
	item    FolderItem
	parent  bool
	closed  bool
	focused bool
	current bool
	cursor  bool
	target  bool
}

// treeItem draws one row of a FolderTree.
type treeItem struct {
	widget.BaseWidget
	t     *FolderTree
	state treeState
	bound bool
	stale bool
	hover bool

	back, ring, pill *canvas.Rectangle
	icon, chevron    *canvas.Image
	busy             *canvas.Image // instead of the dot while synchronising
	name, count      *canvas.Text
	dot              *canvas.Circle
}

func newTreeItem(t *FolderTree) *treeItem {
	w := &treeItem{t: t}
	w.back, w.ring, w.pill = canvas.NewRectangle(color.Transparent), canvas.NewRectangle(color.Transparent), canvas.NewRectangle(color.Transparent)
	w.back.CornerRadius, w.ring.CornerRadius, w.pill.CornerRadius, w.ring.StrokeWidth = Radius, Radius, 9, 1.5
	w.icon, w.chevron = &canvas.Image{FillMode: canvas.ImageFillContain}, &canvas.Image{FillMode: canvas.ImageFillContain}
	w.busy = &canvas.Image{FillMode: canvas.ImageFillContain}
	w.name, w.count = canvas.NewText("", color.Transparent), canvas.NewText("", color.Transparent)
	w.name.TextSize, w.count.TextSize = TextNormal, TextSmall
	w.dot = canvas.NewCircle(color.Transparent)
	w.ExtendBaseWidget(w)
	return w
}

func (w *treeItem) set(s treeState) {
	if w.bound && !w.stale && w.state == s {
		return
	}
	w.state, w.bound, w.stale = s, true, false
	w.Refresh()
}

func (w *treeItem) CreateRenderer() fyne.WidgetRenderer { return &treeItemRenderer{w} }

type treeItemRenderer struct{ w *treeItem }

func (x *treeItemRenderer) MinSize() fyne.Size { return fyne.NewSize(60, treeRow) }
func (x *treeItemRenderer) Destroy()           {}
func (x *treeItemRenderer) Objects() []fyne.CanvasObject {
	w := x.w
	return []fyne.CanvasObject{w.back, w.chevron, w.icon, w.name, w.dot, w.busy, w.pill, w.count, w.ring}
}
func (x *treeItemRenderer) Layout(fyne.Size) { x.w.place() }
func (x *treeItemRenderer) Refresh() {
	x.w.paint()
	x.w.place()
	canvas.Refresh(x.w)
}

func (w *treeItem) paint() {
	s, it := &w.state, &w.state.item
	w.back.Hidden = false
	switch {
	case s.target:
		w.back.FillColor = colour(ColorAccentSoft)
	case s.current && s.focused:
		w.back.FillColor = colour(ColorSelected)
	case s.current:
		w.back.FillColor = colour(ColorSelectedIdle)
	case w.hover:
		w.back.FillColor = colour(ColorHover)
	default:
		w.back.Hidden = true
	}
	w.ring.Hidden = !s.target && !s.cursor
	w.ring.StrokeColor = colour(ColorFocusRing)
	w.name.Color = colour(ColorText)
	w.name.TextStyle.Bold = s.current || it.Head || it.Count > 0 && !it.Quiet
	w.name.TextSize = TextNormal
	tint := ColorDim
	if it.Head {
		w.name.Color, w.name.TextSize = colour(ColorDim), TextSmall
	} else if s.current {
		tint = ColorAccent
	}
	if it.Faint {
		w.name.Color = colour(ColorDim)
	}
	w.icon.Hidden = it.Icon == ""
	if it.Icon != "" {
		setIcon(w.icon, it.Icon, tint)
	}
	w.chevron.Hidden = !s.parent
	if s.parent {
		name := IconChevronDown
		if s.closed {
			name = IconChevronRight
		}
		setIcon(w.chevron, name, ColorFaint)
	}
	w.count.Color, w.pill.FillColor = colour(ColorBadgeText), colour(ColorBadge)
	if it.Alert {
		w.count.Color, w.pill.FillColor = colour("foregroundOnError"), colour(ColorError)
	}
	w.dot.FillColor = colour(it.State.colour())
	w.dot.Hidden = it.State == StateNone || it.State == StateBusy
	w.busy.Hidden = it.State != StateBusy
	if it.State == StateBusy {
		setIcon(w.busy, IconSync, ColorAccent)
	}
}

func (s AccountState) colour() fyne.ThemeColorName {
	switch s {
	case StateLive:
		return ColorSuccess
	case StateBusy:
		return ColorAccent
	case StateTrouble:
		return ColorError
	}
	return ColorFaint
}

func (w *treeItem) place() {
	s, it := w.Size(), &w.state.item
	if s.Width <= 0 {
		return
	}
	box := fyne.NewSize(s.Width-2*Space2, treeRow-2)
	top := s.Height - treeRow + 1
	w.back.Move(fyne.NewPos(Space2, top))
	w.back.Resize(box)
	w.ring.Move(fyne.NewPos(Space2, top))
	w.ring.Resize(box)
	mid := top + box.Height/2

	left := Space4 + Space1
	if !it.Head {
		left += float32(max(0, it.Depth-1)) * Space4
	}
	w.chevron.Resize(fyne.NewSquareSize(12))
	if it.Head {
		w.chevron.Move(fyne.NewPos(s.Width-Space4-12, mid-6))
	} else {
		w.chevron.Move(fyne.NewPos(left-12, mid-6))
	}
	if it.Icon != "" {
		w.icon.Resize(fyne.NewSquareSize(18))
		w.icon.Move(fyne.NewPos(left, mid-9))
		left += 18 + 10
	}
	right := w.placeRight(s.Width-Space4, mid)
	w.name.Text = w.t.fitter.fit(it.Name, right-left, w.name.TextSize, w.name.TextStyle)
	h := textSize("M", w.name.TextSize, w.name.TextStyle).Height
	w.name.Move(fyne.NewPos(left, mid-h/2))
	w.name.Resize(fyne.NewSize(right-left, h))
}

// placeRight puts dot and count, and tells where the name must end.
func (w *treeItem) placeRight(right, mid float32) float32 {
	it := &w.state.item
	if it.Head {
		right -= 16
		if it.State != StateNone {
			w.dot.Resize(fyne.NewSquareSize(8))
			w.dot.Move(fyne.NewPos(right-8, mid-4))
			w.busy.Resize(fyne.NewSquareSize(14))
			w.busy.Move(fyne.NewPos(right-11, mid-7))
			right -= 8 + Space2
		}
	}
	w.count.Hidden = it.Count <= 0
	w.pill.Hidden = w.count.Hidden
	if it.Count <= 0 {
		return right
	}
	w.count.Text = countText(it.Count)
	size := textSize(w.count.Text, w.count.TextSize, plainStyle)
	pw := max(size.Width+14, 24)
	w.pill.Resize(fyne.NewSize(pw, 18))
	w.pill.Move(fyne.NewPos(right-pw, mid-9))
	w.count.Resize(size)
	w.count.Move(fyne.NewPos(right-pw+(pw-size.Width)/2, mid-size.Height/2))
	return right - pw - Space2
}

// countText keeps a pill from eating the folder's name.
func countText(n int) string {
	if n > 99_999 {
		return strconv.Itoa(n/1000) + "k"
	}
	return strconv.Itoa(n)
}

// MouseDown selects, or folds when it hits the chevron.
func (w *treeItem) MouseDown(e *desktop.MouseEvent) {
	focus(w.t)
	w.t.walking = false
	it := w.state.item
	if e.Button == desktop.MouseButtonPrimary && w.state.parent && (it.Head || w.onChevron(e.Position)) {
		w.t.fold(it.ID, !w.state.closed)
		return
	}
	if !it.Head && e.Button == desktop.MouseButtonPrimary {
		w.t.choose(it.ID)
	}
}

// MouseUp implements desktop.Mouseable.
func (w *treeItem) MouseUp(*desktop.MouseEvent) {}

func (w *treeItem) onChevron(p fyne.Position) bool {
	at := w.chevron.Position()
	return p.X >= at.X-4 && p.X < at.X+16
}

// TappedSecondary asks for the context menu.
func (w *treeItem) TappedSecondary(e *fyne.PointEvent) {
	if w.t.OnMenu != nil {
		w.t.OnMenu(w.state.item.ID, e.AbsolutePosition)
	}
}

// MouseIn implements desktop.Hoverable.
func (w *treeItem) MouseIn(*desktop.MouseEvent) {
	w.hover = true
	if s := stageOf(w); s != nil {
		s.showTooltip(w, w.state.item.Message)
	}
	w.Refresh()
}

// MouseMoved implements desktop.Hoverable.
func (w *treeItem) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (w *treeItem) MouseOut() {
	w.hover = false
	if s := stageOf(w); s != nil {
		s.hideTooltip()
	}
	w.Refresh()
}
