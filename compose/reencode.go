package compose

import (
	"bytes"
	"errors"
	"fmt"
	"mime"
	"mime/quotedprintable"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"godwit/sync/parse"
)

// ErrUnchangeable: a message needs another transfer encoding to be sent, and
// would not be the same message then.
var ErrUnchangeable = errors.New("a part of the message may not be changed")

// SevenBit gives each part with octets over 127 a transfer encoding, for a
// server that does not take them (RFC 6152 3). raw is canonical. It fails with
// ErrUnchangeable where such octets are in a header, or in what is signed or
// encrypted.
func SevenBit(raw []byte) ([]byte, error) {
	return recoder{bad: func(b []byte) bool { return bytes.ContainsFunc(b, func(r rune) bool { return r >= 0x80 }) }}.entity(raw, 0)
}

// recoder re-encodes the leaves of a message that are bad for the wire. What
// holds nothing bad stays as it is, octet by octet.
type recoder struct{ bad func([]byte) bool }

const maxDepth = 50 // of parts within parts

func (r recoder) entity(raw []byte, depth int) ([]byte, error) {
	if !r.bad(raw) {
		return raw, nil
	}
	head, body := splitHead(raw)
	if r.bad(head) {
		return nil, fmt.Errorf("%w: a header field", ErrUnchangeable)
	}
	var fields []string
	if len(head) > 0 {
		var err error
		if fields, err = headFields(head); err != nil {
			return nil, err
		}
	}
	if depth == 0 && !hasField(fields, "mime-version") {
		fields = append(fields, "MIME-Version: 1.0\r\n")
	}
	kind, params, err := contentType(head)
	switch {
	case err != nil || depth > maxDepth:
		return nil, fmt.Errorf("%w: it cannot be taken apart", ErrUnchangeable)
	case sealed(kind, fields):
		return nil, fmt.Errorf("%w: it is signed or encrypted", ErrUnchangeable)
	case !unencoded(fields):
		return nil, fmt.Errorf("%w: it is not encoded as it says", ErrUnchangeable)
	case strings.HasPrefix(kind, "multipart/"):
		body, err = r.multipart(body, params["boundary"], depth)
	case kind == "message/rfc822" || kind == "message/global":
		body, err = r.entity(body, depth+1)
	case strings.HasPrefix(kind, "message/"):
		err = fmt.Errorf("%w: %s", ErrUnchangeable, kind)
	default:
		return r.leaf(fields, kind, body)
	}
	if err != nil {
		return nil, err
	}
	if ascii(string(body)) { // the label of 8 bits is not true any more
		fields = without(fields, "content-transfer-encoding")
	}
	return join(fields, body), nil
}

func (r recoder) leaf(fields []string, kind string, body []byte) ([]byte, error) {
	if bytes.Contains(body, []byte("-----BEGIN PGP SIGNED MESSAGE-----")) {
		return nil, fmt.Errorf("%w: it is signed or encrypted", ErrUnchangeable)
	}
	fields = without(fields, "content-transfer-encoding")
	if !strings.HasPrefix(kind, "text/") {
		fields = append(fields, "Content-Transfer-Encoding: base64\r\n")
		return join(fields, appendBase64(nil, body)), nil
	}
	var out bytes.Buffer
	w := quotedprintable.NewWriter(&out)
	_, _ = w.Write(body) // a buffer takes everything
	_ = w.Close()
	if !hasField(fields, "content-type") && !ascii(string(body)) && utf8.Valid(body) {
		fields = append(fields, "Content-Type: text/plain; charset=utf-8\r\n") // without it the octets mean nothing
	}
	fields = append(fields, "Content-Transfer-Encoding: quoted-printable\r\n")
	return join(fields, out.Bytes()), nil
}

// multipart re-encodes part by part. What stands before the first and after the
// last is for nobody to read and is dropped where it is bad.
func (r recoder) multipart(body []byte, boundary string, depth int) ([]byte, error) {
	if boundary == "" {
		return nil, fmt.Errorf("%w: it cannot be taken apart", ErrUnchangeable)
	}
	var out bytes.Buffer
	start, pos, inside := 0, 0, false
	end := func(content []byte) error {
		switch {
		case !inside && r.bad(content):
		case !inside:
			out.Write(content)
		default:
			content, crlf := bytes.CutSuffix(content, []byte("\r\n")) // belongs to the delimiter
			part, err := r.entity(content, depth+1)
			if err != nil {
				return err
			}
			out.Write(part)
			if crlf {
				out.WriteString("\r\n")
			}
		}
		return nil
	}
	for line := range bytes.Lines(body) {
		pos += len(line)
		rest, ok := bytes.CutPrefix(line, []byte("--"+boundary))
		closing := bytes.HasPrefix(rest, []byte("--"))
		if rest = bytes.TrimPrefix(rest, []byte("--")); !ok || len(bytes.TrimSpace(rest)) > 0 {
			continue
		}
		if err := end(body[start : pos-len(line)]); err != nil {
			return nil, err
		}
		out.Write(line)
		start, inside = pos, !closing
		if closing {
			break
		}
	}
	err := end(body[start:])
	return out.Bytes(), err
}

// contentType is text/plain where a header does not say.
func contentType(head []byte) (kind string, params map[string]string, err error) {
	value := parse.ParseHeader(head).Get("Content-Type")
	if strings.TrimSpace(value) == "" {
		return "text/plain", nil, nil
	}
	return mime.ParseMediaType(value)
}

var cryptographic = regexp.MustCompile(`^(multipart/(signed|encrypted)|application/(x-)?(pkcs7|pgp)\b.*)$`)

// sealed: somebody has put his name under these very octets.
func sealed(kind string, fields []string) bool {
	return cryptographic.MatchString(kind) || hasField(fields, "dkim-signature") || hasField(fields, "arc-message-signature")
}

var plainCTE = regexp.MustCompile(`(?i)^content-transfer-encoding\s*:\s*(7bit|8bit|binary)?\s*$`)

// unencoded: the body stands there as it is.
func unencoded(fields []string) bool {
	return !slices.ContainsFunc(fields, func(s string) bool {
		return fieldName(s) == "content-transfer-encoding" && !plainCTE.MatchString(strings.TrimSpace(s))
	})
}

func without(fields []string, name string) []string {
	return slices.DeleteFunc(slices.Clone(fields), func(s string) bool { return fieldName(s) == name })
}

func join(fields []string, body []byte) []byte {
	head := strings.Join(fields, "")
	out := make([]byte, 0, len(head)+2+len(body))
	out = append(out, head...)
	out = append(out, "\r\n"...)
	return append(out, body...)
}
