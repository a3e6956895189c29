package outbox

import (
	"context"
	"fmt"
	"io"
	"strings"
	"unicode"

	"godwit/sync/htmldoc"
	"godwit/sync/mail"
	"godwit/sync/parse"
	"godwit/sync/store"
)

// previewRunes is what a line of the message list has room for.
const previewRunes = 200

// sentCopy is the message for the Sent mailbox: the bytes that were submitted.
func (q *Queue) sentCopy(ctx context.Context, o mail.Outgoing) (*store.NewMessage, error) {
	r, err := q.Store.OutgoingRaw(context.WithoutCancel(ctx), o.ID)
	if err != nil {
		return nil, err
	}
	raw, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("read message: %w", err)
	}
	m := parse.Parse(raw)
	text, _ := m.Text()
	if text == "" {
		if html := m.HTML(); html != nil {
			text = htmldoc.Text(m.PartText(html))
		}
	}
	return &store.NewMessage{
		Envelope: m.Header.Envelope(),
		Flags:    mail.Seen,
		Received: q.Now(),
		Size:     int64(len(raw)),
		Body:     &store.Body{Raw: raw, Text: text, Preview: preview(text), Attachments: len(m.Attachments())},
	}, nil
}

// preview is the first words of a text on one line, without what it quotes.
func preview(text string) string {
	var b strings.Builder
	runes := 0
	for line := range strings.SplitSeq(text, "\n") {
		if strings.HasPrefix(line, ">") {
			continue
		}
		for word := range strings.FieldsFuncSeq(line, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }) {
			for _, r := range word {
				if runes++; runes >= previewRunes {
					return b.String()
				}
				b.WriteRune(r)
			}
			runes++
			b.WriteByte(' ')
		}
	}
	return strings.TrimSpace(b.String())
}
