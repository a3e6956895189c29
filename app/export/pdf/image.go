package pdf

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"maps"
	"slices"
	"strconv"
)

// Image is a picture in the document; it may be drawn many times.
type Image struct{ number ref }

// fewColours is up to which a picture is taken for a drawing, and kept exactly.
const fewColours = 2048

// Image adds a picture: as JPEG where it is a photograph without holes, else as
// it is.
func (d *Document) Image(src image.Image) Image {
	b := src.Bounds()
	pic := image.NewNRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	draw.Draw(pic, pic.Rect, src, b.Min, draw.Src)
	dict := fmt.Sprintf("/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8", b.Dx(), b.Dy())
	if pic.Opaque() && photograph(pic) {
		var packed bytes.Buffer
		if jpeg.Encode(&packed, pic, &jpeg.Options{Quality: 88}) == nil {
			return Image{d.raw(dict+" /ColorSpace /DeviceRGB /Filter /DCTDecode", packed.Bytes())}
		}
	}
	n := b.Dx() * b.Dy()
	colours, alphas := make([]byte, 0, 3*n), make([]byte, 0, n)
	for i := 0; i < len(pic.Pix); i += 4 {
		colours = append(colours, pic.Pix[i], pic.Pix[i+1], pic.Pix[i+2])
		alphas = append(alphas, pic.Pix[i+3])
	}
	mask := ""
	if !pic.Opaque() {
		mask = fmt.Sprintf(" /SMask %d 0 R", d.stream(dict+" /ColorSpace /DeviceGray", alphas))
	}
	return Image{d.stream(dict+" /ColorSpace /DeviceRGB"+mask, colours)}
}

// photograph says whether a picture has many colours.
func photograph(pic *image.NRGBA) bool {
	if len(pic.Pix) < 4*128*128 {
		return false
	}
	seen := make(map[color.NRGBA]bool)
	for i := 0; i < len(pic.Pix); i += 4 {
		seen[color.NRGBA{pic.Pix[i], pic.Pix[i+1], pic.Pix[i+2], 255}] = true
		if len(seen) > fewColours {
			return true
		}
	}
	return false
}

// Draw puts a picture into a rectangle, as opaque as alpha says.
func (p *Page) Draw(img Image, r Rect, alpha uint8) {
	name := "I" + strconv.Itoa(int(img.number))
	p.names[name] = img.number
	p.op("q")
	p.alpha(alpha)
	p.op("cm", r.W, 0, 0, r.H, r.X, p.height-r.Y-r.H)
	p.op("/" + name + " Do")
	p.op("Q")
}

func sorted(m map[string]ref) []string { return slices.Sorted(maps.Keys(m)) }
