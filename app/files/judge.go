package files

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"
)

// Risk is how much there is to think about before a file is opened.
type Risk int

// The risks, from none to what does something when it is opened.
const (
	Calm    Risk = iota
	Caution      // may hide something: web pages, archives, macros
	Danger       // is made to run, or pretends to be something else
)

// HeadSize is how much of a file Judge needs to see.
const HeadSize = 0x8010

// Verdict is what a file is, and what to know before it is opened.
type Verdict struct {
	Kind     Kind
	Risk     Risk
	Warnings []string // sentences, the gravest first
	Names    []string // of an archive: what is in it, as far as it was read
}

// What says what a file is, as a label: "PDF", "PNG picture".
func (v Verdict) What(name string) string {
	if e := v.ending(name); e != "" && !strings.EqualFold(e, string(v.Kind)) {
		return e + " " + string(v.Kind)
	}
	s := string(v.Kind)
	return strings.ToUpper(s[:1]) + s[1:]
}

// Short is What where there is little room: "PNG". What is to be careful about
// is said in words.
func (v Verdict) Short(name string) string {
	if e := v.ending(name); e != "" && v.Risk == Calm {
		return e
	}
	return v.What("")
}

// ending is what a name ends in, in capitals; "" where it says nothing, or
// something else than what the file is.
func (v Verdict) ending(name string) string {
	e := strings.ToUpper(ending(name))
	if len(e) > 5 || kindOfName(name) != v.Kind {
		return ""
	}
	return e
}

// claims are the kinds that a program would pretend to be.
var claims = []Kind{Picture, Text, PDF, Document, Sheet, Slides, Audio, Video, Table, Calendar, Contact, Message, Page, Archive}

// Judge tells what a file is from its name, its media type and its octets, of
// which the first HeadSize are enough, except to look into an archive. The
// octets outweigh the name, and the name the type.
func Judge(name, mediaType string, data []byte) Verdict {
	named, typed, found := kindOfName(name), kindOfType(mediaType), kindOfOctets(data)
	v := Verdict{Kind: Other}
	warn := func(risk Risk, text string) {
		v.Risk = max(v.Risk, risk)
		if !slices.Contains(v.Warnings, text) {
			v.Warnings = append(v.Warnings, text)
		}
	}
	for _, k := range []Kind{typed, found, named} {
		if k != "" {
			v.Kind = k
		}
	}
	if found != "" && !consistent(named, found) {
		v.Kind = found
	}
	if v.Kind == Text && found == "" && named == "" && binary(data) {
		v.Kind = Other
	}
	claim := named
	if claim == "" || claim == Other {
		claim = typed
	}
	switch {
	case (found == Program || found == Script || found == Shortcut) && slices.Contains(claims, claim) && !consistent(claim, found):
		warn(Danger, "It says that it is a "+string(claim)+", but it is a "+string(found)+".")
	case found != "" && claim != "" && found != claim && !consistent(claim, found) && !slices.Contains([]Kind{Program, Script, Shortcut, Macros, Disk}, claim):
		warn(Caution, "It says that it is a "+string(claim)+", but inside it is a "+string(found)+".")
	}
	if hidden := double(name); hidden != "" {
		warn(Danger, "Its name ends twice: it looks like a ."+hidden+" file and is a ."+ending(name)+" file.")
	}
	switch v.Kind {
	case Program:
		warn(Danger, "It is a program: opening it may let a stranger use this computer.")
	case Script:
		warn(Danger, "It is a script, which runs as a program does when it is opened.")
	case Shortcut:
		warn(Danger, "It is a shortcut: opening it can start a program or lead to a page you did not choose.")
	case Disk:
		warn(Danger, "It is a disk image, a way to get programs past the checks for downloaded files.")
	case Macros:
		warn(Caution, "It can carry macros, small programs inside of a document. Do not allow them to run.")
	case Page:
		warn(Caution, "It is a web page. Such files often imitate sign-in pages: type no password into it.")
	case Archive:
		v.archive(data, warn)
	case Picture:
		if e := ending(name); e == "svg" || e == "svgz" || mediaType == "image/svg+xml" {
			warn(Caution, "It is a drawing made of code, which can do in a browser what a web page does.")
		}
	}
	if (v.Kind == Document || v.Kind == Sheet || v.Kind == Slides) && (found == Archive || found == Document) && hasMacros(data) {
		v.Kind = Macros
		warn(Caution, "It carries macros, small programs inside of a document. Do not allow them to run.")
	}
	return v
}

// consistent says whether octets that look like found can be of a file named so:
// many formats are built on others.
func consistent(named, found Kind) bool {
	switch found {
	case named, "":
		return true
	case Archive: // Office files, apps and books are zip files; svgz is gzip
		return slices.Contains([]Kind{Document, Sheet, Slides, Macros, Program, Picture, Key, Shortcut}, named)
	case Document: // the compound files of old Office
		return slices.Contains([]Kind{Sheet, Slides, Macros, Program, Message, Picture}, named)
	case Script: // what begins with #! may be any source
		return named == Code || named == Text
	case Page:
		return named == Code || named == Script || named == Message
	case Video:
		return named == Audio || named == Picture
	case Audio:
		return named == Video
	case Program:
		return named == Disk
	}
	return named == ""
}

// double is the harmless ending before a harmful one: "pdf" of "invoice.pdf.exe".
func double(name string) string {
	before, _, ok := cutLast(strings.TrimRight(name, ". "))
	if !ok || !harmful(kindOfName(name)) {
		return ""
	}
	e := ending(strings.TrimRight(before, " _"))
	if k := endings[e]; k != "" && !harmful(k) {
		return e
	}
	return ""
}

func harmful(k Kind) bool {
	return k == Program || k == Script || k == Shortcut || k == Disk || k == Macros || k == Page
}

func cutLast(name string) (before, after string, ok bool) {
	i := strings.LastIndexByte(name, '.')
	if i < 0 {
		return name, "", false
	}
	return name[:i], name[i+1:], true
}

// binary says whether octets are no text.
func binary(data []byte) bool {
	head := data[:min(len(data), 1024)]
	return bytes.IndexByte(head, 0) >= 0 && !utf8.Valid(head)
}

// hasMacros says whether the octets name a project of macros, in a compound file
// or in the list of a zip file.
func hasMacros(data []byte) bool {
	return bytes.Contains(data, []byte("vbaProject.bin")) || bytes.Contains(data, []byte("V\x00B\x00A\x00")) || bytes.Contains(data, []byte("_\x00V\x00B\x00A\x00"))
}
