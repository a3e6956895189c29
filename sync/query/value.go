package query

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// value is what stands behind a field, or alone.
type value struct {
	text   string
	quoted bool
	prefix bool // a * follows
	last   bool // nothing follows in the search
}

// value reads up to the next space, or a phrase up to its closing quote or the
// end. It reads one octet at least, unless there is none.
func (p *parser) value() value {
	open, size := utf8.DecodeRuneInString(p.text[p.at:])
	if quote(open) {
		return p.phrase(size)
	}
	begun, inside := p.at, 0
	for p.at < len(p.text) {
		r, size := utf8.DecodeRuneInString(p.text[p.at:])
		if unicode.IsSpace(r) || quote(r) {
			break
		}
		if r == '(' {
			inside++
		}
		if r == ')' {
			if inside == 0 && p.open > 0 { // it closes what was open before
				break
			}
			inside--
		}
		p.at += size
	}
	v := value{text: p.text[begun:p.at], last: p.at == len(p.text)}
	if text := strings.TrimRight(v.text, "*"); text != v.text && text != "" {
		v.text, v.prefix = text, true
	}
	return v
}

func (p *parser) phrase(open int) value {
	at := p.at
	p.at += open
	rest := p.text[p.at:]
	i := strings.IndexFunc(rest, quote)
	if i < 0 {
		p.at = len(p.text)
		p.incomplete(at, "A closing quotation mark is missing.")
		return value{text: strings.TrimSpace(rest), quoted: true, last: true}
	}
	_, size := utf8.DecodeRuneInString(rest[i:])
	p.at += i + size
	v := value{text: strings.TrimSpace(rest[:i]), quoted: true, last: p.at == len(p.text)}
	if strings.HasPrefix(p.text[p.at:], "*") {
		v.prefix = true
		p.at += len(p.text[p.at:]) - len(strings.TrimLeft(p.text[p.at:], "*"))
	}
	return v
}

// quote covers what keyboards make of a typed ".
func quote(r rune) bool { return r == '"' || r == '“' || r == '”' || r == '„' }

// words is a value as something to find in the text.
func (p *parser) words(in Field, at int, v value) Node {
	if v.text == "" || v.text == "*" && !v.quoted {
		return nil
	}
	if strings.HasPrefix(v.text, "*") && !v.quoted {
		p.problem(at, p.at, "A * stands at the end of a word only: words that end so cannot be found.")
	}
	return Words{In: in, Text: v.text, Prefix: v.prefix || p.typed && v.last && !v.quoted}
}
