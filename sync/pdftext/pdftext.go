// Package pdftext reads the words of PDF files, for a search index. It draws
// nothing, and knows of the format (ISO 32000-1) what it takes to find words:
// objects, compressed streams, fonts' encodings and where text is set.
//
// It is pure and never fails: of a file that is damaged, or made to do harm,
// there is less text, or none. A file's own table of objects is not used: the
// objects are found by a look at all of it, so broken files are read as whole
// ones are. Work and memory are bounded by the constants below, however the
// file is made. Encrypted files have no text here.
package pdftext

import "strings"

// Bounds of one file.
const (
	maxObjects = 200_000
	maxInflate = 32 << 20 // octets that all streams together may become
	maxStream  = 8 << 20  // and one
	maxSteps   = 2 << 20  // tokens that are read, long ones count for several
	maxDepth   = 32       // of arrays and dictionaries in each other, of page trees and of forms
	maxPages   = 2000
)

// Read returns the text of a PDF file, about in the order in which it is drawn,
// of at most so many octets.
func Read(data []byte, most int) string {
	f := &file{data: data, inflate: maxInflate, steps: maxSteps, most: most}
	f.scan()
	if f.encrypted {
		return ""
	}
	for _, p := range f.pages() {
		if f.out.Len() >= most || f.steps <= 0 {
			break
		}
		f.page(p)
		f.out.WriteByte('\n')
	}
	text := f.out.String()
	return logical(strings.TrimSpace(strings.ToValidUTF8(text[:min(len(text), most)], "")))
}

// file is a PDF file that is read.
type file struct {
	data      []byte
	objects   map[int]object
	encrypted bool
	inflate   int // octets that may still come
	steps     int // tokens
	most      int
	fonts     map[int]*font // by the number of the object
	out       strings.Builder
}

// step counts one token, and reports that there may be more.
func (f *file) step() bool {
	f.steps--
	return f.steps > 0
}
