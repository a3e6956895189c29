package images

import (
	"bytes"
	"fmt"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"strings"

	"golang.org/x/image/bmp"
	"golang.org/x/image/webp"
)

// kinds are the pictures that are drawn, by how they begin.
var kinds = []struct {
	name   string
	begins string // "?" is any octet
	config func(io.Reader) (image.Config, error)
}{
	{"image/png", "\x89PNG\r\n\x1a\n", png.DecodeConfig},
	{"image/jpeg", "\xff\xd8", jpeg.DecodeConfig},
	{"image/gif", "GIF8?a", gif.DecodeConfig},
	{"image/webp", "RIFF????WEBPVP8", webp.DecodeConfig},
	{"image/bmp", "BM", bmp.DecodeConfig},
}

// drawn reports whether a server calls its answer a picture of these kinds.
func drawn(mediaType string) bool {
	switch strings.ToLower(mediaType) {
	case "image/png", "image/x-png", "image/jpeg", "image/jpg", "image/pjpeg", "image/gif", "image/webp", "image/bmp", "image/x-ms-bmp", "image/x-bmp":
		return true
	}
	return false
}

// inspect reads what a picture is and how large, without decoding it.
func inspect(data []byte) (kind string, width, height int, err error) {
	for _, k := range kinds {
		if !begins(data, k.begins) {
			continue
		}
		c, err := k.config(bytes.NewReader(data))
		if err != nil {
			return "", 0, 0, fmt.Errorf("%w: %w", ErrKind, err)
		}
		if c.Width <= 0 || c.Height <= 0 {
			return "", 0, 0, ErrKind
		}
		if c.Width > maxSide || c.Height > maxSide || c.Width*c.Height > maxPixels {
			return "", 0, 0, fmt.Errorf("%w: %d×%d pixels", ErrTooBig, c.Width, c.Height)
		}
		return k.name, c.Width, c.Height, nil
	}
	return "", 0, 0, ErrKind
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
