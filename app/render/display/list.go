package display

import (
	"image/color"

	"godwit/app/render/text"
)

// Rect is a rectangle in pixels of CSS.
type Rect struct{ X, Y, W, H float32 }

// Right is the right edge.
func (r Rect) Right() float32 { return r.X + r.W }

// Bottom is the lower edge.
func (r Rect) Bottom() float32 { return r.Y + r.H }

// Has says whether a point is inside.
func (r Rect) Has(x, y float32) bool {
	return x >= r.X && x < r.Right() && y >= r.Y && y < r.Bottom()
}

// Meets says whether two rectangles share any area.
func (r Rect) Meets(o Rect) bool {
	return r.X < o.Right() && o.X < r.Right() && r.Y < o.Bottom() && o.Y < r.Bottom()
}

// Intersect is the area that two rectangles share; empty when they do not.
func (r Rect) Intersect(o Rect) Rect {
	x, y := max(r.X, o.X), max(r.Y, o.Y)
	return Rect{x, y, max(0, min(r.Right(), o.Right())-x), max(0, min(r.Bottom(), o.Bottom())-y)}
}

// Grow is the rectangle with d more at each side.
func (r Rect) Grow(d float32) Rect { return Rect{r.X - d, r.Y - d, r.W + 2*d, r.H + 2*d} }

// Corner is the radius of a corner: an ellipse has two.
type Corner struct{ X, Y float32 }

// Radii are the corners clockwise from the top left.
type Radii [4]Corner

// Kind says what an operation draws.
type Kind uint8

// The kinds of operation, with the fields of Op that each uses beside Rect.
const (
	Fill     Kind = iota // Color, Radii
	Gradient             // Gradient, Radii
	Border               // Border, Radii: the outer ones
	Shadow               // Shadow, Radii: those of the box that throws it
	Image                // Image, Radii
	Text                 // Text, Color
	Clip                 // Radii: until its Unclip only what is inside Rect is drawn
	Unclip               // ends the Clip before it that has not ended
	Area                 // draws nothing; Link makes it sensitive
)

// Op is one operation. Later ones are drawn over earlier ones.
type Op struct {
	Kind  Kind
	Color color.NRGBA
	Rect  Rect
	Radii Radii
	Link  string // where a click on Rect leads; "" nowhere

	Border   *BorderStyle
	Gradient *GradientStyle
	Shadow   *ShadowStyle
	Image    *Picture
	Text     *TextLine
}

// Line is the style of a border's side or of a text's decoration.
type Line uint8

// The styles of a line, as in CSS.
const (
	None Line = iota
	Solid
	Dashed
	Dotted
	Double
	Groove
	Ridge
	Inset
	Outset
	Wavy // of text only
)

// Side is one side of a border.
type Side struct {
	Width float32
	Style Line
	Color color.NRGBA
}

// BorderStyle has the sides in the order of CSS: top, right, bottom, left. They
// lie inside the operation's Rect.
type BorderStyle struct{ Sides [4]Side }

// Stop is a colour of a gradient and where it is reached: 0 the start, 1 the end.
type Stop struct {
	At    float32
	Color color.NRGBA
}

// GradientStyle is linear from one point to another, or radial: then From is the
// centre, and Radius says how far the end is to the right and below.
type GradientStyle struct {
	FromX, FromY, ToX, ToY float32 // in the list's pixels
	Radial                 bool
	Radius                 Corner
	Repeat                 bool // start again after the last stop
	Stops                  []Stop
}

// ShadowStyle is one shadow of the box in Rect; Rect itself is not moved. What
// lies below the box is not drawn, as in CSS.
type ShadowStyle struct {
	DX, DY float32
	Blur   float32 // as in CSS: twice the deviation
	Spread float32
	Inset  bool // falls into the box
	Color  color.NRGBA
}

// Picture is an image, drawn once over Rect or as tiles from there.
type Picture struct {
	Ref     string  // what the painter asks its images for
	Alt     string  // what it shows, in words
	Opacity float32 // 0 to 1
	// Tile is where the first tile lies; the others cover Rect as RepeatX and
	// RepeatY say. With an empty Tile the image is scaled to Rect. A Tile that
	// is not repeated is drawn once, cut to Rect.
	Tile             Rect
	RepeatX, RepeatY bool
	Decorative       bool // a background: no part of what the mail says
}

// Joint is what stands between a text and the one before it when both are read
// or copied.
type Joint uint8

// The joints.
const (
	Joined    Joint = iota // nothing: the same word goes on
	Space                  // a space, which the end of a wrapped line has eaten
	Tab                    // the next cell of a row
	NewLine                // a line break
	Paragraph              // an empty line
)

// TextLine is text of one font on one line, in one colour. Rect of its operation is
// what a selection marks: from the ascent to the descent, or the line's height.
type TextLine struct {
	Text     string // in the order it is read
	Font     *text.Font
	Baseline float32 // y
	Pieces   []Piece // from left to right
	Before   Joint
	Mark     bool // a list's bullet or number: read, but not selected

	Decorations []Decoration
	Shadows     []ShadowStyle // Spread and Inset have no meaning
}

// Piece is a shaped part of a text.
type Piece struct {
	X       float32 // from the left of the operation's Rect
	Run     *text.Run
	At      int     // the first rune, counted in the text
	Spacing float32 // added after each cluster
}

// Width is how much room the piece takes.
func (p *Piece) Width() float32 { return p.Run.WidthWith(p.Spacing) }

// Decoration is a line along a text.
type Decoration struct {
	Y         float32 // the line's top
	Thickness float32
	Style     Line
	Color     color.NRGBA
}

// List is what is drawn of one mail at one width.
type List struct {
	Ops           []Op
	Width, Height float32     // wider than the view where the mail is
	Fit           float32     // see Scale
	Canvas        color.NRGBA // below everything; transparent: the paper of the theme

	index index
}

// Scale is how large the list is to be shown: smaller than it is where the mail
// is wider than its view, so that all of it is seen.
func (l *List) Scale() float32 {
	if l.Fit <= 0 {
		return 1
	}
	return l.Fit
}

// Add appends an operation.
func (l *List) Add(op Op) { l.Ops = append(l.Ops, op) }

// Done ends the making of the list: from now on it is only read.
func (l *List) Done() *List {
	l.index = makeIndex(l.Ops)
	return l
}
