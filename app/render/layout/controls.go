package layout

import (
	"image/color"
	"strings"

	"godwit/app/render/css"
	"godwit/app/render/display"
	"godwit/app/render/style"
	"godwit/sync/htmldoc"

	"golang.org/x/net/html"
)

// Fields and buttons are drawn, and no more: nothing of a form in a mail can be
// filled in or sent. What they hold is text like any other.

var (
	accent      = color.NRGBA{0x00, 0x75, 0xff, 255}
	measured    = color.NRGBA{0x10, 0x7c, 0x10, 255} // by a meter
	trough      = color.NRGBA{0xef, 0xef, 0xef, 255}
	troughEdge  = color.NRGBA{0xb5, 0xb5, 0xb5, 255}
	placeholder = color.NRGBA{0x75, 0x75, 0x75, 255}
)

const maxOptions = 500 // of a list that are looked at

// control makes the box of a field, and says whether the element is one. Buttons
// with content are boxes like others.
func (e *engine) control(p *box, n *html.Node, s *style.Style, link string) bool {
	var b *box
	switch n.Data {
	case "input":
		b = e.input(n, s, link)
	case "textarea":
		b = e.textArea(n, s, link)
	case "select":
		b = e.choices(n, s, link)
	case "progress", "meter":
		b = e.bar(n, s)
	default:
		return false
	}
	b.colspan, b.rowspan = 1, 1
	p.kids = append(p.kids, b)
	return true
}

func has(n *html.Node, key string) bool {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			return true
		}
	}
	return false
}

func (e *engine) input(n *html.Node, s *style.Style, link string) *box {
	value := strings.NewReplacer("\n", "", "\r", "").Replace(htmldoc.Attr(n, "value"))
	switch kind := strings.ToLower(htmldoc.Attr(n, "type")); kind {
	case "image":
		b := e.box(picture, s, n)
		b.src, b.text, b.link = htmldoc.Attr(n, "src"), htmldoc.Attr(n, "alt"), link
		return b
	case "checkbox", "radio":
		return e.tick(n, s, kind == "radio")
	case "submit", "reset", "button", "file":
		if value == "" || kind == "file" {
			value = map[string]string{"submit": "Submit", "reset": "Reset", "file": "Choose File"}[kind]
		}
		b := e.box(block, s, n)
		b.link, b.kids = link, []*box{e.textBox(s.Anonymous(style.Inline), value, link)}
		e.centred(b)
		return b
	case "password":
		value = strings.Repeat("•", min(len(value), 40))
	}
	b := e.box(block, s, n)
	b.link = link
	e.sized(s, float32(span(n, "size", 200))*.6+.675, n, 20)
	b.kids = []*box{e.words(n, s, value, link)}
	e.centred(b)
	b.kids[0].style.Clip = true
	return b
}

// sized gives a field the width of so many characters, in parts of the size of
// its font, unless it has one.
func (e *engine) sized(s *style.Style, width float32, n *html.Node, usual float32) {
	if !has(n, "size") {
		width = usual*.6 + .675
	}
	if !s.Width.Fixed() {
		s.Width = css.Pixels(width * s.Size)
		if s.BorderBox {
			s.Width.Px += s.Padding[1].Px + s.Padding[3].Px + s.Border[1].Width + s.Border[3].Width
		}
	}
}

// words are the text of a field, or what it says of itself while it is empty.
func (e *engine) words(n *html.Node, s *style.Style, value, link string) *box {
	own := s.Anonymous(style.Inline)
	if value == "" {
		value, own.Color = htmldoc.Attr(n, "placeholder"), placeholder
	}
	if value == "" {
		value = " " // as high as a line
	}
	return e.textBox(own, value, link)
}

// centred puts what is inside of a control in the middle of its height.
func (e *engine) centred(b *box) {
	s := *b.style
	inner := e.anonymous(block, &s, style.Block, b.kids)
	inner.style.Grow = 1
	switch s.Display {
	case style.Flex, style.InlineFlex, style.Grid, style.InlineGrid: // the mail places them
		return
	case style.Inline, style.InlineBlock, style.InlineTable:
		s.Display = style.InlineFlex
	default:
		s.Display = style.Flex
	}
	s.Items, s.Column, s.Wrap, s.Justify = style.ItemsCenter, false, false, style.JustifyStart
	b.kind, b.style, b.kids = flex, &s, []*box{inner}
}

// tick is a box to tick, or one of several.
func (e *engine) tick(n *html.Node, s *style.Style, round bool) *box {
	b := e.box(block, s, n)
	b.stands = true
	if !has(n, "checked") {
		return b
	}
	for i := range s.Border {
		s.Border[i].Color = accent
	}
	if round {
		dot := e.anonymous(block, s, style.Block, nil)
		dot.style.Width, dot.style.Height, dot.style.Background = css.Pixels(7), css.Pixels(7), accent
		for i := range dot.style.Margin {
			dot.style.Margin[i], dot.style.Radius[i] = css.Pixels(2), [2]css.Length{css.Pixels(4), css.Pixels(4)}
		}
		b.kids = []*box{dot}
		return b
	}
	s.Background = accent
	mark := s.Anonymous(style.Inline)
	mark.Color, mark.Size, mark.Weight = color.NRGBA{255, 255, 255, 255}, 10, 700
	s.LineHeight = style.LineHeight{Px: 11, Set: true}
	mark.LineHeight, s.Align = s.LineHeight, style.Center
	b.kids = []*box{e.textBox(mark, "✓", "")}
	return b
}

func (e *engine) textArea(n *html.Node, s *style.Style, link string) *box {
	rows, cols := 2, 20
	if has(n, "rows") {
		rows = span(n, "rows", 200)
	}
	if has(n, "cols") {
		cols = span(n, "cols", 400)
	}
	b := e.box(block, s, n)
	b.link = link
	if !s.Width.Fixed() {
		s.Width = css.Pixels(float32(cols)*e.font(s).Shape("0", false).Width + 15)
	}
	if !s.Height.Fixed() {
		s.Height = css.Pixels(float32(rows) * e.lineHeight(s))
	}
	b.kids = []*box{e.words(n, s, content(n), link)}
	return b
}

// content is the text in a field.
func content(n *html.Node) string {
	var out strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode {
			out.WriteString(c.Data)
		}
	}
	return out.String()
}

// choices is a list to choose from: what is chosen, or the first few where
// several can be.
func (e *engine) choices(n *html.Node, s *style.Style, link string) *box {
	var all []string
	chosen := 0
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil && len(all) < maxOptions; c = c.NextSibling {
			switch c.Data {
			case "optgroup":
				walk(c)
			case "option":
				if has(c, "selected") {
					chosen = len(all)
				}
				all = append(all, strings.Join(strings.Fields(content(c)), " "))
			}
		}
	}
	walk(n)
	b := e.box(block, s, n)
	b.link = link
	shown := ""
	if len(all) > 0 {
		shown = all[chosen]
	}
	if rows := span(n, "size", 20); has(n, "multiple") || rows > 1 {
		if !has(n, "size") {
			rows = 4
		}
		shown = strings.Join(all[:min(rows, len(all))], "\n")
		s.LineHeight = style.LineHeight{Px: 17, Set: true}
		for i, v := range [4]float32{1, 2, 1, 2} {
			s.Padding[i] = css.Pixels(v)
		}
	} else {
		b.arrow = true
	}
	if !s.Width.Fixed() {
		wide, font := float32(0), e.font(s)
		for _, one := range all {
			wide = max(wide, font.Shape(one, s.RTL).Width)
		}
		s.Width = css.Pixels(wide + s.Padding[1].Px + s.Padding[3].Px + s.Border[1].Width + s.Border[3].Width + 1)
	}
	b.kids = []*box{e.words(n, s, shown, link)}
	e.centred(b)
	b.kids[0].style.Clip = true
	return b
}

// arrow says that a box opens a list.
func (p *painter) arrow(b *box, r display.Rect) {
	if b.style.Hidden || b.style.Size < 1 {
		return
	}
	f := p.e.font(b.style)
	run := f.Shape("▾", false)
	left := r.Right() - b.style.Border[1].Width - run.Width - 3
	if b.style.RTL {
		left = r.X + b.style.Border[3].Width + 3
	}
	line := &display.TextLine{
		Text: "▾", Font: f, Baseline: r.Y + (r.H+f.Ascent-f.Descent)/2, Pieces: []display.Piece{{Run: run}}, Mark: true, Before: p.joint,
	}
	p.list.Add(display.Op{
		Kind: display.Text, Color: faded(b.style.Color, b.style), Text: line,
		Rect: display.Rect{X: left, Y: line.Baseline - f.Ascent, W: run.Width, H: f.Ascent + f.Descent},
	})
}

// bar is how far something has come, or how full it is.
func (e *engine) bar(n *html.Node, s *style.Style) *box {
	number := func(key string, otherwise float32) float32 {
		if v, _, ok := css.Number(strings.TrimSpace(htmldoc.Attr(n, key))); ok {
			return v
		}
		return otherwise
	}
	least := float32(0)
	if n.Data == "meter" {
		least = number("min", 0)
	}
	part := float32(0)
	if most := number("max", 1); most > least {
		part = max(0, min((number("value", 0)-least)/(most-least), 1))
	}
	full := e.anonymous(block, s, style.Block, nil)
	full.style.Background = map[bool]color.NRGBA{true: measured, false: accent}[n.Data == "meter"]
	full.style.Width, full.style.Height = css.Length{Kind: css.Given, Percent: part * 100}, css.Pixels(6)
	around := e.anonymous(block, s, style.Block, []*box{full})
	around.style.Grow, around.style.Clip, around.style.Background = 1, true, trough
	b := e.box(block, s, n)
	b.kids = []*box{around}
	for i := range around.style.Border {
		around.style.Border[i] = style.Border{Width: 1, Style: style.Solid, Color: troughEdge}
		around.style.Radius[i] = [2]css.Length{css.Pixels(4), css.Pixels(4)}
	}
	b.kids = []*box{around}
	e.centred(b)
	return b
}
