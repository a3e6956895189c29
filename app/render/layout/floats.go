package layout

import "godwit/app/render/style"

// float is a box beside which lines run, in the coordinates of its context.
type float struct {
	right                  bool
	left, end, top, bottom float32
}

// flow is what floats are placed in: they push aside the lines of all boxes
// of the context.
type flow struct{ floats []float }

const far = 1e9

func (c *flow) bottom() float32 {
	b := float32(0)
	for i := range c.floats {
		b = max(b, c.floats[i].bottom)
	}
	return b
}

// clear is where a box stands that wants no floats at its sides.
func (c *flow) clear(sides style.Clear, y float32) float32 {
	for i := range c.floats {
		f := &c.floats[i]
		if f.right && sides&style.ClearRight != 0 || !f.right && sides&style.ClearLeft != 0 {
			y = max(y, f.bottom)
		}
	}
	return y
}

// between is what floats leave of a strip from left to right.
func (c *flow) between(y, height, left, right float32) (float32, float32) {
	for i := range c.floats {
		f := &c.floats[i]
		if f.top >= y+max(height, 1) || f.bottom <= y {
			continue
		}
		if f.right {
			right = min(right, f.left)
		} else {
			left = max(left, f.end)
		}
	}
	return left, right
}

// below is the next place below y where a float ends; far if there is none.
func (c *flow) below(y float32) float32 {
	next := float32(far)
	for i := range c.floats {
		if b := c.floats[i].bottom; b > y {
			next = min(next, b)
		}
	}
	return next
}

// place puts a float of a size at y or below, no higher than those before it.
func (c *flow) place(right bool, w, h, y, from, to float32) (x, top float32) {
	for i := range c.floats {
		y = max(y, c.floats[i].top)
	}
	for {
		l, r := c.between(y, h, from, to)
		next := c.below(y)
		if r-l >= w-.01 || l <= from && r >= to || next >= far {
			x = l
			if right {
				x = r - w
			}
			c.floats = append(c.floats, float{right, x, x + w, y, y + h})
			return x, y
		}
		y = next
	}
}
