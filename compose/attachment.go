package compose

import (
	"bytes"
	"crypto/sha512"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	gomail "github.com/wneessen/go-mail"
)

// attach adds the files in base64. A message/rfc822 may not be encoded (RFC
// 2046 5.2.1): it goes as it is where it fits on the wire, else as mere data.
// The library would hold several copies of a large file; it is given a stand-in.
func attach(m *gomail.Msg, files []Attachment, id string) []standIn {
	var out []standIn
	for n, f := range files {
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
		if kind != "message/rfc822" && len(data) > small {
			sum := sha512.Sum512(fmt.Appendf(nil, "%d %s", n, id))
			out = append(out, standIn{appendBase64(nil, sum[:base64Octets]), data})
			data = sum[:base64Octets]
		}
		m.AttachReadSeeker(name, bytes.NewReader(data), option, func(file *gomail.File) {
			file.Header.Set("Content-Type", kind+parameter("name", name))
			file.Header.Set("Content-Disposition", "attachment"+parameter("filename", name))
		})
	}
	return out
}

const small = 64 << 10 // octets that the library may hold

// standIn is one line of base64 in place of a file.
type standIn struct {
	line, data []byte
}

// expand puts the files in their places.
func expand(raw []byte, files []standIn) ([]byte, error) {
	size := len(raw)
	for _, f := range files {
		size += len(f.data)/base64Octets*78 + 80
	}
	out := make([]byte, 0, size)
	for _, f := range files {
		before, after, ok := bytes.Cut(raw, f.line)
		if !ok {
			return nil, errors.New("an attachment was lost")
		}
		out = appendBase64(append(out, before...), f.data)
		raw = after
	}
	return append(out, raw...), nil
}

const base64Octets = 57 // of data on a line

// appendBase64 has lines of 76 characters (RFC 2045 6.8).
func appendBase64(dst, data []byte) []byte {
	for len(data) > 0 {
		n := min(base64Octets, len(data))
		dst = base64.StdEncoding.AppendEncode(dst, data[:n])
		dst = append(dst, "\r\n"...)
		data = data[n:]
	}
	return dst
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
