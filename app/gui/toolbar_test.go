package gui

import (
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"godwit/app/gui/kit"
)

// However narrow a window gets, no two buttons of the bar are in one place, and
// they come back with the room.
func TestToolbarButtonsNeverOverlap(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(kit.NewTheme(kit.AlwaysLight, kit.Shore))
	bar := newToolbar(func(string) {}, canvas.NewRectangle(color.Transparent))
	for _, c := range []struct {
		width float32
		shown int
	}{{1280, 12}, {500, 10}, {360, 8}, {326, 7}, {1280, 12}} {
		bar.short(c.width < 700)
		bar.object.Resize(fyne.NewSize(c.width, 52))
		bar.object.Refresh()
		end, shown := float32(0), 0
		var walk func(o fyne.CanvasObject, x float32)
		walk = func(o fyne.CanvasObject, x float32) {
			if !o.Visible() {
				return
			}
			x += o.Position().X
			switch o := o.(type) {
			case *fyne.Container:
				for _, c := range o.Objects {
					walk(c, x)
				}
			case *kit.Button:
				if x < end || x+o.Size().Width > bar.row.Size().Width {
					t.Errorf("%v wide: button %d from %v to %v, the one before ends at %v", c.width, shown, x, x+o.Size().Width, end)
				}
				end = x + o.Size().Width
				shown++
			}
		}
		walk(bar.row, -bar.row.Position().X)
		if shown != c.shown {
			t.Errorf("%v wide: %d buttons, want %d", c.width, shown, c.shown)
		}
	}
}
