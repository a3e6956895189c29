package pdftext

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/bidi"
)

// logical turns what is written from right to left, and was drawn from left to
// right, into the order in which it is read.
func logical(text string) string {
	if strings.IndexFunc(text, rightToLeft) < 0 {
		return text
	}
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if strings.IndexFunc(line, rightToLeft) >= 0 {
			lines[i] = turned([]rune(line))
		}
	}
	return strings.Join(lines, "\n")
}

// turned reverses each run of such letters, with what stands between them.
func turned(line []rune) string {
	for i := 0; i < len(line); i++ {
		if !rightToLeft(line[i]) {
			continue
		}
		end := i + 1
		for j := end; j < len(line); j++ {
			p, _ := bidi.LookupRune(line[j])
			if p.Class() == bidi.L || p.Class() == bidi.EN {
				break
			}
			if rightToLeft(line[j]) {
				end = j + 1
			}
		}
		slices.Reverse(line[i:end])
		i = end
	}
	return string(line)
}

func rightToLeft(r rune) bool {
	if r < 0x0590 {
		return false
	}
	p, _ := bidi.LookupRune(r)
	return p.Class() == bidi.R || p.Class() == bidi.AL
}
