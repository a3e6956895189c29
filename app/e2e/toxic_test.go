package e2e

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/emersion/go-imap/v2/imapclient"

	"godwit/app"
	"godwit/app/e2e/servers"
	"godwit/sync/mail"
)

const toxicLetters = 300

// TestToxics does a first sync over one bad line after the other. Whatever
// breaks, what is here stays, the next pass goes on from there, and in the end
// all is here once, in every octet.
func TestToxics(t *testing.T) {
	ca := servers.NewCA(t)
	d := servers.StartDovecot(t, ca, ada)
	desktop := servers.StartDesktop(t)
	want := fill(t, d, "INBOX", toxicLetters)
	type attributes = map[string]any
	for _, c := range []struct {
		name string
		try  func(u *toxicUser)
	}{
		{"latency", func(u *toxicUser) { u.slow("latency", "downstream", attributes{"latency": 8, "jitter": 7}) }},
		{"bandwidth", func(u *toxicUser) { u.slow("bandwidth", "downstream", attributes{"rate": 700}) }},
		{"slices", func(u *toxicUser) {
			u.slow("slicer", "downstream", attributes{"average_size": 90, "size_variation": 80, "delay": 5})
		}},
		{"slices of commands", func(u *toxicUser) {
			u.slow("slicer", "upstream", attributes{"average_size": 3, "size_variation": 2, "delay": 5})
		}},
		{"cut after so many octets", func(u *toxicUser) {
			for n := 50; n < 1<<20; n += 1 + n*3/4 + rand.IntN(n/4) {
				u.broken("limit_data", "downstream", attributes{"bytes": n})
			}
		}},
		{"cut after so many octets of commands", func(u *toxicUser) {
			for n := 20; n < 4000; n += 1 + n/2 + rand.IntN(n/2) {
				u.broken("limit_data", "upstream", attributes{"bytes": n})
			}
		}},
		{"reset", func(u *toxicUser) {
			for _, ms := range []int{0, 20, 50, 100, 150, 200, 300} {
				u.broken("reset_peer", "downstream", attributes{"timeout": ms})
			}
		}},
		{"stall", func(u *toxicUser) {
			u.dead("timeout", "downstream", attributes{"timeout": 0})
			u.dead("timeout", "upstream", attributes{"timeout": 0})
		}},
		{"down", func(u *toxicUser) {
			for range 3 {
				u.line.setUp(false)
				u.fails(5, "GW-NET-REFUSED", "", "sync")
				u.line.setUp(true)
				u.broken("limit_data", "downstream", attributes{"bytes": 200_000})
			}
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			u := &toxicUser{user: newUser(t, desktop, ca), line: newToxic(t, d.IMAPS)}
			u.must(servers.Password+"\n", "account", "add", "--email", ada, "--name", "Ada", "--password-stdin", "--no-check",
				"--in-host", "localhost", "--in-port", fmt.Sprint(u.line.port), "--in-security", "tls", "--out-host", "none")
			c.try(u)
			u.must("", "sync")
			u.has("INBOX", want)
		})
	}
}

// toxicUser is a person behind a bad line.
type toxicUser struct {
	*user
	line *toxic
	had  int // messages that were here after the last break
}

// slow is a line that is bad and holds: the pass goes well.
func (u *toxicUser) slow(kind, stream string, attributes map[string]any) {
	u.line.add(kind, stream, attributes)
	u.must("", "sync")
	u.line.remove()
}

// broken is a line that breaks: the pass fails, or was done before that. What
// was here stays.
func (u *toxicUser) broken(kind, stream string, attributes map[string]any) {
	u.t.Helper()
	u.line.add(kind, stream, attributes)
	if r := u.ctl("", "--timeout", "3s", "sync"); r.code != 0 && (r.code != 5 || !strings.Contains(r.err, `"code":"GW-NET-`)) {
		u.t.Errorf("%s %v: exit %d %s", kind, attributes, r.code, r.err)
	}
	u.line.remove()
	n := len(rows[row](u.t, u.must("", "list", "--limit", "0")))
	if n < u.had {
		u.t.Errorf("%s %v: %d messages, and there were %d", kind, attributes, n, u.had)
	}
	u.had = n
}

// dead is a line over which nothing comes: that is noticed.
func (u *toxicUser) dead(kind, stream string, attributes map[string]any) {
	u.t.Helper()
	u.line.add(kind, stream, attributes)
	u.fails(5, "GW-NET-TIMEOUT", "", "--timeout", "2s", "sync")
	u.line.remove()
}

// has looks whether a folder holds just these, once and whole.
func (u *user) has(folder string, want map[string]string) {
	u.t.Helper()
	ctx := u.t.Context()
	a, err := app.Open(ctx, app.Options{Profile: u.profile})
	if err != nil {
		u.t.Fatal(err)
	}
	defer a.Close()
	f, err := a.Mail.FindFolder(ctx, 0, folder)
	if err != nil {
		u.t.Fatal(err)
	}
	list, err := a.Mail.List(ctx, mail.ListQuery{Folder: f.ID})
	if err != nil {
		u.t.Fatal(err)
	}
	var got []string
	for _, r := range list {
		got = append(got, r.MessageID)
		if r.Body != mail.BodyHere {
			u.t.Errorf("%s has no body here (%d)", r.MessageID, r.Body)
		} else if raw, err := a.Mail.Raw(ctx, r.ID); err != nil || string(raw) != want[r.MessageID] {
			u.t.Errorf("%s has %d octets, want %d; %v", r.MessageID, len(raw), len(want[r.MessageID]), err)
		}
	}
	slices.Sort(got)
	if different := len(slices.Compact(got)); different != len(want) || len(list) != len(want) {
		u.t.Errorf("%s: %d messages, %d different, want %d", folder, len(list), different, len(want))
	}
}

// fill appends n letters of many sizes, and returns them by Message-ID.
func fill(t *testing.T, d *servers.Dovecot, folder string, n int) map[string]string {
	t.Helper()
	c, err := imapclient.DialInsecure(fmt.Sprintf("127.0.0.1:%d", d.IMAP), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if err := c.Login(ada, servers.Password).Wait(); err != nil {
		t.Fatal(err)
	}
	want := make(map[string]string)
	for i := range n {
		size := 100 + i*7
		if i%50 == 0 {
			size = 100_000
		}
		id := fmt.Sprintf("%d@%s.toxic.test", i, folder)
		raw := fmt.Sprintf("From: Charles <charles@example.org>\r\nTo: <%s>\r\nSubject: Letter %d\r\nDate: Mon, 02 Nov 2026 09:00:00 +0000\r\n"+
			"Message-ID: <%s>\r\n\r\n%x\r\n", ada, i, id, noise(size, int64(i)))
		want[id] = raw
		cmd := c.Append(folder, int64(len(raw)), nil)
		if _, err := cmd.Write([]byte(raw)); err != nil {
			t.Fatal(err)
		}
		if err := cmd.Close(); err != nil {
			t.Fatal(err)
		}
		if _, err := cmd.Wait(); err != nil {
			t.Fatal(err)
		}
	}
	return want
}
