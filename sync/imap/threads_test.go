package imap

import (
	"bufio"
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/app/e2e/servers"
)

// differs says for each kind of mail of which conversations are not those of
// Dovecot's THREAD=REFERENCES (RFC 5256) why that is better. All other kinds
// are to be equal, message by message.
var differs = map[string]string{
	"answer by subject only": "Dovecot joins what has the same subject, if one of it begins with Re. " +
		"Nothing but the subject says that they belong together: the answer to another mail of that name ends in a stranger's conversation, and cannot be taken out.",
	"subject of strangers": "Dovecot joins the mails that begin conversations and have the same subject, such as Hello or Invoice, whoever wrote them.",
	"duplicate": "Dovecot gives the second copy of a Message-ID a name of its own, so answers join the first copy only, and a copy without references stands alone. " +
		"Here a copy, from the list and in Sent, is the same mail and is in the same conversation.",
	"In-Reply-To beside References": "Dovecot looks at In-Reply-To only where there are no References. " +
		"A mailer that writes both and leaves out the answered mail from References has still said what it answers.",
	"itself": "Dovecot leaves a mail alone that names itself last, since a mail cannot answer itself. The names before still say what it answers.",
	"answers two": "Where References name mails of two conversations, Dovecot keeps the mail with the last and leaves the other apart, or with the first, by the order of arrival. " +
		"Here the mail makes them one, in whatever order they come, since an order must not decide it.",
	"longer than sense": "Of a References field of hundreds of names the oldest and the newest count here, and Dovecot reads all. The bound keeps a hostile header from filling the profile.",
}

// threaded is a message of the comparison.
type threaded struct {
	family       int // messages of two families have nothing to do with each other
	kind         string
	id           string // "": none
	refs, answer string // of the fields, with brackets
	subject      string
}

// threadMail makes families of messages of each kind until there are n.
func threadMail(n int, r *rand.Rand) []threaded {
	var all []threaded
	for family := 0; len(all) < n; family++ {
		kind := threadKinds[family%len(threadKinds)]
		var made []threaded
		name := func(i int) string { return fmt.Sprintf("%d.%d@example.org", family, i) }
		refs := map[int][]int{} // of each message, those it answers, oldest first
		for i := range 2 + r.IntN(12) {
			m := threaded{family: family, kind: kind, id: name(i), subject: fmt.Sprintf("%d of %d", i, family)}
			if i > 0 {
				parent := r.IntN(i)
				refs[i] = append(slices.Clone(refs[parent]), parent)
				for _, p := range refs[i] {
					m.refs += " <" + name(p) + ">"
				}
				m.answer = "<" + name(parent) + ">"
			}
			made = append(made, m)
		}
		all = append(all, spoil(made, kind, family, name, r)...)
	}
	r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all
}

var threadKinds = []string{
	"whole", "whole", "whole", "holes", "holes", "no root", "In-Reply-To only", "last only", "cut", "prose", "itself", "loop", "folded", "nameless", "long",
	"answer by subject only", "subject of strangers", "duplicate", "In-Reply-To beside References", "answers two", "longer than sense",
}

// spoil makes of a well-formed family one of its kind.
func spoil(made []threaded, kind string, family int, name func(int) string, r *rand.Rand) []threaded {
	last := &made[len(made)-1]
	switch kind {
	case "holes": // what was deleted, or never came
		return slices.DeleteFunc(made, func(threaded) bool { return r.IntN(3) == 0 })
	case "no root":
		return made[1:]
	case "In-Reply-To only":
		for i := range made {
			made[i].refs = ""
		}
	case "last only", "cut":
		for i := range made {
			if f := strings.Fields(made[i].refs); len(f) > 2 {
				made[i].refs = f[len(f)-1]
				if kind == "cut" {
					made[i].refs = f[0] + " " + f[len(f)-2] + " " + f[len(f)-1]
				}
			}
			made[i].answer = ""
		}
	case "prose":
		for i := range made {
			if made[i].refs = ""; made[i].answer != "" {
				made[i].answer = `Your message of "Tue, 3 Jan 2023" ` + made[i].answer
			}
		}
	case "itself":
		last.refs += " <" + last.id + ">"
	case "loop":
		made[0].refs, made[0].answer = " <"+name(1)+">", ""
		made[1].refs, made[1].answer = " <"+name(0)+">", ""
	case "folded":
		for i := range made {
			made[i].refs = strings.ReplaceAll(made[i].refs, " ", "\r\n\t")
		}
	case "nameless":
		last.id = ""
	case "long":
		long := ""
		for i := range 30 {
			long += fmt.Sprintf(" <long%d.%d@example.org>", i, family)
		}
		last.refs = " <" + name(0) + ">" + long
	case "longer than sense":
		long := ""
		for i := range 200 {
			long += fmt.Sprintf(" <%d.%d@x>", i, family)
			if i == 100 {
				long += " <" + name(0) + ">"
			}
		}
		return append(made, threaded{family: family, kind: kind, id: name(99), refs: long, subject: "long"})
	case "answer by subject only":
		for i := range made {
			made[i].subject = fmt.Sprintf("Re: plan %d", family)
		}
		made[0].subject, last.refs, last.answer = fmt.Sprintf("plan %d", family), "", ""
	case "subject of strangers":
		for i := range made {
			made[i].subject, made[i].refs, made[i].answer = fmt.Sprintf("Hello %d", family), "", ""
		}
	case "duplicate":
		twin := made[0]
		twin.subject = "a copy"
		return append(made, twin)
	case "In-Reply-To beside References":
		last.refs, last.answer = fmt.Sprintf("<elsewhere.%d@example.org>", family), "<"+name(0)+">"
	case "answers two":
		second := threaded{family: family, kind: kind, id: name(50), subject: "second of two"}
		both := threaded{family: family, kind: kind, id: name(51), subject: "both", refs: " <" + name(0) + "> <" + name(52) + ">"}
		child := threaded{family: family, kind: kind, id: name(52), subject: "child", refs: " <" + name(50) + ">"}
		return append(made, second, child, both)
	}
	return made
}

func (m threaded) raw(n int) string {
	head := fmt.Sprintf("From: a%d@example.org\r\nTo: u@example.org\r\nDate: %s\r\nSubject: %s\r\n", n, threadDate(n).Format(time.RFC1123Z), m.subject)
	if m.id != "" {
		head += "Message-ID: <" + m.id + ">\r\n"
	}
	if m.answer != "" {
		head += "In-Reply-To: " + m.answer + "\r\n"
	}
	if m.refs != "" {
		head += "References:" + strings.ReplaceAll(m.refs, "> <", ">\r\n <") + "\r\n"
	}
	return head + "\r\ntext\r\n"
}

func threadDate(n int) time.Time { return time.Unix(1_600_000_000+int64(n)*60, 0).UTC() }

// TestThreadsAsDovecot compares the conversations of 20,000 messages with those
// that Dovecot makes of them.
func TestThreadsAsDovecot(t *testing.T) {
	n := 20_000
	if testing.Short() {
		n = 2000
	}
	all := threadMail(n, rand.New(rand.NewPCG(7, 20)))
	d := startDovecot(t, "")
	for i, m := range all {
		dir := filepath.Join(d.Maildir("u"), "cur")
		if i == 0 {
			if err := os.MkdirAll(dir, 0o755); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%d.M%dP1.x:2,S", threadDate(i).Unix(), i)), []byte(m.raw(i)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	d.Own(t, "u")
	c := newClient(t, d.server(accounts.Plain))
	c.HeadersOnly = true
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	if err := c.Once(ctx); err != nil {
		t.Fatal(err)
	}
	at := map[uint32]int{} // message by UID
	ours := map[int]int64{}
	for _, r := range c.rows(t, "INBOX") {
		i := int(r.Date.Unix()-threadDate(0).Unix()) / 60
		at[r.UID], ours[i] = i, int64(r.Thread)
	}
	theirs := map[int]int64{}
	for i, group := range dovecotThreads(t, d) {
		for _, uid := range group {
			theirs[at[uid]] = int64(i)
		}
	}
	if len(ours) != len(all) || len(theirs) != len(all) {
		t.Fatalf("%d messages here and %d in Dovecot's answer, of %d", len(ours), len(theirs), len(all))
	}
	compareThreads(t, all, ours, theirs)
}

// compareThreads compares family by family.
func compareThreads(t *testing.T, all []threaded, ours, theirs map[int]int64) {
	t.Helper()
	families := map[int][]int{}
	kinds := map[string]int{}
	for i, m := range all {
		families[m.family] = append(families[m.family], i)
	}
	for _, members := range families {
		kind := all[members[0]].kind
		here, there := shape(members, ours), shape(members, theirs)
		if slices.Equal(here, there) {
			continue
		}
		kinds[kind]++
		if differs[kind] == "" && kinds[kind] < 4 {
			t.Errorf("%s: conversations %v, Dovecot's %v", kind, here, there)
			for _, i := range members {
				t.Logf("%s", strings.SplitAfterN(all[i].raw(i), "Subject", 2)[1])
			}
		}
	}
	for kind := range maps.Keys(differs) {
		t.Logf("%s: %d families differ", kind, kinds[kind])
		if kinds[kind] == 0 {
			t.Errorf("%s: no difference: it is not to be listed", kind)
		}
	}
	// Of two families nothing may be together here.
	of := map[int64]int{}
	for i, th := range ours {
		if f, ok := of[th]; ok && f != all[i].family {
			t.Fatalf("families %d and %d are one conversation", f, all[i].family)
		}
		of[th] = all[i].family
	}
}

// shape names the parts that some messages fall into, each by its first message.
func shape(members []int, threads map[int]int64) []int {
	first := map[int64]int{}
	out := make([]int, len(members))
	for i, m := range members {
		if _, ok := first[threads[m]]; !ok {
			first[threads[m]] = i
		}
		out[i] = first[threads[m]]
	}
	return out
}

// dovecotThreads asks for all conversations of INBOX, as UIDs.
func dovecotThreads(t *testing.T, d *dovecot) [][]uint32 {
	t.Helper()
	conn, err := net.Dial("tcp", d.addr())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	in := bufio.NewReader(conn)
	fmt.Fprintf(conn, "a LOGIN u %q\r\nb SELECT INBOX\r\nc UID THREAD REFERENCES UTF-8 ALL\r\nd LOGOUT\r\n", servers.Password)
	var groups [][]uint32
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		switch rest, is := strings.CutPrefix(line, "* THREAD "); {
		case is:
			depth := 0
			for len(rest) > 0 {
				n := strings.IndexAny(rest, "() \r\n")
				if uid, err := strconv.ParseUint(rest[:n], 10, 32); err == nil {
					groups[len(groups)-1] = append(groups[len(groups)-1], uint32(uid))
				}
				switch rest[n] {
				case '(':
					if depth++; depth == 1 {
						groups = append(groups, nil)
					}
				case ')':
					depth--
				}
				rest = rest[n+1:]
			}
		case strings.HasPrefix(line, "c OK"):
			return groups
		case strings.HasPrefix(line, "c "):
			t.Fatal(line)
		}
	}
}
