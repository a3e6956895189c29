package pdftext

import (
	"bytes"
	"slices"
)

// page is a page, with what it inherits of resources.
type page struct {
	dict      dict
	resources dict
}

// pages lists the pages in their order; where the tree of them is broken, in
// the order of their numbers.
func (f *file) pages() []page {
	numbers := make([]int, 0, len(f.objects))
	for n := range f.objects {
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	var list, loose []page
	for _, n := range numbers {
		d, _ := f.object(n).value.(dict)
		switch d["Type"] {
		case name("Catalog"):
			if len(list) == 0 {
				f.kids(d["Pages"], nil, map[ref]bool{}, 0, &list)
			}
		case name("Page"):
			if len(loose) < maxPages {
				loose = append(loose, page{d, f.dict(d["Resources"])})
			}
		}
	}
	if len(list) == 0 {
		return loose
	}
	return list
}

func (f *file) kids(v value, resources dict, seen map[ref]bool, depth int, list *[]page) {
	if r, ok := v.(ref); ok {
		if seen[r] {
			return
		}
		seen[r] = true
	}
	d := f.dict(v)
	if d == nil || depth > maxDepth || len(*list) >= maxPages {
		return
	}
	if own := f.dict(d["Resources"]); own != nil {
		resources = own
	}
	kids := f.array(d["Kids"])
	if kids == nil && d["Type"] != name("Pages") {
		*list = append(*list, page{d, resources})
	}
	for _, kid := range kids {
		f.kids(kid, resources, seen, depth+1, list)
	}
}

func (f *file) page(p page) {
	d := &drawing{f: f, within: map[ref]bool{}}
	d.matrix = matrix{1, 0, 0, 1, 0, 0}
	d.scale = 1
	d.run(f.content(p.dict["Contents"]), p.resources, 0)
}

// matrix maps x, y to ax+cy+e, bx+dy+f.
type matrix [6]float64

// times does n, then m.
func (m matrix) times(n matrix) matrix {
	return matrix{
		n[0]*m[0] + n[1]*m[2], n[0]*m[1] + n[1]*m[3],
		n[2]*m[0] + n[3]*m[2], n[2]*m[1] + n[3]*m[3],
		n[4]*m[0] + n[5]*m[2] + m[4], n[4]*m[1] + n[5]*m[3] + m[5],
	}
}

// state is what q saves and Q restores (8.4), as far as text depends on it.
type state struct {
	matrix                            matrix
	font                              *font
	size                              float64
	chars, words, scale, leading, set float64
}

// drawing runs a content stream.
type drawing struct {
	f *file
	state
	within     map[ref]bool // forms that are being drawn
	forms      int          // that were
	saved      []state
	text, line matrix

	endX, endY, height float64 // where the text before ended
	begun              bool
}

// run follows the operators of a content stream.
func (d *drawing) run(content []byte, resources dict, depth int) {
	l := &lexer{f: d.f, data: content}
	var args array
	for d.f.out.Len() < d.f.most {
		v := l.next(0)
		if v == nil {
			return
		}
		op, ok := v.(word)
		if !ok {
			if len(args) < 64 {
				args = append(args, v)
			}
			continue
		}
		switch op {
		case "ID": // a picture in the stream
			if i := bytes.Index(l.data[l.at:], []byte("EI")); i >= 0 {
				l.at += i + len("EI")
			} else {
				return
			}
		case "Do":
			d.form(args, resources, depth)
		case "Tf":
			if len(args) > 1 {
				n, _ := args[0].(name)
				d.font, d.size = d.f.font(d.f.dict(resources["Font"])[n]), d.f.number(args[1])
			}
		default:
			d.operator(op, args)
		}
		args = args[:0]
	}
}

// Bounds of forms: in each other, and of all on a page.
const (
	maxForms = 8
	maxRuns  = 1000
)

// form draws what stands in a stream of its own.
func (d *drawing) form(args array, resources dict, depth int) {
	if len(args) == 0 || depth > maxForms {
		return
	}
	n, _ := args[0].(name)
	v, ok := d.f.dict(resources["XObject"])[n].(ref)
	form := d.f.dict(v)
	if !ok || form["Subtype"] != name("Form") || d.within[v] || d.forms >= maxRuns {
		return
	}
	d.within[v] = true
	defer delete(d.within, v)
	d.forms++
	own := d.f.dict(form["Resources"])
	if own == nil {
		own = resources
	}
	before := d.state
	if m, ok := d.numbers(d.f.array(form["Matrix"]), 6); ok {
		d.matrix = d.matrix.times(matrix(m))
	}
	d.run(d.f.content(v), own, depth+1)
	d.state = before
}

// numbers are exactly n numbers.
func (d *drawing) numbers(a array, n int) (out [6]float64, ok bool) {
	if len(a) < n {
		return out, false
	}
	for i := range n {
		out[i] = d.f.number(a[i])
	}
	return out, true
}
