package store

import (
	"fmt"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/sync/mail"
	"godwit/sync/parse"
)

var (
	scanWordList = strings.Fields("invoice Invoice invoices meeting budget Straße STRASSE strasse Zürich zurich naïve café CAFE Łódź smørrebrød release 42 2026 x-ray 会議 明日の会議 ﬁnance ISTANBUL ıstanbul don't and not or the quarterly report reporting re")
	scanPeople   = []string{"Ada Lovelace <ada@example.org>", "Bob Smith <bob.smith@example.com>", "Jürgen Groß <jg@münchen.example>", "carol@lists.example.net", "Bo <bo@x.example>"}
	scanNames    = []string{"report.pdf", "Report 2026.PDF", "budget.xlsx", "photo.JPG", "notes.txt", "Größe.html", "archive.tar.gz", "invite.ics"}
	scanTags     = []string{"Work", "home", "$urgent"}
)

// scribe makes up mail, and questions about it.
type scribe struct {
	*rand.Rand
	t *testing.T
}

func (r scribe) words(most int) string {
	var list []string
	for range r.IntN(most + 1) {
		n := r.IntN(len(scanWordList))
		if r.IntN(2) == 0 {
			n = min(n, r.IntN(len(scanWordList)))
		}
		list = append(list, scanWordList[n])
	}
	return strings.Join(list, []string{" ", ", ", "\r\n", "-"}[r.IntN(4)])
}

func (r scribe) some(list []string, most int) (out []string) {
	for range r.IntN(most + 1) {
		out = append(out, list[r.IntN(len(list))])
	}
	return out
}

// write makes a message as it comes from a server.
func (r scribe) write(n int) (*letter, NewMessage) {
	l := &letter{
		from: scanPeople[r.IntN(len(scanPeople))], to: strings.Join(r.some(scanPeople, 3), ", "), cc: strings.Join(r.some(scanPeople, 1), ", "),
		subject: strings.ReplaceAll(r.words(5), "\r\n", " "), body: r.words(30), flags: mail.Flags(r.IntN(64)) &^ mail.Deleted,
		received: epoch.Add(time.Duration(r.IntN(400*24)) * time.Hour).Add(-200 * 24 * time.Hour), messageID: fmt.Sprintf("m%d@example.org", n),
		headersOnly: r.IntN(12) == 0,
	}
	if r.IntN(5) == 0 {
		l.list = "Go Nuts <nuts.lists.example.net>"
	}
	for _, t := range r.some(scanTags, 2) {
		if !slices.Contains(l.tags, t) {
			l.tags = append(l.tags, t)
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "From: %s\r\nTo: %s\r\nCc: %s\r\nSubject: %s\r\nMessage-ID: <%s>\r\n", l.from, l.to, l.cc, l.subject, l.messageID)
	if l.list != "" {
		fmt.Fprintf(&b, "List-Id: %s\r\n", l.list)
	}
	const part = "--=_cut\r\n"
	b.WriteString("MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"=_cut\"\r\n\r\n" + part + "Content-Type: text/plain; charset=utf-8\r\n\r\n" + l.body + "\r\n")
	for range max(0, r.IntN(5)-2) {
		name, text := scanNames[r.IntN(len(scanNames))], r.words(8)
		mediaType, kind := "application/octet-stream", map[string]string{".pdf": "pdf", ".xlsx": "spreadsheet", ".jpg": "image", ".txt": "text", ".gz": "archive", ".ics": "calendar"}[strings.ToLower(path.Ext(name))]
		switch {
		case path.Ext(name) == ".html":
			mediaType, kind = "text/html; charset=utf-8", "text"
			l.attached = append(l.attached, text)
			text = "<p style='color:red'>" + text + "</p>"
		case kind == "text":
			mediaType = "text/plain; charset=utf-8"
			l.attached = append(l.attached, text)
		case r.IntN(4) == 0: // a message
			mediaType, kind, name = "message/rfc822", "message", ""
			l.attached = append(l.attached, "inner subject", text)
			text = "Subject: inner subject\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + text
		}
		l.kinds, l.attachments = append(l.kinds, kind), l.attachments+1
		disposition := "attachment"
		if name != "" {
			l.names = append(l.names, name)
			disposition += "; filename*=utf-8''" + strings.NewReplacer(" ", "%20", "ö", "%C3%B6", "ß", "%C3%9F").Replace(name)
		}
		b.WriteString(part + "Content-Type: " + mediaType + "\r\nContent-Disposition: " + disposition + "\r\n\r\n" + text + "\r\n")
	}
	b.WriteString("--=_cut--\r\n")
	l.size = int64(b.Len())
	return l, r.message(l, b.String(), n)
}

// message is the letter as the engine stores it: its header first, and its
// body with it unless that has not come.
func (r scribe) message(l *letter, raw string, n int) NewMessage {
	m := parse.Parse([]byte(raw))
	msg := NewMessage{UID: uint32(n + 1), Envelope: m.Header.Envelope(), Flags: l.flags, Tags: l.tags, Received: l.received, Size: l.size}
	if l.headersOnly {
		l.attachments = 0 // nobody knows
		msg.BodyFollows = true
		return msg
	}
	body := BodyOf(m)
	msg.Body = &body
	return msg
}

// fill writes letters into two accounts and returns them newest first.
func (r scribe) fill(s *Store, count int) []*letter {
	first, _ := imapAccount(r.t, s)
	second, err := s.AddAccount(r.t.Context(), accounts.Account{
		Name: "Other", Identities: []accounts.Identity{{Email: "carol@lists.example.net"}},
		Incoming: accounts.Server{Protocol: accounts.IMAP, Host: "imap.example.net", Port: 993, Security: accounts.TLS},
	})
	check(r.t, err)
	check(r.t, s.SetFolders(r.t.Context(), second, []mail.Folder{{Path: "INBOX", Remote: "INBOX", Role: mail.Inbox}, {Path: "Old/Archive", Remote: "Old/Archive"}}))
	all, err := s.Folders(r.t.Context(), 0)
	check(r.t, err)
	all = slices.DeleteFunc(all, func(f mail.Folder) bool { return f.NoMail || f.Local() })
	byID := map[mail.MessageID]*letter{}
	for n := range count {
		l, msg := r.write(n)
		f := all[r.IntN(len(all))]
		l.account, l.folder, l.role = f.Account, f.Path, f.Role
		l.accountTitle, l.accountEmail = "ada@example.org", "ada@example.org"
		if f.Account != first {
			l.accountTitle, l.accountEmail = "Other", "carol@lists.example.net"
		}
		l.id = add(r.t, s, f.ID, msg)[0]
		byID[l.id] = l
	}
	check(r.t, s.IndexHeaders(r.t.Context()))
	rows, err := s.List(r.t.Context(), mail.ListQuery{})
	check(r.t, err)
	var letters []*letter
	for _, row := range rows {
		letters = append(letters, byID[row.ID])
	}
	if len(letters) != count {
		r.t.Fatalf("%d letters, %d listed", count, len(letters))
	}
	return letters
}

func (r scribe) query(levels int) string {
	word := func() string {
		w := scanWordList[r.IntN(len(scanWordList))]
		switch r.IntN(6) {
		case 0:
			runes := []rune(w)
			return string(runes[:1+r.IntN(len(runes))]) + "*"
		case 1:
			return `"` + r.words(3) + `"`
		case 2:
			return []string{"!!!", "-", "…"}[r.IntN(3)]
		}
		return w
	}
	one := func() string {
		switch r.IntN(14) {
		case 0:
			return "from:" + []string{"ada", "bob.smith@example.com", "jur*", "me", `"Bob Smith"`}[r.IntN(5)]
		case 1:
			return []string{"to:", "cc:"}[r.IntN(2)] + []string{"carol", "ada@example.org", "me", "gross", "bo*"}[r.IntN(5)]
		case 2:
			return []string{"subject:", "body:", "attachment:", "filename:"}[r.IntN(4)] + word()
		case 3:
			return "is:" + []string{"unread", "starred", "answered", "forwarded", "draft", "read", "work"}[r.IntN(7)]
		case 4:
			return "has:" + []string{"attachment", "pdf", "image", "spreadsheet", "archive", "message", "text", "calendar"}[r.IntN(8)]
		case 5:
			return "filename:" + []string{"*.pdf", "report", "rep*", "*.gz", "gr*"}[r.IntN(5)]
		case 6:
			return "in:" + []string{"inbox", "archive", "sent", "Trash", "nowhere"}[r.IntN(5)]
		case 7:
			return []string{"tag:HOME", "tag:$urgent", "account:ada@example.org", "account:Other", "list:nuts", "id:m7@example.org"}[r.IntN(6)]
		case 8:
			return []string{"before:", "after:", "date:"}[r.IntN(3)] + []string{"2026-03", "2026-03-01", "2025", "2026-01-15", "30d"}[r.IntN(5)]
		case 9:
			return []string{"larger:", "smaller:"}[r.IntN(2)] + []string{"600", "1k", "400"}[r.IntN(3)]
		}
		return word()
	}
	if levels == 0 || r.IntN(3) == 0 {
		return one()
	}
	var parts []string
	for range 1 + r.IntN(3) {
		part := r.query(levels - 1)
		switch r.IntN(5) {
		case 0:
			part = "-(" + part + ")"
		case 1:
			part = "(" + part + ")"
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, []string{" ", " OR ", " AND "}[r.IntN(3)])
}
