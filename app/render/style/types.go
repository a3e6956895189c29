package style

// Display is how an element takes part in layout.
type Display uint8

// The displays.
const (
	Inline Display = iota
	Block
	InlineBlock
	ListItem
	Table
	InlineTable
	RowGroup
	HeaderGroup
	FooterGroup
	Row
	Cell
	Caption
	ColumnGroup
	ColumnElement
	Flex
	InlineFlex
	Grid
	InlineGrid
	Contents
	None
)

// InlineLevel says whether boxes of this display stand in lines.
func (d Display) InlineLevel() bool {
	switch d {
	case Inline, InlineBlock, InlineTable, InlineFlex, InlineGrid:
		return true
	}
	return false
}

// Side is where a float goes.
type Side uint8

// The sides.
const (
	NoSide Side = iota
	Left
	Right
)

// Clear is which floats a box stands below; a set of bits.
type Clear uint8

// The values of Clear.
const (
	ClearLeft  Clear = 1
	ClearRight Clear = 2
	ClearBoth  Clear = 3
)

// Position is the way of positioning.
type Position uint8

// The positions; fixed counts as absolute: a mail has no window.
const (
	Static Position = iota
	Relative
	Absolute
)

// Align is text-align.
type Align uint8

// The alignments; Start and End go by the direction.
const (
	Start Align = iota
	End
	AlignLeft
	AlignRight
	Center
	JustifyText
)

// Transform is text-transform.
type Transform uint8

// The transforms.
const (
	AsIs Transform = iota
	Upper
	Lower
	Capitalize
)

// WhiteSpace is white-space.
type WhiteSpace uint8

// The kinds of white space.
const (
	Normal WhiteSpace = iota
	NoWrap
	Pre
	PreWrap
	PreLine
)

// Keeps says whether spaces stay as they are.
func (w WhiteSpace) Keeps() bool { return w == Pre || w == PreWrap }

// Wraps says whether lines break where they are full.
func (w WhiteSpace) Wraps() bool { return w != NoWrap && w != Pre }

// Breaks says whether line ends stay line ends.
func (w WhiteSpace) Breaks() bool { return w >= Pre }

// Vertical is vertical-align.
type Vertical uint8

// The vertical alignments.
const (
	Baseline Vertical = iota
	Top
	Middle
	Bottom
	TextTop
	TextBottom
	Sub
	Super
	Raised // by Raise
	MiddleOnBaseline
)

// LineStyle is how a border or a decoration is drawn.
type LineStyle uint8

// The styles, in the order of package display.
const (
	NoLine LineStyle = iota
	Solid
	Dashed
	Dotted
	Double
	Groove
	Ridge
	Inset
	Outset
	Wavy
)

// LinePlace is where a text decoration runs.
type LinePlace uint8

// The places.
const (
	Under LinePlace = iota
	Over
	Through
)

// Fit is object-fit.
type Fit uint8

// The fits; ScaleDown counts as FitContain.
const (
	FitFill Fit = iota
	FitContain
	FitCover
	FitNone
)

// Justify is justify-content and align-content.
type Justify uint8

// The values of Justify.
const (
	JustifyStart Justify = iota
	JustifyEnd
	JustifyCenter
	SpaceBetween
	SpaceAround
	SpaceEvenly
	JustifyStretch
)

// Items is align-items and align-self.
type Items uint8

// The values of Items; ItemsAuto asks the container.
const (
	ItemsAuto Items = iota
	ItemsStretch
	ItemsStart
	ItemsEnd
	ItemsCenter
	ItemsBaseline
)
