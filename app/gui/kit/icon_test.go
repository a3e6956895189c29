package kit

import (
	"testing"

	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
)

// An icon is drawn once a theme: again only when it may have another size or
// colour.
func TestIconIsDrawnOnceATheme(t *testing.T) {
	a := test.NewTempApp(t)
	a.Settings().SetTheme(NewTheme(AlwaysLight, Shore))
	img := &canvas.Image{}
	setIcon(img, IconMail, ColorText)
	first := img.Resource
	if setIcon(img, IconMail, ColorText); img.Resource != first {
		t.Error("drawn again for nothing")
	}
	a.Settings().SetTheme(NewTheme(AlwaysLight, Shore)) // as when everything becomes larger
	if setIcon(img, IconMail, ColorText); img.Resource == first {
		t.Error("not drawn again with another theme")
	}
}
