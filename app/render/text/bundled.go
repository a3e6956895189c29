package text

import (
	"bytes"
	"strconv"

	"github.com/go-text/typesetting/font"
)

// face is the face for a rune, by the families last asked for; nil without fonts.
// A bundled font is opened when it would be taken: its family comes before that
// of the face that the computer has, or no face has the rune.
func (f *Fonts) face(r rune) *font.Face {
	if !f.any {
		return nil
	}
	face := f.fm.ResolveFace(r)
	if len(f.shut) == 0 {
		return face
	}
	rank := len(f.asked)
	if hasGlyph(face, r) {
		family, _ := f.fm.FontMetadata(face.Font)
		rank = f.rank(family)
	}
	if f.open(func(b Bundled) bool { return f.rank(b.Family) < rank }) {
		face = f.fm.ResolveFace(r)
	}
	if !hasGlyph(face, r) && f.open(func(Bundled) bool { return true }) {
		face = f.fm.ResolveFace(r)
	}
	return face
}

// rank is where a family stands among those asked for; after all of them when
// it is none of them.
func (f *Fonts) rank(family string) int {
	family = font.NormalizeFamily(family)
	for i, asked := range f.asked {
		if font.NormalizeFamily(asked) == family {
			return i
		}
	}
	return len(f.asked)
}

// open opens the bundled fonts that are wanted, and reports whether there were any.
func (f *Fonts) open(wanted func(Bundled) bool) bool {
	var rest, now []Bundled
	for _, b := range f.shut {
		if wanted(b) {
			now = append(now, b)
		} else {
			rest = append(rest, b)
		}
	}
	f.shut = rest
	for i, b := range now {
		name := "bundled " + strconv.Itoa(len(rest)) + "." + strconv.Itoa(i)
		if f.fm.AddFont(bytes.NewReader(b.Data), name, b.Family) == nil { // a font that cannot be read is none
			f.any = true
		}
	}
	return len(now) > 0
}
