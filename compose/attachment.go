package compose

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// part is a file as a part of the message, in base64. A message/rfc822 may not
// be encoded (RFC 2046 5.2.1): it goes as it is where it fits on the wire, else
// with its own parts encoded where nobody has signed them, else as mere data.
func (a Attachment) part(contentID string) (entity, error) {
	name := fileName(a.Name)
	kind, err := mediaType(a)
	if err != nil {
		return entity{}, fmt.Errorf("attachment %q: %w", a.Name, err)
	}
	e := entity{body: []piece{{file: &a}}}
	encoding := "base64"
	if kind == "message/rfc822" {
		data, err := a.bytes()
		if err != nil {
			return entity{}, fmt.Errorf("attachment %q: %w", a.Name, err)
		}
		if data, err = enclosed(data); err == nil {
			e.body, encoding = []piece{{raw: data}}, "7bit"
		} else {
			kind = "application/octet-stream"
		}
	}
	disposition := "attachment"
	if a.Inline {
		disposition = "inline"
	}
	e.fields = []string{
		"Content-Disposition: " + disposition + parameter("filename", name) + "\r\n",
		"Content-Transfer-Encoding: " + encoding + "\r\n",
		"Content-Type: " + kind + parameter("name", name) + "\r\n",
	}
	if contentID != "" {
		e.fields = append(e.fields, "Content-ID: <"+contentID+">\r\n")
	}
	return e, nil
}

// enclosed is a message as it can stand in another one without being encoded.
func enclosed(raw []byte) ([]byte, error) {
	raw = crlf(raw)
	if !ascii(string(raw)) {
		var err error
		if raw, err = SevenBit(raw); err != nil {
			return nil, err
		}
	}
	return raw, wireDefect(raw)
}

// fileName is a name without folders or control characters.
func fileName(name string) string {
	name = oneLine(name)
	if i := strings.LastIndexAny(name, `/\`); i >= 0 {
		name = strings.TrimSpace(name[i+1:])
	}
	if name = cut(name, 255); name == "" || name == "." || name == ".." {
		return "attachment"
	}
	return name
}

// parameter is a MIME parameter on lines of its own: quoted when short and
// ASCII, else encoded and continued (RFC 2231 3, 4).
func parameter(name, value string) string {
	if ascii(value) && len(value) <= 60 && !strings.Contains(value, "=?") { // some decode words even here
		return ";\r\n " + name + `="` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(value) + `"`
	}
	encoded := ""
	var b strings.Builder
	part := 0
	flush := func() {
		charset := ""
		if part == 0 {
			charset = "utf-8''"
		}
		fmt.Fprintf(&b, ";\r\n %s*%d*=%s%s", name, part, charset, encoded)
		part++
		encoded = ""
	}
	for _, r := range value {
		next := ""
		for _, c := range utf8.AppendRune(nil, r) {
			if attributeChar(c) {
				next += string(rune(c))
			} else {
				next += fmt.Sprintf("%%%02X", c)
			}
		}
		if len(encoded)+len(next) > 55 {
			flush()
		}
		encoded += next
	}
	flush()
	return b.String()
}

// attributeChar is attribute-char of RFC 2231 7, letters, digits and a few marks.
func attributeChar(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-._~!#$&+^", c) >= 0
}
