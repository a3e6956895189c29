package text

import (
	"bytes"
	"io"
	"log"
	"testing"

	"fyne.io/fyne/v2/theme"
	"github.com/go-text/typesetting/fontscan"
)

// Bundled fonts are opened when the computer's do not do, and each only then:
// all of them together take 12 MB.
func TestBundledFontsWait(t *testing.T) {
	for _, one := range []struct {
		name, family, text string
		shut               int // families that stay so
	}{
		{"plain text in a font that is there", "arial", "Sphinx of black quartz", 2},
		{"the family that is bundled comes first", "noto sans", "Sphinx", 1},
		{"one that comes after what is there", "arial, noto sans", "Sphinx", 2},
		{"a picture", "arial", "😀", 1},
		{"a rune that no font has", "arial", "\U0001ffff", 0},
	} {
		f := New(Options{})
		f.loaded, f.any = true, true
		f.fm = fontscan.NewFontMap(log.New(io.Discard, "", 0))
		if err := f.fm.AddFont(bytes.NewReader(theme.DefaultTextFont().Content()), "computer", "arial"); err != nil {
			t.Fatal(err)
		}
		f.emoji = []string{"emojione"}
		f.shut = []Bundled{
			{Family: "noto sans", Data: theme.DefaultTextMonospaceFont().Content()},
			{Family: "emojione", Data: theme.DefaultEmojiFont().Content(), Emoji: true},
		}
		f.Font(Style{Family: one.family, Size: 14}).Shape(one.text, false)
		if len(f.shut) != one.shut {
			t.Errorf("%s: %d fonts are shut, not %d", one.name, len(f.shut), one.shut)
		}
	}
}
