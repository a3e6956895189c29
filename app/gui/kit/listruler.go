package kit

import "sort"

// RowGroup is a run of rows under a heading, such as "Yesterday".
type RowGroup struct {
	Title  string
	First  int // the row it begins with, of those that are listed
	Count  int // how many belong to it, also while it is folded
	Folded bool
}

// groupHeight is the height of a heading.
const groupHeight float32 = 28

// ruler knows where rows and headings stand. It counts in float64: with
// float32 a row in a list of a million would be off by several units.
type ruler struct {
	rows   int
	height float64 // of a row
	head   float64 // of a heading
	groups []RowGroup
}

// total is the height of all.
func (r *ruler) total() float64 {
	return float64(r.rows)*r.height + float64(len(r.groups))*r.head
}

// headings is how many headings stand above row i.
func (r *ruler) headings(i int) int {
	return sort.Search(len(r.groups), func(g int) bool { return r.groups[g].First > i })
}

// row is the upper edge of row i.
func (r *ruler) row(i int) float64 {
	return float64(i)*r.height + float64(r.headings(i))*r.head
}

// heading is the upper edge of the heading of group g.
func (r *ruler) heading(g int) float64 {
	return float64(r.groups[g].First)*r.height + float64(g)*r.head
}

// group is the group whose heading is the last one at or above y; -1: none.
func (r *ruler) group(y float64) int {
	return sort.Search(len(r.groups), func(g int) bool { return r.heading(g) > y }) - 1
}

// at is the row at y, or the one that follows where a heading is. It may be
// beyond the last.
func (r *ruler) at(y float64) int {
	g := r.group(y)
	if g < 0 {
		return max(0, int(y/r.height))
	}
	first := r.groups[g].First
	return first + max(0, int((y-r.heading(g)-r.head)/r.height))
}
