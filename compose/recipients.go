package compose

import (
	"slices"
	"strings"

	"godwit/sync/mail"
	"godwit/sync/parse"
)

// Recipient is one of a list that a person typed or pasted.
type Recipient struct {
	Address mail.Address
	Problem string // why it cannot be written to; "" if it can
}

const (
	maxPaste      = 1 << 20
	maxPasteCount = 5000
)

// Recipients reads lists of addresses as people write, paste and type them:
// "a@b, c@d", one a line, "Ada <a@b>; Eve <e@f>", "Doe, Jane <j@d>", "a@b (Ada)",
// 'a@b', mailto:a@b, "Team: a@b, c@d;", and rows of a spreadsheet. What is no
// address stays in the list with the reason, so that nothing is lost that was
// typed.
func Recipients(text string) []Recipient {
	var out []Recipient
	add := func(a mail.Address) {
		r := Recipient{Address: a}
		if _, err := headerAddress(a); err != nil {
			r.Problem = badAddress("to", a, err).Text
		}
		out = append(out, r)
	}
	pending := "" // a surname before its comma
	for _, p := range pieces(cells(cut(lines(text), maxPaste))) {
		if len(out) >= maxPasteCount {
			break
		}
		list := readPiece(p.text)
		switch {
		case pending != "" && len(list) == 1 && list[0].Name != "" && list[0].Email != "":
			list[0].Name = pending + ", " + list[0].Name
			pending = ""
		case pending != "":
			add(mail.Address{Email: pending})
			pending = ""
		}
		if len(list) == 1 && p.end == ',' && !strings.Contains(list[0].Email, "@") {
			pending = list[0].Email
			continue
		}
		for _, a := range list {
			add(a)
		}
	}
	if pending != "" {
		add(mail.Address{Email: pending})
	}
	return out
}

// cells makes "Name <address>" of the rows of a spreadsheet that have one address
// and cells beside it: the name is what stands before it, else what is next.
func cells(text string) string {
	if !strings.Contains(text, "\t") {
		return text
	}
	var out []string
	for row := range strings.SplitSeq(text, "\n") {
		columns := strings.Split(row, "\t")
		at := slices.IndexFunc(columns, func(c string) bool { return strings.Contains(c, "@") })
		if strings.Count(row, "@") != 1 || strings.ContainsAny(row, "<;,\"") || len(columns) < 2 {
			out = append(out, row)
			continue
		}
		name := strings.TrimSpace(strings.Join(columns[:at], " "))
		if name == "" && at+1 < len(columns) {
			name = columns[at+1]
		}
		out = append(out, name+" <"+strings.TrimSpace(columns[at])+">")
	}
	return strings.Join(out, "\n")
}

// part of a list: the text, and what ended it.
type listed struct {
	text string
	end  byte
}

// pieces cuts a list where it is neither quoted nor in brackets.
func pieces(text string) []listed {
	var out []listed
	start, quoted, angle, round := 0, false, false, 0
	cutAt := func(i int, end byte) {
		if s := strings.TrimSpace(text[start:i]); s != "" {
			out = append(out, listed{s, end})
		}
		start = i + 1
	}
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\n': // nothing goes on past the end of a line
			cutAt(i, c)
			quoted, angle, round = false, false, 0
		case quoted && c == '\\':
			i++
		case c == '"' && round == 0:
			quoted = !quoted
		case quoted:
		case c == '(':
			round++
		case c == ')' && round > 0:
			round--
		case round > 0:
		case c == '<':
			angle = true
		case c == '>':
			angle = false
		case angle:
		case c == ',' || c == ';' || c == '\t':
			cutAt(i, c)
		}
	}
	cutAt(len(text), '\n')
	return out
}

// readPiece reads one entry of a list. Addresses with blanks between them are
// several.
func readPiece(s string) []mail.Address {
	if colon := strings.IndexByte(s, ':'); colon > 0 && !strings.ContainsAny(s[:colon], "@<\"[") { // a group, or a scheme
		s = strings.TrimSpace(s[colon+1:])
	}
	if s == "" {
		return nil
	}
	if open := strings.LastIndexByte(s, '<'); open >= 0 {
		email, _, _ := strings.Cut(s[open+1:], ">")
		return []mail.Address{named(s[:open], email)}
	}
	if before, comment, ok := strings.Cut(s, "("); ok && strings.HasSuffix(comment, ")") {
		return []mail.Address{named(comment[:len(comment)-1], before)}
	}
	if strings.HasPrefix(s, `"`) { // a quoted local part
		return []mail.Address{{Email: s}}
	}
	words := strings.Fields(s)
	all := true
	for _, w := range words {
		all = all && strings.Contains(w, "@")
	}
	if last := len(words) - 1; !all && strings.Contains(words[last], "@") && strings.Count(s, "@") == 1 {
		return []mail.Address{named(strings.Join(words[:last], " "), words[last])}
	}
	if !all {
		return []mail.Address{{Email: s}}
	}
	var out []mail.Address
	for _, w := range words {
		out = append(out, named("", w))
	}
	return out
}

// named is an address with a name as they are written in lists.
func named(name, email string) mail.Address {
	email = strings.Trim(strings.TrimSpace(email), "'<>")
	if len(email) > 7 && strings.EqualFold(email[:7], "mailto:") {
		email = email[7:]
	}
	name = strings.TrimSpace(name)
	if n := len(name); n >= 2 && name[0] == '"' && name[n-1] == '"' {
		name = strings.NewReplacer(`\\`, `\`, `\"`, `"`).Replace(name[1 : n-1])
	}
	if n := len(name); n >= 2 && name[0] == '\'' && name[n-1] == '\'' {
		name = name[1 : n-1]
	}
	name = cut(oneLine(parse.DecodeText(name)), maxName)
	if strings.EqualFold(name, email) {
		name = ""
	}
	return mail.Address{Name: name, Email: email}
}
