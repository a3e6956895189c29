package parse

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf16"
)

// readRTF makes text of RTF, or the HTML that Outlook hid in it (MS-OXRTFEX).
// Formatting is not kept. It reads once, and past a thousand groups inside each
// other it stops.
func readRTF(rtf []byte) (text string, html bool) {
	const prefix = 4 << 10
	r := rtfReader{src: rtf, html: bytes.Contains(rtf[:min(len(rtf), prefix)], []byte(`\fromhtml`)), charset: "windows-1252"}
	r.groups = []rtfGroup{{skipped: 1}}
	for r.pos < len(r.src) && len(r.groups) > 0 && len(r.groups) < 1000 {
		switch c := r.src[r.pos]; c {
		case '{':
			r.pos++
			g := r.groups[len(r.groups)-1]
			g.first = true
			r.groups = append(r.groups, g)
			continue
		case '}':
			r.pos++
			r.groups = r.groups[:len(r.groups)-1]
			continue
		case '\\':
			r.control()
		case '\r', '\n', 0:
			r.pos++
			continue
		default:
			r.pos++
			r.octet(c)
		}
		if n := len(r.groups); n > 0 {
			r.groups[n-1].first = false
		}
	}
	r.flush()
	return r.out.String(), r.html
}

type rtfReader struct {
	src     []byte
	pos     int
	html    bool
	charset string
	groups  []rtfGroup
	skip    int    // octets that stand for a \u before them
	octets  []byte // text in the charset, not yet decoded
	units   []uint16
	out     strings.Builder
}

// rtfGroup is the state that a closing brace gives up.
type rtfGroup struct {
	first   bool // nothing has been read of it yet
	hidden  bool // a destination that is not text
	rtfOnly bool // \htmlrtf: not part of the HTML
	skipped int  // \uc
}

func (r *rtfReader) group() *rtfGroup { return &r.groups[len(r.groups)-1] }

// octet takes a character of text.
func (r *rtfReader) octet(c byte) {
	if r.skip > 0 {
		r.skip--
		return
	}
	if g := r.group(); g.hidden || r.html && g.rtfOnly {
		return
	}
	r.flushUnits()
	r.octets = append(r.octets, c)
}

// sign takes a character that has a name.
func (r *rtfReader) sign(s string) {
	if g := r.group(); g.hidden || r.html && g.rtfOnly {
		return
	}
	r.flush()
	r.out.WriteString(s)
}

func (r *rtfReader) write(s string) {
	for i := range len(s) {
		r.octet(s[i])
	}
}

func (r *rtfReader) flushUnits() {
	if len(r.units) > 0 {
		r.out.WriteString(string(utf16.Decode(r.units)))
		r.units = r.units[:0]
	}
}

func (r *rtfReader) flush() {
	r.flushUnits()
	if len(r.octets) > 0 {
		r.out.WriteString(decodeCharset(r.charset, r.octets))
		r.octets = r.octets[:0]
	}
}

// control reads what a backslash begins.
func (r *rtfReader) control() {
	r.pos++
	if r.pos >= len(r.src) {
		return
	}
	c := r.src[r.pos]
	if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') {
		r.pos++
		r.symbol(c)
		return
	}
	start := r.pos
	for r.pos < len(r.src) && alphabetic(r.src[r.pos]) && r.pos-start < 32 {
		r.pos++
	}
	name := string(r.src[start:r.pos])
	start = r.pos
	if r.pos < len(r.src) && r.src[r.pos] == '-' {
		r.pos++
	}
	for r.pos < len(r.src) && r.src[r.pos] >= '0' && r.src[r.pos] <= '9' && r.pos-start < 11 {
		r.pos++
	}
	number, err := strconv.Atoi(string(r.src[start:r.pos]))
	if r.pos < len(r.src) && r.src[r.pos] == ' ' {
		r.pos++
	}
	r.word(name, number, err == nil)
}

func alphabetic(c byte) bool { return alphanumeric(c) && c > '9' }

// symbol is a control of one character.
func (r *rtfReader) symbol(c byte) {
	switch c {
	case '\'':
		if r.pos+2 <= len(r.src) && unhex(r.src[r.pos]) >= 0 && unhex(r.src[r.pos+1]) >= 0 {
			r.octet(byte(unhex(r.src[r.pos])<<4 | unhex(r.src[r.pos+1])))
			r.pos += 2
		}
	case '*':
		if g := r.group(); g.first { // what programs may pass over that do not know it
			g.hidden = g.hidden || !r.html || !bytes.HasPrefix(r.src[r.pos:], []byte(`\htmltag`))
		}
	case '\\', '{', '}':
		r.octet(c)
	case '~':
		r.sign("\u00a0")
	case '\r', '\n':
		r.word("par", 0, false)
	}
}

// word is a control with a name and maybe a number.
func (r *rtfReader) word(name string, number int, given bool) {
	g := r.group()
	switch name {
	case "fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header", "footer", "headerl", "headerr", "footerl", "footerr", "fldinst", "listtable", "generator":
		g.hidden = true
	case "htmlrtf":
		g.rtfOnly = !given || number != 0
	case "ansicpg":
		if label := codepage(uint32(max(0, number))); label != "" {
			r.flush()
			r.charset = label
		}
	case "uc":
		g.skipped = min(max(0, number), 16)
	case "u":
		if g.hidden || r.html && g.rtfOnly {
			return
		}
		if len(r.octets) > 0 {
			r.flush()
		}
		r.units = append(r.units, uint16(number)) // negative ones are past 32767
		r.skip = g.skipped
	case "par", "line", "row", "sect", "page":
		r.write("\r\n")
	case "tab", "cell":
		r.write("\t")
	case "lquote":
		r.sign("\u2018")
	case "rquote":
		r.sign("\u2019")
	case "ldblquote":
		r.sign("\u201c")
	case "rdblquote":
		r.sign("\u201d")
	case "bullet":
		r.sign("\u2022")
	case "endash":
		r.sign("\u2013")
	case "emdash":
		r.sign("\u2014")
	}
}
