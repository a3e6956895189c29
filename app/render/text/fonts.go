package text

import (
	"io"
	"log"
	"math"
	"sync"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/fontscan"
	"github.com/go-text/typesetting/shaping"
)

// Bundled is a font that the program carries, for what the computer's own
// cannot draw, or in their place.
type Bundled struct {
	Family string // as asked for; "" the name in the file
	Data   []byte // TrueType or OpenType
	Emoji  bool   // draws pictures in colour
}

// Options say where fonts come from.
type Options struct {
	// System: use the fonts installed on this computer.
	System bool
	// CacheDir keeps the index of the installed fonts; "" chooses a place.
	CacheDir string
	// Bundled fonts come after the installed ones, in their order.
	Bundled []Bundled
}

// Bounds of what is remembered: about 40 MB at most.
const (
	maxFonts  = 512     // styles
	maxGlyphs = 400_000 // shaped
	maxWord   = 256     // octets; longer texts are shaped anew
)

// Fonts are the fonts of this computer and what has been shaped with them. All
// methods may be called by any goroutine; they wait for each other.
type Fonts struct {
	options Options

	mu     sync.Mutex
	loaded bool
	any    bool // there is at least one font
	fm     *fontscan.FontMap
	shaper shaping.HarfbuzzShaper
	fonts  map[Style]*Font
	kept   int       // glyphs in the caches of fonts
	asked  []string  // the families last asked for
	emoji  []string  // families that draw pictures
	shut   []Bundled // not opened so far; a parsed font takes three times its file
}

// New gives the fonts that o names. The files are opened by Warm or by the first
// use, whichever comes first.
func New(o Options) *Fonts { return &Fonts{options: o, fonts: make(map[Style]*Font)} }

// Warm opens the usual fonts, so that the first mail does not wait for them. On
// a new computer the first time takes seconds; afterwards an index is read. Fonts
// of other scripts are opened when a mail has one: that of Chinese alone takes
// 20 MB.
func (f *Fonts) Warm() {
	for _, s := range []Style{
		{Family: "sans-serif", Size: 14, Weight: 400},
		{Family: "sans-serif", Size: 14, Weight: 700},
		{Family: "sans-serif", Size: 14, Weight: 400, Italic: true},
		{Family: "serif", Size: 16, Weight: 400},
		{Family: "monospace", Size: 13, Weight: 400},
	} {
		f.Font(s).Shape("Sphinx of black quartz, judge my vow 0123456789", false)
	}
}

// Font is the font that best fits a style. The size is kept between a tenth of a
// pixel and 1,000, so that no mail can ask for a glyph as large as a house.
func (f *Fonts) Font(s Style) *Font {
	if !(s.Size >= 0.1) {
		s.Size = 0.1
	}
	s.Size = min(s.Size, 1000)
	f.mu.Lock()
	defer f.mu.Unlock()
	if have := f.fonts[s]; have != nil {
		return have
	}
	f.load()
	if len(f.fonts) >= maxFonts {
		f.forget()
		clear(f.fonts)
	}
	made := &Font{Style: s, fonts: f, words: make(map[word]*Run), families: families(s.Family)}
	f.fonts[s] = made
	made.Metrics = f.measure(made)
	return made
}

// load opens the font map once.
func (f *Fonts) load() {
	if f.loaded {
		return
	}
	f.loaded = true
	f.fm = fontscan.NewFontMap(log.New(io.Discard, "", 0))
	f.fm.SetRuneCacheSize(16_384)
	f.shaper.SetFontCacheSize(64)
	if f.options.System {
		f.any = f.fm.UseSystemFonts(f.options.CacheDir) == nil
	}
	f.emoji = []string{"noto color emoji", "apple color emoji", "segoe ui emoji", "twemoji", "joypixels", "emojione"}
	for _, b := range f.options.Bundled {
		if b.Emoji && b.Family != "" {
			f.emoji = append(f.emoji, b.Family)
		}
	}
	f.shut = f.options.Bundled
	if !f.any {
		f.open(func(Bundled) bool { return true })
	}
}

// forget empties the caches.
func (f *Fonts) forget() {
	for _, one := range f.fonts {
		clear(one.words)
	}
	f.kept = 0
}

// ask makes the font map look for a font's families.
func (f *Fonts) ask(one *Font, families []string) {
	style := font.StyleNormal
	if one.Italic {
		style = font.StyleItalic
	}
	weight := font.Weight(max(1, min(one.Weight, 1000)))
	if one.Weight == 0 {
		weight = font.WeightNormal
	}
	f.asked = families
	f.fm.SetQuery(fontscan.Query{Families: families, Aspect: font.Aspect{Style: style, Weight: weight, Stretch: font.StretchNormal}})
}

// upright asks for a rune that no italic font has: without that the map would
// take any weight of the others.
func (f *Fonts) upright(one *Font, r rune) *font.Face {
	face := f.face(r)
	if face == nil || !one.Italic {
		return face
	}
	if _, aspect := f.fm.FontMetadata(face.Font); aspect.Style != font.StyleNormal {
		return face
	}
	straight := *one
	straight.Italic = false
	f.ask(&straight, one.families)
	face = f.face(r)
	f.ask(one, one.families)
	return face
}

func (f *Fonts) measure(one *Font) Metrics {
	size := one.Size
	m := Metrics{
		Ascent: round(size), Descent: round(size / 4), XHeight: size / 2, Zero: size / 2, Space: size / 4,
		Underline: size / 10, Thickness: max(1, size/16), Strike: size * 0.3,
	}
	f.ask(one, one.families)
	face := f.face(' ')
	if face == nil {
		return m
	}
	scale := size / float32(face.Upem())
	if e, ok := face.FontHExtents(); ok {
		m.Ascent, m.Descent = round(e.Ascender*scale), round(-e.Descender*scale)
		m.LineGap = max(0, e.LineGap*scale)
	}
	if v := face.LineMetric(font.XHeight) * scale; v > 0 {
		m.XHeight = v
	} else if g, ok := face.NominalGlyph('x'); ok {
		if e, ok := face.GlyphExtents(g); ok {
			m.XHeight = e.YBearing * scale
		}
	}
	if g, ok := face.NominalGlyph('0'); ok {
		m.Zero = face.HorizontalAdvance(g) * scale
	}
	if g, ok := face.NominalGlyph(' '); ok {
		m.Space = face.HorizontalAdvance(g) * scale
	}
	if v := -face.LineMetric(font.UnderlinePosition) * scale; v > 0 && v < size {
		m.Underline = v
	}
	if v := face.LineMetric(font.UnderlineThickness) * scale; v > 0 && v < size {
		m.Thickness = max(1, v)
	}
	if v := face.LineMetric(font.StrikethroughPosition) * scale; v > 0 && v < size {
		m.Strike = v
	}
	return m
}

func round(v float32) float32 { return float32(math.Round(float64(v))) }
