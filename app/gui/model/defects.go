package model

import (
	"strings"
	"unicode"

	"godwit/app/gui/lang"
	"godwit/sync/parse"
)

// DefectsTitle names the page with what is wrong with a message.
func DefectsTitle(n int) string {
	if n == 0 {
		return lang.T("No defects")
	}
	return lang.N(n, "{n} defect", "{n} defects")
}

// DefectsText is what was wrong with a message, a sentence a line.
func DefectsText(list []parse.Defect) string {
	if len(list) == 0 {
		return lang.T("Nothing is wrong with this message: it is written as the standards ask.")
	}
	var b strings.Builder
	b.WriteString(lang.T("The program that made this message did not keep to the standards. It is shown all the same.") + "\n\n")
	for _, d := range list {
		b.WriteString("• " + upper(lang.Said(d.Text)))
		if d.Part != "" {
			b.WriteString(" " + lang.T("(part {part})", "part", d.Part))
		}
		b.WriteString("\n")
	}
	return b.String()
}

// upper begins a sentence.
func upper(s string) string {
	if s == "" {
		return s
	}
	r := []rune(s)
	return string(unicode.ToUpper(r[0])) + string(r[1:])
}
