package gui

import (
	"net/url"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"godwit/app/gui/kit"
	"godwit/app/sender"
)

// hoverNote says at the lower edge of the reader where the link below the
// pointer leads, over the message and without moving it.
type hoverNote struct {
	object *fyne.Container
	text   *kit.Text
}

// newHoverNote is a note over o.
func newHoverNote(over fyne.CanvasObject) (*hoverNote, fyne.CanvasObject) {
	n := &hoverNote{text: kit.NewText("", kit.TextSmall, kit.ColorText)}
	padded := container.New(layout.NewCustomPaddedLayout(kit.Space1, kit.Space1, kit.Space2, kit.Space2), n.text)
	n.object = container.New(lowerLeft{}, kit.NewSurface(kit.ColorBar, kit.TopEdge, padded))
	n.object.Hide()
	return n, container.NewStack(over, n.object)
}

// show says where a link leads; "" hides the note.
func (n *hoverNote) show(target string) {
	if target == "" || strings.HasPrefix(target, foldLink) {
		n.object.Hide()
		return
	}
	if u, err := url.Parse(target); err == nil {
		target = u.String()
		if place := sender.PlaceOf(u.Hostname()).Name; !strings.EqualFold(place, u.Hostname()) {
			target = place + " · " + target
		}
	}
	n.text.SetText(cut(target, 140))
	n.object.Show()
	n.object.Refresh()
}

// lowerLeft puts its one object in the lower left corner.
type lowerLeft struct{}

func (lowerLeft) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

func (lowerLeft) Layout(o []fyne.CanvasObject, s fyne.Size) {
	m := o[0].MinSize()
	m.Width = min(m.Width, s.Width)
	o[0].Resize(m)
	o[0].Move(fyne.NewPos(0, s.Height-m.Height))
}
