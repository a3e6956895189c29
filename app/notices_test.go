package app

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"godwit/accounts"
	"godwit/sync/localserver"
	"godwit/sync/mail"
)

func notices(t *testing.T, a *App, code string) []Notice {
	t.Helper()
	all, err := a.Notices(t.Context())
	check(t, err)
	var out []Notice
	for _, n := range all {
		if n.Code == code {
			out = append(out, n)
		}
	}
	return out
}

// What a server wants read is shown once, also to a person who has dismissed it.
func TestAlertsOnce(t *testing.T) {
	a := open(t, t.TempDir(), nil)
	for _, text := range []string{"Mailbox moves tonight", "Mailbox moves tonight", "", strings.Repeat("x", 2000)} {
		check(t, a.engine.keepAlert(t.Context(), 1, text))
	}
	list := notices(t, a, codeAlert)
	if len(list) != 2 || !strings.Contains(list[1].Text+list[0].Text, "“Mailbox moves tonight”") || len(list[0].Text) > 600 {
		t.Fatalf("%+v", list)
	}
	for _, n := range list {
		check(t, a.Dismiss(t.Context(), n.ID))
	}
	check(t, a.engine.keepAlert(t.Context(), 1, "Mailbox moves tonight"))
	if n := len(notices(t, a, codeAlert)); n != 0 {
		t.Errorf("said again after it was dismissed: %d", n)
	}
	check(t, a.engine.keepAlert(t.Context(), 2, "Mailbox moves tonight"))
	if n := len(notices(t, a, codeAlert)); n != 1 {
		t.Errorf("of another account: %d", n)
	}
	for i := range 3 * maxAlerts { // what is remembered has an end
		check(t, a.engine.keepAlert(t.Context(), 1, strings.Repeat("y", i+1)))
	}
	if kept, err := a.Pref(t.Context(), alertsPref+"1"); err != nil || strings.Count(kept, ",") != maxAlerts-1 {
		t.Errorf("%d remembered, %v", strings.Count(kept, ",")+1, err)
	}
}

// A mailbox that has become nearly full is told with its figures, once until
// there is room again.
func TestQuotaNotice(t *testing.T) {
	a := open(t, t.TempDir(), nil)
	for i, c := range []struct {
		q       mail.Quota
		notices int
	}{
		{mail.Quota{}, 0},
		{mail.Quota{Used: 5e9, Limit: 15e9}, 0},
		{mail.Quota{Used: 14.3e9, Limit: 15e9}, 1},
		{mail.Quota{Used: 14.9e9, Limit: 15e9}, 1},
		{mail.Quota{Used: 1e9, Limit: 15e9}, 1},
		{mail.Quota{Used: 15e9, Limit: 15e9}, 2},
		{mail.Quota{}, 2},
	} {
		check(t, a.engine.keepQuota(t.Context(), 1, c.q))
		if got, ok, err := a.Accounts.Quota(t.Context(), 1); err != nil || got != c.q || ok != (c.q.Limit > 0) {
			t.Errorf("%d: kept %+v, %v, %v", i, got, ok, err)
		}
		list := notices(t, a, codeQuota)
		if len(list) != c.notices {
			t.Errorf("%d: %d notices", i, len(list))
		}
		if i == 2 && len(list) == 1 && !strings.Contains(list[0].Text, "14.3 GB of 15.0 GB") {
			t.Errorf("%s", list[0].Text)
		}
	}
}

func TestOctets(t *testing.T) {
	for n, want := range map[int64]string{0: "0 octets", 999: "999 octets", 1000: "1.0 kB", 2_500_000: "2.5 MB", 15e9: "15.0 GB", 9e18: "9000.0 PB"} {
		if got := Octets(n); got != want {
			t.Errorf("%d: %s", n, got)
		}
	}
}

// The log of an account goes with it, though its engine speaks to the end.
func TestRemovedAccountLeavesNoLog(t *testing.T) {
	w := newWorld(t, localserver.Options{})
	dir := t.TempDir()
	a := open(t, dir, nil)
	gone, left := add(t, a, w.account(mira), "godwit"), add(t, a, w.account(jonas), "godwit")
	start(t, a)
	for _, id := range []accounts.ID{gone, left} {
		untilState(t, a, id, Live)
	}
	check(t, a.Accounts.Remove(t.Context(), gone, false))
	until(t, a, "the engine forgets the account", func() bool { return a.Status.Of(gone).State == Stopped })
	check(t, a.Accounts.Retire(t.Context(), left, false))
	untilState(t, a, left, SendOnly)
	entries, err := os.ReadDir(filepath.Join(dir, "log"))
	check(t, err)
	if len(entries) != 0 {
		t.Errorf("%v", entries)
	}
}
