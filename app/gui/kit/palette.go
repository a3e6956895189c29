package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Colours beyond Fyne's own set. They have values only in a theme made by
// NewTheme.
const (
	ColorPaper         fyne.ThemeColorName = "godwit-paper"            // the reader and the composer: where one reads
	ColorSidebar       fyne.ThemeColorName = "godwit-sidebar"          // behind the folder tree
	ColorList          fyne.ThemeColorName = "godwit-list"             // behind the message list
	ColorBar           fyne.ThemeColorName = "godwit-bar"              // tool bars and the status line
	ColorText          fyne.ThemeColorName = theme.ColorNameForeground // what one reads
	ColorDim           fyne.ThemeColorName = "godwit-dim"              // dates, previews, hints; still 4.5:1
	ColorFaint         fyne.ThemeColorName = "godwit-faint"            // icons at rest, skeletons; never text
	ColorLine          fyne.ThemeColorName = "godwit-line"             // one-pixel separators
	ColorSelected      fyne.ThemeColorName = "godwit-selected"         // selected rows of the focused list
	ColorSelectedIdle  fyne.ThemeColorName = "godwit-selected-idle"    // selected rows without focus
	ColorHover         fyne.ThemeColorName = "godwit-hover"            // under the pointer; opaque enough for any background
	ColorFocusRing     fyne.ThemeColorName = "godwit-focus-ring"       // outline of what the keyboard is in
	ColorAccent        fyne.ThemeColorName = theme.ColorNamePrimary    // the one accent: actions, unread dot
	ColorOnAccent      fyne.ThemeColorName = theme.ColorNameForegroundOnPrimary
	ColorAccentSoft    fyne.ThemeColorName = "godwit-accent-soft"     // accent as a quiet background
	ColorBadge         fyne.ThemeColorName = "godwit-badge"           // pill behind a count
	ColorBadgeText     fyne.ThemeColorName = "godwit-badge-text"      // the count
	ColorStar          fyne.ThemeColorName = "godwit-star"            // a star that is set
	ColorLink          fyne.ThemeColorName = theme.ColorNameHyperlink // links in mail text
	ColorQuote1        fyne.ThemeColorName = "godwit-quote-1"         // text quoted once
	ColorQuote2        fyne.ThemeColorName = "godwit-quote-2"         // twice
	ColorQuote3        fyne.ThemeColorName = "godwit-quote-3"         // three times and deeper
	ColorFound         fyne.ThemeColorName = "godwit-found"           // behind a search hit
	ColorFoundCurrent  fyne.ThemeColorName = "godwit-found-current"   // behind the current search hit
	ColorTextSelection fyne.ThemeColorName = theme.ColorNameSelection // behind selected characters
	ColorError         fyne.ThemeColorName = theme.ColorNameError     // text and icons of an error
	ColorErrorSoft     fyne.ThemeColorName = "godwit-error-soft"      // behind them
	ColorWarning       fyne.ThemeColorName = theme.ColorNameWarning   // text and icons of a warning
	ColorWarningSoft   fyne.ThemeColorName = "godwit-warning-soft"    // behind them
	ColorSuccess       fyne.ThemeColorName = theme.ColorNameSuccess   // text and icons of a success
	ColorSuccessSoft   fyne.ThemeColorName = "godwit-success-soft"    // behind them
	ColorToast         fyne.ThemeColorName = "godwit-toast"           // behind a toast: the opposite of the window
	ColorToastText     fyne.ThemeColorName = "godwit-toast-text"      // text on a toast
	ColorToastAction   fyne.ThemeColorName = "godwit-toast-action"    // button on a toast
)

type palette map[fyne.ThemeColorName]color.Color

func rgb(v uint32) color.NRGBA {
	return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 0xff}
}

func rgba(v uint32, a uint8) color.NRGBA {
	c := rgb(v)
	c.A = a
	return c
}

// The light palette: cool shore greys, the accent of shallow water, and the
// rust of a godwit's summer coat kept for stars and warnings.
var light = palette{
	ColorPaper:        rgb(0xffffff),
	ColorSidebar:      rgb(0xeef1f2),
	ColorList:         rgb(0xf9fafa),
	ColorBar:          rgb(0xf4f6f7),
	ColorText:         rgb(0x1c2428),
	ColorDim:          rgb(0x56636a),
	ColorFaint:        rgb(0x8a979d),
	ColorLine:         rgb(0xdfe4e6),
	ColorSelected:     rgb(0xcfe5ed),
	ColorSelectedIdle: rgb(0xe2e8ea),
	ColorHover:        rgba(0x1c2428, 0x0e),
	ColorFocusRing:    rgb(0x3d8fab),
	ColorAccent:       rgb(0x1a6a86),
	ColorOnAccent:     rgb(0xffffff),
	ColorAccentSoft:   rgb(0xdcecf1),
	ColorBadge:        rgb(0xd9e0e3),
	ColorBadgeText:    rgb(0x36444b),
	ColorStar:         rgb(0xd08a1d),
	ColorLink:         rgb(0x14628a),
	ColorQuote1:       rgb(0x2b6a7f),
	ColorQuote2:       rgb(0x7a4f8c),
	ColorQuote3:       rgb(0x8a5a22),
	ColorFound:        rgb(0xfdeab0),
	ColorFoundCurrent: rgb(0xf8c858),

	ColorTextSelection: rgba(0x2f8fb3, 0x50),
	ColorError:         rgb(0xb3261e),
	ColorErrorSoft:     rgb(0xfbe6e3),
	ColorWarning:       rgb(0x8a5300),
	ColorWarningSoft:   rgb(0xfcf0d6),
	ColorSuccess:       rgb(0x226b3a),
	ColorSuccessSoft:   rgb(0xe0f1e4),
	ColorToast:         rgb(0x263035),
	ColorToastText:     rgb(0xf1f4f5),
	ColorToastAction:   rgb(0x8fd0e4),

	theme.ColorNameBackground:                rgb(0xf4f6f7),
	theme.ColorNameButton:                    rgba(0x1c2428, 0x14),
	theme.ColorNameDisabled:                  rgb(0x98a3a8),
	theme.ColorNameDisabledButton:            rgba(0x1c2428, 0x0a),
	theme.ColorNameFocus:                     rgba(0x1a6a86, 0x40),
	theme.ColorNameForegroundOnError:         rgb(0xffffff),
	theme.ColorNameForegroundOnSuccess:       rgb(0xffffff),
	theme.ColorNameForegroundOnWarning:       rgb(0xffffff),
	theme.ColorNameHeaderBackground:          rgb(0xeef1f2),
	theme.ColorNameHover:                     rgba(0x1c2428, 0x0e),
	theme.ColorNameInnerWindowBorder:         rgb(0xc6ced2),
	theme.ColorNameInnerWindowBorderInactive: rgb(0xdfe4e6),
	theme.ColorNameInputBackground:           rgb(0xffffff),
	theme.ColorNameInputBorder:               rgb(0xc9d1d5),
	theme.ColorNameMenuBackground:            rgb(0xffffff),
	theme.ColorNameOverlayBackground:         rgb(0xfcfdfd),
	theme.ColorNamePlaceHolder:               rgb(0x6a767c),
	theme.ColorNamePressed:                   rgba(0x1c2428, 0x1c),
	theme.ColorNameScrollBar:                 rgba(0x1c2428, 0x48),
	theme.ColorNameScrollBarBackground:       rgba(0, 0),
	theme.ColorNameSeparator:                 rgb(0xdfe4e6),
	theme.ColorNameShadow:                    rgba(0x0f1518, 0x1c),
}

// The dark palette: the same shore at night.
var dark = palette{
	ColorPaper:        rgb(0x1f2427),
	ColorSidebar:      rgb(0x171b1d),
	ColorList:         rgb(0x1b2022),
	ColorBar:          rgb(0x191d20),
	ColorText:         rgb(0xe3e8ea),
	ColorDim:          rgb(0x9dabb1),
	ColorFaint:        rgb(0x6d7a80),
	ColorLine:         rgb(0x2d3438),
	ColorSelected:     rgb(0x1f3d4d),
	ColorSelectedIdle: rgb(0x2b3337),
	ColorHover:        rgba(0xffffff, 0x0d),
	ColorFocusRing:    rgb(0x4f9fbb),
	ColorAccent:       rgb(0x6bb8d2),
	ColorOnAccent:     rgb(0x0b1c23),
	ColorAccentSoft:   rgb(0x1f3b47),
	ColorBadge:        rgb(0x323b40),
	ColorBadgeText:    rgb(0xc6d0d4),
	ColorStar:         rgb(0xe6ad4c),
	ColorLink:         rgb(0x7fc4e0),
	ColorQuote1:       rgb(0x84b9c9),
	ColorQuote2:       rgb(0xc1a0d0),
	ColorQuote3:       rgb(0xd2ab7b),
	ColorFound:        rgb(0x574a1f),
	ColorFoundCurrent: rgb(0x725a12),

	ColorTextSelection: rgba(0x4fa9c8, 0x58),
	ColorError:         rgb(0xf2938a),
	ColorErrorSoft:     rgb(0x42231f),
	ColorWarning:       rgb(0xe6b566),
	ColorWarningSoft:   rgb(0x3b2f17),
	ColorSuccess:       rgb(0x86cc9a),
	ColorSuccessSoft:   rgb(0x1d3625),
	ColorToast:         rgb(0xe3e8ea),
	ColorToastText:     rgb(0x1c2428),
	ColorToastAction:   rgb(0x14607b),

	theme.ColorNameBackground:                rgb(0x191d20),
	theme.ColorNameButton:                    rgba(0xffffff, 0x14),
	theme.ColorNameDisabled:                  rgb(0x5f6b71),
	theme.ColorNameDisabledButton:            rgba(0xffffff, 0x0a),
	theme.ColorNameFocus:                     rgba(0x6bb8d2, 0x48),
	theme.ColorNameForegroundOnError:         rgb(0x2a0f0c),
	theme.ColorNameForegroundOnSuccess:       rgb(0x0e2015),
	theme.ColorNameForegroundOnWarning:       rgb(0x2a1f08),
	theme.ColorNameHeaderBackground:          rgb(0x171b1d),
	theme.ColorNameHover:                     rgba(0xffffff, 0x0d),
	theme.ColorNameInnerWindowBorder:         rgb(0x3a4348),
	theme.ColorNameInnerWindowBorderInactive: rgb(0x2d3438),
	theme.ColorNameInputBackground:           rgb(0x22282b),
	theme.ColorNameInputBorder:               rgb(0x3c464b),
	theme.ColorNameMenuBackground:            rgb(0x272e32),
	theme.ColorNameOverlayBackground:         rgb(0x22282b),
	theme.ColorNamePlaceHolder:               rgb(0x8c999f),
	theme.ColorNamePressed:                   rgba(0xffffff, 0x1c),
	theme.ColorNameScrollBar:                 rgba(0xffffff, 0x3c),
	theme.ColorNameScrollBarBackground:       rgba(0, 0),
	theme.ColorNameSeparator:                 rgb(0x2d3438),
	theme.ColorNameShadow:                    rgba(0x000000, 0x50),
}
