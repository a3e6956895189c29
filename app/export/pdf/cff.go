package pdf

import (
	"encoding/binary"
	"math"

	ot "github.com/go-text/typesetting/font/opentype"
)

// Operators of Type 2 charstrings (Adobe technical note 5177).
const (
	rlineto   = 5
	rrcurveto = 8
	endchar   = 14
	rmoveto   = 21
)

// charstring is an outline in thousandths of the em. Curves of the second order
// become ones of the third, which draw the same.
func charstring(segments []ot.Segment, scale, width float64) []byte {
	out := integer(nil, round(width))
	if len(segments) == 0 {
		return append(out, endchar)
	}
	var penX, penY int         // where the last operator ended
	var x, y float64           // the same, not rounded
	to := func(x, y float64) { // a point, from the one before
		ix, iy := round(x), round(y)
		out = integer(integer(out, ix-penX), iy-penY)
		penX, penY = ix, iy
	}
	at := func(p ot.SegmentPoint) (float64, float64) { return float64(p.X) * scale, float64(p.Y) * scale }
	for i := range segments {
		s := &segments[i]
		ax, ay := at(s.Args[0])
		switch s.Op {
		case ot.SegmentOpMoveTo:
			to(ax, ay)
			out = append(out, rmoveto)
			x, y = ax, ay
		case ot.SegmentOpLineTo:
			to(ax, ay)
			out = append(out, rlineto)
			x, y = ax, ay
		case ot.SegmentOpQuadTo:
			ex, ey := at(s.Args[1])
			to(x+(ax-x)*2/3, y+(ay-y)*2/3)
			to(ex+(ax-ex)*2/3, ey+(ay-ey)*2/3)
			to(ex, ey)
			out = append(out, rrcurveto)
			x, y = ex, ey
		case ot.SegmentOpCubeTo:
			bx, by := at(s.Args[1])
			ex, ey := at(s.Args[2])
			to(ax, ay)
			to(bx, by)
			to(ex, ey)
			out = append(out, rrcurveto)
			x, y = ex, ey
		}
	}
	return append(out, endchar)
}

// round keeps a coordinate so small that differences fit the format.
func round(v float64) int {
	if math.IsNaN(v) {
		return 0
	}
	return int(math.Round(max(-16000, min(v, 16000))))
}

// integer appends an operand, as DICTs and charstrings both have it.
func integer(out []byte, v int) []byte {
	switch {
	case v >= -107 && v <= 107:
		return append(out, byte(v+139))
	case v >= 108 && v <= 1131:
		v -= 108
		return append(out, byte(v>>8)+247, byte(v))
	case v >= -1131 && v <= -108:
		v = -v - 108
		return append(out, byte(v>>8)+251, byte(v))
	}
	return append(out, 28, byte(v>>8), byte(v))
}

// offset appends an operand of a DICT that is always five octets long.
func offset(out []byte, v int) []byte {
	return binary.BigEndian.AppendUint32(append(out, 29), uint32(v))
}

// cffFile is a CID-keyed font of these charstrings (Adobe technical note 5176).
func cffFile(name string, shapes [][]byte) []byte {
	count := len(shapes)
	head := []byte{1, 0, 4, 4}
	names := indexOf([]byte(name))
	strings := indexOf([]byte("Adobe"), []byte("Identity"))
	none := []byte{0, 0} // no global subroutines
	private := []byte{139, 20, 139, 21}
	// The CIDs are the glyphs' own numbers, from 1 on.
	charset := []byte{0}
	if count > 1 {
		charset = binary.BigEndian.AppendUint16([]byte{2, 0, 1}, uint16(count-2))
	}
	choose := binary.BigEndian.AppendUint16([]byte{3, 0, 1, 0, 0, 0}, uint16(count))
	glyphs := indexOf(shapes...)

	top := func(charsetAt, chooseAt, glyphsAt, dictsAt int) []byte {
		var t []byte
		t = append(integer(integer(integer(t, 391), 392), 0), 12, 30) // ROS: Adobe, Identity, 0
		t = append(integer(integer(integer(integer(t, -1000), -1000), 2000), 2000), 5)
		t = append(offset(t, count), 12, 34) // CIDCount
		t = append(offset(t, charsetAt), 15)
		t = append(offset(t, chooseAt), 12, 37) // FDSelect
		t = append(offset(t, glyphsAt), 17)     // CharStrings
		t = append(offset(t, dictsAt), 12, 36)  // FDArray
		return indexOf(t)
	}
	at := len(head) + len(names) + len(top(0, 0, 0, 0)) + len(strings) + len(none)
	charsetAt := at
	chooseAt := charsetAt + len(charset)
	privateAt := chooseAt + len(choose)
	glyphsAt := privateAt + len(private)
	dictsAt := glyphsAt + len(glyphs)
	dict := append(offset(integer(nil, len(private)), privateAt), 18)

	var out []byte
	for _, part := range [][]byte{head, names, top(charsetAt, chooseAt, glyphsAt, dictsAt), strings, none, charset, choose, private, glyphs, indexOf(dict)} {
		out = append(out, part...)
	}
	return out
}

// indexOf is an INDEX of items.
func indexOf(items ...[]byte) []byte {
	out := binary.BigEndian.AppendUint16(nil, uint16(len(items)))
	out = append(out, 4)
	at := uint32(1)
	out = binary.BigEndian.AppendUint32(out, at)
	for _, item := range items {
		at += uint32(len(item))
		out = binary.BigEndian.AppendUint32(out, at)
	}
	for _, item := range items {
		out = append(out, item...)
	}
	return out
}
