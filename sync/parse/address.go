package parse

import (
	"slices"
	"strings"
	"unicode"

	"godwit/sync/mail"
)

// ParseAddresses reads an address list (RFC 5322 3.4 and what is sent instead
// of it). Groups are flattened; one bad address spoils nothing. An entry that
// holds no address comes out with a name alone. Addresses are read before
// encoded words are decoded, so that no encoded word can make one.
func ParseAddresses(s string) []mail.Address { return parseAddresses(s, "") }

// parseAddresses is ParseAddresses with the charset of raw 8-bit names.
func parseAddresses(s, charset string) []mail.Address {
	p := &addressParser{scan: addressScanner{s: s}, charset: charset}
	for {
		t := p.scan.next()
		switch t.kind {
		case endOfList:
			p.finish(false)
			p.release()
			return p.list
		case comma:
			p.finish(true)
		case semicolon:
			p.finish(false)
			p.release()
		case colon:
			if !p.addressSoFar() { // the name of a group, or "mailto"
				p.drop()
			}
		case angle:
			p.angled(t.text)
		case comment:
			p.comments = append(p.comments, t.text)
		default:
			p.phrase = append(p.phrase, t)
		}
	}
}

type addressParser struct {
	scan     addressScanner
	charset  string
	list     []mail.Address
	phrase   []addressToken // words since the last separator
	comments []string
	after    bool   // an address in angle brackets has been read in this entry
	held     string // "Foo" of "Foo, Inc. <a@b>": maybe the start of a name
	local    bool   // what is held is one word, which may be a local address
}

func (p *addressParser) drop() {
	p.release()
	p.phrase, p.comments, p.after = nil, nil, false
}

// release gives up waiting for the rest of a held name.
func (p *addressParser) release() {
	if p.held != "" {
		p.nameless(p.held, p.local)
		p.held = ""
	}
}

// nameless adds an entry in which there is no "@".
func (p *addressParser) nameless(name string, local bool) {
	if local {
		p.list = append(p.list, mail.Address{Email: name})
	} else {
		p.list = append(p.list, mail.Address{Name: name})
	}
}

// localPart reports whether the words are one that looks like the name of a
// user on the sender's machine: "root" does, "Whomever" does not.
func (p *addressParser) localPart() bool {
	if len(p.phrase) != 1 {
		return false
	}
	raw := p.phrase[0].raw
	for i := range len(raw) {
		if (raw[i] < 'a' || raw[i] > 'z') && (i == 0 || strings.IndexByte("0123456789-_.+", raw[i]) < 0) {
			return false
		}
	}
	return raw != "" && !strings.HasPrefix(raw, "undisclosed")
}

func (p *addressParser) addressSoFar() bool {
	for _, t := range p.phrase {
		if t.kind == at {
			return true
		}
	}
	return p.after
}

// angled takes "phrase <spec>".
func (p *addressParser) angled(spec string) {
	name := p.name(p.phrase)
	if len(p.phrase) > 0 && strings.HasPrefix(p.phrase[0].raw, `"`) { // a sender who quotes would have quoted the comma
		p.release()
	}
	if p.held != "" {
		name = strings.TrimSuffix(p.held+", "+name, ", ")
		p.held = ""
	}
	email, inside := cleanSpec(spec)
	p.comments = append(p.comments, inside...)
	if email != "" && !strings.Contains(email, "@") && strings.ContainsAny(strings.TrimSpace(spec), " \t") {
		if name == "" { // "<John Doe>"
			name = p.decode(spec)
		}
		email = ""
	}
	if len(email) >= 11 && strings.EqualFold(email[:11], "undisclosed") { // <Undisclosed-Recipient:@host;>
		email = ""
	}
	if name != "" || email != "" {
		p.list = append(p.list, mail.Address{Name: p.remark(name), Email: email})
	}
	p.phrase, p.comments, p.after = nil, nil, true
}

// remark takes the comments for a name where there is no other, as in
// "ada@example.org (Ada)". Elsewhere a comment is not part of the name (RFC
// 5322 3.2.2).
func (p *addressParser) remark(name string) string {
	if name != "" {
		return name
	}
	return p.decode(strings.Join(p.comments, " "))
}

// finish ends an entry. If a comma ended it and it was only a word, it may be
// the beginning of an unquoted name.
func (p *addressParser) finish(hold bool) {
	defer func() { p.phrase, p.comments, p.after = nil, nil, false }()
	if p.after { // what follows an address in brackets belongs to its name, or is noise
		if len(p.list) == 0 {
			return // the brackets were empty
		}
		last := &p.list[len(p.list)-1]
		if last.Name == "" {
			last.Name = p.name(p.phrase)
		}
		last.Name = p.remark(last.Name)
		return
	}
	if len(p.phrase) == 0 {
		return
	}
	email, words := split(p.phrase)
	if email != "" {
		p.release()
		first := len(p.list)
		p.list = append(p.list, mail.Address{Name: p.remark(p.name(words)), Email: email})
		const maxRun = 100 // addresses without a comma between them
		for range maxRun {
			email, words = split(words)
			if email == "" {
				break
			}
			p.list[first].Name = "" // it had this address in it
			p.list = slices.Insert(p.list, first, mail.Address{Email: email})
		}
		return
	}
	name := p.name(p.phrase)
	if strings.IndexFunc(name, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) < 0 {
		return
	}
	local := p.localPart()
	p.release()
	if local && len(p.comments) > 0 { // "ada (Ada Lovelace)"
		p.list = append(p.list, mail.Address{Name: p.remark(""), Email: name})
		return
	}
	if hold {
		p.held, p.local = name, local
		return
	}
	p.nameless(name, local)
}

// split finds local@domain among words without brackets (obsolete white space
// around "@" and dots included) and gives back the other words.
func split(words []addressToken) (email string, rest []addressToken) {
	i := len(words) - 1
	for i >= 0 && words[i].kind != at {
		i--
	}
	if i < 1 || i+1 >= len(words) {
		return "", words
	}
	first, last := i-1, i+1
	for first > 0 && (words[first].dotted(true) || words[first-1].dotted(false) || !words[first].space) && words[first-1].kind != at {
		first--
	}
	for last+1 < len(words) && (words[last].dotted(false) || words[last+1].dotted(true)) {
		last++
	}
	var spec strings.Builder
	for _, t := range words[first : last+1] {
		spec.WriteString(t.raw)
	}
	email, _ = cleanSpec(spec.String())
	return email, append(append([]addressToken(nil), words[:first]...), words[last+1:]...)
}

// name joins words as a person would read them.
func (p *addressParser) name(words []addressToken) string {
	var out strings.Builder
	for i, t := range words {
		if i > 0 && t.space {
			out.WriteByte(' ')
		}
		out.WriteString(t.text)
	}
	return p.decode(out.String())
}

func (p *addressParser) decode(s string) string { return cleanName(decodeText(s, p.charset)) }

// cleanSpec makes local@domain of what stood between angle brackets: without
// route (RFC 5322 4.4), white space or "mailto:". Comments come back apart.
func cleanSpec(s string) (email string, comments []string) {
	s = strings.TrimSpace(s)
	if strings.HasPrefix(s, "@") {
		if i := strings.LastIndexByte(s, ':'); i >= 0 {
			s = s[i+1:]
		}
	}
	var out strings.Builder
	for {
		start := strings.IndexByte(s, '(')
		end := -1
		if start >= 0 {
			end = commentEnd(s, start)
		}
		if end < 0 {
			break
		}
		out.WriteString(s[:start])
		comments = append(comments, unescapeComment(s[start+1:end-1]))
		s = s[end:]
	}
	out.WriteString(s)
	s = out.String()
	if len(s) > 7 && strings.EqualFold(s[:7], "mailto:") {
		s = s[7:]
	}
	if n := len(s); n > 2 && s[0] == '"' && s[n-1] == '"' && strings.IndexByte(s, '@') > 0 { // <"a@b.c">
		s = s[1 : n-1]
	}
	return unquoteLocal(cleanEmail(s)), comments
}

// unquoteLocal takes the quotes off a local part that does not need them: "ada"
// and ada are the same (RFC 5322 3.4.1).
func unquoteLocal(email string) string {
	at := strings.LastIndexByte(email, '@')
	if at < 3 || email[0] != '"' || email[at-1] != '"' {
		return email
	}
	local := email[1 : at-1]
	for atom := range strings.SplitSeq(local, ".") {
		if atom == "" || strings.IndexFunc(atom, func(r rune) bool { return r <= ' ' || strings.ContainsRune("()<>[]:;@\\,\"", r) }) >= 0 {
			return email
		}
	}
	return local + email[at:]
}
