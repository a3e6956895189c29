package kit

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Appearance is the user's choice between light and dark.
type Appearance string

const (
	FollowSystem Appearance = "system"
	AlwaysLight  Appearance = "light"
	AlwaysDark   Appearance = "dark"
)

// Sizes of the 4 px grid, in Fyne's device independent units.
const (
	Space1 float32 = 4
	Space2 float32 = 8
	Space3 float32 = 12
	Space4 float32 = 16
	Space6 float32 = 24

	TextSmall   float32 = 12
	TextNormal  float32 = 14
	TextTitle   float32 = 16
	TextHeading float32 = 20

	Radius float32 = 6
)

// godwitTheme is Fyne's default theme with colours and sizes of our own.
type godwitTheme struct {
	fyne.Theme
	appearance Appearance
	light      palette // what the accent changes
	dark       palette
}

// NewTheme is Godwit's theme. Set it with app.Settings().SetTheme; every colour
// name of this package has a value only in such a theme.
func NewTheme(a Appearance, accent Accent) fyne.Theme {
	return &godwitTheme{Theme: theme.DefaultTheme(), appearance: a, light: accented(accent, false), dark: accented(accent, true)}
}

func (t *godwitTheme) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	switch t.appearance {
	case AlwaysLight:
		variant = theme.VariantLight
	case AlwaysDark:
		variant = theme.VariantDark
	}
	p, own := light, t.light
	if variant == theme.VariantDark {
		p, own = dark, t.dark
	}
	if c, ok := own[name]; ok {
		return c
	}
	if c, ok := p[name]; ok {
		return c
	}
	return t.Theme.Color(name, variant)
}

func (t *godwitTheme) Size(name fyne.ThemeSizeName) float32 {
	switch name {
	case theme.SizeNameText:
		return TextNormal
	case theme.SizeNameCaptionText:
		return TextSmall
	case theme.SizeNameHeadingText:
		return TextHeading
	case theme.SizeNameSubHeadingText:
		return TextTitle
	case theme.SizeNamePadding:
		return Space1
	case theme.SizeNameInnerPadding:
		return Space2
	case theme.SizeNameInlineIcon:
		return 20
	case theme.SizeNameInputRadius, theme.SizeNameSelectionRadius:
		return Radius
	case theme.SizeNameScrollBar:
		return 10
	case theme.SizeNameScrollBarSmall:
		return 4
	case theme.SizeNameScrollBarRadius:
		return 4
	case theme.SizeNameSeparatorThickness:
		return 1
	}
	return t.Theme.Size(name)
}

// colour looks name up in the theme in force. Under a theme that is not
// Godwit's, as in the tests of others, its own names have their light values.
func colour(name fyne.ThemeColorName) color.Color {
	settings := fyne.CurrentApp().Settings()
	if t, ok := settings.Theme().(*godwitTheme); ok {
		return t.Color(name, settings.ThemeVariant())
	}
	if c, ok := light[name]; ok && strings.HasPrefix(string(name), "godwit-") {
		return c
	}
	return theme.Color(name)
}

// look is a sample of the theme in force: it differs when the theme has changed.
// Fyne refreshes widgets for many reasons, and only this one makes it needful to
// draw rows anew that show the same.
type look struct{ paper, ink, accent color.Color }

func lookNow() look { return look{colour(ColorPaper), colour(ColorText), colour(ColorAccent)} }

// Paper is the colour that one reads on in the theme in force, and whether that
// is a dark one.
func Paper() (paper color.NRGBA, dark bool) {
	paper = color.NRGBAModel.Convert(colour(ColorPaper)).(color.NRGBA)
	return paper, int(paper.R)+int(paper.G)+int(paper.B) < 3*128
}
