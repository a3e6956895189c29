package query

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Bounds of what is read; a search box may be pasted into.
const (
	maxOctets = 4096
	maxTerms  = 64
)

// Parse reads a search as people type it:
//
//	word          in any field
//	"two words"   a phrase
//	wor*          a word that begins so
//	-word         not this
//	from:ada      also to: subject: body:, with a word, a prefix or a "phrase"
//	is:unread     also read starred unstarred answered unanswered draft forwarded
//	tag:work      also is:work
//	has:attachment
//	in:archive    a role or a folder's path
//	since:2026-03-01, after:2026-03-01, before:2026-03-01
//
// Days are those of the local calendar, as 2026-03-01 or 2026/3/1; 2026-03 and
// 2026 are their first day; since and after are the same and include the day.
// A minus turns all but the days around. Words of one search must all be
// there. What is none of this, "note:5" or "is:", is words.
func Parse(text string) Expr {
	if len(text) > maxOctets {
		text = text[:maxOctets]
		for len(text) > 0 && !utf8.RuneStart(text[len(text)-1]) {
			text = text[:len(text)-1]
		}
	}
	var e Expr
	for p := (parser{strings.ToValidUTF8(text, " ")}); p.more(); {
		e.add(p.next())
	}
	return e
}

// item is one condition as it was typed: [-][field:]text.
type item struct {
	not    bool
	field  string // lower case, "" for none
	text   string
	quoted bool
}

type parser struct{ rest string }

func (p *parser) more() bool {
	p.rest = strings.TrimLeftFunc(p.rest, unicode.IsSpace)
	return p.rest != ""
}

func (p *parser) next() item {
	var it item
	if len(p.rest) > 1 && p.rest[0] == '-' && !unicode.IsSpace(rune(p.rest[1])) {
		it.not = true
		p.rest = p.rest[1:]
	}
	if i := strings.IndexFunc(p.rest, notLetter); i > 0 && p.rest[i] == ':' {
		if f := strings.ToLower(p.rest[:i]); fields[f] {
			it.field = f
			p.rest = p.rest[i+1:]
		}
	}
	it.text, it.quoted = p.value()
	return it
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) }

// value reads up to the next space, or a phrase up to its closing quote or the
// end.
func (p *parser) value() (s string, quoted bool) {
	if open, size := utf8.DecodeRuneInString(p.rest); quote(open) {
		s = p.rest[size:]
		if i := strings.IndexFunc(s, quote); i >= 0 {
			_, size := utf8.DecodeRuneInString(s[i:])
			s, p.rest = s[:i], s[i+size:]
		} else {
			p.rest = ""
		}
		return s, true
	}
	i := strings.IndexFunc(p.rest, func(r rune) bool { return unicode.IsSpace(r) || r == '"' })
	if i < 0 {
		i = len(p.rest)
	}
	s, p.rest = p.rest[:i], p.rest[i:]
	return s, false
}

// quote covers what keyboards make of a typed ".
func quote(r rune) bool { return r == '"' || r == '“' || r == '”' || r == '„' }

var fields = map[string]bool{
	"from": true, "to": true, "subject": true, "body": true,
	"is": true, "tag": true, "has": true, "in": true,
	"since": true, "after": true, "before": true,
}

func (e *Expr) add(it item) {
	if strings.TrimSpace(it.text) == "" {
		if it.field == "" || it.quoted {
			return
		}
		it.text, it.field = it.field, "" // "from:" alone, half typed
	}
	if !e.condition(it) {
		e.term(it)
	}
}

// condition adds what is not about words. It reports false for what must be
// searched for as words.
func (e *Expr) condition(it item) bool {
	switch it.field {
	case "is":
		f, known := flags[strings.ToLower(it.text)]
		if !known {
			f = FlagTerm{Name: it.text}
		}
		return e.flag(f, it.not)
	case "tag":
		return e.flag(FlagTerm{Name: it.text}, it.not)
	case "has":
		switch strings.ToLower(it.text) {
		case "attachment", "attachments", "file", "files":
			e.HasAttachment = e.HasAttachment || !it.not
			e.NoAttachment = e.NoAttachment || it.not
			return true
		}
	case "in":
		if !it.not {
			e.Folder = it.text
		} else if len(e.NotFolders) < maxTerms {
			e.NotFolders = append(e.NotFolders, it.text)
		}
		return true
	case "since", "after":
		if day, ok := day(it.text); ok && !it.not {
			if day.After(e.Since) {
				e.Since = day
			}
			return true
		}
	case "before":
		if day, ok := day(it.text); ok && !it.not {
			if e.Before.IsZero() || day.Before(e.Before) {
				e.Before = day
			}
			return true
		}
	}
	return false
}

var flags = map[string]FlagTerm{
	"read":       {Name: "seen"},
	"seen":       {Name: "seen"},
	"unread":     {Name: "seen", Not: true},
	"unseen":     {Name: "seen", Not: true},
	"starred":    {Name: "flagged"},
	"flagged":    {Name: "flagged"},
	"unstarred":  {Name: "flagged", Not: true},
	"unflagged":  {Name: "flagged", Not: true},
	"answered":   {Name: "answered"},
	"replied":    {Name: "answered"},
	"unanswered": {Name: "answered", Not: true},
	"draft":      {Name: "draft"},
	"forwarded":  {Name: "forwarded"},
}

func (e *Expr) flag(f FlagTerm, not bool) bool {
	f.Not = f.Not != not
	if len(e.Flags) < maxTerms {
		e.Flags = append(e.Flags, f)
	}
	return true
}

func (e *Expr) term(it item) {
	t := Term{Not: it.not, Text: it.text}
	switch it.field {
	case "from", "to", "subject", "body":
		t.Field = it.field
	case "":
	default:
		t.Text = it.field + " " + it.text
	}
	if !it.quoted && len(t.Text) > 1 && strings.HasSuffix(t.Text, "*") {
		t.Text, t.Prefix = strings.TrimRight(t.Text, "*"), true
	}
	if t.Text != "" && len(e.Terms) < maxTerms {
		e.Terms = append(e.Terms, t)
	}
}

func day(s string) (time.Time, bool) {
	s = strings.NewReplacer("/", "-", ".", "-").Replace(s)
	for _, layout := range []string{"2006-1-2", "2006-1", "2006"} {
		if t, err := time.ParseInLocation(layout, s, time.Local); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}
