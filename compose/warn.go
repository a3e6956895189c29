package compose

import (
	"fmt"
	"regexp"
	"strings"
)

// attachmentWord finds talk of an attachment in the languages of most mail;
// Japanese and Chinese put no blanks between words.
var attachmentWord = regexp.MustCompile(`(?i)添付|附件|(^|[^\pL])(` +
	`attach(ed|ment|ments|ing)|enclosed|` + // English
	`anhang|anhänge|angehängt|anbei|beigefügt|` + // German
	`ci-joint(e|s|es)?|pièces? jointes?|` + // French
	`adjunt(o|a|os|as)|` + // Spanish
	`in allegato|allegat(o|a|i|e)|` + // Italian
	`em anexo|anexo|anexos|` + // Portuguese
	`bijlage|bijlagen|bijgevoegd|` + // Dutch
	`bifogad|bifogat|bilaga|vedlagt|vedhæftet|vedlegg|liitteenä|` + // Nordic
	`załącznik|załączniku|załączam|` + // Polish
	`во вложении|вложение|прикрепил)`) // Russian

// manyOpen is from how many visible recipients on a writer may have meant Bcc.
const manyOpen = 20

// Warn lists what a sender would want to know first: no subject, an attachment
// word without a file, ... None of it keeps the message from being sent.
func Warn(d Draft) []Problem {
	var out []Problem
	if strings.TrimSpace(d.Subject) == "" {
		out = append(out, Problem{"subject", "The message has no subject."})
	}
	own := ownWords(d.Body)
	if len(d.Attachments) == 0 {
		if word := attachmentWord.FindString(own + "\n" + d.Subject); word != "" {
			word = strings.TrimFunc(word, func(r rune) bool { return strings.ContainsRune(" \t\n.,;:!?\"'()[]{}<>*_-", r) })
			out = append(out, Problem{"attachments", fmt.Sprintf("The text says %q, and there is no attachment.", word)})
		}
	}
	if strings.TrimSpace(own) == "" && len(d.Attachments) == 0 {
		out = append(out, Problem{"body", "The message has no text."})
	}
	if n := len(d.To) + len(d.Cc); n >= manyOpen {
		out = append(out, Problem{"to", fmt.Sprintf("All %d recipients will see each other's address.", n)})
	}
	for _, field := range addressFields(d) {
		for _, a := range field.list {
			if box, err := Mailbox(a.Email); err == nil && !ascii(box) {
				out = append(out, Problem{field.name, fmt.Sprintf("Not every server can send to %q.", a.Email)})
			}
		}
	}
	return out
}

// ownWords is the body without quotes, the lines that introduce them, forwarded
// text and signature.
func ownWords(body string) string {
	body, _ = unsigned(lines(body))
	body, _, _ = strings.Cut(body, forwardedLine)
	var own []string
	for line := range strings.SplitSeq(body, "\n") {
		if !strings.HasPrefix(line, ">") {
			own = append(own, line)
			continue
		}
		if n := len(own); n > 0 && strings.HasSuffix(own[n-1], ":") {
			own = own[:n-1]
		}
	}
	return strings.Join(own, "\n")
}
