package pdftext

import (
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
)

// font says what the codes of a string are (9.5 to 9.10).
type font struct {
	wide    bool // codes of two octets
	unicode bool // and they are UTF-16
	chars   map[int]string
	simple  [256]string
	widths  map[int]float64
	missing float64 // width of others
}

// font reads a font's dictionary, once.
func (f *file) font(v value) *font {
	r, shared := v.(ref)
	if known := f.fonts[int(r)]; shared && known != nil {
		return known
	}
	d := f.dict(v)
	if d == nil {
		return nil
	}
	t := &font{widths: map[int]float64{}, missing: 500}
	if d["Subtype"] == name("Type0") {
		f.composite(t, d)
	} else {
		f.simpleFont(t, d)
	}
	if cmap := f.content(d["ToUnicode"]); cmap != nil {
		f.toUnicode(t, cmap)
	}
	if shared {
		f.fonts[int(r)] = t
	}
	return t
}

// composite reads a font whose characters have numbers (9.7).
func (f *file) composite(t *font, d dict) {
	t.wide, t.missing = true, 1000
	encoding, _ := f.get(d["Encoding"]).(name)
	t.unicode = strings.Contains(string(encoding), "UCS2") || strings.Contains(string(encoding), "UTF16")
	kids := f.array(d["DescendantFonts"])
	if len(kids) == 0 {
		return
	}
	kid := f.dict(kids[0])
	if w, ok := f.get(kid["DW"]).(float64); ok {
		t.missing = w
	}
	w := f.array(kid["W"])
	for i := 0; i+1 < len(w) && len(t.widths) < 1<<16; {
		first := int(f.number(w[i]))
		if list, ok := f.get(w[i+1]).(array); ok {
			for j, width := range list {
				t.widths[first+j] = f.number(width)
			}
			i += 2
			continue
		}
		if i+2 >= len(w) {
			return
		}
		last, width := int(f.number(w[i+1])), f.number(w[i+2])
		for c := first; c <= min(last, first+1<<16) && f.step(); c++ {
			t.widths[c] = width
		}
		i += 3
	}
}

// simpleFont reads a font with codes of one octet.
func (f *file) simpleFont(t *font, d dict) {
	base, _ := f.get(d["Encoding"]).(name)
	encoding := f.dict(d["Encoding"])
	if encoding != nil {
		base, _ = f.get(encoding["BaseEncoding"]).(name)
	}
	chars := charmap.Windows1252
	if base == "MacRomanEncoding" {
		chars = charmap.Macintosh
	}
	for c := range t.simple {
		if c >= ' ' {
			t.simple[c] = string(chars.DecodeByte(byte(c)))
		}
	}
	code := 0
	for _, v := range f.array(encoding["Differences"]) {
		switch v := f.get(v).(type) {
		case float64:
			code = int(v)
		case name:
			if code >= 0 && code < 256 {
				t.simple[code] = glyph(string(v))
			}
			code++
		}
	}
	if m, ok := f.get(f.dict(d["FontDescriptor"])["MissingWidth"]).(float64); ok {
		t.missing = m
	}
	first := int(f.number(d["FirstChar"]))
	for i, w := range f.array(d["Widths"]) {
		t.widths[first+i] = f.number(w)
	}
	if m := f.array(d["FontMatrix"]); len(m) == 6 && d["Subtype"] == name("Type3") { // its widths are not thousandths
		for c, w := range t.widths {
			t.widths[c] = w * f.number(m[0]) * 1000
		}
	}
}

// toUnicode reads a table of codes and what they are (9.10.3).
func (f *file) toUnicode(t *font, cmap []byte) {
	t.chars = map[int]string{}
	l := &lexer{f: f, data: cmap}
	var args array
	for len(t.chars) < 1<<17 {
		v := l.next(0)
		switch v {
		case nil:
			return
		case word("endcodespacerange"):
			if len(args) > 0 {
				if s, ok := args[0].([]byte); ok && t.wide {
					t.wide = len(s) > 1
				}
			}
		case word("endbfchar"):
			for i := 0; i+1 < len(args); i += 2 {
				t.chars[codeOf(args[i])] = utf16Of(args[i+1])
			}
		case word("endbfrange"):
			for i := 0; i+2 < len(args); i += 3 {
				f.rangeOf(t, args[i], args[i+1], args[i+2])
			}
		}
		if w, ok := v.(word); ok && w != "]" {
			args = args[:0]
			continue
		}
		if len(args) < 1<<16 {
			args = append(args, v)
		}
	}
}

// rangeOf is a range of codes: the characters follow each other, or are listed.
func (f *file) rangeOf(t *font, first, last, to value) {
	lo, hi := codeOf(first), codeOf(last)
	if lo < 0 || hi-lo > 0xFFFF {
		return
	}
	if list, ok := to.(array); ok {
		for i := 0; i < len(list) && lo+i <= hi; i++ {
			t.chars[lo+i] = utf16Of(list[i])
		}
		return
	}
	text := []rune(utf16Of(to))
	if len(text) == 0 {
		return
	}
	for c := lo; c <= hi && f.step(); c++ {
		t.chars[c] = string(text)
		text[len(text)-1]++
	}
}

func codeOf(v value) int {
	s, ok := v.([]byte)
	if !ok || len(s) > 3 {
		return -1
	}
	n := 0
	for _, c := range s {
		n = n<<8 | int(c)
	}
	return n
}

func utf16Of(v value) string {
	s, _ := v.([]byte)
	units := make([]uint16, len(s)/2)
	for i := range units {
		units[i] = uint16(s[2*i])<<8 | uint16(s[2*i+1])
	}
	return string(utf16.Decode(units))
}

// text is a string's characters, its width in thousandths of the font's size,
// and how many characters and spaces it has.
func (t *font) text(s []byte) (text string, width float64, count, spaces int) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		code := int(s[i])
		if t.wide {
			if i++; i >= len(s) {
				break
			}
			code = code<<8 | int(s[i])
		}
		c, ok := t.chars[code]
		switch {
		case ok:
		case t.unicode:
			c = string(rune(code))
		case !t.wide:
			c = t.simple[code&0xFF]
		}
		b.WriteString(c)
		w, ok := t.widths[code]
		if !ok {
			w = t.missing
		}
		width += w
		count++
		if !t.wide && code == ' ' {
			spaces++
		}
	}
	return b.String(), width, count, spaces
}
