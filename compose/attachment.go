package compose

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	gomail "github.com/wneessen/go-mail"
)

// attach adds the files in base64. A message/rfc822 may not be encoded (RFC
// 2046 5.2.1): it goes as it is where it fits on the wire, else as mere data.
func attach(m *gomail.Msg, files []Attachment) {
	for _, f := range files {
		name := fileName(f.Name)
		kind, data := mediaType(f), f.Data
		option := gomail.WithFileEncoding(gomail.EncodingB64)
		if kind == "message/rfc822" {
			if mended := crlf(data); ascii(string(mended)) && wireDefect(mended) == nil {
				data, option = mended, gomail.WithFileEncoding(gomail.NoEncoding)
			} else {
				kind = "application/octet-stream"
			}
		}
		m.AttachReadSeeker(name, bytes.NewReader(data), option, func(file *gomail.File) {
			file.Header.Set("Content-Type", kind+parameter("name", name))
			file.Header.Set("Content-Disposition", "attachment"+parameter("filename", name))
		})
	}
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
