package parse

import "strings"

// joinDelSp joins the lines of format=flowed text that has DelSp=Yes (RFC 3676
// 4.1): the space that marks a flowed line is not part of the text. Afterwards
// each paragraph is one line, and the text needs no further unflowing.
func joinDelSp(text string) string {
	out := make([]byte, 0, len(text))
	open, depth := false, 0 // the line before flows on, at this quote depth
	first := true
	for line := range strings.SplitSeq(text, "\n") {
		quotes := len(line) - len(strings.TrimLeft(line, ">"))
		content := strings.TrimPrefix(line[quotes:], " ")
		switch {
		case open && quotes == depth && content != "-- ":
			out = append(out[:len(out)-1], content...)
		case first:
			out = append(out, line...)
		default:
			out = append(append(out, '\n'), line...)
		}
		first = false
		open, depth = content != "-- " && strings.HasSuffix(content, " "), quotes
	}
	return string(out)
}
