package parse

import (
	"encoding/binary"
	"strconv"
	"strings"
)

// tnef reports whether a part is what Outlook sends to those it believes to
// use Outlook (MS-OXTNEF).
func (p *Part) tnef() bool {
	return p.Type == "application/ms-tnef" || p.Type == "application/vnd.ms-tnef" ||
		p.Type == "application/octet-stream" && strings.EqualFold(p.Filename, "winmail.dat")
}

// tnefDepth is how many messages inside each other are unpacked.
const tnefDepth = 5

// The attributes of TNEF that are read (MS-OXTNEF 2.1.3.3).
const (
	tnefSignature = 0x223e9f78
	tnefBody      = 0x0002800c
	tnefProps     = 0x00069003
	tnefCodepage  = 0x00069007
	tnefNewFile   = 0x00069002
	tnefFileTitle = 0x00018010
	tnefFileData  = 0x0006800f
	tnefFileProps = 0x00069005
	tnefMessage   = 5 // PidTagAttachMethod: the file is a message, as TNEF
)

// tnefContent is what a TNEF stream holds.
type tnefContent struct {
	body     string // the text of old messages, in the codepage
	codepage string
	props    tnefProperties
	files    []tnefFile
}

type tnefFile struct {
	title string // in the codepage
	data  []byte
	props tnefProperties
}

// readTNEF reads as far as the stream makes sense. All lengths in it are the
// sender's claims, and nothing is allocated on their word: the content is
// slices of data.
func readTNEF(data []byte) (c tnefContent, ok bool) {
	if len(data) < 6 || binary.LittleEndian.Uint32(data) != tnefSignature {
		return c, false
	}
	data = data[6:]
	for len(data) >= 9 && (data[0] == 1 || data[0] == 2) {
		id := binary.LittleEndian.Uint32(data[1:])
		size := int64(binary.LittleEndian.Uint32(data[5:]))
		data = data[9:]
		value := data[:min(size, int64(len(data)))]
		data = data[min(size+2, int64(len(data))):] // two octets of checksum
		if id == tnefNewFile && len(c.files) < maxParts {
			c.files = append(c.files, tnefFile{})
		}
		var file *tnefFile
		if len(c.files) > 0 {
			file = &c.files[len(c.files)-1]
		}
		switch {
		case id == tnefCodepage && len(value) >= 4:
			c.codepage = codepage(binary.LittleEndian.Uint32(value))
		case id == tnefBody:
			c.body = string(value)
		case id == tnefProps:
			c.props = readProperties(value)
		case file == nil:
		case id == tnefFileTitle:
			file.title = string(value)
		case id == tnefFileData:
			file.data = value
		case id == tnefFileProps:
			file.props = readProperties(value)
		}
	}
	return c, true
}

// unpack makes parts of a TNEF stream: its text as HTML or plain, unless that
// is empty, then its files, those of messages inside of it after each other.
func (m *Message) unpack(p *Part, data []byte, depth int) []*Part {
	c, ok := readTNEF(data)
	if !ok {
		return nil
	}
	var parts []*Part
	if e, ok := c.text(); ok {
		parts = append(parts, p.embed(1, e))
	}
	for _, f := range c.files {
		content, name := f.content(), f.name(c.codepage)
		message := f.props.number(propAttachMethod) == tnefMessage
		if message && depth < tnefDepth {
			within := &Part{ID: p.ID + "/" + strconv.Itoa(len(parts)+1), Start: p.Start, End: p.End}
			inside := m.unpack(within, content, depth+1)
			if len(inside) > 0 && len(parts)+len(inside) <= maxParts {
				for _, e := range inside {
					if e.Filename == "" { // the text of the message inside
						extension := ".txt"
						if e.Type == "text/html" {
							extension = ".html"
						}
						e.Filename = safeFilename(name + extension)
					}
					e.Disposition = "attachment"
				}
				parts = append(parts, inside...)
				continue
			}
		}
		e := Part{Type: "application/octet-stream", Disposition: "attachment", Filename: name, data: content}
		if t, ok := mediaType(f.props.text(propAttachType, c.codepage)); ok {
			e.Type = t
		} else if message {
			e.Type = "application/ms-tnef"
		}
		if id := cleanID(f.props.text(propAttachCID, c.codepage)); id != "" {
			e.ContentID = id
			if media(e.Type) {
				e.Disposition = "inline"
			}
		}
		parts = append(parts, p.embed(len(parts)+1, e))
	}
	return parts
}

// text is the body: as HTML where there is such, from compressed RTF if need
// be, else plain.
func (c *tnefContent) text() (Part, bool) {
	charset := c.codepage
	if n := c.props.number(propInternetCodepage); n != 0 {
		charset = codepage(n)
	}
	if html := c.props.bytes(propHTML); len(html) > 0 {
		return Part{Type: "text/html", Charset: charset, data: html}, true
	}
	if html := c.props.text(propHTML, charset); html != "" {
		return Part{Type: "text/html", Charset: "utf-8", data: []byte(html)}, true
	}
	if rtf, ok := inflateRTF(c.props.bytes(propRTF)); ok {
		if text, html := readRTF(rtf); strings.TrimSpace(text) != "" {
			t := "text/plain"
			if html {
				t = "text/html"
			}
			return Part{Type: t, Charset: "utf-8", data: []byte(text)}, true
		}
	}
	plain := c.props.text(propBody, c.codepage)
	if plain == "" {
		plain = decodeCharset(c.codepage, []byte(strings.TrimRight(c.body, "\x00")))
	}
	return Part{Type: "text/plain", Charset: "utf-8", data: []byte(plain)}, strings.TrimSpace(plain) != ""
}

// content is the octets of a file. In front of an object stands a GUID that says
// of what kind it is.
func (f *tnefFile) content() []byte {
	const guid = 16
	data := f.props.bytes(propAttachData)
	switch {
	case len(data) == 0:
		return f.data
	case f.props[propAttachData].kind == kindObject && len(data) >= guid:
		return data[guid:]
	}
	return data
}

// name is the long name of a file, else the one of eight letters and three.
func (f *tnefFile) name(codepage string) string {
	for _, id := range []uint16{propAttachLongName, propDisplayName, propAttachName} {
		if name := f.props.text(id, codepage); name != "" {
			return name
		}
	}
	if title := strings.TrimRight(f.title, "\x00"); title != "" {
		return decodeCharset(codepage, []byte(title))
	}
	return "unnamed"
}

// codepage is the charset of a Windows codepage.
func codepage(n uint32) string {
	switch n {
	case 0:
		return ""
	case 65001:
		return "utf-8"
	case 20127:
		return "us-ascii"
	case 28591:
		return "iso-8859-1"
	case 1200:
		return "utf-16le"
	}
	if n > 28591 && n <= 28605 {
		return "iso-8859-" + strconv.Itoa(int(n-28590))
	}
	return "cp" + strconv.Itoa(int(n))
}
