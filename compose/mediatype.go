package compose

import (
	"bufio"
	"bytes"
	"io"
	"mime"
	"path"
	"strings"
	"unicode/utf8"
)

// byExtension holds the types of what people attach. The system's own table
// differs from machine to machine, and the same draft shall give the same bytes.
var byExtension = map[string]string{
	".avif": "image/avif", ".bmp": "image/bmp", ".csv": "text/csv", ".css": "text/css",
	".doc":  "application/msword",
	".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	".diff": "text/x-diff", ".eml": "message/rfc822", ".epub": "application/epub+zip",
	".gif": "image/gif", ".gz": "application/gzip", ".heic": "image/heic",
	".htm": "text/html", ".html": "text/html", ".ics": "text/calendar",
	".jpeg": "image/jpeg", ".jpg": "image/jpeg", ".json": "application/json",
	".m4a": "audio/mp4", ".md": "text/markdown", ".mov": "video/quicktime",
	".mp3": "audio/mpeg", ".mp4": "video/mp4",
	".odp": "application/vnd.oasis.opendocument.presentation",
	".ods": "application/vnd.oasis.opendocument.spreadsheet",
	".odt": "application/vnd.oasis.opendocument.text",
	".ogg": "audio/ogg", ".p7s": "application/pkcs7-signature", ".patch": "text/x-diff",
	".pdf": "application/pdf", ".png": "image/png",
	".ppt":  "application/vnd.ms-powerpoint",
	".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
	".rtf":  "application/rtf", ".svg": "image/svg+xml", ".tar": "application/x-tar",
	".tif": "image/tiff", ".tiff": "image/tiff", ".txt": "text/plain", ".log": "text/plain",
	".vcf": "text/vcard", ".wav": "audio/wav", ".webp": "image/webp",
	".xls":  "application/vnd.ms-excel",
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".xml":  "application/xml", ".zip": "application/zip", ".7z": "application/x-7z-compressed",
}

var bySignature = []struct{ start, kind string }{
	{"%PDF-", "application/pdf"},
	{"\x89PNG\r\n\x1a\n", "image/png"},
	{"\xff\xd8\xff", "image/jpeg"},
	{"GIF8", "image/gif"},
	{"PK\x03\x04", "application/zip"},
	{"\x1f\x8b", "application/gzip"},
}

// mediaType is the attachment's type: as given, else by its name, else by its
// first bytes.
func mediaType(f Attachment) (string, error) {
	if kind, params, err := mime.ParseMediaType(f.Type); err == nil && strings.Contains(kind, "/") && !strings.HasPrefix(kind, "multipart/") {
		delete(params, "name") // written anew, in an encoding that all can read
		delete(params, "boundary")
		if s := mime.FormatMediaType(kind, params); s != "" && len(s) < 200 {
			return s, nil
		}
		return kind, nil
	}
	kind := byExtension[strings.ToLower(path.Ext(f.Name))]
	if kind != "" && !strings.HasPrefix(kind, "text/") {
		return kind, nil
	}
	c, err := examine(f)
	switch {
	case err != nil:
		return "", err
	case kind != "":
	case c.kind != "":
		return c.kind, nil
	case c.plain:
		kind = "text/plain"
	default:
		return "application/octet-stream", nil
	}
	if c.utf8 { // a reader's guess is better than a wrong name
		kind += "; charset=utf-8"
	}
	return kind, nil
}

// content is what the bytes of a file show.
type content struct {
	kind  string // by its first bytes, "" if they tell nothing
	utf8  bool
	plain bool // and text
}

func examine(f Attachment) (content, error) {
	var c content
	file, err := f.open()
	if err != nil {
		return c, err
	}
	defer file.Close()
	r := bufio.NewReaderSize(file, 64<<10)
	start, err := r.Peek(16)
	if err != nil && err != io.EOF {
		return c, err
	}
	for _, s := range bySignature {
		if bytes.HasPrefix(start, []byte(s.start)) {
			c.kind = s.kind
		}
	}
	c.utf8, c.plain = true, len(start) > 0
	for c.utf8 {
		char, n, err := r.ReadRune()
		switch {
		case err == io.EOF:
			return c, nil
		case err != nil:
			return c, err
		case char == utf8.RuneError && n == 1:
			c.utf8, c.plain = false, false
		case char < ' ' && char != '\n' && char != '\r' && char != '\t' && char != '\f':
			c.plain = false
		}
	}
	return c, nil
}
