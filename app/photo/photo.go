// Package photo makes pictures smaller, and takes out of them what they tell
// beside what they show: where, when and with what they were taken.
//
// It is pure and gives new bytes, never changing those it was given. What it
// cannot read is an error, and is then sent as it is or not at all: the caller
// says which. It bounds the pixels that it reads.
package photo

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"

	xdraw "golang.org/x/image/draw"

	"godwit/app/render/picture"
)

const quality = 86 // of JPEG: no loss that shows, a tenth of the octets

// Shrink is a picture with no side longer than so many pixels, upright, as JPEG
// where it was a photograph, else as PNG. One that is small enough comes back as
// it is. What is made anew tells nothing beside what it shows.
func Shrink(data []byte, longest int) (smaller []byte, kind string, err error) {
	w, h, err := picture.Size(data)
	if err != nil {
		return nil, "", fmt.Errorf("%w: %w", ErrPicture, err)
	}
	kind = "image/png"
	if bytes.HasPrefix(data, []byte("\xff\xd8")) {
		kind = "image/jpeg"
	}
	if longest < 1 || max(w, h) <= longest {
		return data, "", nil
	}
	pic, err := picture.Decode(data)
	if err != nil {
		return nil, "", fmt.Errorf("%w: %w", ErrPicture, err)
	}
	scale := float64(longest) / float64(max(w, h))
	out := image.NewNRGBA(image.Rect(0, 0, max(1, int(float64(w)*scale+0.5)), max(1, int(float64(h)*scale+0.5))))
	xdraw.CatmullRom.Scale(out, out.Rect, pic, pic.Bounds(), xdraw.Src, nil)
	var b bytes.Buffer
	if kind == "image/jpeg" {
		err = jpeg.Encode(&b, out, &jpeg.Options{Quality: quality})
	} else {
		err = png.Encode(&b, out)
	}
	return b.Bytes(), kind, err
}
