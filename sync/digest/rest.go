package digest

import (
	"path"
	"slices"
	"strings"

	"godwit/sync/htmldoc"
	"godwit/sync/parse"
	"godwit/sync/pdftext"
)

// Rest is what a message can be found by beside its header and its text.
type Rest struct {
	Files []string // names of what is attached
	Texts []string // of what is attached: text, HTML, PDF, messages
	List  string   // what the mailing list that it came through calls itself
	Facts []string // of Kind and Ending
}

// Bounds of what is read of attachments, in octets.
const (
	maxRest    = 512 << 10 // of text, all together
	maxRead    = 1 << 20   // of one part with text
	maxPDF     = 32 << 20
	maxPDFs    = 16 // of which the text is read
	maxNested  = 3  // messages in each other
	maxFacts   = 64
	maxEnding  = 12
	maxNesting = 8 << 20 // of one attached message
)

// Kind is the fact that something of a kind is attached. query.Kinds are the
// names of the kinds.
func Kind(name string) string { return "kind:" + name }

// Ending is the fact that something is attached whose name ends so.
func Ending(name string) string { return "ends:" + strings.ToLower(name) }

// RestOf reads the attachments of a message, within bounds.
func RestOf(m *parse.Message) Rest {
	r := gatherer{room: maxRest}
	r.List = strings.TrimSpace(m.Header.Text("List-Id"))
	r.read(m, maxNested)
	return r.Rest
}

type gatherer struct {
	Rest
	room int // octets that may still come
	pdfs int // that were seen
}

func (r *gatherer) read(m *parse.Message, depth int) {
	for _, p := range m.Attachments() {
		if r.room <= 0 {
			return
		}
		if p.Filename != "" {
			r.Files = append(r.Files, p.Filename)
			r.room -= len(p.Filename)
		}
		ending := strings.ToLower(strings.TrimPrefix(path.Ext(p.Filename), "."))
		if ending != "" && len(ending) <= maxEnding {
			r.fact(Ending(ending))
		}
		kind := kindOf(p.Type, ending)
		if kind != "" {
			r.fact(Kind(kind))
		}
		switch {
		case kind == "pdf":
			if r.pdfs++; r.pdfs <= maxPDFs && p.End-p.Start <= maxPDF {
				r.add(pdftext.Read(m.Bytes(p), r.room))
			}
		case p.Type == "text/html" || p.Type == "application/xhtml+xml":
			r.add(htmldoc.Text(m.TextUpTo(p, maxRead)))
		case strings.HasPrefix(p.Type, "text/"):
			r.add(m.TextUpTo(p, maxRead))
		case p.Type == "message/rfc822" || p.Type == "message/global":
			if depth > 0 && p.End-p.Start <= maxNesting {
				r.message(parse.Parse(m.Bytes(p)), depth-1)
			}
		}
	}
}

// message adds what an attached message can be found by.
func (r *gatherer) message(m *parse.Message, depth int) {
	e := m.Header.Envelope()
	r.add(e.Subject)
	for _, a := range slices.Concat(e.From, e.To, e.Cc) {
		r.add(a.String())
	}
	text, _ := Of(m)
	r.add(text)
	r.read(m, depth)
}

// add keeps the beginning of what is too long.
func (r *gatherer) add(text string) {
	if len(text) > r.room {
		text = strings.ToValidUTF8(text[:max(r.room, 0)], "")
	}
	if text != "" {
		r.Texts = append(r.Texts, text)
		r.room -= len(text)
	}
}

func (r *gatherer) fact(name string) {
	if len(r.Facts) < maxFacts && !slices.Contains(r.Facts, name) {
		r.Facts = append(r.Facts, name)
	}
}

// kindOf is what an attachment is by its type and the ending of its name; the
// name wins where the type says nothing.
func kindOf(mediaType, ending string) string {
	if kind, ok := types[mediaType]; ok {
		return kind
	}
	if kind, ok := endings[ending]; ok {
		return kind
	}
	switch major, _, _ := strings.Cut(mediaType, "/"); major {
	case "image", "audio", "video", "text":
		return major
	}
	return ""
}

var types = byName(map[string]string{
	"pdf":          "application/pdf application/x-pdf",
	"document":     "application/msword application/rtf text/rtf application/vnd.oasis.opendocument.text application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	"spreadsheet":  "application/vnd.ms-excel text/csv application/vnd.oasis.opendocument.spreadsheet application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	"presentation": "application/vnd.ms-powerpoint application/vnd.oasis.opendocument.presentation application/vnd.openxmlformats-officedocument.presentationml.presentation",
	"archive":      "application/zip application/x-zip-compressed application/gzip application/x-tar application/x-7z-compressed application/x-rar-compressed application/vnd.rar",
	"calendar":     "text/calendar application/ics",
	"contact":      "text/vcard text/x-vcard text/directory",
	"message":      "message/rfc822 message/global",
})

var endings = byName(map[string]string{
	"pdf":          "pdf",
	"image":        "png jpg jpeg gif webp bmp tif tiff heic heif avif svg",
	"document":     "doc docx odt rtf pages epub",
	"spreadsheet":  "xls xlsx ods csv tsv numbers",
	"presentation": "ppt pptx odp key",
	"archive":      "zip rar 7z tar gz tgz bz2 xz zst",
	"audio":        "mp3 m4a ogg oga opus wav flac aac wma",
	"video":        "mp4 m4v mov avi mkv webm wmv mpg mpeg",
	"calendar":     "ics",
	"contact":      "vcf",
	"message":      "eml",
	"text":         "txt log md",
})

// byName turns lists of names around.
func byName(lists map[string]string) map[string]string {
	out := make(map[string]string)
	for kind, list := range lists {
		for _, name := range strings.Fields(list) {
			out[name] = kind
		}
	}
	return out
}
