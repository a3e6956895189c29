package parse

import (
	"bytes"
	"strconv"
	"strings"
)

// Embedded are the files packed into a leaf by other means than MIME: uuencode
// and yEnc between the lines of a text, and what Outlook puts into winmail.dat
// (TNEF), there with the text of the message first. Each is a part with an ID
// of the form "2/1", which Find knows. What holds nothing gives nil.
func (m *Message) Embedded(p *Part) []*Part {
	switch {
	case p.tnef():
		return m.unpack(p, m.Bytes(p), 0)
	case p.Type == "text/plain" && p.Disposition != "attachment" && p.data == nil && m.mayHold(p):
		_, files := m.apart(p)
		return files
	}
	return nil
}

// mayHold spares a decoding where a text cannot hold files.
func (m *Message) mayHold(p *Part) bool {
	return p.Encoding == "base64" || bytes.Contains(m.source(p), []byte("begin"))
}

// Find is the leaf or embedded part of that ID; nil if there is none.
func (m *Message) Find(id string) *Part {
	for _, p := range m.Leaves() {
		if p.ID == id {
			return p
		}
		if strings.HasPrefix(id, p.ID+"/") {
			for _, e := range m.Embedded(p) {
				if e.ID == id {
					return e
				}
			}
		}
	}
	return nil
}

// embed makes a part of what was found in another.
func (p *Part) embed(n int, e Part) *Part {
	e.ID = p.ID + "/" + strconv.Itoa(n)
	e.Start, e.End = p.Start, p.End
	if e.data == nil {
		e.data = []byte{}
	}
	if e.Filename != "" {
		e.Filename = safeFilename(decodeText(e.Filename, e.Charset))
	}
	return &e
}

// apart divides a text into what a person wrote and the files between.
func (m *Message) apart(p *Part) (text []byte, files []*Part) {
	data := m.Bytes(p)
	if !bytes.Contains(data, []byte("begin ")) { // both "begin 644" and "=ybegin "
		return data, nil
	}
	last := 0
	uu, y := uuBegin(data, 0), yencBegin(data, 0)
	for (uu >= 0 || y >= 0) && len(files) < maxParts {
		var start, end int
		e := Part{Type: "application/octet-stream", Disposition: "attachment"}
		if y < 0 || uu >= 0 && uu < y {
			start, end = uu, uuSpan(data, uu)
			e.Encoding = "x-uuencode"
			line, _ := lineAt(data, start)
			e.Filename, _ = uuName(line)
		} else {
			start, end = y, yencSpan(data, y)
			e.Encoding = "x-yenc"
			line, _ := lineAt(data, start)
			e.Filename = yencName(line)
		}
		e.data = data[start:end:end]
		files = append(files, p.embed(len(files)+1, e))
		text = append(text, data[last:start]...)
		last = end
		if uu >= 0 && uu < end {
			uu = uuBegin(data, end)
		}
		if y >= 0 && y < end {
			y = yencBegin(data, end)
		}
	}
	if len(files) == 0 {
		return data, nil
	}
	return append(text, data[last:]...), files
}
