package parse

import "strings"

// Part is a node of the MIME tree.
type Part struct {
	ID          string // IMAP section number, "1.2"; "" for a multipart root
	Type        string // "text/plain", lower case, always set
	Params      map[string]string
	Charset     string // as declared, lower case
	Filename    string // decoded, path removed, safe to show; "" if none
	Disposition string // "inline", "attachment" or ""
	ContentID   string // without < >
	Description string
	Encoding    string // transfer encoding, lower case; "" is 7bit
	Header      Header
	Parts       []*Part // of a multipart
	Start, End  int     // of the body, undecoded, in Raw; an embedded part has those of the part it was in

	data      []byte // the body of an embedded part, which need not be in Raw
	undivided string // the type of a multipart that is read as text because it could not be divided
	named     string // the file name as the sender gave it, decoded
}

func (p *Part) multipart() bool { return strings.HasPrefix(p.Type, "multipart/") }

func (p *Part) text() bool { return strings.HasPrefix(p.Type, "text/") }

// Leaves are the parts that hold content, in the order of the message. An
// attached message (message/rfc822) is one leaf.
func (m *Message) Leaves() []*Part {
	var leaves []*Part
	var walk func(p *Part)
	walk = func(p *Part) {
		if !p.multipart() {
			leaves = append(leaves, p)
		}
		for _, child := range p.Parts {
			walk(child)
		}
	}
	walk(m.Root)
	return leaves
}

// describe fills in what the header of a part says about its body.
func (b *builder) describe(p *Part, fallback string) {
	p.Type = fallback
	if v := p.Header.Get("Content-Type"); v != "" {
		value, params := parseParams(v)
		p.Params = params
		t, ok := mediaType(value)
		switch {
		case ok:
			p.Type = t
		case params["boundary"] != "":
			p.Type = "multipart/mixed"
			b.defect("bad-content-type", p.ID, "the Content-Type is not a media type")
		default:
			p.Type = "text/plain" // RFC 2045 5.2
			b.defect("bad-content-type", p.ID, "the Content-Type is not a media type")
		}
	}
	p.Charset = charsetLabel(p.Params["charset"])
	if b.charset == "" && p.text() {
		b.charset = p.Charset
	}
	p.Encoding = b.transferEncoding(p)
	var filename string
	if v := p.Header.Get("Content-Disposition"); v != "" {
		value, params := parseParams(v)
		filename = params["filename"]
		if filename == "" {
			filename = params["name"]
		}
		switch value = strings.ToLower(strings.TrimSpace(value)); {
		case value == "inline" || value == "":
			p.Disposition = value
		default:
			p.Disposition = "attachment" // RFC 2183 2.8: unknown ones too
		}
	}
	if filename == "" && !p.multipart() {
		filename = p.Params["name"]
	}
	if filename != "" {
		charset := p.Charset
		if charset == "" {
			charset = b.charset
		}
		p.named = decodeText(filename, charset)
		p.Filename = safeFilename(p.named)
	}
	if ids := parseIDs(p.Header.Get("Content-ID")); len(ids) > 0 {
		p.ContentID = ids[0]
	}
	p.Description = p.Header.Text("Content-Description")
}

// mediaType is type/subtype in lower case. A bare "text" is what very old mail
// says for text/plain.
func mediaType(s string) (string, bool) {
	s = strings.ToLower(strings.Join(strings.Fields(clean(dropComments(s))), ""))
	kind, sub, ok := strings.Cut(s, "/")
	sub, _, _ = strings.Cut(sub, "/")
	if !ok && kind == "text" {
		return "text/plain", true
	}
	if !token(kind) || !token(sub) {
		return "", false
	}
	return kind + "/" + sub, true
}

// token reports whether s is a token of RFC 2045 5.1.
func token(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] <= ' ' || s[i] >= 0x7f || strings.IndexByte(`()<>@,;:\"/[]?=`, s[i]) >= 0 {
			return false
		}
	}
	return s != ""
}

// transferEncoding is the Content-Transfer-Encoding as the decoders know it.
func (b *builder) transferEncoding(p *Part) string {
	v := p.Header.Get("Content-Transfer-Encoding")
	if v == "" {
		return ""
	}
	v, _ = parseParams(v)
	v = strings.ToLower(strings.Trim(strings.Join(strings.Fields(v), ""), `"'`))
	switch v {
	case "base64", "quoted-printable", "7bit", "8bit", "binary":
	case "quotedprintable", "qp", "quoted_printable":
		v = "quoted-printable"
	case "base-64", "b64", "x-base64":
		v = "base64"
	case "x-uuencode", "uuencode", "x-uue", "uue":
		v = "x-uuencode"
	case "x-yenc", "yenc":
		v = "x-yenc"
	default:
		b.defect("unknown-encoding", p.ID, "an unknown Content-Transfer-Encoding; the body is taken as it is")
	}
	return v
}
