package kit

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
)

func benchKey(b *testing.B, n int) {
	e := newEditorWindow(b, lines(n))
	e.SetCaret(n/2, 10)
	for b.Loop() {
		e.TypedRune('x')
		key(e, fyne.KeyBackspace)
	}
}

func BenchmarkEditorKeySpelling10kLines(b *testing.B) {
	e := newEditorWindow(b, strings.ReplaceAll(lines(10_000), "> ", ""))
	e.SetSpeller(&Speller{Check: func(words []string, done func([]string)) { done(words) }})
	e.SetCaret(5_000, 10)
	for b.Loop() {
		e.TypedRune('x')
		key(e, fyne.KeyBackspace)
	}
}

func benchReturn(b *testing.B, n int) {
	e := newEditorWindow(b, lines(n))
	e.SetCaret(n/2, 10)
	for b.Loop() {
		key(e, fyne.KeyReturn, fyne.KeyBackspace)
	}
}

func benchResize(b *testing.B, n int) {
	e := newEditorWindow(b, lines(n))
	e.SetCaret(n/2, 10)
	for i := 0; b.Loop(); i++ {
		e.Resize(fyne.NewSize(float32(400+i%2*200), 600))
	}
}

func BenchmarkEditorKey10kLines(b *testing.B)     { benchKey(b, 10_000) }
func BenchmarkEditorKey100kLines(b *testing.B)    { benchKey(b, 100_000) }
func BenchmarkEditorReturn10kLines(b *testing.B)  { benchReturn(b, 10_000) }
func BenchmarkEditorReturn100kLines(b *testing.B) { benchReturn(b, 100_000) }
func BenchmarkEditorResize10kLines(b *testing.B)  { benchResize(b, 10_000) }
func BenchmarkEditorResize100kLines(b *testing.B) { benchResize(b, 100_000) }

func BenchmarkEditorSetText100kLines(b *testing.B) {
	e := newEditorWindow(b, "")
	s := lines(100_000)
	for b.Loop() {
		e.SetText(s)
	}
}

func BenchmarkEditorScroll100kLines(b *testing.B) {
	e := newEditorWindow(b, lines(100_000))
	for i := 0; b.Loop(); i++ {
		e.pane.scrollTo(float32(i * 60 % 1_000_000))
	}
}

func BenchmarkEditorKeyLineOfMegabyte(b *testing.B) {
	e := newEditorWindow(b, strings.Repeat("some words ", 100_000))
	e.SetCaret(0, 500_000)
	for b.Loop() {
		e.TypedRune('x')
		key(e, fyne.KeyBackspace)
	}
}

func BenchmarkEditorFind100kLines(b *testing.B) {
	e := newEditorWindow(b, lines(100_000))
	for _, words := range []string{"not there", "long mail"} {
		b.Run(words, func(b *testing.B) {
			for b.Loop() {
				e.finder.words.Text = words
				e.finder.search()
			}
		})
	}
}

// BenchmarkEditorSnapshot100kLines is a key and a snapshot after each.
func BenchmarkEditorSnapshot100kLines(b *testing.B) {
	e := newEditorWindow(b, lines(100_000))
	e.SetCaret(50_000, 10)
	for b.Loop() {
		e.TypedRune('x')
		e.Snapshot()
		key(e, fyne.KeyBackspace)
		e.Snapshot()
	}
}
