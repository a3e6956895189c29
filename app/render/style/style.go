// Package style says how each element of a mail is to look: the browser's own
// sheet, the attributes that mail still uses (bgcolor, align, cellpadding), the
// mail's style sheets by specificity and order, style attributes, inheritance.
//
// It measures nothing and lays nothing out. It cannot fail: a value that it does
// not know leaves the property as it was.
package style

import (
	"image/color"

	"godwit/app/render/css"
)

// Style is everything that layout asks of one element. It does not change once
// computed.
type Style struct {
	Inherited
	Box
}

// Inherited is what an element hands on to those inside of it.
type Inherited struct {
	Color         color.NRGBA
	Family        string
	Size          float32 // of the font, in pixels
	Weight        int
	Italic        bool
	LineHeight    LineHeight
	Align         Align
	AlignBlocks   bool // <center> and align=: blocks follow Align too
	Indent        css.Length
	LetterSpacing float32
	WordSpacing   float32
	Transform     Transform
	SmallCaps     bool
	WhiteSpace    WhiteSpace
	BreakAll      bool // a line may end within words
	BreakWord     bool // it may, where nothing else helps
	Anywhere      bool // and narrow columns count on it
	Plaintext     bool // the direction of each paragraph is that of its first letter
	Collapse      bool // border-collapse
	SpacingX      float32
	SpacingY      float32
	ListType      string
	ListInside    bool
	Hidden        bool
	RTL           bool
	Quotes        int     // how deep in q elements
	Opacity       float32 // of all that it stands in
	EmptyHidden   bool    // empty-cells: hide
	Shadows       []Shadow
	Lines         []Line // text decorations that run through

	mono  bool // Size is that of the browser's monospace font
	exact bool // Size comes from one in pixels, not from a word such as "medium"
	vars  *variables
}

// Box is what an element has for itself.
type Box struct {
	Display    Display
	Float      Side
	Clear      Clear
	Position   Position
	Inset      [4]css.Length // top, right, bottom, left
	Shift      [2]css.Length // transform: translate(); percentages are of the box itself
	Z          int           // z-index
	Background color.NRGBA
	Layers     []Layer // the first is on top
	Margin     [4]css.Length
	Faint      [4]bool // margins of the browser's own sheet: old mail ignores them at the edges of cells
	Padding    [4]css.Length
	Border     [4]Border
	Radius     [4][2]css.Length // clockwise from top left, each with both radii
	Width      css.Length
	Height     css.Length
	FitWidth   bool    // width: fit-content, or one like it
	Aspect     float32 // aspect-ratio; 0: none
	MinWidth   css.Length
	MaxWidth   css.Length
	MinHeight  css.Length
	MaxHeight  css.Length
	BorderBox  bool // box-sizing
	Vertical   Vertical
	Raise      css.Length // vertical-align by a length; percentages are of the line height
	Clip       bool       // overflow is cut
	Ellipsis   bool       // text-overflow, where it is cut
	Clamp      int        // lines that are shown of those there are; 0: all
	FlowRoot   bool       // display: flow-root
	FixedTable bool       // table-layout
	CaptionEnd bool       // caption-side: bottom
	Isolate    bool       // a direction of its own
	Override   bool       // unicode-bidi: bidi-override
	Fit        Fit
	BoxShadows []Shadow
	Content    string // of a pseudo-element
	HasContent bool

	Column  bool // flex-direction
	Reverse bool
	Wrap    bool
	Grow    float32
	Shrink  float32
	Basis   css.Length
	Order   int
	Justify Justify
	Items   Items
	Self    Items
	Across  Items // justify-items, of a grid
	Own     Items // justify-self
	RowGap  css.Length
	ColGap  css.Length
	Count   int     // column-count
	Each    float32 // column-width
	Columns []Track
	Rows    []Track
	GridCol Place
	GridRow Place
	Areas   [][]string // grid-template-areas
	Area    string     // grid-area, where it is a name
}

// LineHeight is a factor of the font size, or pixels, or what the font says.
type LineHeight struct {
	Factor, Px float32
	Set        bool
}

// Of is the height in pixels for a font size, and false for "normal".
func (l LineHeight) Of(size float32) (float32, bool) {
	return l.Px + l.Factor*size, l.Set
}

// Border is one side.
type Border struct {
	Width float32
	Style LineStyle
	Color color.NRGBA
}

// Shadow of a box or of text.
type Shadow struct {
	X, Y, Blur, Spread float32
	Inset              bool
	Color              color.NRGBA
}

// Line is a text decoration.
type Line struct {
	Where LinePlace
	Style LineStyle
	Color color.NRGBA
}

// Layer is one background image.
type Layer struct {
	Image            css.Image
	X, Y             css.Length
	Cover, Contain   bool
	Width, Height    css.Length // unset: as the image is
	RepeatX, RepeatY bool
}

// Track is a column or row of a grid.
type Track struct {
	Size css.Length // unset: by the content
	Fr   float32    // a share of what is left
	Min  float32    // of minmax()
	Fill bool       // repeat(auto-fit | auto-fill, …): as often as it fits
}

// Place is where an item of a grid stands: lines count from 1, 0 is anywhere.
type Place struct{ Start, Span int }

// Anonymous is the style of a box that no element stands for.
func (s *Style) Anonymous(d Display) *Style {
	a := &Style{Inherited: s.Inherited}
	a.Display = d
	a.Shrink = 1
	return a
}
