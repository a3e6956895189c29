package htmldoc

import (
	"bytes"
	"unicode/utf8"
)

// cellSpan is where the text of a table cell stands in the output.
type cellSpan struct{ start, end int }

// endCell notes what a cell held for its row.
func (r *reader) endCell() {
	start, end := r.out.watched()
	r.out.space = r.out.inLine // stray words may follow
	if start < 0 || end <= start {
		return
	}
	if row := r.row(); row != nil {
		row.cells = append(row.cells, cellSpan{start, end})
	}
}

// row is the table row that is being read, nil if there is none.
func (r *reader) row() *element {
	for i := len(r.open) - 1; i >= 0 && r.open[i].name != "table"; i-- {
		if r.open[i].name == "tr" {
			return &r.open[i]
		}
	}
	return nil
}

// endRow puts the cells of a row on one line where each is short and one line
// itself, whatever paragraphs they came in: that is how tables of data look.
// Columns of prose stay below each other.
func (r *reader) endRow(cells []cellSpan) {
	table := r.table()
	if table == nil {
		table = &element{}
	}
	before := table.rowEnd
	table.rowEnd = 0
	lines := 1
	if before > 0 && len(cells) > 2 {
		lines = 3 // in a table of data a cell may have a remark below its text
	}
	if !r.shortCells(cells, lines) || len(cells) == 1 && before == 0 { // one cell in the first row: layout, for all one can tell
		return
	}
	var line []byte
	if gap := r.out.buf[before:cells[0].start]; before > 0 && between(gap) { // no empty line between rows
		line = append(append(line, '\n'), gap[lastLine(gap):]...)
	} else {
		before = cells[0].start
	}
	for i, c := range cells {
		if i > 0 {
			line = append(line, " | "...)
		}
		for j, piece := range bytes.Split(r.out.buf[c.start:c.end], []byte("\n")) {
			if piece = bytes.TrimLeft(piece, " >"); j > 0 && len(piece) > 0 {
				line = append(line, ' ')
			}
			line = append(line, piece...)
		}
	}
	r.out.buf = append(r.out.buf[:before], line...)
	r.out.pending = min(r.out.pending, 1)
	table.rowEnd = len(r.out.buf)
}

// shortCells reports whether cells are short, with nothing between them, and of
// not more than so many lines with text.
func (r *reader) shortCells(cells []cellSpan, lines int) bool {
	const maxCell = 100 // characters
	for i, c := range cells {
		text := r.out.buf[c.start:c.end]
		if len(text) > 4*maxCell || utf8.RuneCount(text) > maxCell || filled(text) > lines || i > 0 && !between(r.out.buf[cells[i-1].end:c.start]) {
			return false
		}
	}
	return len(cells) > 0 && len(bytes.TrimSpace(r.out.buf[cells[len(cells)-1].end:])) == 0
}

// filled is how many lines of a text are more than a prefix.
func filled(text []byte) int {
	n := 0
	for line := range bytes.SplitSeq(text, []byte("\n")) {
		if len(bytes.Trim(line, " >")) > 0 {
			n++
		}
	}
	return n
}

// between reports whether what stands between two cells was put there by the
// writer and not by the mail.
func between(gap []byte) bool { return len(bytes.Trim(gap, "\n >|")) == 0 }

// table is the innermost table that is being read.
func (r *reader) table() *element {
	for i := len(r.open) - 1; i >= 0; i-- {
		if r.open[i].name == "table" {
			return &r.open[i]
		}
	}
	return nil
}

// lastLine is where the last line of b begins.
func lastLine(b []byte) int {
	for i := len(b) - 1; i >= 0; i-- {
		if b[i] == '\n' {
			return i + 1
		}
	}
	return 0
}

// watch notes where the next text begins; watched says where that was and
// where the text now ends. Start is -1 if there was none.
func (w *writer) watch() { w.watches = append(w.watches, -1) }

func (w *writer) watched() (start, end int) {
	n := len(w.watches) - 1
	start, w.watches = w.watches[n], w.watches[:n]
	w.trim()
	return start, len(w.buf)
}

// begun tells those who watch that text begins here.
func (w *writer) begun() {
	for i := len(w.watches) - 1; i >= 0 && w.watches[i] < 0; i-- {
		w.watches[i] = len(w.buf)
	}
}
