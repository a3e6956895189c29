package imap

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	goimap "github.com/emersion/go-imap/v2"

	"godwit/accounts"
	"godwit/sync/mail"
	"godwit/sync/query"
)

// TestSearchOnServer asks a Dovecot for what only it has: bodies, of messages
// whose headers alone are here.
func TestSearchOnServer(t *testing.T) {
	d := startDovecot(t, "")
	other := d.other(t)
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	check(other.Create("Filed/2024", nil).Wait())
	text := func(subject, from, body string) string {
		return "From: " + from + "\r\nTo: u@example.org\r\nSubject: " + subject + "\r\nMessage-ID: <" + subject + "@example.org>\r\n" +
			"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + body + "\r\n"
	}
	put(t, other, "INBOX", text("a", "Ada <ada@example.org>", "The amber lighthouse, protocol."))
	put(t, other, "INBOX", text("b", "Bob <bob@example.org>", "An amber traffic light."), goimap.FlagSeen)
	put(t, other, "Filed/2024", text("c", "Ada <ada@example.org>", "A lighthouse of amber, in Köln."))
	put(t, other, "Filed/2024", text("d", "Ada <ada@example.org>", "Nothing."))

	c := newClient(t, d.server(accounts.STARTTLS))
	c.HeadersOnly = true
	c.once(t)
	put(t, other, "INBOX", text("new", "Ada <ada@example.org>", "Amber again, and a lighthouse.")) // not here yet

	for text, want := range map[string]string{
		"amber":                       "a b c new",
		`"amber lighthouse"`:          "a c new", // both words: it would miss a phrase with a comma
		"amber lighthouse from:ada":   "a c new",
		"amber from:bob":              "b",
		"amber is:read":               "b",
		"amber -is:unread":            "b",
		"amber in:2024":               "c",
		"köln":                        "c",
		"lighthouse OR traffic":       "a b c new",
		"amber -from:ada":             "b",
		"amber subject:c":             "c",
		"nowhere":                     "",
		"amber -lighthouse":           "a b c new", // the server compares parts of words: wider
		"amber after:2020-01-01":      "a b c new",
		"amber before:2020-01-01":     "",
		"amber larger:100M":           "",
		"body:nothing OR body:köln":   "c d",
		"amber has:pdf":               "a b c new", // not known of a header
		"amber to:me after:yesterday": "a b c new",
	} {
		q := query.Parse(text, time.Now())
		found, err := c.Search(t.Context(), q.Root, 100)
		if err != nil || len(found.Refused) > 0 || found.More {
			t.Errorf("%s: %+v, %v", text, found, err)
			continue
		}
		if got := c.subjects(t, found.Messages); got != want {
			t.Errorf("%s: found %q, want %q", text, got, want)
		}
	}
	if found, err := c.Search(t.Context(), query.Parse("amber", time.Now()).Root, 2); err != nil || len(found.Messages) != 2 || !found.More {
		t.Errorf("two at most: %+v, %v", found, err)
	}
	for _, text := range []string{"is:unread", "-amber", "amber OR is:unread", "filename:x", ""} {
		if _, err := c.Search(t.Context(), query.Parse(text, time.Now()).Root, 100); !errors.Is(err, mail.ErrNoWords) {
			t.Errorf("%q is asked for: %v", text, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := c.Search(ctx, query.Parse("amber", time.Now()).Root, 100); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}

	c.HeadersOnly = false
	c.once(t) // everything is here now, and nobody is to be asked
	found, err := c.Search(t.Context(), query.Parse("amber", time.Now()).Root, 100)
	if err != nil || found.Folders != 0 || len(found.Messages) != 0 {
		t.Errorf("all is here: %+v, %v", found, err)
	}
}

// subjects of messages, sorted.
func (c *client) subjects(t *testing.T, ids []mail.MessageID) string {
	t.Helper()
	rows, err := c.Store.Rows(t.Context(), ids)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, r := range rows {
		list = append(list, r.Subject)
	}
	slices.Sort(list)
	return strings.Join(list, " ")
}
