package model

import (
	"strings"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/app"
	"godwit/compose"
	"godwit/sync/mail"
)

var noon = time.Date(2026, 11, 3, 12, 0, 0, 0, time.UTC) // a Tuesday

func TestShortTime(t *testing.T) {
	for _, c := range []struct {
		at   time.Time
		want string
	}{
		{noon.Add(-2 * time.Hour), "10:00"},
		{noon.Add(-24 * time.Hour), "Mon 12:00"},
		{noon.AddDate(0, 0, -6), "Wed 12:00"},
		{noon.AddDate(0, 0, -7), "27 Oct"},
		{noon.AddDate(-1, 0, 0), "3 Nov 2025"},
		{noon.AddDate(0, 0, 3), "6 Nov 2026"},
		{time.Time{}, ""},
	} {
		if got := ShortTime(c.at, noon); got != c.want {
			t.Errorf("ShortTime(%v) = %q, want %q", c.at, got, c.want)
		}
	}
}

func TestNumbers(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 98213: "98,213", 1234567: "1,234,567", -1000: "-1,000"} {
		if got := Number(n); got != want {
			t.Errorf("Number(%d) = %q, want %q", n, got, want)
		}
	}
	for n, want := range map[int64]string{812: "812 B", 31499: "31 kB", 2_400_000: "2.4 MB", 31_000_000: "31 MB", 2_000_000_000: "2.0 GB"} {
		if got := Size(n); got != want {
			t.Errorf("Size(%d) = %q, want %q", n, got, want)
		}
	}
	for _, c := range []struct {
		name string
		n    int
		want string
	}{{"a.pdf", 1, "a.pdf"}, {"a.pdf", 2, "a-2.pdf"}, {"a", 3, "a-3"}, {".profile", 2, ".profile-2"}} {
		if got := Numbered(c.name, c.n); got != c.want {
			t.Errorf("Numbered(%q, %d) = %q, want %q", c.name, c.n, got, c.want)
		}
	}
}

func TestListAsksForRowsNearby(t *testing.T) {
	ids := make([]mail.MessageID, 10_000)
	for i := range ids {
		ids[i] = mail.MessageID(i + 1)
	}
	l := NewList()
	l.Set(NewOrder(ids), nil)
	if l.Wanted() != nil {
		t.Error("rows are wanted before any was looked at")
	}
	for i := 5000; i < 5010; i++ {
		if _, ok := l.Row(i); ok {
			t.Fatal("a row that nobody brought")
		}
	}
	want := l.Wanted()
	if len(want) != 10+2*around || want[0] != ids[5000-around] {
		t.Fatalf("%d rows wanted from %d on", len(want), want[0])
	}
	rows := make([]mail.Row, len(want))
	for i, id := range want {
		rows[i].ID = id
	}
	l.Add(rows)
	if r, ok := l.Row(5005); !ok || r.ID != ids[5005] {
		t.Error("the row that was brought is not there")
	}
	if l.Wanted() != nil {
		t.Error("rows are wanted again")
	}
	for jump := range 100 { // all over the folder: what was seen is let go
		l.Row(jump * 100)
		rows := make([]mail.Row, 0, 300)
		for _, id := range l.Wanted() {
			rows = append(rows, mail.Row{ID: id})
		}
		l.Add(rows)
	}
	if len(l.rows) > 30*around {
		t.Errorf("%d rows are kept", len(l.rows))
	}
}

func TestBanner(t *testing.T) {
	list := []accounts.Account{{ID: 1, Name: "Home"}, {ID: 2, Name: "Work"}}
	states := map[accounts.ID]app.AccountStatus{}
	var vanished []mail.Vanished
	show := func(later map[accounts.ID]bool) Banner {
		return BannerFor(list, func(id accounts.ID) app.AccountStatus { return states[id] }, later, vanished, noon)
	}
	offline := app.AccountStatus{State: app.Offline, Problem: &app.Explanation{Title: "No internet, it seems."}}
	states[1], states[2] = offline, app.AccountStatus{State: app.Live}
	if b := show(nil); b.Kind != NoBanner {
		t.Errorf("one account off: %+v", b)
	}
	states[2] = offline
	if b := show(nil); b.Kind != OfflineBanner {
		t.Errorf("all off: %+v", b)
	}
	states[2] = app.AccountStatus{State: app.NeedsPassword, Problem: &app.Explanation{Title: "User name or password refused."}}
	if b := show(nil); b.Kind != LoginBanner || b.Account != 2 || b.Text != "Work: User name or password refused." {
		t.Errorf("login: %+v", b)
	}
	if b := show(map[accounts.ID]bool{2: true}); b.Kind == LoginBanner {
		t.Errorf("put off, and still asked: %+v", b)
	}
	vanished = []mail.Vanished{{Folder: 3, Account: 2, Path: "Work/Archive", Count: 1204}}
	if b := show(nil); b.Kind != LoginBanner {
		t.Errorf("a login comes first, not %+v", b)
	}
	if b := show(map[accounts.ID]bool{2: true}); b.Kind != VanishedBanner || b.Vanished.Count != 1204 {
		t.Errorf("vanished: %+v", b)
	}
	if text := VanishedText(vanished[0]); text != "1,204 messages have vanished from Archive on the server. Godwit still has them here." {
		t.Error(text)
	}
}

func TestKeepChoices(t *testing.T) {
	for _, c := range []struct {
		folder bool
		keep   accounts.Keep
		title  string
	}{
		{true, accounts.Keep{}, "as the account"},
		{false, accounts.Keep{}, "all messages"},
		{true, accounts.Keep{Mode: accounts.KeepAll}, "all messages"},
		{false, accounts.Keep{Mode: accounts.KeepRecent, Days: 90}, "those of the last 90 days"},
		{true, accounts.Keep{Mode: accounts.KeepRecent, Days: 45}, "those of the last 45 days"},
		{true, accounts.Keep{Mode: accounts.KeepHeaders}, "none until I open them"},
	} {
		choices, at := KeepChoices(c.folder, c.keep)
		if choices[at].Title != c.title {
			t.Errorf("%+v is shown as %q", c.keep, choices[at].Title)
		}
	}
	if titles, sizes, at := LargestChoices(7e6); titles[at] != "up to 7.0 MB" || sizes[at] != 7e6 {
		t.Error(titles, sizes, at)
	}
}

func TestLeft(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "", 4 * time.Second: "a few seconds left", 42 * time.Second: "about 40 s left",
		4 * time.Minute: "about 4 min left", 3 * time.Hour: "about 3 h left",
	} {
		if got := Left(d); got != want {
			t.Errorf("%v: %q, want %q", d, got, want)
		}
	}
}

func TestStatusText(t *testing.T) {
	for want, s := range map[string]app.AccountStatus{
		"Up to date 11:58":                        {State: app.Live, Synced: noon.Add(-2 * time.Minute)},
		"Syncing Archive 12,300 of 98,213":        {State: app.Syncing, Folder: "Archive", Done: 12300, Total: 98213},
		"Syncing Sent 5 of 10 · about 2 min left": {State: app.Syncing, Folder: "Sent", Done: 5, Total: 10, Left: 2 * time.Minute},
		"Syncing Inbox":                           {State: app.Syncing, Folder: "INBOX"},
		"Needs login":                             {State: app.NeedsPassword},
		"Next try 12:05":                          {State: app.Waiting, Until: noon.Add(5 * time.Minute)},
	} {
		if got := StatusText(s, noon); got != want {
			t.Errorf("%+v says %q, want %q", s, got, want)
		}
	}
}

func TestFate(t *testing.T) {
	for state, want := range map[mail.SendState]string{
		mail.StateQueued: "Queued", mail.StateSending: "Sending", mail.StateSent: "Sent", mail.StatePartial: "Partly sent",
		mail.StateRetry: "Will retry", mail.StateHeld: "Waits for you", mail.StateFailed: "Not sent", mail.StateUnsure: "Unsure", mail.StateCancelled: "Cancelled",
	} {
		f := FateOf(mail.Outgoing{State: state}, noon)
		if f.Chip != want || f.Title == "" {
			t.Errorf("%s: %+v", state, f)
		}
		for _, a := range f.Actions {
			if state == mail.StateUnsure && (a == TryNow || a == Edit) {
				t.Error("a message that may have arrived can be sent again without a word")
			}
		}
	}
	for want, o := range map[string]mail.Outgoing{
		"Not sent yet: the server asks to wait. Next try 12:10.": {State: mail.StateRetry, NextTry: noon.Add(10 * time.Minute), Error: &mail.SendError{Code: 450}},
		"Not sent to all yet: the server asks to wait.":          {State: mail.StateRetry, Recipients: []mail.Recipient{{State: mail.StateSent}}, Error: &mail.SendError{Code: 450}},
		"Not sent yet: the server was not reached.":              {State: mail.StateRetry, Error: &mail.SendError{Stage: mail.StageConnect}},
		"A new version took its place.":                          {State: mail.StateCancelled, Replaced: 7},
	} {
		if f := FateOf(o, noon); f.Title != want {
			t.Errorf("%q, want %q", f.Title, want)
		}
	}
	if f := FateOf(mail.Outgoing{State: mail.StateSent, Changed: noon, SendAt: noon.Add(-3 * time.Hour)}, noon); !strings.Contains(f.Text, "09:00") {
		t.Errorf("sent late: %q", f.Text)
	}
	for octets, want := range map[int64]string{
		0: "Sending…", 5 << 20: "Sending… 5.2 MB of 10 MB.", 10 << 20: "Sending… 10 MB, waiting for the server's answer.",
	} {
		if f := SendingFate(mail.Outgoing{Size: 10 << 20}, octets); f.Title != want {
			t.Errorf("%q, want %q", f.Title, want)
		}
	}
	if n, bad := OutboxCount([]mail.Outgoing{{State: mail.StateSent}, {State: mail.StateFailed}, {State: mail.StateCancelled}}, noon); n != 1 || !bad {
		t.Errorf("counts %d, %v", n, bad)
	}
}

func TestCopyRuleText(t *testing.T) {
	for want, r := range map[string]app.CopyRule{
		"Copies in Sent: filed by the server, as set.":                                 {Chosen: accounts.SentByServer, Server: true},
		"Copies in Sent: filed by Godwit, as set.":                                     {Chosen: accounts.SentByClient},
		"Copies in Sent: Godwit finds out with the first message.":                     {Chosen: accounts.SentAuto},
		"Copies in Sent: filed by the server, as seen with “Tea”, 11:00.":              {Chosen: accounts.SentAuto, Known: true, Server: true, By: "Tea", At: noon.Add(-time.Hour)},
		"Copies in Sent: filed by Godwit, since the server did not with “Tea”, 11:00.": {Chosen: accounts.SentAuto, Known: true, By: "Tea", At: noon.Add(-time.Hour)},
	} {
		if got := CopyRuleText(r, noon); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	for _, c := range []mail.CopyState{mail.CopyWanted, mail.CopyLooking, mail.CopyFiled, mail.CopyServer} {
		if CopyText(c) == "" {
			t.Errorf("nothing is said of %q", c)
		}
	}
}

func TestServerFormPort(t *testing.T) {
	s := NewAccountForm().In
	s.Choose(accounts.POP3, accounts.TLS)
	if s.Port != "995" {
		t.Errorf("POP3 with TLS: port %s", s.Port)
	}
	s.Port = "10995"
	s.Choose(accounts.IMAP, accounts.STARTTLS)
	if s.Port != "10995" {
		t.Errorf("a port of one's own became %s", s.Port)
	}
}

func TestFormKeepsWhatItDoesNotShow(t *testing.T) {
	old := accounts.Account{
		ID: 7, Identities: []accounts.Identity{{Name: "Ada", Email: "ada@example.org", Signature: "A."}, {Email: "other@example.org"}},
		Incoming: accounts.Server{Protocol: accounts.IMAP, Host: "a", Port: 993, Security: accounts.TLS, User: "ada", Auth: "PLAIN"},
		Outgoing: accounts.Server{Protocol: accounts.None}, SentCopy: accounts.SentByServer, Secrets: accounts.File, LeaveDays: 3,
	}
	f := FormOf(old)
	f.Name = "Ada L."
	got := f.Account(old)
	if got.Identities[0].Signature != "A." || len(got.Identities) != 2 || got.Incoming.Auth != "PLAIN" || got.LeaveDays != 3 || got.SentCopy != accounts.SentByServer {
		t.Errorf("lost: %+v", got)
	}
	if old.Identities[0].Name != "Ada" {
		t.Error("the form changed the account it was made from")
	}
}

func TestWriting(t *testing.T) {
	w := NewWriting(compose.Draft{Subject: "a"})
	if w.Touched() || !w.New() {
		t.Error("a fresh draft counts as changed, or as one that was opened")
	}
	w.Draft.ID = 5 // it was saved
	if w.Touched() || !w.New() {
		t.Error("saving counts as a change of the writer's")
	}
	w.Draft.Subject = "b"
	if !w.Touched() {
		t.Error("a change is not seen")
	}
	if NewWriting(compose.Draft{ID: 5}).New() || NewWriting(compose.Draft{Copy: 7}).New() {
		t.Error("a draft that was opened counts as new")
	}
}

// TestSign: a signature of choice stays the writer's choice until the sender
// changes, and goes as a whole.
func TestSign(t *testing.T) {
	ada, work := accounts.Identity{Email: "ada@example.org", Signature: "Ada"}, accounts.Identity{Email: "a@work.example", Signature: "Countess\nof Lovelace"}
	w := NewWriting(compose.Draft{From: mail.Address{Email: ada.Email}, Body: compose.Sign("Hello.\n", "", ada.Signature)})
	w.Sign(work, ada)
	if !strings.HasSuffix(w.Draft.Body, "-- \nCountess\nof Lovelace\n") || strings.Contains(w.Draft.Body, "Ada") {
		t.Errorf("other signature: %q", w.Draft.Body)
	}
	w.Sign(accounts.Identity{}, ada)
	if strings.TrimSpace(w.Draft.Body) != "Hello." {
		t.Errorf("no signature: %q", w.Draft.Body)
	}
	w.SetFrom(Sender{Identity: ada}, work)
	if strings.Count(w.Draft.Body, "-- \n") != 1 || !strings.HasSuffix(w.Draft.Body, "-- \nAda\n") {
		t.Errorf("other sender: %q", w.Draft.Body)
	}
}
