package layout

import (
	"strconv"
	"strings"

	"godwit/app/render/style"
	"godwit/sync/htmldoc"

	"golang.org/x/net/html"
)

// make counts a box.
func (e *engine) box(k kind, s *style.Style, n *html.Node) *box {
	e.step()
	e.boxes++
	if e.boxes > maxBoxes {
		panic(stop{ErrBudget})
	}
	return &box{kind: k, style: s, node: n}
}

// anonymous is a box that no element stands for.
func (e *engine) anonymous(k kind, parent *style.Style, d style.Display, kids []*box) *box {
	b := e.box(k, parent.Anonymous(d), nil)
	b.kids, b.anon, b.colspan, b.rowspan = kids, true, 1, 1
	return b
}

// build makes the boxes of what is inside of an element.
func (e *engine) build(p *box, n *html.Node, link string, depth int) {
	e.pseudo(p, n, link, "before")
	if n.Data == "q" {
		p.kids = append(p.kids, e.textBox(p.style, []string{"“", "‘"}[(p.style.Quotes+1)%2], link))
	}
	number := e.firstNumber(n)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			if folded(n) {
				continue
			}
			p.kids = append(p.kids, e.textBox(p.style, c.Data, link))
		case html.ElementNode:
			e.element(p, c, link, depth, &number)
		}
	}
	if n.Data == "q" {
		p.kids = append(p.kids, e.textBox(p.style, []string{"”", "’"}[(p.style.Quotes+1)%2], link))
	}
	e.pseudo(p, n, link, "after")
}

func (e *engine) textBox(s *style.Style, t, link string) *box {
	b := e.box(textual, s, nil)
	b.text, b.link = t, link
	return b
}

func (e *engine) element(p *box, n *html.Node, link string, depth int, number *counter) {
	s := e.Cascade.Element(n, p.style)
	if s.Display == style.None || n.Data != "summary" && folded(n.Parent) {
		return
	}
	if n.Data == "a" {
		if href := htmldoc.Attr(n, "href"); href != "" {
			link = href
		}
	}
	switch n.Data {
	case "br":
		b := e.box(breaks, s, n)
		p.kids = append(p.kids, b)
		return
	case "wbr":
		p.kids = append(p.kids, e.textBox(s, "\u200b", link))
		return
	case "img":
		b := e.box(picture, s, n)
		b.src, b.text, b.link = e.source(n), htmldoc.Attr(n, "alt"), link
		p.kids = append(p.kids, b)
		return
	}
	if e.control(p, n, s, link) {
		return
	}
	deep := depth >= maxNested // nothing is lost, but it makes no box of its own
	if deep && !s.Display.InlineLevel() && len(p.kids) > 0 {
		p.kids = append(p.kids, e.box(breaks, p.style, nil))
	}
	if deep || s.Display == style.Contents {
		inner := e.box(inline, s, n)
		e.build(inner, n, link, min(depth+1, maxNested))
		p.kids = append(p.kids, inner.kids...)
		return
	}
	b := e.box(kindOf(s.Display), s, n)
	b.link = link
	b.colspan, b.rowspan = span(n, "colspan", 100), span(n, "rowspan", 1000)
	if b.kind == column {
		b.colspan = span(n, "span", 100)
	}
	if s.Display == style.ListItem {
		b.marker = e.mark(n, s, number)
		if n.Data == "summary" && s.ListType == "disclosure" && n.Parent != nil {
			b.marker = map[bool]string{true: "▸", false: "▾"}[folded(n.Parent)]
		}
		if s.ListInside && b.marker != "" { // it stands in the line
			b.kids = append(b.kids, e.textBox(s, b.marker+"\u00a0", ""))
			b.marker = ""
		}
	}
	e.build(b, n, link, depth+1)
	switch n.Data {
	case "button":
		e.centred(b)
	case "fieldset":
		b.findLegend()
	}
	if b.kind == inline {
		if n.Data == "ruby" {
			e.ruby(b)
		}
		e.promote(b)
	}
	p.kids = append(p.kids, b)
}

// folded says whether all but its summary is hidden in an element: in details
// that are not open.
func folded(n *html.Node) bool {
	if n == nil || n.Data != "details" {
		return false
	}
	for i := range n.Attr {
		if n.Attr[i].Key == "open" {
			return false
		}
	}
	return true
}

func kindOf(d style.Display) kind {
	switch d {
	case style.Inline:
		return inline
	case style.Table, style.InlineTable:
		return table
	case style.Row, style.RowGroup, style.HeaderGroup, style.FooterGroup:
		return row
	case style.Cell:
		return cell
	case style.ColumnElement, style.ColumnGroup:
		return column
	case style.Flex, style.InlineFlex:
		return flex
	case style.Grid, style.InlineGrid:
		return grid
	}
	return block
}

// promote makes a span that holds blocks a block. Its own background and edges
// go, which CSS would draw around the lines beside the blocks.
func (e *engine) promote(b *box) {
	for _, k := range b.kids {
		if !k.inLine() && !k.outOfFlow() {
			s := b.style.Anonymous(style.Block)
			s.Position, s.Inset = b.style.Position, b.style.Inset
			b.kind, b.style, b.anon = block, s, true
			return
		}
	}
}

func (e *engine) pseudo(p *box, n *html.Node, link, name string) {
	s := e.Cascade.Pseudo(n, p.style, name)
	if s == nil {
		return
	}
	b := e.box(kindOf(s.Display), s, nil)
	b.link, b.colspan, b.rowspan = link, 1, 1
	if s.Content != "" {
		b.kids = []*box{e.textBox(s.Anonymous(style.Inline), s.Content, link)}
	}
	p.kids = append(p.kids, b)
}

func span(n *html.Node, key string, most int) int {
	v, err := strconv.Atoi(strings.TrimSpace(htmldoc.Attr(n, key)))
	if err != nil {
		return 1
	}
	return max(1, min(v, most))
}
