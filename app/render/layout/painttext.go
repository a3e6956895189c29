package layout

import (
	"image/color"
	"unicode/utf8"

	"godwit/app/render/display"
	"godwit/app/render/style"
	"godwit/app/render/text"
)

// line draws the spans and pieces of one line.
func (p *painter) line(b *box, ln *line, ox, oy float32) {
	for i := range ln.spans {
		s := &ln.spans[i]
		p.decorate(s.style, display.Rect{X: ox + s.x, Y: oy + s.y, W: s.w, H: s.h}, false)
	}
	p.bottom = max(p.bottom, min(oy+ln.y+ln.h, maxHeight))
	read := inOrder(ln.pieces)
	for from := 0; from < len(read); {
		q := &ln.pieces[read[from]]
		switch q.kind {
		case atom:
			p.box(q.box, ox, oy)
			from++
			continue
		case word, space:
		default:
			from++
			continue
		}
		to := from + 1
		for to < len(read) && alike(q, &ln.pieces[read[to]], &ln.pieces[read[to-1]]) {
			to++
		}
		p.text(ln, read[from:to], ox, oy)
		from = to
	}
	p.joint = max(p.joint, display.Space)
	if ln.ends {
		p.joint = max(p.joint, display.NewLine)
	}
}

// inOrder are the indexes of pieces in the order they are read in.
func inOrder(pieces []piece) []int {
	out := make([]int, len(pieces))
	if len(pieces) == 0 {
		return out
	}
	sorted := true
	first := pieces[0].order
	for i := range pieces {
		out[i] = i
		sorted = sorted && (i == 0 || pieces[i].order > pieces[i-1].order)
		first = min(first, pieces[i].order)
	}
	if sorted {
		return out
	}
	at := map[int]int{}
	last := first
	for i := range pieces {
		at[pieces[i].order] = i
		last = max(last, pieces[i].order)
	}
	out = out[:0]
	for o := first; o <= last; o++ {
		if i, ok := at[o]; ok {
			out = append(out, i)
		}
	}
	return out
}

// alike says whether a piece goes on the text that q began: same look, same
// link, and next to the one before.
func alike(q, r, before *piece) bool {
	if r.kind != word && r.kind != space || r.style != q.style || r.link != q.link || r.mark != q.mark || r.span != q.span || r.level != q.level {
		return false
	}
	if q.level.RTL() {
		return near(r.x+r.width, before.x)
	}
	return near(before.x+before.width, r.x)
}

func near(a, b float32) bool { return a-b < .5 && b-a < .5 }

// text draws pieces of one look as one text.
func (p *painter) text(ln *line, which []int, ox, oy float32) {
	first := &ln.pieces[which[0]]
	s := first.style
	if s.Hidden || s.Size < 1 || s.Color.A == 0 || first.font == nil {
		return
	}
	line := &display.TextLine{Font: first.font, Baseline: oy + first.y}
	left, right := first.x, first.x+first.width
	at := 0
	buffer := make([]byte, 0, 64)
	for _, i := range which {
		q := &ln.pieces[i]
		left, right = min(left, q.x), max(right, q.x+q.width)
		piece := display.Piece{X: q.x, Run: q.run, At: at, Spacing: s.LetterSpacing + q.stretch}
		if q.kind == space && q.run != nil { // the room that justification gave it
			piece.Spacing = q.width - q.run.Width
		}
		line.Pieces = append(line.Pieces, piece)
		buffer = append(buffer, q.text...)
		at += utf8.RuneCountInString(q.text)
	}
	if first.level.RTL() { // pieces go from left to right
		for i, j := 0, len(line.Pieces)-1; i < j; i, j = i+1, j-1 {
			line.Pieces[i], line.Pieces[j] = line.Pieces[j], line.Pieces[i]
		}
	}
	for i := range line.Pieces {
		line.Pieces[i].X -= left
	}
	line.Text, line.Mark = string(buffer), first.mark
	line.Before, p.joint = p.joint, display.Joined
	p.decorations(line, first)
	for _, sh := range s.Shadows {
		line.Shadows = append(line.Shadows, display.ShadowStyle{DX: sh.X, DY: sh.Y, Blur: sh.Blur, Color: faded(sh.Color, s)})
	}
	f := first.font
	if p.depth == 0 {
		p.ink = max(p.ink, min(ox+right, p.cut))
	}
	p.list.Add(display.Op{
		Kind: display.Text, Color: faded(s.Color, s), Link: first.link, Text: line,
		Rect: display.Rect{X: ox + left, Y: line.Baseline - f.Ascent, W: right - left, H: f.Ascent + f.Descent},
	})
}

// decorations are the lines along a text.
func (p *painter) decorations(line *display.TextLine, q *piece) {
	f := q.font
	for _, d := range q.style.Lines {
		y := line.Baseline + max(f.Underline, 1)
		switch d.Where {
		case style.Over:
			y = line.Baseline - f.Ascent
		case style.Through:
			y = line.Baseline - f.Strike - f.Thickness/2
		}
		line.Decorations = append(line.Decorations, display.Decoration{
			Y: y, Thickness: max(1, f.Thickness), Style: display.Line(d.Style), Color: faded(d.Color, q.style),
		})
	}
}

// marker draws the bullet or number of a list item beside its first line.
func (p *painter) marker(b *box, x, y float32) {
	s := b.style
	if b.marker == "" || s.Hidden || s.Size < 1 {
		return
	}
	f := p.e.font(s)
	base := firstBaseline(b, 0)
	if base == 0 {
		above, _ := p.e.halfLeading(s, f)
		base = b.edges(0)[0] + above
	}
	edges := b.edges(0)
	gap, lift := f.Space, float32(0)
	if kind := s.ListType; kind == "disc" || kind == "circle" || kind == "square" {
		// Browsers draw these as shapes of these measures; the letters are smaller.
		const larger, middle = 1.3, .36 // where the letter has its middle, in parts of its size
		gap, lift = f.Ascent*2/3-1, f.Ascent*.32-s.Size*larger*middle
		f = p.e.Fonts.Font(text.Style{Family: s.Family, Size: s.Size * larger, Weight: 400})
	}
	base -= lift
	run := f.Shape(b.marker, s.RTL)
	left := x + edges[3] - run.Width - gap
	if s.RTL {
		left = x + b.w - edges[1] + gap
	}
	line := &display.TextLine{Text: b.marker, Font: f, Baseline: y + base, Pieces: []display.Piece{{Run: run}}, Mark: true, Before: p.joint}
	p.joint = display.Space
	p.list.Add(display.Op{
		Kind: display.Text, Color: faded(s.Color, s), Text: line,
		Rect: display.Rect{X: left, Y: line.Baseline - f.Ascent, W: run.Width, H: f.Ascent + f.Descent},
	})
}

// picture draws an image, or what stands for it.
func (p *painter) picture(b *box, r display.Rect) {
	s := b.style
	edges := b.edges(b.w)
	r = display.Rect{X: r.X + edges[3], Y: r.Y + edges[0], W: max(0, r.W-edges[1]-edges[3]), H: max(0, r.H-edges[0]-edges[2])}
	if s.Hidden || r.W < 1 || r.H < 1 {
		return
	}
	img := p.e.image(b.src)
	corners := inner(radii(s, display.Rect{W: b.w, H: b.h}), s)
	if img.State == Ready {
		picture := &display.Picture{Ref: b.src, Alt: b.text, Opacity: s.Opacity}
		if s.Fit != style.FitFill && img.Width > 0 && img.Height > 0 {
			picture.Tile = fitted(s.Fit, r, float32(img.Width), float32(img.Height))
		}
		p.list.Add(display.Op{Kind: display.Image, Rect: r, Radii: corners, Link: b.link, Image: picture})
		return
	}
	if b.link != "" {
		p.list.Add(display.Op{Kind: display.Area, Rect: r, Link: b.link})
	}
	if r.W < 8 || r.H < 8 {
		return
	}
	frame := display.Side{Width: 1, Style: display.Solid, Color: color.NRGBA{128, 128, 128, 96}}
	p.list.Add(display.Op{Kind: display.Border, Rect: r, Radii: corners, Link: b.link, Border: &display.BorderStyle{Sides: [4]display.Side{frame, frame, frame, frame}}})
	if b.text != "" {
		p.alternative(b, r)
	}
}

// alternative writes the words that stand for an image into its place.
func (p *painter) alternative(b *box, r display.Rect) {
	s := b.style.Anonymous(style.Block)
	s.Align, s.Indent.Px = style.Start, 0
	holder := &box{kind: block, style: s, inlines: true}
	holder.kids = []*box{{kind: textual, style: s, text: b.text, link: b.link}}
	p.e.layoutContext(holder, max(0, r.W-6), r.W)
	p.list.Add(display.Op{Kind: display.Clip, Rect: r})
	holder.x, holder.y = r.X+3, r.Y+1
	bottom := p.bottom
	p.box(holder, 0, 0)
	p.bottom = bottom
	p.list.Add(display.Op{Kind: display.Unclip})
}

func fitted(fit style.Fit, r display.Rect, w, h float32) display.Rect {
	k := float32(1)
	switch fit {
	case style.FitContain:
		k = min(r.W/w, r.H/h)
	case style.FitCover:
		k = max(r.W/w, r.H/h)
	}
	w, h = w*k, h*k
	return display.Rect{X: r.X + (r.W-w)/2, Y: r.Y + (r.H-h)/2, W: w, H: h}
}
