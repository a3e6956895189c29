package export

import (
	"time"

	"godwit/app/files"
)

// FileName is the name of a file that a message is kept in: its day and its
// subject, "2026-11-03 Ships and tides.eml".
func FileName(sent time.Time, subject, ending string) string {
	const most = 90 // runes of a subject
	if r := []rune(subject); len(r) > most {
		subject = string(r[:most])
	}
	if subject == "" {
		subject = "no subject"
	}
	day := ""
	if !sent.IsZero() {
		day = sent.Local().Format(time.DateOnly) + " "
	}
	// A subject is no path: what follows its last slash is not its name.
	clean := make([]rune, 0, len(subject))
	for _, r := range subject {
		if r == '/' || r == '\\' || r == ':' {
			r = '-'
		}
		clean = append(clean, r)
	}
	return files.Safe(day + string(clean) + ending)
}
