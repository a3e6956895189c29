// Package pdf writes PDF files: pages with text in the outlines of any font,
// pictures, plain shapes and links (ISO 32000-1).
//
// What is drawn goes straight to the writer, page by page; only fonts wait until
// Close. Text stays text: each glyph carries the characters it stands for, so
// that a reader can search, select and copy it. Nothing is opened, fetched or run
// by a file made here: it has no scripts, no forms, no files in it, and of
// actions only links to the web and to mail addresses.
//
// The first error of the writer is kept and returned by Close; until then all
// calls are harmless. Shapes that are no numbers are left out.
package pdf

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf16"
)

// ref is the number of an object.
type ref int

// Document is a file being written.
type Document struct {
	w       io.Writer
	at      int64
	offsets []int64 // of objects, from number 1 on; 0 until written
	err     error

	catalog, tree ref
	pages         []ref
	page          *Page // being drawn
	fonts         []*Font
	alphas        map[uint8]ref
}

// Info is what a reader shows about the file.
type Info struct {
	Title   string
	Author  string
	Created time.Time
}

// New begins a file.
func New(w io.Writer) *Document {
	d := &Document{w: w, alphas: make(map[uint8]ref)}
	d.catalog, d.tree = d.reserve(), d.reserve()
	d.write("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	return d
}

func (d *Document) write(s string) {
	if d.err != nil {
		return
	}
	n, err := io.WriteString(d.w, s)
	d.at += int64(n)
	d.err = err
}

func (d *Document) reserve() ref {
	d.offsets = append(d.offsets, 0)
	return ref(len(d.offsets))
}

// put writes an object under a number.
func (d *Document) put(r ref, body string) {
	d.offsets[r-1] = d.at
	d.write(fmt.Sprintf("%d 0 obj\n%s\nendobj\n", r, body))
}

// add writes an object.
func (d *Document) add(body string) ref {
	r := d.reserve()
	d.put(r, body)
	return r
}

// stream writes data, compressed; dict is the rest of its dictionary.
func (d *Document) stream(dict string, data []byte) ref {
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	if _, err := z.Write(data); err != nil && d.err == nil {
		d.err = err
	}
	if err := z.Close(); err != nil && d.err == nil {
		d.err = err
	}
	return d.raw(dict+" /Filter /FlateDecode", packed.Bytes())
}

// raw writes data as it is.
func (d *Document) raw(dict string, data []byte) ref {
	r := d.reserve()
	d.put(r, fmt.Sprintf("<<%s /Length %d>>\nstream\n%s\nendstream", dict, len(data), data))
	return r
}

// Close writes what is left: fonts, the tree of pages, the table of objects.
func (d *Document) Close(info Info) error {
	d.endPage()
	for _, f := range d.fonts {
		f.finish()
	}
	var kids strings.Builder
	for _, p := range d.pages {
		fmt.Fprintf(&kids, "%d 0 R ", p)
	}
	d.put(d.tree, fmt.Sprintf("<</Type /Pages /Count %d /Kids [%s]>>", len(d.pages), kids.String()))
	d.put(d.catalog, fmt.Sprintf("<</Type /Catalog /Pages %d 0 R /ViewerPreferences <</DisplayDocTitle true>>>>", d.tree))
	created := ""
	if !info.Created.IsZero() {
		created = info.Created.UTC().Format(" /CreationDate (D:20060102150405Z)")
	}
	about := d.add(fmt.Sprintf("<</Title %s /Author %s /Producer (Godwit)%s>>", words(info.Title), words(info.Author), created))
	table := d.at
	var x strings.Builder
	fmt.Fprintf(&x, "xref\n0 %d\n0000000000 65535 f \n", len(d.offsets)+1)
	for _, at := range d.offsets {
		fmt.Fprintf(&x, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&x, "trailer\n<</Size %d /Root %d 0 R /Info %d 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(d.offsets)+1, d.catalog, about, table)
	d.write(x.String())
	return d.err
}

// words is a text string (7.9.2.2), as UTF-16 in hexadecimal digits.
func words(s string) string {
	var b strings.Builder
	b.WriteString("<FEFF")
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04X", u)
	}
	return b.String() + ">"
}

// octets is a byte string.
func octets(s string) string { return fmt.Sprintf("<%X>", s) }
