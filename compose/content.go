package compose

import (
	"bytes"
	"fmt"
	"mime/quotedprintable"
	"slices"
	"strings"

	"godwit/compose/flowed"
)

// parts is everything below the header: the text, its HTML form where the
// draft is Markdown, the pictures in it, and the files (RFC 2046 5.1, RFC 2387).
func parts(d Draft, id string) (entity, error) {
	body := prose(draftText(d))
	within := map[int]bool{} // the attachments that the HTML shows
	if d.Markdown {
		page, shown, err := Page(d, id)
		if err != nil {
			return entity{}, err
		}
		for _, i := range shown {
			within[i] = true
		}
		related := []entity{encoded("text/html; charset=UTF-8", page)}
		for i, a := range d.Attachments {
			if !within[i] {
				continue
			}
			p, err := a.part(PictureID(i, id))
			if err != nil {
				return entity{}, err
			}
			related = append(related, p)
		}
		body = several("alternative", body, several("related;\r\n type=\"text/html\"", related...))
	}
	all := []entity{body}
	for i, a := range d.Attachments {
		if within[i] {
			continue
		}
		p, err := a.part("")
		if err != nil {
			return entity{}, err
		}
		all = append(all, p)
	}
	return several("mixed", all...), nil
}

// draftText is the text of a draft as it is sent.
func draftText(d Draft) string {
	text := strings.ToValidUTF8(lines(d.Body), "\uFFFD")
	if text != "" && !strings.HasSuffix(text, "\n") {
		text += "\n"
	}
	return text
}

// Page is the HTML form of a draft, in the message of that identifier, and which
// of its attachments are pictures within it; picture i is "cid:" + PictureID(i, id).
func Page(d Draft, id string) (page string, shown []int, err error) {
	page, err = HTML(draftText(d), func(name string) string {
		i := inline(d.Attachments, name)
		if i < 0 {
			return ""
		}
		if !slices.Contains(shown, i) {
			shown = append(shown, i)
		}
		return "cid:" + PictureID(i, id)
	})
	return page, shown, err
}

// inline is the picture of that name, -1 if none is to be shown in the text.
func inline(files []Attachment, name string) int {
	for i, a := range files {
		if a.Inline && (a.Name == name || fileName(a.Name) == name) {
			return i
		}
	}
	return -1
}

// PictureID names an attachment to the rest of the message (RFC 2392).
func PictureID(n int, id string) string { return fmt.Sprintf("%d.%s", n, id) }

// prose is the text as a part. Long lines of it are broken so that readers who
// know how join them again, and others have lines that are not too long.
func prose(text string) entity {
	broken, yes := flowed.Break(text)
	if yes {
		return encoded("text/plain; charset=UTF-8; format=flowed", broken)
	}
	return encoded("text/plain; charset=UTF-8", text)
}

// encoded is text in quoted-printable: every server takes it, and no relay has
// a reason to touch it.
func encoded(kind, text string) entity {
	var b bytes.Buffer
	w := quotedprintable.NewWriter(&b)
	_, _ = w.Write([]byte(text)) // a buffer takes everything
	_ = w.Close()
	return entity{
		fields: []string{"Content-Transfer-Encoding: quoted-printable\r\n", "Content-Type: " + kind + "\r\n"},
		body:   []piece{{raw: b.Bytes()}},
	}
}
