package digest

import (
	"strings"
	"unicode/utf8"
)

// elsewhere reports a line that says where else a mail could be read, which
// its sender put on top and nobody wants to know from a list.
func elsewhere(line string) bool {
	const most = 120 // characters: a longer line says something else as well
	if utf8.RuneCountInString(line) > most {
		return false
	}
	lower := strings.ToLower(line)
	return containsAny(lower, phrases) || containsAny(lower, browsers) && containsAny(lower, reading)
}

func containsAny(s string, list []string) bool {
	for _, p := range list {
		if strings.Contains(s, p) {
			return true
		}
	}
	return false
}

var phrases = []string{
	"view online", "view this email online", "read online", "online version", "web version", "view as a web page", "view as web page", "view it online", "read in app", "read this email on the web",
	"trouble viewing", "trouble reading", "problems viewing", "not displaying correctly", "can't see this", "cannot see this", "can’t see this", "images not displaying", "no images?",
	"forwarded this email?", "add us to your address book",
	"webversion", "online ansehen", "onlineversion", "online-version", "web-version", "nicht richtig angezeigt", "nicht korrekt angezeigt",
	"version en ligne", "version web", "versión web", "ver online", "versione web", "webversie",
}

// A person may write of browsers: it takes a word of reading as well.
var browsers = []string{
	"in your browser", "in a browser", "in your web browser", "in a web browser", "in browser", "in the browser",
	"im browser", "in ihrem browser", "votre navigateur", "le navigateur", "tu navegador", "su navegador", "el navegador",
	"nel browser", "nel tuo browser", "in je browser", "in uw browser", "no navegador", "seu navegador",
}

var reading = []string{
	"view", "read this", "open this", "see this", "ansehen", "anzusehen", "anzeigen", "anzuzeigen", "öffnen", "anschauen",
	"voir", "affich", "lire", "consult", "ver ", "abrir", "leer", "visualiz", "vedi", "apri", "bekijk", "lees",
}
