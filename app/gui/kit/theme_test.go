package kit

import (
	"bytes"
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"godwit/assets"
)

// luminance is the relative luminance of WCAG 2.
func luminance(c color.Color) float64 {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	channel := func(v uint8) float64 {
		f := float64(v) / 255
		if f <= 0.04045 {
			return f / 12.92
		}
		return math.Pow((f+0.055)/1.055, 2.4)
	}
	return 0.2126*channel(n.R) + 0.7152*channel(n.G) + 0.0722*channel(n.B)
}

func contrast(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// TestContrast holds every text colour to 4.5:1 on every background it is put on.
func TestContrast(t *testing.T) {
	planes := []fyne.ThemeColorName{ColorPaper, ColorSidebar, ColorList, ColorBar, theme.ColorNameBackground, theme.ColorNameMenuBackground, theme.ColorNameOverlayBackground}
	pairs := map[fyne.ThemeColorName][]fyne.ThemeColorName{
		ColorText:                  append([]fyne.ThemeColorName{ColorSelected, ColorSelectedIdle, ColorBadge, ColorAccentSoft, ColorErrorSoft, ColorWarningSoft, ColorSuccessSoft, ColorFound, ColorFoundCurrent}, planes...),
		ColorDim:                   append([]fyne.ThemeColorName{ColorSelected, ColorSelectedIdle}, planes...),
		ColorAccent:                {ColorList, ColorPaper, ColorAccentSoft},
		ColorOnAccent:              {ColorAccent},
		ColorBadgeText:             {ColorBadge},
		ColorLink:                  {ColorPaper},
		ColorQuote1:                {ColorPaper},
		ColorQuote2:                {ColorPaper},
		ColorQuote3:                {ColorPaper},
		ColorError:                 append([]fyne.ThemeColorName{ColorErrorSoft}, planes...),
		ColorWarning:               append([]fyne.ThemeColorName{ColorWarningSoft}, planes...),
		ColorSuccess:               append([]fyne.ThemeColorName{ColorSuccessSoft}, planes...),
		ColorToastText:             {ColorToast},
		ColorToastAction:           {ColorToast},
		theme.ColorNamePlaceHolder: {theme.ColorNameInputBackground, ColorPaper},
		"foregroundOnError":        {ColorError},
		"foregroundOnSuccess":      {ColorSuccess},
		"foregroundOnWarning":      {ColorWarning},
	}
	for _, look := range []Appearance{AlwaysLight, AlwaysDark} {
		for _, accent := range Accents() {
			th := NewTheme(look, accent)
			for ink, backs := range pairs {
				for _, back := range backs {
					if got := contrast(th.Color(ink, 0), th.Color(back, 0)); got < 4.5 {
						t.Errorf("%s, %s: %s on %s is %.2f:1", look, accent, ink, back, got)
					}
				}
			}
		}
	}
}

// TestPalettesAgree finds a colour that one palette has and the other forgot.
func TestPalettesAgree(t *testing.T) {
	for name := range light {
		if _, ok := dark[name]; !ok {
			t.Errorf("dark has no %s", name)
		}
	}
	for name := range dark {
		if _, ok := light[name]; !ok {
			t.Errorf("light has no %s", name)
		}
	}
}

func TestAppearance(t *testing.T) {
	for _, tt := range []struct {
		look    Appearance
		variant fyne.ThemeVariant
		want    palette
	}{
		{FollowSystem, theme.VariantLight, light},
		{FollowSystem, theme.VariantDark, dark},
		{AlwaysLight, theme.VariantDark, light},
		{AlwaysDark, theme.VariantLight, dark},
	} {
		if got := NewTheme(tt.look, Shore).Color(ColorPaper, tt.variant); got != tt.want[ColorPaper] {
			t.Errorf("%s with system variant %d: %v", tt.look, tt.variant, got)
		}
	}
}

// TestIcons draws every icon with Fyne's own reader, and checks the family's rules.
func TestIcons(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(NewTheme(AlwaysLight, Shore))
	names := assets.Icons()
	if len(names) < 50 {
		t.Fatalf("only %d icons", len(names))
	}
	picture := NewPicture(IconInbox, 24, ColorText)
	w := test.NewTempWindow(t, picture)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(24, 24))
	for _, name := range names {
		svg := assets.Icon(name)
		for _, rule := range []string{`viewBox="0 0 24 24"`, `stroke-width="1.75"`, `stroke-linecap="round"`, "currentColor"} {
			if !bytes.Contains(svg, []byte(rule)) {
				t.Errorf("%s has no %s", name, rule)
			}
		}
		picture.Set(IconName(name), ColorText)
		img, ink := w.Canvas().Capture(), 0
		for y := range 24 {
			for x := range 24 {
				if luminance(img.At(x, y)) < 0.3 {
					ink++
				}
			}
		}
		if ink < 10 || ink > 400 {
			t.Errorf("%s draws %d dark pixels of 576", name, ink)
		}
	}
}

// TestIconNames finds a constant without a picture.
func TestIconNames(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(NewTheme(AlwaysLight, Shore))
	for _, name := range []IconName{
		IconAccount, IconAllMail, IconArchive, IconAttachment, IconCheck, IconChevronDown, IconChevronLeft, IconChevronRight,
		IconChevronUp, IconClock, IconClose, IconCloud, IconCompose, IconCopy, IconDelete, IconDownload, IconDrafts, IconEdit,
		IconError, IconExternal, IconEye, IconEyeOff, IconFile, IconFilter, IconFlag, IconFolder, IconForward, IconHelp,
		IconImage, IconInbox, IconInfo, IconJunk, IconKey, IconLink, IconLock, IconLockOpen, IconMail, IconMarkRead,
		IconMarkUnread, IconMenu, IconMinus, IconMore, IconMove, IconOffline, IconOutbox, IconPerson, IconPlus, IconPrint,
		IconRedo, IconReply, IconReplyAll, IconSave, IconSearch, IconSend, IconSent, IconServer, IconSettings, IconSidebar,
		IconSource, IconStar, IconStarFilled, IconSuccess, IconSync, IconTrash, IconUndo, IconWarning,
	} {
		if assets.Icon(string(name)) == nil {
			t.Errorf("no picture for %s", name)
		}
		if c := Icon(name).Content(); bytes.Contains(c, []byte("currentColor")) {
			t.Errorf("%s is not tinted", name)
		}
	}
	if len(AppIcon().Content()) < 1000 {
		t.Error("no app icon")
	}
}
