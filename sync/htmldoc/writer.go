package htmldoc

import (
	"strings"
	"unicode"
)

// writer lays text out in lines: white space collapsed, line ends counted
// before they are written, and a prefix before each line for quotes and lists.
type writer struct {
	buf     []byte
	frames  []frame
	kept    int  // frames open ever since the last text: they prefix empty lines
	pending int  // line ends owed before the next text
	space   bool // a space is owed
	barred  bool // a cell separator is owed
	inLine  bool // the line has text
	breaks  int  // line ends asked for so far, to tell whether a cell was one line
	newline bool // the next line end of preformatted text is not shown
	watches []int
}

// frame is a prefix: first on the first line, rest on those that follow.
type frame struct {
	first, rest string
	used        bool
}

const maxFrames = 24 // prefixes shown; deeper quotes and lists are drawn at this depth

func (w *writer) full() bool { return len(w.buf) >= maxText }

func (w *writer) push(first, rest string) int {
	if len(w.frames) >= maxFrames {
		return 0
	}
	w.frames = append(w.frames, frame{first: first, rest: rest})
	return 1
}

func (w *writer) pop(n int) {
	w.frames = w.frames[:len(w.frames)-n]
	w.kept = min(w.kept, len(w.frames))
}

// lines asks for at least n line ends before the next text: 2 is an empty line.
func (w *writer) lines(n int) {
	if n == 0 {
		return
	}
	w.pending = max(w.pending, n)
	w.space, w.barred = false, false
	if w.inLine {
		w.breaks++
		w.inLine = false
	}
}

// line is a line end that was asked for in so many words, by <br>.
func (w *writer) line() {
	if len(w.buf) > 0 && w.pending < 3 {
		w.pending++
	}
	w.space, w.barred, w.inLine = false, false, false
	w.breaks++
}

// bar asks for a separator between two cells of a row.
func (w *writer) bar() {
	if w.inLine {
		w.barred = true
	}
	w.space = false
}

// begin writes what is owed before text.
func (w *writer) begin() {
	if len(w.buf) == 0 || w.pending > 0 {
		if len(w.buf) > 0 {
			w.trim()
			for i := 0; i < w.pending; i++ {
				w.buf = append(w.buf, '\n')
				if i+1 < w.pending {
					for _, f := range w.frames[:w.kept] {
						w.buf = append(w.buf, f.rest...)
					}
					w.trim()
				}
			}
		}
		for i := range w.frames {
			f := &w.frames[i]
			if f.used {
				w.buf = append(w.buf, f.rest...)
			} else {
				w.buf = append(w.buf, f.first...)
				f.used = true
			}
		}
	} else if w.barred {
		w.buf = append(w.buf, " | "...)
	} else if w.space {
		w.buf = append(w.buf, ' ')
	}
	w.pending, w.space, w.barred, w.inLine, w.kept = 0, false, false, true, len(w.frames)
	w.begun()
}

// trim cuts spaces off the end of the line that is being left.
func (w *writer) trim() {
	for len(w.buf) > 0 && w.buf[len(w.buf)-1] == ' ' {
		w.buf = w.buf[:len(w.buf)-1]
	}
}

// text writes running text.
func (w *writer) text(s string) {
	w.newline = false
	for s != "" && !w.full() {
		end := strings.IndexFunc(s, blank)
		if end == 0 {
			if w.inLine {
				w.space = true
			}
			s = strings.TrimLeftFunc(s, blank)
			continue
		}
		if end < 0 {
			end = len(s)
		}
		if word := visible(s[:end]); word != "" {
			w.begin()
			w.buf = append(w.buf, word...)
		}
		s = s[end:]
	}
}

// glue writes s as it is behind the text before it, which may have ended its
// line.
func (w *writer) glue(s string) {
	if len(w.buf) == 0 || w.full() {
		return
	}
	if !w.inLine {
		w.trim()
	}
	w.space = false
	w.buf = append(w.buf, s...)
}

// preStart makes the line end right after <pre> disappear, as HTML has it.
func (w *writer) preStart() { w.newline = true }

// pre writes preformatted text.
func (w *writer) pre(s string) {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	if w.newline {
		s = strings.TrimPrefix(s, "\n")
		w.newline = false
	}
	for i, line := range strings.Split(s, "\n") {
		if i > 0 {
			if len(w.buf) > 0 {
				w.pending++
			}
			w.inLine = false
			w.breaks++
		}
		if line = clean(strings.ReplaceAll(line, "\t", "    ")); line == "" || w.full() {
			continue
		}
		w.begin()
		w.buf = append(w.buf, line...)
	}
}

func (w *writer) String() string {
	return strings.TrimRightFunc(string(w.buf), unicode.IsSpace)
}

// blank is white space as far as a reader of text can tell.
func blank(c rune) bool {
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '\u00a0'
}

// visible is a word without controls; "" if there is nothing in it to see, as
// in the fillers behind preview lines.
func visible(word string) string {
	plain := true
	for i := 0; i < len(word); i++ {
		if word[i] < ' ' || word[i] >= 0x7f {
			plain = false
			break
		}
	}
	if plain {
		return word
	}
	word = strings.TrimRight(clean(word), "\u200c\u200d") // which join nothing to nothing
	for _, c := range word {
		if !unicode.Is(unicode.Cf, c) && c != '\u034f' && !unicode.Is(unicode.Zs, c) {
			return word
		}
	}
	return ""
}

// clean removes control characters, soft hyphens and invisible spaces.
func clean(s string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case c == '\t' || c == '\u00a0':
			return ' '
		case unicode.IsControl(c), c == '\u00ad', c == '\u200b', c == '\ufeff', c == '\u034f', c == '\u202d', c == '\u202e':
			return -1
		}
		return c
	}, s)
}
