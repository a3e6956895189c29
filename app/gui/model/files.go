package model

import (
	"strings"

	"godwit/app"
	"godwit/app/gui/lang"
)

// Files are the attachments to show of a message's parts. An invitation comes
// twice, as an alternative of the text and as a file: it is shown once, by its
// name where it has one.
func Files(parts []app.Part) []app.Part {
	named := false
	for _, p := range parts {
		named = named || calendar(p) && !anonymous(p)
	}
	var out []app.Part
	shown := false
	for _, p := range parts {
		if calendar(p) && anonymous(p) {
			if named || shown {
				continue
			}
			shown = true
			p.Name = "invitation.ics"
		}
		out = append(out, p)
	}
	return out
}

func calendar(p app.Part) bool {
	return p.Type == "text/calendar" || p.Type == "application/ics"
}

// anonymous reports whether the sender gave no name: the name is made up then.
func anonymous(p app.Part) bool { return strings.HasPrefix(p.Name, "part-") }

// Percent is how much of a work is done, in words.
func Percent(done, total int64) string {
	if total <= 0 {
		return ""
	}
	return lang.T("{n} % done", "n", int(max(0, min(100*done/total, 100))))
}
