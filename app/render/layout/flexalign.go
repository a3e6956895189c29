package layout

import (
	"godwit/app/render/css"
	"godwit/app/render/style"
)

// autoMarginsOf counts the margins at two sides of an item that take up what is
// free.
func autoMarginsOf(k *box, sides ...int) int {
	n := 0
	for _, i := range sides {
		if k.style.Margin[i].Kind == css.Auto {
			n++
		}
	}
	return n
}

func alignment(b, k *box) style.Items {
	a := k.style.Self
	if a == style.ItemsAuto {
		a = b.style.Items
	}
	if a == style.ItemsAuto {
		a = style.ItemsStretch
	}
	return a
}

// crossShift is how far an item is moved across the line by its alignment.
func crossShift(b, k *box, room float32) float32 {
	if b.style.Column {
		if k.style.Margin[3].Kind == css.Auto {
			if k.style.Margin[1].Kind == css.Auto {
				return room / 2
			}
			return room
		}
	}
	switch alignment(b, k) {
	case style.ItemsCenter:
		return room / 2
	case style.ItemsEnd:
		return room
	}
	return 0
}

// distribute is what stands before the first item and between items more than
// the gap.
func distribute(j style.Justify, reverse bool, free float32, n int) (lead, between float32) {
	if free <= 0 || n == 0 {
		return 0, 0
	}
	if reverse { // what begins at the other end
		switch j {
		case style.JustifyStart:
			j = style.JustifyEnd
		case style.JustifyEnd:
			j = style.JustifyStart
		}
	}
	switch j {
	case style.JustifyEnd:
		return free, 0
	case style.JustifyCenter:
		return free / 2, 0
	case style.SpaceBetween:
		if n > 1 {
			return 0, free / float32(n-1)
		}
	case style.SpaceAround:
		return free / float32(n) / 2, free / float32(n)
	case style.SpaceEvenly:
		return free / float32(n+1), free / float32(n+1)
	}
	return 0, 0
}

// stretchItem makes an item without a height of its own higher.
func (e *engine) stretchItem(k *box, by float32) {
	if by > 0 && k.kind != picture && !k.style.Height.Fixed() {
		e.stretch(k, k.h+by)
	}
}

// stretch makes a box as high as its flex box has it, and places anew what is
// inside if that is a flex box too. Nothing is laid out again.
func (e *engine) stretch(k *box, h float32) {
	e.step()
	more := h - k.h
	if more <= 0 {
		return
	}
	k.h = h
	if k.kind != flex {
		return
	}
	if k.style.Column {
		edges := k.edges(k.laidC)
		e.placeColumn(k, flexKids(k), max(0, k.w-edges[1]-edges[3]), edges)
		return
	}
	if !k.oneLine {
		return
	}
	for _, c := range flexKids(k) {
		switch alignment(k, c) {
		case style.ItemsStretch:
			e.stretchItem(c, more)
		case style.ItemsCenter:
			c.y += more / 2
		case style.ItemsEnd:
			c.y += more
		}
	}
}
