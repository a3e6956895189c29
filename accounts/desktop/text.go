package desktop

import (
	"strings"
	"unicode"
)

// Bounds of what is shown, in characters. Desktops show less.
const (
	maxTitle = 150
	maxBody  = 600
	maxLines = 8
)

// plain makes a text that may come from anyone fit to be handed over: valid
// UTF-8, without which the bus closes the connection; no control characters, and
// none that turn the direction of what follows; bounded. A line break ends a line
// only where lines is more than one.
func plain(s string, most, lines int) string {
	var b strings.Builder
	n, blank := 0, false
	for _, r := range strings.ToValidUTF8(s, "\uFFFD") {
		switch {
		case r == '\n' && lines > 1:
			lines--
		case unicode.IsSpace(r):
			if blank {
				continue
			}
			r = ' '
		case unicode.IsControl(r) || turns(r):
			continue
		}
		if n++; n > most {
			b.WriteString("…")
			break
		}
		blank = r == ' ' || r == '\n'
		b.WriteRune(r)
	}
	return strings.TrimSpace(b.String())
}

// turns reports whether a character changes the direction of text, or is of the
// kind that nobody sees: what follows could look like something else.
func turns(r rune) bool {
	return r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 || r == 0x200E || r == 0x200F || r == 0x061C || r == 0xFEFF || r == 0x2028 || r == 0x2029
}

// escaped is a text for desktops that read the body as markup (Desktop
// Notifications Specification 1.2, 4).
func escaped(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#39;").Replace(s)
}
