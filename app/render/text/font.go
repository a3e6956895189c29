package text

// Style chooses a font.
type Style struct {
	Family string  // as in CSS: names and generic names, by commas
	Size   float32 // pixels of CSS
	Weight int     // 100 to 900; 400 is regular, 700 bold
	Italic bool
}

// Metrics are a font's measures in pixels of CSS, at its size.
type Metrics struct {
	Ascent  float32 // above the baseline, rounded as browsers do
	Descent float32 // below it, positive, rounded
	LineGap float32 // what line-height: normal adds
	XHeight float32 // 1ex
	Zero    float32 // 1ch
	Space   float32 // the width of U+0020

	Underline float32 // from the baseline down to the line's middle
	Thickness float32 // of that line
	Strike    float32 // from the baseline up to the middle of a line through
}

// LineHeight is line-height: normal.
func (m Metrics) LineHeight() float32 { return m.Ascent + m.Descent + m.LineGap }

// Font is one style, with what has been shaped in it. Its methods may be called
// by any goroutine.
type Font struct {
	Style
	Metrics
	fonts    *Fonts
	families []string
	words    map[word]*Run // owned by fonts
}

// word is what is remembered of a shaped text.
type word struct {
	text string
	rtl  bool
}

// Shape turns text of one direction into glyphs. Give it a word, or several,
// without line ends; a long text is shaped but not remembered. The result is
// shared: do not change it.
func (f *Font) Shape(s string, rtl bool) *Run {
	fonts := f.fonts
	fonts.mu.Lock()
	defer fonts.mu.Unlock()
	key := word{s, rtl}
	if run := f.words[key]; run != nil {
		return run
	}
	run := fonts.shape(f, []rune(s), rtl)
	if len(s) <= maxWord {
		if fonts.kept += len(run.Glyphs) + 4; fonts.kept > maxGlyphs {
			fonts.forget()
		}
		f.words[key] = run
	}
	return run
}
