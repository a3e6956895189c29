package compose

import (
	"html"
	"strings"
)

// What others wrote is not Markdown: it stands in the HTML as it was, and none
// of it can keep the Markdown parser busy, whose time on odd texts grows with
// the square of their length.

// section is a part of a text: Markdown, or the words of others.
type section struct {
	text  string
	quote bool // lines with the marks of a quote
	other bool // a message that is passed on, or words that are no Markdown after all

	forwarded bool // it is a message that is passed on
}

// sections cuts a text where quotes begin and end, and at the line before a
// forwarded message. Marks within code are none.
func sections(text string) []section {
	var out []section
	text, forwarded := cutForwarded(text)
	start, at, fence := 0, 0, ""
	quote := false
	end := func() {
		if at > start {
			out = append(out, section{text: text[start:at], quote: quote})
		}
		start = at
	}
	for line := range strings.Lines(text) {
		lead := strings.TrimLeft(line, " ")
		switch {
		case fence != "":
			if strings.HasPrefix(lead, fence) {
				fence = ""
			}
		case strings.HasPrefix(lead, "```") || strings.HasPrefix(lead, "~~~"):
			if quote {
				end()
			}
			fence, quote = lead[:3], false
		case quote != (line[0] == '>'):
			end()
			quote = !quote
		}
		at += len(line)
	}
	end()
	if overMarked(writtenIn(out)) != "" {
		for i := range out {
			out[i].other = !out[i].quote
		}
	}
	if forwarded != "" {
		out = append(out, section{text: forwarded, other: true, forwarded: true})
	}
	return out
}

// writtenIn is what the writer of a message says in it.
func writtenIn(list []section) string {
	var own strings.Builder
	for _, part := range list {
		if !part.quote && part.text != "" {
			own.WriteString(part.text)
		}
	}
	return own.String()
}

func cutForwarded(text string) (own, forwarded string) {
	if strings.HasPrefix(text, forwardedLine+"\n") {
		return "", text
	}
	if i := strings.Index(text, "\n"+forwardedLine+"\n"); i >= 0 {
		return text[:i+1], text[i+1:]
	}
	return text, ""
}

// maxQuoteDepth is how deep quotes are shown; deeper ones stand at that depth.
const maxQuoteDepth = 12

// quoteHTML is the HTML of lines with marks.
func quoteHTML(b *strings.Builder, text string) {
	open, begun := 0, false
	for line := range strings.Lines(text) {
		depth, content := marks(strings.TrimSuffix(line, "\n"))
		if depth = min(depth, maxQuoteDepth); depth == open && begun {
			b.WriteString("<br>\n")
		}
		for ; open < depth; open++ {
			b.WriteString("<blockquote>")
		}
		for ; open > depth; open-- {
			b.WriteString("</blockquote>")
		}
		b.WriteString(asTyped(content))
		begun = true
	}
	b.WriteString(strings.Repeat("</blockquote>", open) + "\n")
}

// marks counts the marks before a line, with or without blanks between them.
func marks(line string) (depth int, content string) {
	for strings.HasPrefix(line, ">") {
		depth++
		line = strings.TrimPrefix(line[1:], " ")
	}
	return depth, line
}

// typedHTML is the HTML of a text as it was typed.
func typedHTML(b *strings.Builder, text string) {
	b.WriteString("<p>")
	for i, line := range strings.Split(strings.TrimRight(text, "\n"), "\n") {
		if i > 0 {
			b.WriteString("<br>\n")
		}
		b.WriteString(asTyped(line))
	}
	b.WriteString("</p>\n")
}

// asTyped is a line with its indentation.
func asTyped(line string) string {
	content := strings.TrimLeft(line, " ")
	return strings.Repeat("&nbsp;", min(len(line)-len(content), 80)) + html.EscapeString(content)
}
