package layout

import (
	"godwit/app/render/css"
	"godwit/app/render/style"
)

// autoMargins counts the margins beside an item that take up what is free.
func autoMargins(k *box) int {
	n := 0
	for _, i := range []int{1, 3} {
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
func distribute(j style.Justify, free float32, n int) (lead, between float32) {
	if free <= 0 || n == 0 {
		return 0, 0
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
