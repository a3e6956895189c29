package layout

import (
	"context"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"godwit/app/render/display"
	"godwit/app/render/style"
	"godwit/app/render/text"
	"godwit/sync/htmldoc"

	"golang.org/x/net/html"
)

// rect is where an element or a text stands, in whole pixels.
type rect struct {
	Name       string
	X, Y, W, H int
}

func (r rect) String() string { return fmt.Sprintf("%s %d,%d %dx%d", r.Name, r.X, r.Y, r.W, r.H) }

func rounded(name string, x, y, w, h float32) rect {
	n := func(v float32) int { return int(math.Round(float64(v))) }
	return rect{name, n(x), n(y), n(w), n(h)}
}

var sizeInName = regexp.MustCompile(`-(\d+)x(\d+)\.`)

// namedSize knows images by the size in their names.
func namedSize(ref string) Image {
	if strings.HasPrefix(ref, "data:") {
		return Image{Width: 1, Height: 1, State: Ready}
	}
	if m := sizeInName.FindStringSubmatch(ref); m != nil { // photo-640x480.jpg
		w, _ := strconv.Atoi(m[1])
		h, _ := strconv.Atoi(m[2])
		return Image{Width: w, Height: h, State: Ready}
	}
	return Image{State: Blocked}
}

// laidOut lays out a mail and gives the boxes of its elements in the order they
// are written in, and the list.
func laidOut(t testing.TB, source string, width float32, fonts *text.Fonts) ([]rect, *display.List) {
	t.Helper()
	tree := htmldoc.Tree(source)
	e := &engine{
		ctx: context.Background(), fonts: map[fontKey]*text.Font{}, list: &display.List{Width: width},
		Input: Input{
			Tree: tree, Cascade: style.New(tree, style.View{Width: width, Height: 800}), Fonts: fonts, Width: width,
			Images: namedSize,
		},
	}
	body := e.document()
	found := map[*html.Node]rect{}
	var walk func(b *box, x, y float32)
	seen := map[*box]bool{}
	walk = func(b *box, x, y float32) {
		if seen[b] {
			return
		}
		seen[b] = true
		x, y = x+b.x, y+b.y
		if b.node != nil && b.kind != inline && b.kind != column {
			if _, ok := found[b.node]; !ok {
				found[b.node] = rounded(b.node.Data, x, y, b.w, b.h)
			}
		}
		if b.grid != nil {
			for _, r := range b.grid.rows {
				if r.node != nil {
					found[r.node] = rounded(r.node.Data, x+r.x, y+r.y, r.w, r.h)
				}
			}
			for _, c := range b.grid.cells {
				walk(c.box, x, y)
			}
			for _, c := range b.grid.captions {
				walk(c, x, y)
			}
		}
		for _, k := range b.floats {
			walk(k, x, y+b.down)
		}
		for i := range b.lines {
			for _, p := range b.lines[i].pieces {
				if p.kind == atom {
					walk(p.box, x, y+b.down)
				}
			}
		}
		if !b.inlines && b.grid == nil {
			for _, k := range b.kids {
				if k.style.Position != style.Absolute {
					walk(k, x, y+b.down)
				}
			}
		}
	}
	walk(body, 0, 0)
	var out []rect
	var order func(n *html.Node)
	order = func(n *html.Node) {
		if n.Type == html.ElementNode {
			r, ok := found[n]
			if !ok {
				r = rect{Name: "-" + n.Data}
			}
			out = append(out, r)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			order(c)
		}
	}
	order(tree.Body)
	return out, e.list.Done()
}
