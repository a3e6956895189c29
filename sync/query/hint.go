package query

import (
	"strings"
	"unicode"
)

// Hint is what is being typed at the end of a search.
type Hint struct {
	At    int    // where it begins, its field with it
	Field string // "from", "in", …; "" for a word without one
	Value string // as far as it is typed, without quotation marks
}

// HintOf finds what is being typed at the end of a search.
func HintOf(text string) Hint {
	at, open := 0, -1
	for i, r := range text {
		switch {
		case quote(r):
			if open < 0 {
				open = i
			} else {
				open = -1
			}
		case open < 0 && (unicode.IsSpace(r) || r == '(' || r == ')'):
			at = i + len(string(r))
		}
	}
	for at < len(text) && text[at] == '-' {
		at++
	}
	p := parser{text: text, at: at}
	field, name := p.fieldName()
	return Hint{At: at, Field: field, Value: strings.TrimFunc(text[at+len(name):], quote)}
}

// Operator is a field, for suggestions.
type Operator struct{ Name, Wants string }

// Operators are the fields that people use most.
func Operators() []Operator {
	var list []Operator
	for _, name := range []string{"from", "to", "subject", "is", "has", "in", "after", "before", "filename", "tag", "cc", "body", "attachment", "larger", "smaller", "date", "account", "list"} {
		list = append(list, Operator{name, wanted[name]})
	}
	return list
}

// Values are what may stand behind is: and has:.
func Values(field string) []string {
	switch field {
	case "is":
		return []string{"unread", "read", "starred", "answered", "unanswered", "forwarded", "draft", "sent"}
	case "has":
		return append([]string{"attachment"}, Kinds...)
	case "after", "before", "date":
		return []string{"today", "yesterday", "7d", "1m", "thisyear", "lastyear"}
	}
	return nil
}

// Quoted writes a value so that it is read as one.
func Quoted(s string) string { return quoted(strings.Map(withoutQuotes, s)) }

func withoutQuotes(r rune) rune {
	if quote(r) {
		return -1
	}
	return r
}
