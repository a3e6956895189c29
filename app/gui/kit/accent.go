package kit

import (
	"fyne.io/fyne/v2/theme"
)

// Accent is the one colour of actions, of what is selected and of the dot of
// unread mail.
type Accent string

const (
	Shore   Accent = "shore" // the usual one
	Heather Accent = "heather"
	Moss    Accent = "moss"
	Rust    Accent = "rust"
	Ink     Accent = "ink"
)

// Accents are all of them, in the order of a choice.
func Accents() []Accent { return []Accent{Shore, Heather, Moss, Rust, Ink} }

// accented is what an accent changes in the light palette and in the dark one.
// Shore is what the palettes have themselves.
func accented(a Accent, isDark bool) palette {
	type tones struct{ accent, on, soft, selected, ring uint32 }
	t, ok := map[Accent][2]tones{
		Heather: {{0x6b4c9a, 0xffffff, 0xece6f5, 0xe3dcf1, 0x8a6cba}, {0xb7a0de, 0x1d1430, 0x342a4a, 0x372e4c, 0x9a80c8}},
		Moss:    {{0x2f6b3f, 0xffffff, 0xe0eee3, 0xd2e6d7, 0x4f9163}, {0x8fcb9d, 0x0e2014, 0x213a28, 0x23402b, 0x6fae80}},
		Rust:    {{0x96461f, 0xffffff, 0xf7e7de, 0xf2dccf, 0xb8693f}, {0xe2a27f, 0x2a1408, 0x452c1f, 0x472f22, 0xc48259}},
		Ink:     {{0x3a4a52, 0xffffff, 0xe4e9eb, 0xd8e0e4, 0x6f838d}, {0xb4c2c9, 0x12191c, 0x2f3a40, 0x323f46, 0x8699a3}},
	}[a]
	if !ok {
		return nil
	}
	c := t[0]
	if isDark {
		c = t[1]
	}
	return palette{
		ColorAccent: rgb(c.accent), ColorOnAccent: rgb(c.on), ColorAccentSoft: rgb(c.soft), ColorSelected: rgb(c.selected),
		ColorFocusRing: rgb(c.ring), theme.ColorNameFocus: rgba(c.accent, 0x44),
	}
}
