package kit

import "strings"

// Recipient is one person in an AddressField.
type Recipient struct {
	Name    string // may be empty
	Address string // as typed, where Valid is false
	Valid   bool   // mail can be sent there
}

// String is how a chip shows r: the name where there is one.
func (r Recipient) String() string {
	if r.Name != "" {
		return r.Name
	}
	return r.Address
}

// Full is r as it is written in a header field.
func (r Recipient) Full() string {
	switch {
	case r.Name == "" || !r.Valid:
		return r.Address
	case strings.ContainsAny(r.Name, `,;:<>@"()[]\.`):
		return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(r.Name) + `" <` + r.Address + ">"
	}
	return r.Name + " <" + r.Address + ">"
}

// ParseRecipients takes apart what a person types or pastes: addresses with or
// without names, separated by commas, semicolons or line breaks. What is no
// address is kept as it is, marked as not valid, for the person to correct.
func ParseRecipients(s string) []Recipient {
	var out []Recipient
	for _, part := range splitRecipients(s) {
		out = append(out, parseRecipient(part))
	}
	return out
}

// splitRecipients splits at separators outside quotes and angle brackets.
func splitRecipients(s string) []string {
	var out []string
	var quoted, angled bool
	start := 0
	flush := func(end int) {
		if part := strings.TrimSpace(s[start:end]); part != "" {
			out = append(out, part)
		}
	}
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\' && quoted:
			i++
		case c == '"':
			quoted = !quoted
		case c == '<' && !quoted:
			angled = true
		case c == '>' && !quoted:
			angled = false
		case c == '\n' || c == '\r', (c == ',' || c == ';') && !quoted && !angled:
			flush(i)
			start = i + 1
			quoted, angled = false, false
		}
	}
	flush(len(s))
	return out
}

func parseRecipient(s string) Recipient {
	open, end := strings.LastIndexByte(s, '<'), strings.LastIndexByte(s, '>')
	if open >= 0 && end > open {
		name := strings.TrimSpace(s[:open])
		if len(name) > 1 && name[0] == '"' && name[len(name)-1] == '"' {
			name = strings.NewReplacer(`\"`, `"`, `\\`, `\`).Replace(name[1 : len(name)-1])
		}
		if a := strings.TrimSpace(s[open+1 : end]); plausible(a) {
			return Recipient{Name: oneLine(name), Address: a, Valid: true}
		}
		return Recipient{Address: s}
	}
	s = strings.TrimPrefix(s, "mailto:")
	return Recipient{Address: s, Valid: plausible(s)}
}

// plausible tells whether s can be an address; the composer and the server
// judge more strictly.
func plausible(s string) bool {
	at := strings.LastIndexByte(s, '@')
	if at < 1 || at == len(s)-1 || len(s) > 320 {
		return false
	}
	if strings.ContainsAny(s[at+1:], " \t\"<>(),;:\\_") || strings.Contains(s[at+1:], "..") {
		return false
	}
	if strings.HasPrefix(s[at+1:], ".") || strings.HasSuffix(s, ".") || strings.HasPrefix(s[at+1:], "-") {
		return false
	}
	local := s[:at]
	return strings.HasPrefix(local, `"`) && strings.HasSuffix(local, `"`) && len(local) > 2 ||
		!strings.ContainsAny(local, " \t\"<>(),;:\\@")
}
