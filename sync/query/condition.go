package query

import (
	"slices"
	"strings"
)

// fields are the names that people may know from other programs, and ours.
var fields = map[string]string{
	"from": "from", "sender": "from", "author": "from",
	"to": "to", "recipient": "to", "cc": "cc", "bcc": "cc",
	"subject": "subject", "body": "body", "filename": "filename", "attachment": "attachment", "list": "list",
	"is": "is", "tag": "tag", "label": "tag", "keyword": "tag",
	"has": "has", "in": "in", "folder": "in", "account": "account",
	"since": "after", "after": "after", "newer": "after", "newer_than": "after",
	"before": "before", "older": "before", "older_than": "before",
	"date": "date", "on": "date",
	"larger": "larger", "larger_than": "larger", "size": "size", "smaller": "smaller", "smaller_than": "smaller",
	"id": "id", "mid": "id", "message-id": "id", "rfc822msgid": "id",
}

// wanted says what comes behind a field.
var wanted = map[string]string{
	"from": "a name or an address", "to": "a name or an address", "cc": "a name or an address",
	"subject": "a word, or a “phrase”", "body": "a word, or a “phrase”",
	"filename": "a file's name, or *.pdf", "attachment": "a word from an attachment", "list": "the name of a mailing list",
	"is":  "unread, read, starred, answered, forwarded or draft",
	"tag": "a tag", "has": "attachment, or a kind of it: image, pdf, document, spreadsheet, archive",
	"in": "a folder", "account": "an account's address",
	"after": "a day, as 2026-03-01, yesterday or 7d", "before": "a day, as 2026-03-01, yesterday or 7d", "date": "a day, as 2026-03-01 or 2026-03",
	"larger": "a size, as 5M", "size": "a size, as 5M", "smaller": "a size, as 5M", "id": "a message's id",
}

// Kinds are what [Has] may ask for.
var Kinds = []string{"image", "pdf", "document", "spreadsheet", "presentation", "archive", "audio", "video", "calendar", "contact", "message", "text"}

var kinds = map[string]string{
	"attachment": "", "attachments": "", "file": "", "files": "",
	"picture": "image", "photo": "image", "doc": "document", "sheet": "spreadsheet", "slides": "presentation", "zip": "archive",
	"sound": "audio", "music": "audio", "movie": "video", "event": "calendar", "invitation": "calendar", "invite": "calendar", "vcard": "contact", "mail": "message", "email": "message",
}

var flags = map[string]Node{
	"read":       Flag{"seen"},
	"seen":       Flag{"seen"},
	"unread":     Not{Flag{"seen"}},
	"unseen":     Not{Flag{"seen"}},
	"starred":    Flag{"flagged"},
	"flagged":    Flag{"flagged"},
	"unstarred":  Not{Flag{"flagged"}},
	"unflagged":  Not{Flag{"flagged"}},
	"answered":   Flag{"answered"},
	"replied":    Flag{"answered"},
	"unanswered": Not{Flag{"answered"}},
	"unreplied":  Not{Flag{"answered"}},
	"draft":      Flag{"draft"},
	"forwarded":  Flag{"forwarded"},
	"sent":       Folder{"sent"},
}

// places are other programs' words for roles.
var places = map[string]string{"spam": "junk", "bin": "trash", "deleted": "trash"}

// condition reads the value of a field, which is one of the canonical names.
// What the field cannot mean is words.
func (p *parser) condition(field, name string, at int, v value) Node {
	lower := strings.ToLower(v.text)
	if v.text == "" {
		return nil
	}
	switch field {
	case "from", "to", "cc", "subject", "body", "attachment", "list":
		return p.words(Field(field), at, v)
	case "filename":
		return p.filename(at, v)
	case "is":
		if n, ok := flags[lower]; ok {
			return n
		}
		if p.typed && v.last && begins(flags, lower) {
			p.incomplete(at, "Behind is: comes "+wanted["is"]+".")
			return nil
		}
		return Tag{v.text}
	case "tag":
		return Tag{v.text}
	case "has":
		return p.has(name, at, v, lower)
	case "in":
		if lower == "anywhere" {
			return nil
		}
		if role, ok := places[lower]; ok {
			return Folder{role}
		}
		return Folder{v.text}
	case "account":
		return Account{v.text}
	case "id":
		if id := strings.Trim(v.text, "<> "); id != "" {
			return MessageID{id}
		}
	case "after", "before", "date":
		return p.dated(field, name, at, v)
	case "larger", "smaller", "size":
		return p.sized(field, name, at, v)
	}
	return p.misread(name, at, v, wanted[field])
}

// misread searches for a condition that cannot be read as words, and says so.
func (p *parser) misread(name string, at int, v value, want string) Node {
	if p.typed && v.last {
		p.incomplete(at, "Behind "+name+" comes "+want+".")
		return nil
	}
	p.problem(at, p.at, "“"+name+v.text+"” is searched for as words: behind "+name+" comes "+want+".")
	return Words{Text: name + v.text, Prefix: v.prefix}
}

func (p *parser) has(name string, at int, v value, lower string) Node {
	if kind, ok := kinds[lower]; ok {
		return Has{kind}
	}
	for _, kind := range []string{lower, strings.TrimSuffix(lower, "s")} {
		if slices.Contains(Kinds, kind) {
			return Has{kind}
		}
	}
	return p.misread(name, at, v, wanted["has"])
}

func begins[V any](names map[string]V, start string) bool {
	for name := range names {
		if strings.HasPrefix(name, start) {
			return true
		}
	}
	return false
}

// filename reads *.pdf, and otherwise words, of which each * ends one that may go on.
func (p *parser) filename(at int, v value) Node {
	if v.quoted {
		return p.words(Filename, at, v)
	}
	if ending, ok := strings.CutPrefix(v.text, "*."); ok && ending != "" && !v.prefix && strings.IndexFunc(ending, notExtension) < 0 {
		return Ending{strings.ToLower(ending)}
	}
	parts := strings.FieldsFunc(v.text, func(r rune) bool { return r == '*' })
	if len(parts) < 2 {
		return p.words(Filename, at, v)
	}
	return p.nested(func() Node {
		var all []Node
		for i, part := range parts[:min(len(parts), maxTerms)] {
			all = append(all, Words{In: Filename, Text: part, Prefix: v.prefix || i < len(parts)-1})
		}
		return All(all...)
	})
}

// notExtension finds what the ending of a file's name does not have.
func notExtension(r rune) bool {
	return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9')
}
