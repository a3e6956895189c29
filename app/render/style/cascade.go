package style

import (
	"cmp"
	"image/color"
	"math"
	"slices"

	"godwit/app/render/css"
	"godwit/sync/htmldoc"

	"golang.org/x/net/html"
)

// View is what a mail is shown in.
type View struct {
	Width, Height float32
	Dark          bool // the mail's own dark rules apply
}

// Cascade computes the styles of one mail. It is used by one goroutine.
type Cascade struct {
	view    View
	sheet   *css.Sheet
	agent   map[string][]css.Declaration
	inline  map[string][]css.Declaration // style attributes repeat a lot
	initial Style
	quirks  bool
	link    string      // the colour of links that the body asks for
	body    color.NRGBA // of the body's text
	found   []weighed   // scratch
	hinted  []css.Declaration
}

// New reads the style sheets of a mail.
func New(tree *htmldoc.SafeTree, v View) *Cascade {
	c := &Cascade{view: v, sheet: css.NewSheet(), agent: agentRules(tree.Quirks), quirks: tree.Quirks, inline: map[string][]css.Declaration{}}
	for _, s := range tree.Styles {
		c.sheet.Add(s.Text, s.Media, css.Media{Width: v.Width, Dark: v.Dark})
	}
	c.initial.Color = color.NRGBA{A: 255}
	// Browsers begin with a serif; mail does not. Whoever writes mail sees it in a
	// sans-serif, and relies on it when naming no font at all.
	c.initial.Family, c.initial.Size, c.initial.Weight = "sans-serif", 16, 400
	c.initial.Opacity, c.initial.Shrink = 1, 1
	c.initial.ListType = "disc"
	c.initial.Basis = css.Length{Kind: css.Auto}
	return c
}

// Initial is the style around the outermost element.
func (c *Cascade) Initial() *Style { return &c.initial }

// Holds says whether a list of media queries holds where the mail is shown.
func (c *Cascade) Holds(media string) bool {
	return css.Media{Width: c.view.Width, Dark: c.view.Dark}.Holds(media)
}

// OwnDark says whether the mail brought rules for dark colours that hold.
func (c *Cascade) OwnDark() bool { return c.sheet.Dark }

// weighed is a declaration and what decides between it and others: where it
// comes from, then specificity, then order.
type weighed struct {
	css.Declaration
	origin      origin
	layer       int // the greater wins
	specificity [3]int
	order       int
}

type origin int8

const (
	fromAgent origin = iota
	fromHint
	fromSheet
	fromAttribute
	fromSheetImportant
	fromAttributeImportant
)

// Element is the style of an element inside of one with the style parent.
func (c *Cascade) Element(n *html.Node, parent *Style) *Style {
	c.found = c.found[:0]
	for _, d := range c.agent[n.Data] {
		c.found = append(c.found, weighed{Declaration: d, order: len(c.found)})
	}
	c.hinted = hints(c.hinted[:0], n)
	if c.link != "" && n.Data == "a" && htmldoc.Attr(n, "href") != "" {
		c.hinted = append(c.hinted, css.Declaration{Name: "color", Value: c.link})
	}
	for _, d := range c.hinted {
		c.found = append(c.found, weighed{Declaration: d, origin: fromHint, order: len(c.found)})
	}
	c.sheet.Match(n, "", c.collect)
	if text := htmldoc.Attr(n, "style"); text != "" {
		declarations, ok := c.inline[text]
		if !ok {
			declarations = css.Declarations(text)
			c.inline[text] = declarations
		}
		for _, d := range declarations {
			from := fromAttribute
			if d.Important {
				from = fromAttributeImportant
			}
			c.found = append(c.found, weighed{Declaration: d, origin: from, order: len(c.found)})
		}
	}
	s := c.compute(parent, n.Data)
	c.special(n, parent, s)
	return s
}

// Pseudo is the style of the pseudo-element "before" or "after" of an element
// with the style parent; nil if it has none.
func (c *Cascade) Pseudo(n *html.Node, parent *Style, name string) *Style {
	if !c.sheet.Has(name) {
		return nil
	}
	c.found = c.found[:0]
	c.sheet.Match(n, name, c.collect)
	if len(c.found) == 0 {
		return nil
	}
	s := c.compute(parent, "")
	if !s.HasContent || s.Display == None {
		return nil
	}
	return s
}

func (c *Cascade) collect(r *css.Rule) {
	for _, d := range r.Declarations {
		from, layer := fromSheet, r.Layer
		if layer == 0 {
			layer = math.MaxInt
		}
		if d.Important {
			from, layer = fromSheetImportant, -layer
		}
		c.found = append(c.found, weighed{d, from, layer, r.Specificity, r.Order})
	}
}

// compute applies the declarations found, the weakest first.
func (c *Cascade) compute(parent *Style, tag string) *Style {
	s := &Style{Inherited: parent.Inherited}
	s.Shrink, s.Basis = 1, css.Length{Kind: css.Auto}
	slices.SortStableFunc(c.found, func(a, b weighed) int {
		if a.origin != b.origin {
			return int(a.origin - b.origin)
		}
		if a.layer != b.layer {
			return cmp.Compare(a.layer, b.layer)
		}
		if k := slices.Compare(a.specificity[:], b.specificity[:]); k != 0 {
			return k
		}
		return a.order - b.order
	})
	a := &applier{cascade: c, s: s, parent: parent}
	a.variables(c.found)
	c.found = a.substitute(c.found)
	monospace(s, parent, tag, c.found)
	a.faint(c.found)
	for i := range c.found { // lengths and colours of the others depend on these
		switch c.found[i].Name {
		case "font-size", "color", "font-family":
			a.property(c.found[i].Name, c.found[i].Value)
		}
	}
	for i := range c.found {
		switch c.found[i].Name {
		case "font-size", "color", "font-family":
		default:
			a.property(c.found[i].Name, c.found[i].Value)
		}
	}
	a.finish()
	return s
}

// faint notes which vertical margins nobody but the browser asked for.
func (a *applier) faint(found []weighed) {
	for i := range found {
		switch found[i].Name {
		case "margin-top":
			a.s.Faint[0] = found[i].origin == fromAgent
		case "margin-bottom":
			a.s.Faint[2] = found[i].origin == fromAgent
		}
	}
}

// monospace changes to and from the smaller size of the browser's monospace
// font, unless the size is one in pixels.
func monospace(s, parent *Style, tag string, found []weighed) {
	family := ""
	for i := range found {
		if found[i].Name == "font-family" {
			family = found[i].Value
		}
	}
	if family == "" || tag == "button" || tag == "input" || tag == "textarea" || tag == "select" {
		return
	}
	s.mono = family == "monospace"
	switch {
	case s.exact:
	case s.mono && !parent.mono:
		s.Size *= 13. / 16
	case !s.mono && parent.mono:
		s.Size *= 16. / 13
	}
}

// special is what the rules of HTML say beyond declarations.
func (c *Cascade) special(n *html.Node, parent, s *Style) {
	switch n.Data {
	case "body":
		c.body = s.Color
		if l, ok := css.LegacyColor(htmldoc.Attr(n, "link")); ok && htmldoc.Attr(n, "link") != "" {
			c.link = hex(l.R, l.G, l.B)
		}
	case "ul", "ol", "menu", "dir", "dl":
		depth, within := 0, false
		for p := n.Parent; p != nil; p = p.Parent {
			switch p.Data {
			case "ul", "ol", "menu", "dir":
				depth++
				within = true
			case "dl":
				within = true
			}
		}
		if within {
			c.nestedList(n.Data, depth, s)
		}
		if s.RTL && s.Padding[3] == css.Pixels(40) && s.Padding[1].Kind == css.Unset {
			s.Padding[1], s.Padding[3] = s.Padding[3], css.Length{}
		}
	case "table":
		if c.quirks && s.Color == parent.Color && !c.names("color") { // as the body's (Quirks 3.10)
			s.Color = c.body
		}
		if s.AlignBlocks { // -webkit-center ends at a table
			s.AlignBlocks = false
			if s.Align == parent.Align {
				s.Align = Start
			}
		}
	case "q":
		s.Quotes++
	case "input", "button", "textarea":
		c.plainControl(s)
	case "img":
		if s.Display == Inline {
			s.Display = InlineBlock
		}
	}
}

// names says whether anybody but the browser sets a property of the element.
func (c *Cascade) names(property string) bool {
	for i := range c.found {
		if c.found[i].Name == property && c.found[i].origin != fromAgent {
			return true
		}
	}
	return false
}

// nestedList is a list inside of another: without margins, and with another
// bullet.
func (c *Cascade) nestedList(tag string, depth int, s *Style) {
	margins, bullet := true, tag != "ol" && tag != "dl"
	for i := range c.found {
		if c.found[i].origin == fromAgent {
			continue
		}
		switch c.found[i].Name {
		case "margin-top", "margin-bottom":
			margins = false
		case "list-style-type":
			bullet = false
		}
	}
	if margins {
		s.Margin[0], s.Margin[2] = css.Length{}, css.Length{}
	}
	if bullet {
		s.ListType = []string{"disc", "circle", "square"}[min(depth, 2)]
	}
}
