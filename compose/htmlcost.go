package compose

import "strings"

// A letter has few marks. What has very many was pasted, by mistake or by
// somebody who means harm: the time of the Markdown parser grows with the square
// of some of them, and a table of many columns fills a row that lacks them. Such
// a text is set as it was typed, code in it as well. The bounds count marks, not time: the same
// draft gives the same bytes on every computer.
const (
	maxMarkdown  = 64 << 10 // octets of one's own words
	maxMarks     = 4000     // of emphasis, links and code in one paragraph
	maxNested    = 100      // lists and quotes in one line
	maxTableRoom = 20_000   // cells of all tables, those that a row lacks included
	countedMarks = "*_~[]()`!"
)

// overMarked says why a text is not read as Markdown, "" where it is.
func overMarked(text string) string {
	if len(text) > maxMarkdown {
		return "it is longer than 64 KB"
	}
	marks, columns, cells := 0, 0, 0
	for line := range strings.Lines(text) {
		lead := strings.TrimSpace(line)
		switch {
		case lead == "":
			marks, columns = 0, 0
			continue
		case strings.Contains(lead, "-") && strings.Trim(lead, "|-: \t") == "":
			columns = max(columns, strings.Count(lead, "|")+1)
		}
		if cells += columns; cells > maxTableRoom {
			return "its tables have too many cells"
		}
		for _, r := range lead {
			if strings.ContainsRune(countedMarks, r) {
				marks++
			}
		}
		if marks > maxMarks {
			return "a paragraph has too many marks"
		}
		if nesting(lead) > maxNested {
			return "its lists are too deep"
		}
	}
	return ""
}

// nesting is how many lists and quotes a line opens.
func nesting(line string) int {
	n := 0
	for _, word := range strings.Fields(line) {
		number := strings.TrimLeft(word, "0123456789")
		if word != "-" && word != "+" && word != "*" && strings.Trim(word, ">") != "" && number != "." && number != ")" {
			break
		}
		n += max(1, strings.Count(word, ">"))
	}
	return n
}

// NotMarkdown says why the own words of a draft are sent as they were typed though
// it is Markdown: "it is longer than 64 KB". It is "" where they are not.
func NotMarkdown(d Draft) string {
	body, _ := unsigned(draftText(d))
	parts := sections(body)
	if n := len(parts); n > 0 && parts[n-1].forwarded {
		parts = parts[:n-1]
	}
	return overMarked(writtenIn(parts))
}
