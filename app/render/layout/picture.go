package layout

import (
	"strings"

	"godwit/app/render/css"
	"godwit/app/render/style"
	"godwit/sync/htmldoc"

	"golang.org/x/net/html"
)

const maxPicture = 20_000 // pixels

// natural is the size of an image without any style: its own, or what its
// attributes say as long as it is not there, or room for its words.
func (e *engine) natural(b *box) (w, h float32) {
	img := e.image(b.src)
	if img.State == Ready && img.Width > 0 && img.Height > 0 {
		return float32(img.Width), float32(img.Height)
	}
	aw, unitW, _ := style.Dimension(htmldoc.Attr(b.node, "width"))
	ah, unitH, _ := style.Dimension(htmldoc.Attr(b.node, "height"))
	if aw > 0 && ah > 0 && unitW != "%" && unitH != "%" {
		return aw, ah
	}
	if b.text != "" && img.State != Loading {
		font := e.font(b.style)
		return font.Shape(b.text, b.style.RTL).Width + 10, font.LineHeight() + 4
	}
	return 0, 0
}

// source is the picture that an image shows: the first of those that its picture
// element offers for such a view, else its own.
func (e *engine) source(n *html.Node) string {
	if n.Parent != nil && n.Parent.Data == "picture" {
		for c := n.Parent.FirstChild; c != nil && c != n; c = c.NextSibling {
			src := htmldoc.Attr(c, "src")
			if c.Data != "source" || src == "" || !e.Cascade.Holds(htmldoc.Attr(c, "media")) {
				continue
			}
			switch strings.ToLower(htmldoc.Attr(c, "type")) {
			case "", "image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp":
				return src
			}
		}
	}
	return htmldoc.Attr(n, "src")
}

func (e *engine) image(ref string) Image {
	if ref == "" || e.Images == nil {
		return Image{}
	}
	return e.Images(ref)
}

// pictureSize is the border-box size of an image (CSS 2 10.3.2, 10.4).
func (e *engine) pictureSize(b *box, containing float32) (w, h float32) {
	s := b.style
	nw, nh := e.natural(b)
	edges := b.edges(containing)
	inner := func(l css.Length, base float32, a, c int) float32 {
		v := l.Of(base)
		if s.BorderBox {
			v -= edges[a] + edges[c]
		}
		return max(0, v)
	}
	w, h = nw, nh
	tall, givenH := b.givenHeight()
	givenW, height := s.Width.Fixed(), css.Pixels(tall)
	switch {
	case givenW && givenH:
		w, h = inner(s.Width, containing, 1, 3), inner(height, 0, 0, 2)
	case givenW:
		w = inner(s.Width, containing, 1, 3)
		if nw > 0 {
			h = w * nh / nw
		}
	case givenH:
		h = inner(height, 0, 0, 2)
		if nh > 0 {
			w = h * nw / nh
		}
	}
	if s.MaxWidth.Fixed() {
		if most := inner(s.MaxWidth, containing, 1, 3); w > most {
			if !givenH && w > 0 {
				h *= most / w
			}
			w = most
		}
	}
	if most := containing - edges[1] - edges[3]; w > e.Width && most > 0 && w > most { // no photograph needs scrolling
		h *= most / w
		w = most
	}
	if s.MinWidth.Fixed() {
		if least := inner(s.MinWidth, containing, 1, 3); w < least {
			if !givenH && w > 0 {
				h *= least / w
			}
			w = least
		}
	}
	if s.MaxHeight.Absolute() {
		if most := inner(s.MaxHeight, 0, 0, 2); h > most {
			if !givenW && h > 0 {
				w *= most / h
			}
			h = most
		}
	}
	if s.MinHeight.Absolute() {
		h = max(h, inner(s.MinHeight, 0, 0, 2))
	}
	return min(w, maxPicture) + edges[1] + edges[3], min(h, maxPicture) + edges[0] + edges[2]
}

// pictureExtent is the extent of an image; one with a percentage gives way.
func (e *engine) pictureExtent(b *box) (narrow, wide float32) {
	s := b.style
	if s.Width.Relative() {
		edges := b.edges(0)
		nw, _ := e.natural(b)
		return edges[1] + edges[3], limit(nw, s.MinWidth, s.MaxWidth) + edges[1] + edges[3]
	}
	free := *s
	if s.MaxWidth.Relative() {
		free.MaxWidth = css.Length{}
	}
	sized := *b
	sized.style = &free
	wide, _ = e.pictureSize(&sized, 0)
	if s.MaxWidth.Relative() {
		return 0, wide
	}
	return wide, wide
}
