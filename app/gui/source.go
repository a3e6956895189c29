package gui

import (
	"context"
	"strings"
	"unicode/utf8"
)

// sourceMost bounds what the source view shows of a message.
const sourceMost = 4 << 20

// source shows the selected message as it came: headers, then the rest.
func (w *shell) source() {
	ids := w.messageIDs()
	if len(ids) != 1 {
		return
	}
	load(w.s.pump, func(ctx context.Context) (string, error) {
		raw, err := w.s.core.Mail.Raw(ctx, ids[0])
		return sourceText(raw), err
	}, func(text string, err error) {
		if err != nil {
			w.s.fail(err)
			return
		}
		showText(w.s.win, "Source of the message", text)
	})
}

// sourceText is raw bytes as text.
func sourceText(raw []byte) string {
	more := ""
	if len(raw) > sourceMost {
		raw, more = raw[:sourceMost], "\n\n(cut here)"
	}
	text := string(raw)
	if !utf8.ValidString(text) {
		text = strings.ToValidUTF8(text, "\uFFFD")
	}
	return strings.ReplaceAll(text, "\r\n", "\n") + more
}
