package app

import (
	"strings"
	"testing"
	"time"

	"godwit/compose"
	"godwit/compose/vcard"
	"godwit/sync/localserver"
	"godwit/sync/mail"
	"godwit/sync/store"
)

func TestRank(t *testing.T) {
	now := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	day := func(n int) time.Time { return now.AddDate(0, 0, -n) }
	who := func(email string, sent, received int, last time.Time) store.Person {
		return store.Person{Address: mail.Address{Name: "Ann " + email[:1], Email: email}, Sent: sent, Received: received, Last: last}
	}
	known := []store.Person{
		who("a.only.writes@x.example", 0, 200, day(1)), who("b.often@x.example", 30, 10, day(3)),
		who("c.once@x.example", 1, 0, day(2)), who("d.long.ago@x.example", 100, 100, day(1500)), who("e.book@x.example", 0, 1, day(400)),
	}
	list := rank(known, []Contact{{ID: 1, Name: "Eve Annson", Emails: []string{"e.book@x.example"}}, {ID: 2, Name: "Annual team", Group: true, Members: []mail.Address{{Email: "z@x"}}}}, now)
	var order []string
	for _, s := range list {
		order = append(order, s.To[0].Email[:1])
	}
	if got := strings.Join(order, ""); got != "bcazed" && got != "bacz"+"ed" && got != "bcaz"+"ed" {
		t.Errorf("order %s", got)
	}
	for typed, want := range map[string]string{"ann": "bcazed", "annson": "e", "X.EXA": "bcaed", "often": "b", "nn": "", "eve  a": "e"} {
		var got []string
		for _, s := range list {
			if begins(s.folded, folded(typed)) {
				got = append(got, s.To[0].Email[:1])
			}
		}
		if len(got) != len(want) {
			t.Errorf("%q finds %v, want %s", typed, got, want)
		}
	}
}

func TestPeople(t *testing.T) {
	w := newWorld(t, localserver.Options{})
	a := open(t, t.TempDir(), nil)
	id := add(t, a, w.account(mira), "godwit")
	w.deliver(mira, "hello")
	check(t, a.Sync(t.Context(), SyncOptions{Account: id}))
	check(t, a.People.Learn(t.Context()))
	find := func(typed string) []Suggestion {
		t.Helper()
		got, err := a.People.Complete(t.Context(), typed, 5)
		check(t, err)
		return got
	}
	if got := find("ada"); len(got) == 0 || got[0].To[0].Email != "ada@example.org" || got[0].Name != "Ada" {
		t.Errorf("%+v", got)
	}
	card := "BEGIN:VCARD\nVERSION:3.0\nUID:1\nFN:Zoë Quill\nEMAIL:zoe@q.example\nEND:VCARD\nBEGIN:VCARD\nFN:Writers\nKIND:group\nMEMBER:1\nMEMBER:mailto:cy@q.example\nEND:VCARD\n"
	for i, want := range []int{2, 0} {
		added, updated, broken, err := a.People.ImportContacts(t.Context(), strings.NewReader(card))
		if err != nil || added != want || updated != 2-want || broken != 0 {
			t.Errorf("import %d: %d, %d, %d, %v", i, added, updated, broken, err)
		}
	}
	if got := find("writ"); len(got) != 1 || len(got[0].To) != 2 || got[0].To[0].Name != "Zoë Quill" {
		t.Errorf("a group: %+v", got)
	}
	if got := find("ZOË"); len(got) != 1 {
		t.Errorf("a contact: %+v", got)
	}
	check(t, a.People.Forget(t.Context(), "ADA@example.org"))
	if got := find("ada"); len(got) != 0 {
		t.Errorf("forgotten: %+v", got)
	}
	check(t, a.People.AddContact(t.Context(), "Bob", []string{"bob@x.example"}, false))
	if err := a.People.AddContact(t.Context(), "Bob", []string{"bob"}, false); err == nil {
		t.Error("a contact without an address was taken")
	}
	added, err := a.People.AddPeople(t.Context(), []mail.Address{{Email: "BOB@x.example"}, {Name: "Cleo", Email: "cleo@x.example"}, {Email: "cleo@x.example"}})
	if err != nil || added != 1 {
		t.Errorf("%d people added, %v", added, err)
	}
	changeContacts(t, a)
	out, err := a.People.ExportContacts(t.Context(), vcard.V4)
	if err != nil || strings.Count(out, "BEGIN:VCARD") != 4 || !strings.Contains(out, "FN:Bob") {
		t.Errorf("%v: %s", err, out)
	}
}

// changeContacts edits a person and a group, and removes Cleo for good.
func changeContacts(t *testing.T, a *App) {
	t.Helper()
	ctx := t.Context()
	by := func() map[string]Contact {
		list, err := a.People.Contacts(ctx)
		check(t, err)
		out := map[string]Contact{}
		for _, c := range list {
			out[c.Name] = c
		}
		return out
	}
	check(t, a.People.EditContact(ctx, by()["Zoë Quill"].ID, "Zoë Feather", []string{"zoe@q.example", "zoe@home.example"}))
	check(t, a.People.EditContact(ctx, by()["Writers"].ID, "Authors", []string{"dora@q.example", "zoe@q.example"}))
	if got := by()["Zoë Feather"]; len(got.Emails) != 2 {
		t.Errorf("edited: %+v", got)
	}
	if got := by()["Authors"]; len(got.Members) != 2 || got.Members[1].Name != "Zoë Feather" {
		t.Errorf("a member that is an entry is none any more: %+v", got)
	}
	check(t, a.People.AddContact(ctx, "Feathers", []string{"ZOE@q.example", "rook@q.example"}, true))
	check(t, a.People.EditContact(ctx, by()["Zoë Feather"].ID, "Zoë Feather", []string{"zoe@new.example"}))
	if got := by()["Feathers"]; len(got.Members) != 2 || got.Members[0].Email != "zoe@new.example" {
		t.Errorf("the group does not follow its member: %+v", got)
	}
	if err := a.People.EditContact(ctx, by()["Authors"].ID, "x", []string{"no address"}); err == nil {
		t.Error("a group took what is no address")
	}
	before := by()["Cleo"]
	undo, err := a.People.RemoveContacts(ctx, []int64{before.ID})
	check(t, err)
	if _, there := by()["Cleo"]; there {
		t.Error("Cleo was not removed")
	}
	check(t, undo(ctx))
	if got := by()["Cleo"]; len(got.Emails) != 1 {
		t.Errorf("brought back: %+v", got)
	}
	_, err = a.People.RemoveContacts(ctx, []int64{by()["Cleo"].ID})
	check(t, err)
}

func TestKnown(t *testing.T) {
	w := newWorld(t, localserver.Options{})
	a := open(t, t.TempDir(), nil)
	id := add(t, a, w.account(mira), "godwit")
	d, err := a.Outbox.Blank(t.Context(), id)
	check(t, err)
	d.To, d.Subject, d.Body = []mail.Address{{Email: jonas}}, "x", "y"
	_, err = a.Outbox.Send(t.Context(), d, 0)
	check(t, err)
	check(t, a.Outbox.Run(t.Context()))
	check(t, a.People.SetOwnDomains(t.Context(), []string{"demo.test", "bücher.example"}))
	if err := a.People.SetOwnDomains(t.Context(), []string{"a b"}); err == nil {
		t.Error("a domain with a blank was taken")
	}
	known, err := a.People.Known(t.Context(), d)
	check(t, err)
	if known.MaxSize < 1<<20 || len(known.Domains) != 2 {
		t.Errorf("the server's limit is %d", known.MaxSize)
	}
	d.Attachments = []compose.Attachment{{Name: "a", Size: known.MaxSize * 4 / 5, Data: nil}}
	got := compose.Warn(d, known)
	if len(got) != 1 || got[0].Code != compose.TooLarge {
		t.Errorf("%v", got)
	}
}

func TestForwardWholeAndRedirect(t *testing.T) {
	w := newWorld(t, localserver.Options{})
	a := open(t, t.TempDir(), nil)
	id := add(t, a, w.account(mira), "godwit")
	w.deliver(mira, "first plan")
	w.deliver(mira, "second plan")
	check(t, a.Sync(t.Context(), SyncOptions{Account: id}))
	one, _ := find(t, a, id, mail.Inbox, "first plan")
	two, _ := find(t, a, id, mail.Inbox, "second plan")
	d, err := a.Outbox.ForwardWhole(t.Context(), []mail.MessageID{one.ID, two.ID})
	check(t, err)
	d.To = []mail.Address{{Email: jonas}}
	_, err = a.Outbox.Send(t.Context(), d, 0)
	check(t, err)
	_, err = a.Outbox.Redirect(t.Context(), one.ID, compose.Resent{From: d.From, To: d.To}, id, 0)
	check(t, err)
	check(t, a.Outbox.Run(t.Context()))
	var whole, redirected bool
	for _, m := range w.server.Messages(jonas, "INBOX") {
		raw := string(m.Raw)
		whole = whole || strings.Contains(raw, "Content-Type: message/rfc822") && strings.Contains(raw, string(letter("second plan"))) && strings.Contains(raw, "first plan.eml")
		redirected = redirected || strings.Contains(raw, "Resent-From: ") && strings.HasSuffix(raw, string(letter("first plan")))
	}
	if !whole || !redirected {
		t.Errorf("forwarded %v, redirected %v", whole, redirected)
	}
	for _, m := range []mail.MessageID{one.ID, two.ID} {
		if row, err := a.Mail.Row(t.Context(), m); err != nil || row.Flags&mail.Forwarded == 0 {
			t.Errorf("%d is not marked: %v", m, err)
		}
	}
	d, err = a.Outbox.AsNew(t.Context(), two.ID)
	if err != nil || d.Subject != "second plan" || d.From.Email != mira || d.To[0].Email != mira || d.InReplyTo != "" || !strings.Contains(d.Body, "About second plan.") {
		t.Errorf("as new: %+v, %v", d, err)
	}
}

// BenchmarkRank ranks as many people as are kept, then completes a name.
func BenchmarkRank(b *testing.B) {
	known := make([]store.Person, 20_000)
	for i := range known {
		known[i] = store.Person{Address: mail.Address{Name: "Ada Lovelace", Email: strings.Repeat("x", i%20) + "@example.org"}, Sent: i % 7, Received: i % 11, Last: time.Unix(int64(1e9+i), 0)}
	}
	b.Run("rank", func(b *testing.B) {
		for b.Loop() {
			rank(known, nil, time.Now())
		}
	})
	list := rank(known, nil, time.Now())
	b.Run("complete", func(b *testing.B) {
		for b.Loop() {
			for _, s := range list {
				begins(s.folded, "nobody")
			}
		}
	})
}
