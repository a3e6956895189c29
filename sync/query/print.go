package query

import (
	"strconv"
	"strings"
	"time"
	"unicode"
)

// text writes a node so that it is read as the same one.
func text(n Node) string {
	switch n := n.(type) {
	case And:
		parts := make([]string, len(n))
		for i, c := range n {
			parts[i] = within(c, false)
		}
		return strings.Join(parts, " ")
	case Or:
		parts := make([]string, len(n))
		for i, c := range n {
			parts[i] = text(c)
		}
		return strings.Join(parts, " OR ")
	case Not:
		if f, ok := n.Node.(Flag); ok {
			switch f.Name {
			case "seen":
				return "is:unread"
			case "flagged", "answered":
				return "is:un" + strings.Replace(f.Name, "flagged", "starred", 1)
			}
		}
		return "-" + within(n.Node, true)
	case Words:
		return n.text()
	case Flag:
		if name, ok := map[string]string{"seen": "read", "flagged": "starred"}[n.Name]; ok {
			return "is:" + name
		}
		return "is:" + n.Name
	case Tag:
		return "tag:" + quoted(n.Name)
	case Has:
		if n.Kind == "" {
			return "has:attachment"
		}
		return "has:" + n.Kind
	case Ending:
		return "filename:*." + n.Name
	case Folder:
		return "in:" + quoted(n.Name)
	case Account:
		return "account:" + quoted(n.Name)
	case Since:
		return "after:" + written(n.Day)
	case Before:
		return "before:" + written(n.Day)
	case Larger:
		return "larger:" + strconv.FormatInt(n.Octets, 10)
	case Smaller:
		return "smaller:" + strconv.FormatInt(n.Octets, 10)
	case MessageID:
		return "id:" + quoted(n.ID)
	}
	return ""
}

// within writes what stands inside an And, or behind a minus.
func within(n Node, minus bool) string {
	switch n.(type) {
	case Or:
		return "(" + text(n) + ")"
	case And:
		if minus {
			return "(" + text(n) + ")"
		}
	}
	return text(n)
}

// written looks at noon: where clocks change at midnight a day may begin an hour off.
func written(day time.Time) string { return day.Add(12 * time.Hour).Format("2006-01-02") }

func (w Words) text() string {
	s := quoted(w.Text)
	if w.Prefix {
		s += "*"
	}
	if w.In != Anywhere {
		s = string(w.In) + ":" + s
	}
	return s
}

// quoted writes a value, in quotation marks where it must.
func quoted(s string) string {
	switch s {
	case "AND", "OR", "NOT":
		return `"` + s + `"`
	}
	for i, r := range s {
		plain := r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r > 0x7F && !quote(r) && isWord(r) ||
			i > 0 && strings.ContainsRune("._@-+/", r)
		if !plain {
			return `"` + s + `"`
		}
	}
	return s
}

// isWord reports a character that never separates.
func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }
