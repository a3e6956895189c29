package digest

import "strings"

// announces is how many lines at the start of lines announce a quote or a
// forwarded message: "On Monday, Ann wrote:", which may be broken in two, a
// line such as "-----Original Message-----", and the header copied below one.
func announces(lines []string) int {
	line := strings.TrimLeft(strings.TrimSpace(lines[0]), "> ")
	if line == "" {
		return 0
	}
	if said(line) || strings.HasSuffix(line, ":") && quotedNext(lines[1:]) {
		return 1
	}
	if len(lines) > 1 {
		if next := strings.TrimLeft(strings.TrimSpace(lines[1]), "> "); !said(next) && said(line+" "+next) {
			return 2
		}
	}
	n := 0
	lower := strings.ToLower(strings.Trim(line, "-—_ "))
	for _, mark := range forwarded {
		if strings.HasPrefix(lower, mark) && len(lower) < len(mark)+12 {
			n = 1
		}
	}
	for n == 1 && n < len(lines) && strings.TrimSpace(lines[n]) == "" {
		n++
	}
	if n > 0 || copied(lines) {
		for n < len(lines) && headerLine(lines[n]) {
			n++
		}
	}
	return n
}

// said reports a line such as "On 1 May 2026, Ann wrote:".
func said(line string) bool {
	const most = 300
	if len(line) > most || !strings.HasSuffix(line, ":") {
		return false
	}
	lower := strings.ToLower(line)
	for _, w := range wrote {
		if strings.Contains(lower, w) {
			return true
		}
	}
	return false
}

// copied reports whether lines begin with the header of another message, as
// Outlook puts it above what is answered.
func copied(lines []string) bool {
	n := 0
	for n < len(lines) && n < 4 && headerLine(lines[n]) {
		n++
	}
	return n >= 3
}

func headerLine(line string) bool {
	name, _, ok := strings.Cut(strings.TrimLeft(strings.Trim(line, " *\t"), "> "), ":")
	return ok && headerNames[strings.ToLower(strings.Trim(name, " *\u00a0"))]
}

var wrote = []string{" wrote", " schrieb", " a écrit", " escribió", " ha scritto", " schreef", " escreveu", " skrev", " napisał", " написал", " kirjoitti", " のメール", " 写道"}

var forwarded = []string{
	"original message", "forwarded message", "begin forwarded message", "original appointment",
	"ursprüngliche nachricht", "weitergeleitete nachricht", "anfang der weitergeleiteten",
	"message d'origine", "message transféré", "mensaje original", "mensaje reenviado",
	"messaggio originale", "messaggio inoltrato", "oorspronkelijk bericht", "doorgestuurd bericht", "mensagem original",
}

var headerNames = names("from sent date to cc bcc subject reply-to von gesendet datum an betreff kopie de envoyé à objet para asunto enviado fecha da inviato oggetto a van verzonden aan onderwerp")

func names(list string) map[string]bool {
	set := map[string]bool{}
	for _, name := range strings.Fields(list) {
		set[name] = true
	}
	return set
}
