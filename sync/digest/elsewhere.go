package digest

import (
	"strings"
	"unicode/utf8"
)

// elsewhere reports a line that says where else a mail could be read, which
// its sender put on top and nobody wants to know from a list.
func elsewhere(line string) bool {
	const most = 120 // characters: a longer line says something else as well
	if line == "" || utf8.RuneCountInString(line) > most {
		return line == ""
	}
	lower := strings.ToLower(line)
	for _, p := range phrases {
		if strings.Contains(lower, p) {
			return true
		}
	}
	return false
}

var phrases = []string{
	"in your browser", "in a browser", "in browser", "in the browser", "in your web browser",
	"view online", "view this email online", "read online", "online version", "web version", "webversion", "view as a web page", "view as web page", "view it online", "read in app", "read this email on the web",
	"trouble viewing", "trouble reading", "problems viewing", "not displaying correctly", "can't see this", "cannot see this", "can’t see this", "images not displaying", "no images?",
	"forwarded this email?", "add us to your address book",
	"im browser", "online ansehen", "onlineversion", "online-version", "web-version", "nicht richtig angezeigt", "nicht korrekt angezeigt",
	"dans votre navigateur", "dans le navigateur", "version en ligne", "version web",
	"en tu navegador", "en su navegador", "en el navegador", "versión web", "ver online",
	"nel browser", "nel tuo browser", "versione web", "in je browser", "in uw browser", "webversie", "no navegador", "no seu navegador",
}
