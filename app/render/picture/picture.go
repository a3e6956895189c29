// Package picture decodes the images of mail: PNG, JPEG, GIF (moving, too),
// WebP and BMP, told apart by their first octets and never by what the mail calls
// them.
//
// Nobody vouches for these octets. The size an image says it has is looked at
// before anything is decoded, and what is too large, broken or of another kind
// is an error; a decoder that panics is one, too. Vector drawings (SVG) are of
// another kind: they are programs. Nothing is fetched here.
package picture

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"net/url"
	"strings"

	"golang.org/x/image/bmp"
	"golang.org/x/image/webp"
)

const (
	// MaxPixels of one image: 96 MB once decoded.
	MaxPixels = 24 << 20
	maxSide   = 20_000
)

// The errors that callers tell apart from broken octets.
var (
	ErrKind  = errors.New("picture: of no kind that is shown")
	ErrLarge = errors.New("picture: too large")
)

// kind is a format: how it starts and how it is read.
type kind struct {
	starts string // ? stands for any octet
	config func([]byte) (image.Config, error)
	decode func([]byte) (image.Image, error)
}

var kinds = []kind{
	{"\x89PNG\r\n\x1a\n", config(png.DecodeConfig), decode(png.Decode)},
	{"\xff\xd8", config(jpeg.DecodeConfig), decode(jpeg.Decode)},
	{"GIF8?a", config(gif.DecodeConfig), decode(gif.Decode)},
	{"RIFF????WEBPVP8", config(webp.DecodeConfig), decode(webp.Decode)},
	{"BM????\x00\x00\x00\x00", config(bmp.DecodeConfig), decode(bmp.Decode)},
}

// Decode reads an image, upright: a photograph's orientation is applied.
func Decode(data []byte) (pic image.Image, err error) {
	k, err := kindOf(data)
	if err != nil {
		return nil, err
	}
	if _, _, err = Size(data); err != nil {
		return nil, err
	}
	defer func() {
		if r := recover(); r != nil {
			pic, err = nil, fmt.Errorf("picture: %v", r)
		}
	}()
	pic, err = k.decode(data)
	if err != nil {
		return nil, fmt.Errorf("picture: %w", err)
	}
	if b := pic.Bounds(); b.Dx() > maxSide || b.Dy() > maxSide || b.Dx()*b.Dy() > MaxPixels {
		return nil, ErrLarge // it said another size
	}
	return upright(pic, Orientation(data)), nil
}

// Size is how large an image says it is once upright, without decoding it.
func Size(data []byte) (width, height int, err error) {
	k, err := kindOf(data)
	if err != nil {
		return 0, 0, err
	}
	defer func() {
		if r := recover(); r != nil {
			width, height, err = 0, 0, fmt.Errorf("picture: %v", r)
		}
	}()
	c, err := k.config(data)
	switch {
	case err != nil:
		return 0, 0, fmt.Errorf("picture: %w", err)
	case c.Width <= 0 || c.Height <= 0:
		return 0, 0, ErrKind
	case c.Width > maxSide || c.Height > maxSide || c.Width*c.Height > MaxPixels:
		return 0, 0, ErrLarge
	}
	if Orientation(data) >= 5 {
		return c.Height, c.Width, nil
	}
	return c.Width, c.Height, nil
}

// maxData bounds an image that is written into the HTML itself.
const maxData = 16 << 20

// Data is the octets of an image in a data: reference.
func Data(ref string) ([]byte, error) {
	head, body, ok := strings.Cut(ref, ",")
	if !ok || len(ref) > maxData || !strings.HasPrefix(strings.ToLower(head), "data:image/") {
		return nil, ErrKind
	}
	if !strings.HasSuffix(strings.ToLower(strings.TrimSpace(head)), ";base64") {
		s, err := url.PathUnescape(body)
		return []byte(s), err
	}
	if s, err := url.PathUnescape(body); err == nil {
		body = s
	}
	body = strings.Map(func(r rune) rune {
		switch r {
		case ' ', '\n', '\r', '\t', '=':
			return -1
		case '-':
			return '+'
		case '_':
			return '/'
		}
		return r
	}, body)
	return base64.RawStdEncoding.DecodeString(body)
}

func kindOf(data []byte) (*kind, error) {
	for i := range kinds {
		if begins(data, kinds[i].starts) {
			return &kinds[i], nil
		}
	}
	return nil, ErrKind
}

func begins(data []byte, with string) bool {
	if len(data) < len(with) {
		return false
	}
	for i := range len(with) {
		if with[i] != '?' && data[i] != with[i] {
			return false
		}
	}
	return true
}

func config(f func(io.Reader) (image.Config, error)) func([]byte) (image.Config, error) {
	return func(data []byte) (image.Config, error) { return f(bytes.NewReader(data)) }
}

func decode(f func(io.Reader) (image.Image, error)) func([]byte) (image.Image, error) {
	return func(data []byte) (image.Image, error) { return f(bytes.NewReader(data)) }
}
