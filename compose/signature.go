package compose

import (
	"strings"

	"godwit/accounts"
)

// separator stands between text and signature (RFC 3676 4.3). The blank at its
// end is part of it.
const separator = "-- "

// Sign replaces the signature at the end of body. The signatures are given
// without the separator line; an empty one is none. A body whose end is not the
// old signature keeps all its text: the user has changed it.
func Sign(body, oldSignature, newSignature string) string {
	if old := block(oldSignature); old != "" {
		trimmed := strings.TrimRight(body, "\n")
		if trimmed == old || strings.HasSuffix(trimmed, "\n"+old) {
			body = strings.TrimSuffix(trimmed, old)
		}
	}
	sig := block(newSignature)
	if sig == "" {
		return body
	}
	switch {
	case body == "" || strings.HasSuffix(body, "\n\n"):
	case strings.HasSuffix(body, "\n"):
		body += "\n"
	default:
		body += "\n\n"
	}
	if body == "" {
		body = "\n\n" // room to write above it
	}
	return body + sig + "\n"
}

// signedAnswer is the body of an answer above or below a quote: room to write,
// the quote, the signature. Above a quote the signature has no separator, or the
// quote would be taken for a part of it.
func signedAnswer(quote string, i accounts.Identity) string {
	plain := strings.TrimPrefix(block(i.Signature), separator+"\n")
	if i.Above && plain != "" {
		return "\n\n" + plain + "\n\n" + quote
	}
	return Sign("\n\n"+quote, "", i.Signature)
}

// Resign gives a body another identity's signature, where it has the old one's
// as it was put there. answer says that a quote follows.
func Resign(body string, old, new accounts.Identity, answer bool) string {
	plain := strings.TrimPrefix(block(old.Signature), separator+"\n")
	if answer && old.Above && plain != "" {
		before, after, found := strings.Cut(body, "\n"+plain+"\n\n")
		if !found {
			return body // its writer has changed it
		}
		if !new.Above {
			return Sign(before+"\n"+after, "", new.Signature)
		}
		if plain = strings.TrimPrefix(block(new.Signature), separator+"\n"); plain != "" {
			plain += "\n\n"
		}
		return before + "\n" + plain + after
	}
	if at := quoteBegins(body); answer && new.Above && at >= 0 {
		return strings.TrimRight(body[:at], "\n") + signedAnswer(strings.TrimRight(Sign(body[at:], old.Signature, ""), "\n")+"\n", new)
	}
	return Sign(body, old.Signature, new.Signature)
}

// quoteBegins is where the line before a quote, or that of a forwarded message,
// is; -1 if there is none.
func quoteBegins(body string) int {
	at, before := 0, -1
	for line := range strings.Lines(body) {
		switch {
		case strings.HasPrefix(line, forwardedLine):
			return at
		case line[0] == '>' && before >= 0:
			return before
		case line[0] == '>':
			return at
		}
		before = -1
		if strings.HasSuffix(strings.TrimRight(line, "\n"), ":") {
			before = at
		}
		at += len(line)
	}
	return -1
}

// block is a signature with its separator line, without a line end after it.
func block(signature string) string {
	signature = strings.Trim(lines(signature), "\n")
	if strings.TrimSpace(signature) == "" {
		return ""
	}
	signature = strings.TrimPrefix(signature, separator+"\n")
	return separator + "\n" + signature
}

// unsigned cuts the text at its signature: the last separator line.
func unsigned(text string) (body, signature string) {
	if strings.HasPrefix(text, separator+"\n") {
		return "", text[len(separator)+1:]
	}
	if i := strings.LastIndex(text, "\n"+separator+"\n"); i >= 0 {
		return text[:i+1], text[i+1+len(separator)+1:]
	}
	return text, ""
}

// lines gives text LF line ends.
func lines(s string) string {
	if !strings.Contains(s, "\r") {
		return s
	}
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s)
}
