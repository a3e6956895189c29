package imap

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"slices"
	"strings"
	"sync"
	"testing"

	"godwit/accounts"
	"godwit/sync/mail"
)

// gmail speaks Gmail's dialect: one message in several mailboxes, each of which
// is a label.
type gmail struct {
	mu    sync.Mutex
	boxes map[string]*gmailBox
	heard []string
}

type gmailBox struct {
	attr string
	next int
	held []gmailMessage
}

type gmailMessage struct {
	uid, id int
	deleted bool
}

func (g *gmail) put(id int, boxes ...string) {
	for _, name := range boxes {
		b := g.boxes[name]
		b.held = append(b.held, gmailMessage{uid: b.next, id: id})
		b.next++
	}
}

// labels are those of a message, as Gmail tells them in a mailbox.
func (g *gmail) labels(id int, in string) string {
	var all []string
	for _, name := range []string{"INBOX", "Work", "M&APw-ll"} {
		if name != in && slices.ContainsFunc(g.boxes[name].held, func(m gmailMessage) bool { return m.id == id }) {
			if name == "INBOX" {
				name = `"\\Inbox"`
			}
			all = append(all, name)
		}
	}
	return strings.Join(all, " ")
}

func newGmail() *gmail {
	g := &gmail{boxes: map[string]*gmailBox{}}
	for name, attr := range map[string]string{
		"INBOX": "", "Work": "", "M&APw-ll": "", "[Gmail]/All Mail": `\All `, "[Gmail]/Trash": `\Trash `, "[Gmail]/Spam": `\Junk `,
	} {
		g.boxes[name] = &gmailBox{attr: attr, next: 1}
	}
	return g
}

func (g *gmail) listen(t *testing.T) accounts.Server {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	t.Cleanup(func() { _ = l.Close(); wg.Wait() })
	wg.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			wg.Go(func() { g.serve(c) })
		}
	})
	return accounts.Server{Protocol: accounts.IMAP, Host: "127.0.0.1", Port: l.Addr().(*net.TCPAddr).Port, Security: accounts.Plain, User: "u"}
}

const gmailCaps = "IMAP4rev1 SASL-IR AUTH=PLAIN UNSELECT ID CHILDREN X-GM-EXT-1 UIDPLUS MOVE CONDSTORE ESEARCH SPECIAL-USE NAMESPACE"

func (g *gmail) serve(c net.Conn) {
	defer c.Close()
	r := bufio.NewReader(c)
	_, _ = fmt.Fprintf(c, "* OK [CAPABILITY %s] Gimap ready\r\n", gmailCaps)
	box := ""
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return
		}
		tag, command, _ := strings.Cut(strings.TrimRight(line, "\r\n"), " ")
		var text, end string
		g.mu.Lock()
		g.heard = append(g.heard, command)
		text, end, box = g.answer(command, box)
		g.mu.Unlock()
		if _, err := fmt.Fprintf(c, "%s%s %s\r\n", text, tag, end); err != nil || command == "LOGOUT" {
			return
		}
	}
}

// answer also returns the mailbox that is selected afterwards.
func (g *gmail) answer(command, box string) (text, end, selected string) {
	words := strings.Fields(command)
	verb := strings.ToUpper(words[0])
	if verb == "UID" {
		verb = strings.ToUpper(words[1])
	}
	name := func(s string) string {
		return strings.Trim(strings.TrimSuffix(strings.TrimSpace(s), "(CONDSTORE)"), `" `)
	}
	b := g.boxes[box]
	switch verb {
	case "AUTHENTICATE", "LOGIN":
		return "", "OK [CAPABILITY " + gmailCaps + "] in", box
	case "CAPABILITY":
		return "* CAPABILITY " + gmailCaps + "\r\n", "OK", box
	case "NAMESPACE":
		return "* NAMESPACE ((\"\" \"/\")) NIL NIL\r\n", "OK", box
	case "LIST":
		text = `* LIST (\HasChildren \Noselect) "/" "[Gmail]"` + "\r\n"
		for name, b := range g.boxes {
			text += fmt.Sprintf("* LIST (%s\\HasNoChildren) \"/\" \"%s\"\r\n", b.attr, name)
		}
	case "SELECT", "EXAMINE":
		selected = name(command[len(words[0]):])
		b := g.boxes[selected]
		if b == nil {
			return "", "NO [NONEXISTENT] Unknown Mailbox", ""
		}
		return fmt.Sprintf("* %d EXISTS\r\n* OK [UIDVALIDITY 5] ok\r\n* OK [UIDNEXT %d] ok\r\n", len(b.held), b.next), "OK [READ-WRITE] done", selected
	case "STATUS":
		_, rest, _ := strings.Cut(command, " ")
		which, _, _ := strings.Cut(rest, " (")
		b := g.boxes[name(which)]
		return fmt.Sprintf("* STATUS %s (MESSAGES %d UIDNEXT %d UIDVALIDITY 5 UNSEEN %d)\r\n", which, len(b.held), b.next, len(b.held)), "OK", box
	case "SEARCH":
		var uids []string
		for _, m := range b.held {
			uids = append(uids, fmt.Sprint(m.uid))
		}
		return "* SEARCH " + strings.Join(uids, " ") + "\r\n", "OK", box
	case "FETCH":
		return g.fetch(words[2], command, box), "OK", box
	case "STORE":
		for i, m := range b.held {
			if inSet(words[2], m.uid) && strings.Contains(command, `\Deleted`) {
				b.held[i].deleted = true
			}
		}
	case "EXPUNGE":
		b.held = slices.DeleteFunc(b.held, func(m gmailMessage) bool {
			gone := m.deleted && inSet(words[2], m.uid)
			if gone && box == "[Gmail]/Trash" {
				g.drop(m.id, box)
			}
			return gone
		})
	case "MOVE":
		to := g.boxes[name(strings.Join(words[3:], " "))]
		var from, dest []string
		for _, m := range slices.Clone(b.held) {
			if inSet(words[2], m.uid) {
				from, dest = append(from, fmt.Sprint(m.uid)), append(dest, fmt.Sprint(to.next))
				g.drop(m.id, "")
				to.held = append(to.held, gmailMessage{uid: to.next, id: m.id})
				to.next++
			}
		}
		return fmt.Sprintf("* OK [COPYUID 5 %s %s] ok\r\n", strings.Join(from, ","), strings.Join(dest, ",")), "OK", box
	}
	return text, "OK", box
}

// drop takes a message out of all mailboxes but one.
func (g *gmail) drop(id int, but string) {
	for name, b := range g.boxes {
		if name != but {
			b.held = slices.DeleteFunc(b.held, func(m gmailMessage) bool { return m.id == id })
		}
	}
}

func (g *gmail) fetch(set, command, box string) string {
	var out strings.Builder
	for i, m := range g.boxes[box].held {
		if !inSet(set, m.uid) {
			continue
		}
		raw := letter(m.id)
		fmt.Fprintf(&out, "* %d FETCH (", i+1)
		if strings.Contains(command, "X-GM-MSGID") {
			fmt.Fprintf(&out, "X-GM-THRID %d X-GM-MSGID %d X-GM-LABELS (%s) ", 9000+m.id/2, 9000+m.id, g.labels(m.id, box))
		}
		fmt.Fprintf(&out, "UID %d", m.uid)
		switch {
		case strings.Contains(command, "BODY.PEEK[]"):
			fmt.Fprintf(&out, " BODY[] {%d}\r\n%s", len(raw), raw)
		case strings.Contains(command, "BODY.PEEK[HEADER"):
			head := raw[:strings.Index(raw, "\r\n\r\n")+4]
			section := command[strings.Index(command, "[HEADER")+1 : strings.LastIndexByte(command, ']')]
			fmt.Fprintf(&out, " FLAGS () INTERNALDATE \"17-Jul-2023 02:44:25 -0700\" RFC822.SIZE %d BODY[%s] {%d}\r\n%s", len(raw), section, len(head), head)
		default:
			fmt.Fprintf(&out, " FLAGS () RFC822.SIZE %d", len(raw))
		}
		out.WriteString(")\r\n")
	}
	return out.String()
}

// bodiesAsked counts the bodies that were fetched since, and forgets.
func (g *gmail) bodiesAsked() (n int, heard []string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, h := range g.heard {
		if words := strings.Fields(h); strings.Contains(h, "BODY.PEEK[]") {
			for uid := range 1000 {
				if inSet(words[2], uid) {
					n++
				}
			}
		}
	}
	heard, g.heard = g.heard, nil
	return n, heard
}

func TestGmail(t *testing.T) {
	noneLeft(t)
	ctx := context.Background()
	g := newGmail()
	for id := 1; id <= 20; id++ {
		boxes := []string{"[Gmail]/All Mail", "INBOX"}
		if id%2 == 0 {
			boxes = append(boxes, "Work")
		}
		if id%5 == 0 {
			boxes = append(boxes, "M&APw-ll")
		}
		g.put(id, boxes...)
	}
	c := newClient(t, g.listen(t))
	c.once(t)
	if n, heard := g.bodiesAsked(); n != 20 {
		t.Errorf("%d bodies fetched, of 20 messages in 54 places: %q", n, heard)
	}
	here := 0
	for _, path := range []string{"INBOX", "Work", "Müll", "[Gmail]/All Mail"} {
		for _, r := range c.rows(t, path) {
			here++
			raw, err := c.Store.Raw(ctx, r.ID)
			var n int
			_, _ = fmt.Sscanf(r.Subject, "letter %d", &n)
			if err != nil || string(raw) != letter(n) {
				t.Errorf("%s: %q, %v", r.Subject, raw, err)
			}
			if path == "[Gmail]/All Mail" && n == 10 && !slices.Equal(slices.Sorted(slices.Values(r.Labels)), []string{"Müll", "Work"}) {
				t.Errorf("labels %q", r.Labels)
			}
		}
	}
	if here != 54 {
		t.Errorf("%d rows", here)
	}
	talks, err := c.Store.ConversationIDs(ctx, mail.ListQuery{Role: mail.AllMail})
	if err != nil || len(talks) != 11 { // two messages each, but for the first and the last
		t.Errorf("%d conversations, %v", len(talks), err)
	}
	for path, f := range c.verify(t, true) {
		if !f.Identical() {
			t.Errorf("%s: %+v", path, f)
		}
	}

	g.bodiesAsked()

	// Archived elsewhere: the label goes, the message stays in All Mail.
	g.mu.Lock()
	g.boxes["INBOX"].held = g.boxes["INBOX"].held[10:]
	g.mu.Unlock()
	c.once(t)
	if n, heard := g.bodiesAsked(); n != 0 {
		t.Errorf("fetched again: %q", heard)
	}
	if len(c.rows(t, "INBOX")) != 10 || len(c.rows(t, "[Gmail]/All Mail")) != 20 {
		t.Errorf("%d and %d rows", len(c.rows(t, "INBOX")), len(c.rows(t, "[Gmail]/All Mail")))
	}
	for _, r := range c.rows(t, "[Gmail]/All Mail") { // bytes that were shared
		if _, err := c.Store.Raw(ctx, r.ID); err != nil {
			t.Error(err)
		}
	}

	// Deleted for ever, in a label: it goes by way of Trash.
	rows := c.rows(t, "Work")
	if err := c.Store.Delete(ctx, []mail.MessageID{rows[0].ID}); err != nil {
		t.Fatal(err)
	}
	c.once(t)
	c.once(t)
	if n := len(c.rows(t, "[Gmail]/All Mail")); n != 19 || c.pending(t) != 0 {
		t.Errorf("%d rows, %d operations", n, c.pending(t))
	}
	g.mu.Lock()
	if n := len(g.boxes["[Gmail]/Trash"].held); n != 0 || len(g.boxes["[Gmail]/All Mail"].held) != 19 {
		t.Errorf("%d in Trash on the server", n)
	}
	g.mu.Unlock()
}
