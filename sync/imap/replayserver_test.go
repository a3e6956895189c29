package imap

import (
	"bufio"
	"context"
	"fmt"
	"log/slog"
	"net"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/accounts/dial"
	"godwit/sync/event"
	"godwit/sync/mail"
	"godwit/sync/store"
)

// replayed is one message of the scripted server.
type replayed struct {
	uid int
	raw string
}

func (m replayed) header() string { return m.raw[:strings.Index(m.raw, "\r\n\r\n")+4] }

// replayBox is the inbox of the scripted server: a plain message, one with
// octets of every kind, and one that goes straight through the wire layer.
func replayBox() []replayed {
	every := letter(2) + "\x00\x01\r\x7f\x80\xff\n)\r\nT1 OK done\r\n* BYE\r\n"
	return []replayed{{11, letter(1)}, {12, every}, {15, bulky(3, 40_000)}}
}

// odd is one thing that a server says differently: in the answer to a command
// of its kind, old is replaced by new once; without old, new comes first.
type odd struct{ kind, old, new string }

// said is how many of the odd bits have come to be said.
func (s *scripted) said() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.used)
}

// hangUp, within an answer, closes the connection.
const hangUp = "\x04hang up\x04"

// scripted is a server that holds an ordinary session but for the odd bits.
type scripted struct {
	box      []replayed
	caps     string
	odd      []odd
	strange  atomic.Bool // whether to say the odd bits
	sessions atomic.Int64

	mu    sync.Mutex
	heard []string     // commands without their tags
	used  map[int]bool // odd bits that were said
}

func (s *scripted) hears(command string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.ContainsFunc(s.heard, func(line string) bool { return strings.Contains(line, command) })
}

func (s *scripted) listen(t *testing.T) accounts.Server {
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
			wg.Go(func() { s.serve(c) })
		}
	})
	return accounts.Server{Protocol: accounts.IMAP, Host: "127.0.0.1", Port: l.Addr().(*net.TCPAddr).Port, Security: accounts.Plain, User: "u"}
}

func (s *scripted) serve(c net.Conn) {
	defer c.Close()
	s.sessions.Add(1)
	r := bufio.NewReader(c)
	if !s.say(c, "", "greeting", "* OK [CAPABILITY "+s.caps+"] ready\r\n") {
		return
	}
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return
		}
		line = strings.TrimRight(line, "\r\n")
		tag, rest, _ := strings.Cut(line, " ")
		s.mu.Lock()
		s.heard = append(s.heard, rest)
		s.mu.Unlock()
		if n, ok := literalOf(line); ok {
			_, _ = c.Write([]byte("+ go\r\n"))
			if _, err := r.Discard(n); err != nil {
				return
			}
			if _, err := r.ReadString('\n'); err != nil {
				return
			}
		}
		kind, answer := s.answer(strings.ToUpper(rest))
		if !s.say(c, tag, kind, answer) || kind == "LOGOUT" {
			return
		}
	}
}

func literalOf(line string) (int, bool) {
	i := strings.LastIndexByte(line, '{')
	if i < 0 || !strings.HasSuffix(line, "}") {
		return 0, false
	}
	n, err := strconv.Atoi(strings.TrimSuffix(line[i+1:len(line)-1], "+"))
	return n, err == nil
}

// say writes an answer with its odd bits; false if it ends the connection. In
// all of them $T is the command's tag.
func (s *scripted) say(c net.Conn, tag, kind, answer string) bool {
	if s.strange.Load() {
		for i, o := range s.odd {
			if o.kind != kind || !strings.Contains(answer, o.old) {
				continue
			}
			answer = strings.Replace(answer, o.old, o.new, 1)
			s.mu.Lock()
			s.used[i] = true
			s.mu.Unlock()
		}
	}
	before, _, cut := strings.Cut(strings.ReplaceAll(answer, "$T", tag), hangUp)
	_, err := c.Write([]byte(before))
	return err == nil && !cut
}

// answer is the ordinary answer to a command, and the kind of the command.
func (s *scripted) answer(upper string) (kind, text string) {
	const ok = "$T OK done\r\n"
	words := strings.Fields(upper)
	if len(words) == 0 {
		return "", "$T BAD nothing\r\n"
	}
	kind = words[0]
	if kind == "UID" && len(words) > 1 {
		kind = words[1]
	}
	switch kind {
	case "LOGIN", "AUTHENTICATE":
		return "LOGIN", "$T OK [CAPABILITY " + s.caps + "] in\r\n"
	case "CAPABILITY":
		return kind, "* CAPABILITY " + s.caps + "\r\n" + ok
	case "LIST":
		text = "* LIST (\\HasNoChildren) \"/\" INBOX\r\n"
		if strings.Contains(upper, "RETURN") && strings.Contains(upper, "STATUS") {
			text += "* STATUS INBOX (" + s.status() + ")\r\n"
		}
		return kind, text + ok
	case "STATUS":
		return kind, "* STATUS INBOX (" + s.status() + ")\r\n" + ok
	case "SELECT", "EXAMINE":
		return "SELECT", fmt.Sprintf("* %d EXISTS\r\n* 0 RECENT\r\n* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)\r\n"+
			"* OK [PERMANENTFLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft \\*)] kept\r\n* OK [UIDVALIDITY 77] valid\r\n"+
			"* OK [UIDNEXT 16] next\r\n$T OK [READ-WRITE] done\r\n", len(s.box))
	case "SEARCH":
		if strings.Contains(upper, "RETURN") {
			return kind, "* ESEARCH (TAG \"$T\") UID ALL " + s.uids(",") + "\r\n" + ok
		}
		return kind, "* SEARCH " + s.uids(" ") + "\r\n" + ok
	case "FETCH":
		return s.fetch(words[2], upper)
	case "LOGOUT":
		return kind, "* BYE bye\r\n" + ok
	}
	return kind, ok
}

func (s *scripted) status() string {
	return fmt.Sprintf("MESSAGES %d UIDNEXT 16 UIDVALIDITY 77 UNSEEN %d", len(s.box), len(s.box))
}

func (s *scripted) uids(sep string) string {
	var uids []string
	for _, m := range s.box {
		uids = append(uids, strconv.Itoa(m.uid))
	}
	return strings.Join(uids, sep)
}

func (s *scripted) fetch(set, upper string) (kind, text string) {
	kind = "flags"
	var b strings.Builder
	for i, m := range s.box {
		if !inSet(set, m.uid) {
			continue
		}
		switch {
		case strings.Contains(upper, "BODY.PEEK[]"):
			kind = "body"
			fmt.Fprintf(&b, "* %d FETCH (UID %d BODY[] {%d}\r\n%s)\r\n", i+1, m.uid, len(m.raw), m.raw)
		case strings.Contains(upper, "BODY.PEEK[HEADER"):
			kind = "header"
			fmt.Fprintf(&b, "* %d FETCH (UID %d FLAGS () INTERNALDATE \"17-Jul-2023 02:44:25 -0700\" RFC822.SIZE %d BODY[HEADER] {%d}\r\n%s)\r\n",
				i+1, m.uid, len(m.raw), len(m.header()), m.header())
		default:
			fmt.Fprintf(&b, "* %d FETCH (UID %d FLAGS ())\r\n", i+1, m.uid)
		}
	}
	return kind, b.String() + "$T OK done\r\n"
}

func inSet(set string, uid int) bool {
	for part := range strings.SplitSeq(set, ",") {
		from, to, isRange := strings.Cut(part, ":")
		a, _ := strconv.Atoi(from)
		b := a
		if isRange {
			if b, _ = strconv.Atoi(to); to == "*" {
				b = 1 << 30
			}
		}
		if uid >= a && uid <= b {
			return true
		}
	}
	return false
}

// replayer is a store that many accounts share.
type replayer struct {
	hub   *event.Hub
	store *store.Store
}

func newReplayer(t *testing.T) *replayer {
	t.Helper()
	hub := &event.Hub{}
	st, err := store.Open(context.Background(), t.TempDir(), hub, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	return &replayer{hub, st}
}

func (p *replayer) client(t *testing.T, server accounts.Server) *client {
	t.Helper()
	a := accounts.Account{Name: t.Name(), Identities: []accounts.Identity{{Email: "u@example.org"}}, Incoming: server}
	var err error
	if a.ID, err = p.store.AddAccount(context.Background(), a); err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.DiscardHandler)
	if testing.Verbose() {
		log = slog.New(slog.NewTextHandler(t.Output(), nil))
	}
	r := New(Config{
		Account: a, Store: p.store, Dial: dial.Dialer{}, Log: log,
		Secret: func(context.Context, accounts.Server) (string, error) { return "secret", nil },
	})
	return &client{r, p.hub, a.ID}
}

// tryOnce is one pass, whatever comes of it.
func (c *client) tryOnce() error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	return c.Once(ctx)
}

// whole counts the messages whose bodies are here, byte for byte, and reports
// those that are here and wrong.
func (c *client) whole(t *testing.T, box []replayed) int {
	t.Helper()
	n := 0
	for _, row := range c.rows(t, "INBOX") {
		if row.Body != mail.BodyHere {
			continue
		}
		raw, err := c.Store.Raw(context.Background(), row.ID)
		if err != nil {
			t.Fatal(err)
		}
		right := false
		for _, m := range box {
			if uint32(m.uid) == row.UID {
				right = m.raw == string(raw)
			}
		}
		if !right {
			t.Errorf("message %d is kept as %d octets that the server does not have: %.60q", row.UID, len(raw), raw)
			continue
		}
		n++
	}
	return n
}
