package picture

import (
	"encoding/binary"
	"image"
	"image/draw"
)

// Orientation is how a photograph was held, 1 to 8, as Exif counts; 1 when it
// does not say or is no JPEG.
func Orientation(data []byte) int {
	if !begins(data, "\xff\xd8") {
		return 1
	}
	for at := 2; at+4 <= len(data) && data[at] == 0xff; {
		marker, size := data[at+1], int(binary.BigEndian.Uint16(data[at+2:]))
		if marker == 0xda || size < 2 || at+2+size > len(data) {
			return 1
		}
		if segment := data[at+4 : at+2+size]; marker == 0xe1 && begins(segment, "Exif\x00\x00") {
			return fromTIFF(segment[6:])
		}
		at += 2 + size
	}
	return 1
}

// fromTIFF looks for tag 0x0112 in the first directory.
func fromTIFF(b []byte) int {
	var order binary.ByteOrder = binary.BigEndian
	switch {
	case begins(b, "II"):
		order = binary.LittleEndian
	case !begins(b, "MM"):
		return 1
	}
	if len(b) < 8 {
		return 1
	}
	at := int64(order.Uint32(b[4:]))
	if at+2 > int64(len(b)) {
		return 1
	}
	n := int64(order.Uint16(b[at:]))
	for i := range n {
		entry := at + 2 + i*12
		if entry+12 > int64(len(b)) {
			return 1
		}
		if order.Uint16(b[entry:]) == 0x0112 {
			if v := int(order.Uint16(b[entry+8:])); v >= 1 && v <= 8 {
				return v
			}
			return 1
		}
	}
	return 1
}

// upright turns an image as its orientation asks for.
func upright(pic image.Image, how int) image.Image {
	if how <= 1 || how > 8 {
		return pic
	}
	b := pic.Bounds()
	w, h := b.Dx(), b.Dy()
	src := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(src, src.Rect, pic, b.Min, draw.Src)
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	if how >= 5 {
		out = image.NewRGBA(image.Rect(0, 0, h, w))
	}
	for y := range h {
		for x := range w {
			var u, v int
			switch how {
			case 2:
				u, v = w-1-x, y
			case 3:
				u, v = w-1-x, h-1-y
			case 4:
				u, v = x, h-1-y
			case 5:
				u, v = y, x
			case 6:
				u, v = h-1-y, x
			case 7:
				u, v = h-1-y, w-1-x
			case 8:
				u, v = y, w-1-x
			}
			copy(out.Pix[out.PixOffset(u, v):][:4], src.Pix[src.PixOffset(x, y):][:4])
		}
	}
	return out
}
