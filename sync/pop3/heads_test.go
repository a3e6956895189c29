package pop3

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/sync/localserver"
	"godwit/sync/mail"
)

// bodies are the states of the messages that are here, newest first, by subject.
func (f *fixture) bodies() (states []string) {
	f.t.Helper()
	for _, row := range f.rows() {
		states = append(states, fmt.Sprintf("%s %v", row.Subject, row.Body == mail.BodyHere))
	}
	return states
}

func (f *fixture) rows() []mail.Row {
	f.t.Helper()
	rows, err := f.Store.List(f.t.Context(), mail.ListQuery{Account: f.Account.ID, Role: mail.Inbox})
	if err != nil {
		f.t.Fatal(err)
	}
	return rows
}

// keepBy changes the account's rule for bodies.
func (f *fixture) keepBy(k accounts.Keep) {
	f.t.Helper()
	f.Account.Keep = k
	if err := f.Store.UpdateAccount(f.t.Context(), f.Account); err != nil {
		f.t.Fatal(err)
	}
}

// sized delivers a message of some size.
func (f *fixture) sized(subject string, octets int, when time.Time) {
	f.t.Helper()
	raw := fmt.Sprintf("From: Ines <ines@estuary.example>\r\nSubject: %s\r\nDate: %s\r\nMessage-ID: <%s@estuary.example>\r\n\r\n%s\r\n",
		subject, when.Format(time.RFC1123Z), subject, strings.Repeat("x", octets))
	if err := f.server.Deliver(f.user.Email, []byte(raw)); err != nil {
		f.t.Fatal(err)
	}
}

func TestHeadersFirst(t *testing.T) {
	now := time.Now()
	for _, c := range []struct {
		name string
		keep accounts.Keep
		want []string // in the order of delivery
	}{
		{"all", accounts.Keep{}, []string{"old true", "small true", "large true"}},
		{"headers", accounts.Keep{Mode: accounts.KeepHeaders}, []string{"old false", "small false", "large false"}},
		{"small ones", accounts.Keep{Largest: 5000}, []string{"old true", "small true", "large false"}},
		{"recent ones", accounts.Keep{Mode: accounts.KeepRecent, Days: 7}, []string{"old false", "small true", "large true"}},
		{"small recent ones", accounts.Keep{Mode: accounts.KeepRecent, Days: 7, Largest: 5000}, []string{"old false", "small true", "large false"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := newFixture(t, localserver.Options{})
			f.sized("old", 10, now.AddDate(0, -1, 0))
			f.sized("small", 10, now.Add(-time.Hour))
			f.sized("large", 20000, now.Add(-time.Minute))
			f.Account.LeaveDays = 3
			f.keepBy(c.keep)
			if n := f.once(); n != 3 {
				t.Fatalf("%d new", n)
			}
			got := f.bodies()
			slices.Sort(got)
			slices.Sort(c.want)
			if !slices.Equal(got, c.want) {
				t.Errorf("here are %v, want %v", got, c.want)
			}
			if n := f.once(); n != 0 {
				t.Errorf("%d came again", n)
			}

			// A body that is not here stays on the server, however long.
			f.now = func() time.Time { return now.AddDate(0, 0, 4) }
			f.once()
			left := len(f.server.Messages(f.user.Email, "INBOX"))
			if missing := strings.Count(strings.Join(c.want, " "), "false"); left != missing {
				t.Errorf("%d are left on the server, want %d", left, missing)
			}
			f.now = time.Now

			// It comes when it is asked for, and the rest when the rule changes.
			for _, row := range f.rows() {
				if row.Body == mail.BodyHere {
					continue
				}
				if err := f.Fetch(t.Context(), row.ID); err != nil {
					t.Fatal(err)
				}
				if raw, err := f.Store.Raw(t.Context(), row.ID); err != nil || !strings.Contains(string(raw), "xx\r\n") {
					t.Errorf("fetched %d octets, %v", len(raw), err)
				}
				break
			}
			f.keepBy(accounts.Keep{})
			f.once()
			if got := strings.Join(f.bodies(), " "); strings.Contains(got, "false") {
				t.Errorf("the rule wants all, here are %s", got)
			}
			if n := len(f.rows()); n != 3 {
				t.Errorf("%d messages", n)
			}
		})
	}
}

func TestFetchOfWhatIsGone(t *testing.T) {
	f := newFixture(t, localserver.Options{})
	f.keepBy(accounts.Keep{Mode: accounts.KeepHeaders})
	f.deliver(1)
	f.once()
	id := f.rows()[0].ID
	other := &oddServer{uids: []string{}}
	f.server.Close()
	f.Remote.server = other.serve(t)
	if err := f.Fetch(t.Context(), id); !errors.Is(err, mail.ErrNotFound) {
		t.Errorf("got %v", err)
	}
}

// TestDeletedHereAndThere: what lies in Trash, or is gone, is deleted on the
// server where the account says so, and not before.
func TestDeletedHereAndThere(t *testing.T) {
	f := newFixture(t, localserver.Options{})
	f.deliver(4)
	f.once()
	rows := f.rows()
	trash, err := f.Store.FolderByRole(t.Context(), f.Account.ID, mail.Trash)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Store.Move(t.Context(), []mail.MessageID{rows[0].ID, rows[1].ID}, trash.ID); err != nil {
		t.Fatal(err)
	}
	if err := f.Store.Delete(t.Context(), []mail.MessageID{rows[1].ID}); err != nil {
		t.Fatal(err)
	}
	f.once()
	if n := len(f.server.Messages(f.user.Email, "INBOX")); n != 4 {
		t.Errorf("%d on the server, which was not to hear of it", n)
	}
	f.Account.DeleteToo = true
	f.once()
	if n := len(f.server.Messages(f.user.Email, "INBOX")); n != 2 {
		t.Errorf("%d on the server, want 2", n)
	}
	if n := f.once(); n != 0 || len(f.rows()) != 2 {
		t.Errorf("%d came again, %d here", n, len(f.rows()))
	}
}

// TestNewIDs: a server that was moved calls its messages otherwise. They are
// known by their headers and not collected again; what is new comes.
func TestNewIDs(t *testing.T) {
	var list []string
	for i := range 6 {
		list = append(list, fmt.Sprintf("Subject: %d\r\nMessage-ID: <%d@x>\r\n\r\nText %d\r\n", i, i, i))
	}
	list = append(list, list[5]) // twice there, and twice here
	o := &oddServer{letters: list, uids: []string{"a", "b", "c", "d", "e", "f", "g"}, sizes: "true"}
	f := collectFrom(t, o)
	if n := f.once(); n != 7 {
		t.Fatalf("%d messages", n)
	}
	o.uids = []string{"A", "B", "C", "D", "E", "F", "G", "H"}
	o.letters = append(o.letters, "Subject: new\r\nMessage-ID: <new@x>\r\n\r\nNew\r\n")
	o.said = nil
	if n := f.once(); n != 1 {
		t.Errorf("%d new", n)
	}
	if got := strings.Count(strings.Join(o.said, "\n"), "RETR"); got != 1 {
		t.Errorf("%d messages were fetched", got)
	}
	if n := f.once(); n != 0 {
		t.Errorf("%d came again", n)
	}
	o.noTop, o.uids = true, []string{"1", "2", "3", "4", "5", "6", "7", "8"}
	f.once() // nothing tells them: they come again rather than not at all
	if n := len(f.rows()); n != 16 {
		t.Errorf("%d messages", n)
	}
}
