// Package specimen makes up messages for tests: each number gives one draft, the
// same each time, with what is hard for mail in it. Scripts of all kinds, odd
// characters, long lines, lines that are a dot, quotes within quotes, code,
// signatures, Markdown with pictures, and files of all sorts with all sorts of
// names.
package specimen

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math/rand/v2"
	"strings"

	"godwit/compose"
	"godwit/sync/mail"
)

var words = strings.Fields("the engine weaves algebraical patterns just as Jacquard loom flowers and leaves " +
	"Grüße Straße naïve façade Łódź příliš žluťoučký kůň привет мир Ελλάδα שלום עולם مرحبا بالعالم हिन्दी भाषा ไทย 日本語 中文 한국어 " +
	"👩🏽‍🚀 🇸🇪 e\u0301 \u200b ﬁ ½ https://example.org/a?b=c&d=e#f x=3D =20 a@b.example <tag> &amp; \\ `code` **bold** _under_ --")

var strange = []string{
	".", "..", ".hidden", "From here to there", ">From quoted", "From ", " indented", "\ttab", "-- not a signature", "--", "=", "=3D=", "a=\u00a0b",
	"    code := block()", "| a | b |", "|---|---|", "* item", "1. one", "Subject: no header", "begin 644 file", "trailing blanks   ", "\u2028line separator\u2029", "a\u0085b", "a\ufeffmark", "\ufffd",
	"```", "func main() {}", "```", "---------- Forwarded message ----------", "On Monday, Bob wrote:", "X-Header: value", "--=_abc", "--=_abc--",
}

var names = []string{"Ada", "Doe, Jane", `Quo"te`, "O'Hara (Office)", "Zoë Müller-Łukasiewicz", "山田太郎", "Иван Петров", "محمد", "=?utf-8?q?x?=", "A  B", "🙂 Smile", strings.Repeat("Long Name ", 12) + "End"}

var files = []string{"a.txt", "b c.pdf", "Übersicht für März.docx", "日本語のファイル名.png", "../../etc/passwd", `q"uote.bin`, "x;y=z.csv", "no extension", "😀.jpg", strings.Repeat("long", 50) + ".dat", "archive.tar.gz", "empty.txt"}

// Draft is the draft of that number. It has no recipients.
func Draft(n int) compose.Draft {
	r := rand.New(rand.NewPCG(uint64(n), 1843))
	d := compose.Draft{Subject: subject(r, n), Markdown: n%3 == 0}
	d.Priority = []compose.Priority{"", "", "", compose.HighPriority, compose.LowPriority}[r.IntN(5)]
	if r.IntN(4) == 0 {
		d.Headers = []compose.Header{{Name: "X-Note", Value: sentence(r, 3)}}
	}
	if r.IntN(3) == 0 {
		d.InReplyTo = fmt.Sprintf("parent.%d@example.org", n)
		for i := range 1 + r.IntN(60) {
			d.References = append(d.References, fmt.Sprintf("ref.%d.%s@example.org", i, strings.Repeat("x", r.IntN(40))))
		}
	}
	for i := range r.IntN(6) * r.IntN(3) {
		d.Attachments = append(d.Attachments, file(r, i))
	}
	if d.Markdown {
		for i := range r.IntN(3) {
			d.Attachments = append(d.Attachments, picture(r, i))
		}
	}
	d.Body = body(r, d)
	return d
}

// Name is a display name that is hard to write.
func Name(n int) string { return names[n%len(names)] }

func subject(r *rand.Rand, n int) string {
	switch r.IntN(8) {
	case 0:
		return ""
	case 1:
		return strings.Repeat("x", 200+r.IntN(800))
	case 2:
		return " two  blanks =?utf-8?q?x?= "
	case 3:
		return sentence(r, 60)
	}
	return fmt.Sprintf("%d: %s", n, sentence(r, 5))
}

func sentence(r *rand.Rand, most int) string {
	out := make([]string, 1+r.IntN(most))
	for i := range out {
		out[i] = words[r.IntN(len(words))]
	}
	return strings.Join(out, " ")
}

func body(r *rand.Rand, d compose.Draft) string {
	var b strings.Builder
	for range r.IntN(25) {
		switch r.IntN(9) {
		case 0:
			b.WriteByte('\n')
		case 1, 2:
			b.WriteString(strange[r.IntN(len(strange))] + "\n")
		case 3:
			b.WriteString(strings.Repeat(">", 1+r.IntN(12)) + " " + sentence(r, 40) + "\n")
		case 4:
			b.WriteString(strings.Repeat([]string{"x", "日"}[r.IntN(2)], 900+r.IntN(3000)) + "\n")
		default:
			b.WriteString(sentence(r, 70) + "\n")
		}
	}
	for _, a := range d.Attachments {
		if a.Inline {
			b.WriteString("\n![" + sentence(r, 3) + "](<" + a.Name + ">)\n")
		}
	}
	if r.IntN(2) == 0 {
		b.WriteString("\n-- \n" + sentence(r, 4) + "\n")
	}
	return b.String()
}

// file is an attachment of any kind, in any charset.
func file(r *rand.Rand, i int) compose.Attachment {
	a := compose.Attachment{Name: files[r.IntN(len(files))], Inline: r.IntN(8) == 0}
	switch r.IntN(7) {
	case 0:
	case 1:
		a.Data = []byte("gr\xfcn\r\nbare\rand\n\x00")
	case 2:
		a.Data = []byte("\xff\xfeh\x00i\x00\n\x00")
	case 3:
		a.Data = []byte("\x93\xfa\x96{\x8c\xea\n")
	case 4:
		a.Name = fmt.Sprintf("message %d.eml", i)
		a.Data = []byte("From: b@example.org\r\nSubject: inner\r\n\r\n.\r\n--=_x\r\nFrom here\r\n")
	case 5:
		a.Data = []byte(sentence(r, 500))
	default:
		a.Data = make([]byte, r.IntN(200_000))
		for j := range a.Data {
			a.Data[j] = byte(r.Uint32())
		}
	}
	return a
}

// picture is one for the text, of a few pixels.
func picture(r *rand.Rand, i int) compose.Attachment {
	img := image.NewNRGBA(image.Rect(0, 0, 1+r.IntN(20), 1+r.IntN(20)))
	img.Set(0, 0, color.NRGBA{byte(r.Uint32()), 100, 200, 255})
	var b bytes.Buffer
	_ = png.Encode(&b, img) // a buffer takes everything
	return compose.Attachment{Name: fmt.Sprintf("picture %d %s.png", i, words[r.IntN(40)]), Inline: true, Data: b.Bytes()}
}

// Recipient is someone at an address under a name of that number.
func Recipient(n int, email string) mail.Address { return mail.Address{Name: Name(n), Email: email} }
