package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
)

// Density is how much of a message one row of a list shows.
type Density int

const (
	DensityCards   Density = iota // two lines: sender and date, subject
	DensityPreview                // three lines: the first words of the text as well
	DensityCompact                // one line
)

// RowHeight is the height of one row, in Fyne units.
func (d Density) RowHeight() float32 {
	switch d {
	case DensityPreview:
		return 76
	case DensityCompact:
		return 32
	}
	return 56
}

// Tone is what a coloured part wants to say.
type Tone int

const (
	ToneNeutral Tone = iota
	ToneInfo
	ToneSuccess
	ToneWarning
	ToneError
)

// MessageRow is all a list shows of one message. It is compared by value to
// tell whether a row must be drawn again.
type MessageRow struct {
	ID      int64
	Sender  string // the recipients, in a folder of sent mail
	Date    string // as it should be read: "14:02", "Tue", "3 Nov"
	Subject string
	Preview string // first words of the text; shown by DensityPreview only

	Unread, Starred, Attachment, Answered, Forwarded bool

	Thread int         // messages in the conversation; a number is shown above 1
	Stripe color.NRGBA // colour of the account at the left edge; alpha 0 shows none

	Tags  [maxRowTags]RowTag // the first ones; the rest have no name
	Depth int                // 1: a message below its conversation
	Fold  Fold

	Size, Account, Folder string // for columns of the table

	Chip     string // state of a queued message, such as "Sending"; empty shows none
	ChipTone Tone
}

// RowTag is a tag as a row shows it.
type RowTag struct {
	Name   string
	Colour color.NRGBA
}

const maxRowTags = 3

// Fold says whether more rows belong below one.
type Fold int

const (
	NoFold Fold = iota
	Folded
	Unfolded
)

// colours is the text colour of a tone and the background it goes on.
func (t Tone) colours() (text, back fyne.ThemeColorName) {
	switch t {
	case ToneInfo:
		return ColorAccent, ColorAccentSoft
	case ToneSuccess:
		return ColorSuccess, ColorSuccessSoft
	case ToneWarning:
		return ColorWarning, ColorWarningSoft
	case ToneError:
		return ColorError, ColorErrorSoft
	}
	return ColorBadgeText, ColorBadge
}
