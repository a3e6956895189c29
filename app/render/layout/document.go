package layout

import (
	"godwit/app/render/display"
	"godwit/app/render/style"

	"golang.org/x/net/html"
)

// document lays out the whole mail, draws it, and returns the outermost box.
func (e *engine) document() *box {
	root := e.Cascade.Initial()
	var page *style.Style
	if n := e.Tree.Body.Parent; n != nil && n.Type == html.ElementNode {
		page = e.Cascade.Element(n, root)
	} else {
		page = root.Anonymous(style.Block)
	}
	s := *e.Cascade.Element(e.Tree.Body, page)
	if s.Display == style.None || s.Display.InlineLevel() {
		s.Display = style.Block
	}
	s.Float, s.Position = style.NoSide, style.Static
	e.canvas(page, &s)
	body := e.box(block, &s, e.Tree.Body)
	body.kind = kindOf(s.Display)
	if body.kind != flex && body.kind != grid {
		body.kind = block
	}
	e.build(body, e.Tree.Body, "", 0)
	e.wrap(body)
	outer := page.Padding
	width := max(0, e.Width-outer[1].Of(e.Width)-outer[3].Of(e.Width))
	m := body.margins(width)
	top := e.bodyMargin(body, width, m[0])
	e.layoutContext(body, e.usedWidth(body, width, width-m[1]-m[3]), width)
	body.x, body.y = outer[3].Of(e.Width)+m[3], outer[0].Of(e.Width)+top
	if free := width - body.w - m[1] - m[3]; free > 0 {
		body.x += e.across(&box{style: page}, body, free)
	}
	below := margin{}
	below.join(body.end)
	if e.Tree.Quirks {
		below.faint = 0
	}
	e.out = painter{e: e, list: e.list, cut: far}
	e.list.Height = body.y + body.h + max(0, below.value()) + outer[2].Of(e.Width)
	page.Opacity = 1
	e.out.layers(page, e.background, display.Rect{W: e.Width, H: e.list.Height}, display.Radii{})
	e.out.holder = display.Rect{W: e.Width, H: e.list.Height}
	e.out.box(body, 0, 0)
	e.list.Height = min(max(e.list.Height, e.out.bottom), maxHeight)
	return body
}

// bodyMargin is the space above the mail: the margins of what stands first
// touch that of the body, and none is left out.
func (e *engine) bodyMargin(body *box, containing, own float32) float32 {
	edges := body.edges(containing)
	m := body.margins(containing)
	joined := margin{}
	joined.add(own, false)
	if edges[0] != 0 || body.inlines || body.kind != block {
		return joined.value()
	}
	width := max(0, e.usedWidth(body, containing, containing-m[1]-m[3])-edges[1]-edges[3])
	for _, k := range body.kids {
		if k.outOfFlow() {
			continue
		}
		top := e.topMargin(k, width)
		if e.Tree.Quirks {
			top.faint = 0
		}
		joined.join(top)
		if k.style.Clear != 0 || !e.hollow(k) {
			break
		}
		joined.add(k.margins(width)[2], k.style.Faint[2])
	}
	return joined.value()
}

// canvas moves the background of the page, or else of the body, below
// everything.
func (e *engine) canvas(page, body *style.Style) {
	from := page
	if page.Background.A == 0 && len(page.Layers) == 0 {
		from = body
	}
	e.list.Canvas = from.Background
	e.background = from.Layers
	if from == body {
		body.Background.A, body.Layers = 0, nil
	}
}
