package compose

import (
	"bytes"
	"crypto/sha512"
	"fmt"
	"strings"
	"unicode/utf8"

	gomail "github.com/wneessen/go-mail"
)

// attach adds the files in base64. A message/rfc822 may not be encoded (RFC
// 2046 5.2.1): it goes as it is where it fits on the wire, else as mere data.
// The library would hold several copies of a large file; it is given a stand-in.
func attach(m *gomail.Msg, files []Attachment, id string) ([]standIn, error) {
	var out []standIn
	for n, f := range files {
		name := fileName(f.Name)
		kind, err := mediaType(f)
		if err != nil {
			return nil, fmt.Errorf("attachment %q: %w", f.Name, err)
		}
		data := f.Data
		option := gomail.WithFileEncoding(gomail.EncodingB64)
		if kind == "message/rfc822" {
			if f.Open != nil {
				if data, err = f.bytes(); err != nil {
					return nil, fmt.Errorf("attachment %q: %w", f.Name, err)
				}
			}
			if mended := crlf(data); ascii(string(mended)) && wireDefect(mended) == nil {
				data, option = mended, gomail.WithFileEncoding(gomail.NoEncoding)
			} else {
				kind = "application/octet-stream"
			}
		}
		if kind != "message/rfc822" && (f.Open != nil || len(data) > small) {
			sum := sha512.Sum512(fmt.Appendf(nil, "%d %s", n, id))
			out = append(out, standIn{appendBase64(nil, sum[:base64Octets]), f})
			data = sum[:base64Octets]
		}
		m.AttachReadSeeker(name, bytes.NewReader(data), option, func(file *gomail.File) {
			file.Header.Set("Content-Type", kind+parameter("name", name))
			file.Header.Set("Content-Disposition", "attachment"+parameter("filename", name))
		})
	}
	return out, nil
}

const small = 64 << 10 // octets that the library may hold

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
