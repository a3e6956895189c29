package compose

import (
	"strings"

	"godwit/sync/mail"
)

// maxQuote bounds how much of a message is quoted; nobody edits more.
const maxQuote = 512 << 10

// quoted is the attribution line and the text of a message as a quote, without
// the author's signature.
func quoted(e mail.Envelope, text string) string {
	body, _ := unsigned(lines(text))
	body = strings.TrimRight(body, "\n\t ")
	if len(body) > maxQuote {
		body = cut(body, maxQuote) + "\n[…]"
	}
	var b strings.Builder
	b.WriteString(attribution(e))
	b.WriteByte('\n')
	if body == "" {
		return b.String()
	}
	for line := range strings.SplitSeq(body, "\n") {
		switch {
		case line == "":
			b.WriteString(">\n")
		case line[0] == '>':
			b.WriteString(">" + line + "\n") // RFC 3676 4.5: no blank between the marks
		default:
			b.WriteString("> " + line + "\n")
		}
	}
	return b.String()
}

// attribution says whose words follow: "On 3 Nov 2026, Ada wrote:".
func attribution(e mail.Envelope) string {
	who := "Someone"
	if len(e.From) > 0 && e.From[0].Display() != "" {
		who = cut(oneLine(e.From[0].Display()), maxName)
	}
	if e.Date.IsZero() {
		return who + " wrote:"
	}
	return "On " + e.Date.Format("2 Jan 2006") + ", " + who + " wrote:"
}
