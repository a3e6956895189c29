package edit

import "strings"

// Snapshot is a text as it was at one moment. Taking one costs the same whatever
// was typed since the last: it shares its lines with the document, which copies
// a block of them before it changes one. Unlike a document it may be read by any
// goroutine. The zero value is an empty text.
type Snapshot struct {
	blocks []block[string]
	bytes  int

	// Version tells texts of one document apart: where it is the same, so is the text.
	Version int
}

// Snapshot is the text as it is now.
func (d *Document) Snapshot() Snapshot {
	return Snapshot{d.Text.lines.share(), d.Text.Len(), d.changes}
}

// Len is the number of bytes, line feeds included.
func (s Snapshot) Len() int { return s.bytes }

// String is the whole text, with line feeds as line breaks.
func (s Snapshot) String() string {
	var out strings.Builder
	out.Grow(s.bytes + 1)
	first := true
	for _, b := range s.blocks {
		for _, line := range b.items {
			if !first {
				out.WriteByte('\n')
			}
			first = false
			out.WriteString(line)
		}
	}
	return out.String()
}
