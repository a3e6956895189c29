package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// Bare shows a field without border and background, for forms that separate
// their rows by lines and for fields that bring their own frame.
func Bare(field fyne.CanvasObject) fyne.CanvasObject {
	return container.NewThemeOverride(field, bareTheme{})
}

// bareTheme is the theme in force without the frame of an entry.
type bareTheme struct{}

func (bareTheme) base() fyne.Theme { return fyne.CurrentApp().Settings().Theme() }

func (t bareTheme) Color(n fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	if n == theme.ColorNameInputBackground {
		return color.Transparent
	}
	return t.base().Color(n, v)
}

func (t bareTheme) Size(n fyne.ThemeSizeName) float32 {
	if n == theme.SizeNameInputBorder {
		return 0
	}
	return t.base().Size(n)
}

func (t bareTheme) Font(s fyne.TextStyle) fyne.Resource     { return t.base().Font(s) }
func (t bareTheme) Icon(n fyne.ThemeIconName) fyne.Resource { return t.base().Icon(n) }
