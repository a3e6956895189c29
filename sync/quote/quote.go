// Package quote finds what a message only repeats: the quoted text below or
// between a person's own words, and the signature, so that a reader can fold it.
//
// It never changes a text and never loads anything. It errs on the side of
// showing: a message that is nothing but a quote, and an answer written between
// the lines of the quote, are left as they are. What it does not know it leaves.
package quote

import (
	"regexp"
	"strings"
)

// Kind is what a fold hides.
type Kind int

const (
	Quoted Kind = iota
	Signature
)

// Fold is the lines From to To of a text, To not among them.
type Fold struct {
	From, To int
	Kind     Kind
}

const (
	leastQuoted    = 3 // lines that are worth a button
	leastSignature = 3
	maxLines       = 50_000 // a longer text is not looked at
	maxAttribution = 4      // lines that an "On ... wrote:" takes
)

var (
	// original opens what Outlook and others put below an answer.
	original = regexp.MustCompile(`(?i)^[ \t]*[-_*]{2,}\s*(original message|original appointment|ursprüngliche nachricht|originalnachricht|message d.origine|message original|mensaje original|mensagem original|messaggio originale|oorspronkelijk bericht|wiadomość oryginalna|исходное сообщение|ursprungligt meddelande|oprindelig meddelelse|opprinnelig melding|alkuperäinen viesti|původní zpráva|eredeti üzenet|mesaj original|originalmeddelelse|元のメッセージ|原始邮件|원본 메시지)\s*[-_*]{2,}\s*$`)
	// from is the first line of a block of header fields.
	from = regexp.MustCompile(`(?i)^[ \t]*\*?(from|von|de|da|van|od|от|från|fra|lähettäjä|feladó|kimden|发件人|寄件者|差出人|보낸 사람)\s?\*?:\*?\s*\S`)
	// field is one of those after it.
	field = regexp.MustCompile(`(?i)^[ \t]*\*?(sent|date|to|cc|subject|gesendet|datum|an|betreff|envoyé|à|objet|enviado( el)?|para|asunto|assunto|inviato|data|a|oggetto|verzonden|aan|onderwerp|wysłano|do|temat|отправлено|дата|кому|тема|skickat|till|ämne|sendt|til|emne|lähetetty|vastaanottaja|aihe|odesláno|komu|předmět|tárgy|发送时间|收件人|主题|日期|送信日時|宛先|件名)\s?\*?:`)
	// wrote ends an attribution.
	wrote = regexp.MustCompile(`(?i)(\bwrote|\bwrites|\bschrieb\b.*|\ba écrit|\bescribió|\bescreveu|\bha scritto|\bschreef\b.*|napisał(\(?a\)?)?|\bpisze|\bskrev\b.*|\bkirjoitti\b.*|\bnapsala?|\bírta|написал(\(?а\)?)?|пишет|писав|yazdı|写道|寫道|のメール|書きました|작성)\s*[:：]\s*$`)
	// begins is how an attribution of more than one line begins.
	begins = regexp.MustCompile(`(?i)^[ \t]*(on|am|le|el|em|il|op|w dniu|dnia|den|dne|в|на|\d{1,4}[-./年]\d{1,2}|\d{1,2}\.? \pL+ \d{4}|"?[\pL .,'-]{2,60}"? <)`)
)

// level is how deep a line is quoted.
func level(line string) int {
	n := 0
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case '>':
			n++
		case ' ':
		default:
			return n
		}
	}
	return n
}

func blank(line string) bool { return strings.TrimSpace(line) == "" }

// Text finds the folds of a plain text, in order and apart from each other.
func Text(text string) []Fold {
	lines := strings.Split(text, "\n")
	if len(lines) > maxLines {
		return nil
	}
	var folds []Fold
	if at := below(lines); at >= 0 { // a block without marks runs to the end of the text
		folds = []Fold{{at, trimmed(lines, at, len(lines)), Quoted}}
	} else {
		end, worth := signature(lines)
		folds = marked(lines[:end])
		if worth {
			folds = append(folds, Fold{end, trimmed(lines, end, len(lines)), Signature})
		}
	}
	if !outside(lines, folds) {
		return nil
	}
	return folds
}

// outside reports whether anything is left to read.
func outside(lines []string, folds []Fold) bool {
	at := 0
	for _, f := range folds {
		if !onlyBlank(lines[at:f.From]) {
			return true
		}
		at = f.To
	}
	return !onlyBlank(lines[min(at, len(lines)):])
}

func onlyBlank(lines []string) bool {
	for _, l := range lines {
		if !blank(l) {
			return false
		}
	}
	return true
}

// trimmed is to without the blank lines before it.
func trimmed(lines []string, from, to int) int {
	for to > from && blank(lines[to-1]) {
		to--
	}
	return to
}

// signature is where it begins: at a line "-- " that is not quoted, with nothing
// quoted after it.
func signature(lines []string) (at int, worth bool) {
	for i := len(lines) - 1; i >= 0; i-- {
		if level(lines[i]) > 0 {
			break
		}
		if strings.TrimRight(lines[i], "\r") == "-- " {
			return i, trimmed(lines, i, len(lines))-i > leastSignature
		}
	}
	return len(lines), false
}

// below finds where a block begins that has no marks: "-----Original
// Message-----", or a run of header fields, and all after it; -1 if there is none.
func below(lines []string) int {
	for i, l := range lines {
		if level(l) > 0 {
			continue
		}
		if original.MatchString(l) {
			return i
		}
		if !from.MatchString(l) {
			continue
		}
		fields := 0
		for _, next := range lines[i+1 : min(i+8, len(lines))] {
			if field.MatchString(next) {
				fields++
			} else if blank(next) {
				break
			}
		}
		if fields >= 2 {
			for i > 0 && rule(lines[i-1]) {
				i--
			}
			return i
		}
	}
	return -1
}

// rule is a line that is drawn, as above a block of header fields.
func rule(line string) bool {
	line = strings.TrimSpace(line)
	return len(line) >= 5 && strings.Trim(line, "_-*=") == ""
}

// marked finds the blocks of lines with > and what leads to them. Where own words
// follow a quote, the answer is written between its lines: nothing is folded.
func marked(lines []string) []Fold {
	var folds []Fold
	for i := 0; i < len(lines); {
		if level(lines[i]) == 0 {
			i++
			continue
		}
		first, last := i, i
		for ; i < len(lines) && (level(lines[i]) > 0 || blank(lines[i])); i++ {
			if level(lines[i]) > 0 {
				last = i
			}
		}
		if last-first+1 >= leastQuoted {
			folds = append(folds, Fold{attribution(lines, first), last + 1, Quoted})
		}
	}
	if len(folds) != 1 {
		return nil // several: an answer point by point
	}
	f := folds[0]
	before, after := !onlyBlank(lines[:f.From]), !onlyBlank(footless(lines[f.To:]))
	if before == after { // nothing but a quote, or words on both sides of it
		return nil
	}
	return folds
}

// footless is lines without what a mailing list adds below a drawn line.
func footless(lines []string) []string {
	for i, l := range lines {
		if rule(l) {
			return lines[:i]
		}
	}
	return lines
}

// attribution is where the words begin that lead to a quote: "On ... wrote:".
func attribution(lines []string, quote int) int {
	at := quote
	for at > 0 && blank(lines[at-1]) {
		at--
	}
	if at == 0 {
		return quote
	}
	if !wrote.MatchString(strings.TrimRight(lines[at-1], "\r ")) {
		if at >= 1 && original.MatchString(lines[at-1]) {
			return at - 1
		}
		return quote
	}
	for n := 1; n <= maxAttribution && at-n >= 0; n++ {
		if blank(lines[at-n]) {
			break
		}
		if begins.MatchString(lines[at-n]) {
			return at - n
		}
	}
	return at - 1
}
