package pdftext

import "math"

// operator is what sets and shows text (9.3, 9.4), and what moves it.
func (d *drawing) operator(op word, args array) {
	need := func(n int, do func(a [6]float64)) {
		if a, ok := d.numbers(args, n); ok {
			do(a)
		}
	}
	show := func(v value) {
		if s, ok := v.([]byte); ok {
			d.show(s)
		}
	}
	switch op {
	case "q":
		if len(d.saved) < 256 {
			d.saved = append(d.saved, d.state)
		}
	case "Q":
		if n := len(d.saved); n > 0 {
			d.state, d.saved = d.saved[n-1], d.saved[:n-1]
		}
	case "cm":
		need(6, func(a [6]float64) { d.matrix = d.matrix.times(matrix(a)) })
	case "BT":
		d.text = matrix{1, 0, 0, 1, 0, 0}
		d.line = d.text
	case "Tc":
		need(1, func(a [6]float64) { d.chars = a[0] })
	case "Tw":
		need(1, func(a [6]float64) { d.words = a[0] })
	case "Tz":
		need(1, func(a [6]float64) { d.scale = a[0] / 100 })
	case "TL":
		need(1, func(a [6]float64) { d.leading = a[0] })
	case "Ts":
		need(1, func(a [6]float64) { d.set = a[0] })
	case "Td":
		need(2, func(a [6]float64) { d.move(a[0], a[1]) })
	case "TD":
		need(2, func(a [6]float64) { d.leading = -a[1]; d.move(a[0], a[1]) })
	case "Tm":
		need(6, func(a [6]float64) { d.text, d.line = matrix(a), matrix(a) })
	case "T*":
		d.move(0, -d.leading)
	case "Tj":
		if len(args) > 0 {
			show(args[0])
		}
	case "'":
		d.move(0, -d.leading)
		if len(args) > 0 {
			show(args[0])
		}
	case "\"":
		d.move(0, -d.leading)
		if len(args) > 2 {
			d.words, d.chars = d.f.number(args[0]), d.f.number(args[1])
			show(args[2])
		}
	case "TJ":
		if len(args) > 0 {
			list, _ := args[0].(array)
			for _, v := range list {
				if n, ok := v.(float64); ok {
					d.advance(-n / 1000 * d.size * d.scale)
				}
				show(v)
			}
		}
	}
}

// move goes to the start of a line.
func (d *drawing) move(x, y float64) {
	d.line = d.line.times(matrix{1, 0, 0, 1, x, y})
	d.text = d.line
}

// advance goes on along the line.
func (d *drawing) advance(x float64) {
	d.text = d.text.times(matrix{1, 0, 0, 1, x, 0})
}

// show writes a string's text, behind a space or a new line where it stands
// apart from what was shown before.
func (d *drawing) show(s []byte) {
	if d.font == nil {
		return
	}
	text, width, count, spaces := d.font.text(s)
	at := d.matrix.times(d.text).times(matrix{1, 0, 0, 1, 0, d.set})
	x, y := at[4], at[5]
	height := math.Hypot(at[2], at[3]) * math.Abs(d.size)
	if d.begun {
		along, across := d.apart(at, x-d.endX, y-d.endY)
		switch h := math.Max(math.Min(height, d.height), 0.01); {
		case across > 0.6*math.Max(height, d.height) || along < -2*h:
			d.f.out.WriteByte('\n')
		case along > 0.15*h || along < -0.6*h:
			d.f.out.WriteByte(' ')
		}
	}
	d.f.out.WriteString(text)
	d.advance((width/1000*d.size + float64(count)*d.chars + float64(spaces)*d.words) * d.scale)
	end := d.matrix.times(d.text)
	d.endX, d.endY, d.height, d.begun = end[4], end[5], height, true
}

// apart turns a step into one along the line and one across it.
func (d *drawing) apart(at matrix, dx, dy float64) (along, across float64) {
	length := math.Hypot(at[0], at[1])
	if length == 0 {
		return dx, math.Abs(dy)
	}
	cos, sin := at[0]/length, at[1]/length
	return dx*cos + dy*sin, math.Abs(dy*cos - dx*sin)
}
