package photo

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"godwit/app/render/picture"
)

// ErrPicture: the picture cannot be changed. It is broken, too large, or of
// another kind: only JPEG and PNG can be bared.
var ErrPicture = errors.New("the picture cannot be changed")

var errBroken = fmt.Errorf("%w: it is broken", ErrPicture)

// Bare is a picture without what it tells beside what it shows; the pixels are
// the same octets as before. Colour profiles stay, and how a photograph was held.
func Bare(data []byte) ([]byte, error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xd8")):
		return bareJPEG(data)
	case bytes.HasPrefix(data, []byte(pngStart)):
		return barePNG(data)
	}
	return nil, fmt.Errorf("%w: it is neither JPEG nor PNG", ErrPicture)
}

// bareJPEG leaves out comments and the application segments but JFIF (0),
// colours (2) and Adobe's (14), and what stands behind the picture.
func bareJPEG(data []byte) ([]byte, error) {
	out := []byte{0xff, 0xd8}
	if how := picture.Orientation(data); how > 1 {
		out = append(out, held(how)...)
	}
	for at := 2; at+4 <= len(data); {
		if data[at] != 0xff {
			return nil, errBroken
		}
		marker, size := data[at+1], int(binary.BigEndian.Uint16(data[at+2:]))
		switch {
		case marker == 0xff: // filling
			at++
			continue
		case size < 2 || at+2+size > len(data):
			return nil, errBroken
		case marker == 0xda: // the pixels, up to the end of the image
			end := endOfImage(data[at+2+size:])
			if end < 0 {
				return nil, errBroken
			}
			return append(out, data[at:at+2+size+end+2]...), nil
		case marker == 0xfe || marker >= 0xe0 && marker <= 0xef && marker != 0xe0 && marker != 0xe2 && marker != 0xee:
		case marker == 0xe2 && !bytes.HasPrefix(data[at+4:], []byte("ICC_PROFILE\x00")): // more pictures, for one
		default:
			out = append(out, data[at:at+2+size]...)
		}
		at += 2 + size
	}
	return nil, errBroken
}

// endOfImage is where the marker of the end stands. A progressive picture has
// several runs of pixels with segments between them, which are passed over.
func endOfImage(b []byte) int {
	for i := 0; i+1 < len(b); i++ {
		if b[i] != 0xff {
			continue
		}
		switch m := b[i+1]; {
		case m == 0xd9:
			return i
		case m == 0 || m == 0xff || m >= 0xd0 && m <= 0xd7:
		case i+4 <= len(b):
			i += 1 + int(binary.BigEndian.Uint16(b[i+2:]))
		}
	}
	return -1
}

// held is the smallest Exif segment: it says how the picture was held.
func held(how int) []byte {
	return []byte{
		0xff, 0xe1, 0, 34, 'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8,
		0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, byte(how), 0, 0, 0, 0, 0, 0,
	}
}

const pngStart = "\x89PNG\r\n\x1a\n"

// kept are the chunks of a PNG that matter to what it shows.
var kept = []string{"IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "sBIT", "bKGD", "pHYs", "acTL", "fcTL", "fdAT", "cICP"}

func barePNG(data []byte) ([]byte, error) {
	out := []byte(pngStart)
	for at := len(pngStart); at+12 <= len(data); {
		size := int64(binary.BigEndian.Uint32(data[at:]))
		if int64(at)+12+size > int64(len(data)) {
			return nil, errBroken
		}
		name, next := string(data[at+4:at+8]), at+12+int(size)
		if slices.Contains(kept, name) {
			out = append(out, data[at:next]...)
		}
		if name == "IEND" {
			return out, nil
		}
		at = next
	}
	return nil, errBroken
}
