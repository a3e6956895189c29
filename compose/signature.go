package compose

import "strings"

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
