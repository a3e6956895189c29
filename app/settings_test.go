package app

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"godwit/accounts"
	"godwit/accounts/oauth"
)

// Each setting is what it usually is in a new profile, takes each of its values
// and gives it back, and refuses what it cannot be.
func TestSettings(t *testing.T) {
	a := settingsProfile(t, t.TempDir())
	seen := map[string]bool{}
	for _, s := range Settings() {
		if seen[s.ID] || s.Title == "" {
			t.Errorf("%s: twice, or without a title", s.ID)
		}
		seen[s.ID] = true
		if s.Usual != "" && s.check(s.Usual) != nil {
			t.Errorf("%s cannot be what it usually is", s.ID)
		}
		prefs := map[string]string{}
		if got := s.read(prefs); got != s.Usual {
			t.Errorf("%s of a new profile is %q, not %q", s.ID, got, s.Usual)
		}
		for _, v := range slices.Concat(s.Values, map[string][]string{
			"notify.quiet": {"22-7", "never"}, "compose.domains": {"demo.test example.org", ""},
		}[s.ID], numbers(s)) {
			if err := a.SetSetting(t.Context(), s.ID, v); err != nil {
				t.Errorf("%s: %v", s.ID, err)
			}
			if got := settingNow(t, a, s.ID); got != v {
				t.Errorf("%s was set to %q and is %q", s.ID, v, got)
			}
		}
		for _, wrong := range []string{"no such\nvalue", strings.Repeat("x", longestSetting+1)} {
			var value *SettingValueError
			if err := a.SetSetting(t.Context(), s.ID, wrong); !errors.As(err, &value) {
				t.Errorf("%s took %.20q: %v", s.ID, wrong, err)
			}
		}
	}
	for id, wrong := range map[string]string{"notify.quiet": "25-3", "compose.domains": "a_b!", "window.scale": "NaN", "send.undo-seconds": "-1", "window.density": "0"} {
		before := settingNow(t, a, id)
		if err := a.SetSetting(t.Context(), id, wrong); err == nil || settingNow(t, a, id) != before {
			t.Errorf("%s took %q", id, wrong)
		}
	}
	var unknown *UnknownSettingError
	if err := a.SetSetting(t.Context(), "no.such", "1"); !errors.As(err, &unknown) {
		t.Errorf("no.such: %v", err)
	}
}

func numbers(s Setting) []string {
	if s.High == 0 {
		return nil
	}
	return []string{s.Usual, "2"}
}

func settingsProfile(t testing.TB, dir string) *App {
	t.Helper()
	a, err := Open(t.Context(), Options{Profile: dir, Passphrase: func() (string, error) { return "MARKER-passphrase", nil }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Close)
	return a
}

func settingNow(t *testing.T, a *App, id string) string {
	t.Helper()
	list, err := a.Settings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range list {
		if s.ID == id {
			return s.Value
		}
	}
	t.Fatalf("no setting %s", id)
	return ""
}

func sampleAccount(email string) accounts.Account {
	return accounts.Account{
		Name: "Work of " + email, Colour: "#336699", LeaveDays: 3,
		Identities: []accounts.Identity{{Name: "Ada", Email: email, Signature: "Ada\nof the engine"}, {Name: "Desk", Email: "desk@demo.test", CatchAll: true}},
		Incoming:   accounts.Server{Protocol: accounts.IMAP, Host: "imap.demo.test", Port: 993, Security: accounts.TLS, User: email, Proxy: "socks5://ada@proxy.demo.test:1080", ClientCertificate: "/home/ada/ada.pem"},
		Outgoing:   accounts.Server{Protocol: accounts.SMTP, Host: "smtp.demo.test", Port: 465, Security: accounts.TLS, User: email},
		Keep:       accounts.Keep{Mode: accounts.KeepRecent, Days: 30},
		Secrets:    accounts.Session,
	}
}

// furnished is a profile that has something of everything, and a secret in each place
// where one can be.
func furnished(t *testing.T) *App {
	t.Helper()
	a := settingsProfile(t, t.TempDir())
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, email := range []string{"ada@demo.test", "bob@demo.test"} {
		_, err := a.Accounts.Add(t.Context(), sampleAccount(email), Secrets{Incoming: "MARKER-in", Outgoing: "MARKER-out", Proxy: "MARKER-proxy"})
		must(err)
	}
	page := oauth.Provider{Name: "own", AuthURL: "https://sso.demo.test/auth", TokenURL: "https://sso.demo.test/token", Scopes: []string{"mail"}, Hosts: []string{"imap.sso.test"}, ClientID: "own-id", ClientSecret: "MARKER-page"}
	must(a.Accounts.SetSignInPages(t.Context(), []oauth.Provider{page}))
	must(a.Accounts.SetClient(t.Context(), "Google", Client{ID: "google-id", Secret: "MARKER-client"}))
	must(a.store.ChangeToken(t.Context(), "imap://ada", func([]byte) ([]byte, error) { return []byte("MARKER-token"), nil }))
	must(a.Mail.SaveSearch(t.Context(), "Bills", "subject:bill"))
	must(a.Mail.SetTags(t.Context(), []Tag{{"$label1", "Urgent", "#ff0000"}, {"tea", "Tea", "#00ff00"}}))
	must(a.AllowImages(t.Context(), "news@demo.test", true))
	must(a.SetPref(t.Context(), prefOwnKeys, "archive=Ctrl+E\ndelete=\n"))
	must(a.SetPref(t.Context(), prefOwnWords, "godwit\nwaders"))
	must(a.SetPref(t.Context(), prefNotify, `{"sound":true,"from":22,"to":7,"silent":[2]}`))
	must(a.SetSetting(t.Context(), "window.accent", "moss"))
	must(a.SetSetting(t.Context(), "fetch.sparing", "either"))
	must(a.Mail.Searched(t.Context(), "MARKER what was searched"))
	return a
}

func exported(t *testing.T, a *App) (SettingsFile, []byte) {
	t.Helper()
	f, err := a.ExportSettings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	data, err := json.MarshalIndent(f, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return f, data
}

// No secret gets into a file; and a profile that has one proves that the markers
// are where secrets are kept.
func TestExportHasNoSecrets(t *testing.T) {
	a := furnished(t)
	if _, data := exported(t, a); bytes.Contains(data, []byte("MARKER")) || bytes.Contains(data, []byte("signin.")) || !bytes.Contains(data, []byte("own-id")) {
		t.Errorf("a secret, or no client ID, in\n%s", data)
	}
	acc, err := a.Accounts.Account(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	acc.Incoming.Proxy = "http://ada:MARKER-url@proxy.demo.test:80" // as a hand may have written it
	if err := a.store.UpdateAccount(t.Context(), acc); err != nil {
		t.Fatal(err)
	}
	if _, data := exported(t, a); bytes.Contains(data, []byte("MARKER")) || !bytes.Contains(data, []byte("http://ada@proxy.demo.test:80")) {
		t.Errorf("the password of a proxy in\n%s", data)
	}
}

// What one profile exports makes another one the same, in everything that a file
// has; undone, all is as it was.
func TestSettingsRoundTrip(t *testing.T) {
	from := furnished(t)
	want, data := exported(t, from)
	a := settingsProfile(t, t.TempDir())
	empty, _ := exported(t, a)
	f, unknown, err := ReadSettings(bytes.NewReader(data))
	if err != nil || len(unknown) > 0 {
		t.Fatalf("%v %v", unknown, err)
	}
	done, err := a.ImportSettings(t.Context(), f, func(SettingsItem) bool { return true })
	if err != nil || len(done.Added) != 2 {
		t.Fatalf("%+v %v", done, err)
	}
	got, _ := exported(t, a)
	sameSettings(t, got, want)
	if plan, err := a.PlanImport(t.Context(), f); err != nil || len(plan) != 0 {
		t.Errorf("a second import would change %+v %v", plan, err)
	}
	if err := a.UndoImport(t.Context(), done); err != nil {
		t.Fatal(err)
	}
	got, _ = exported(t, a)
	sameSettings(t, got, empty)
}

func sameSettings(t *testing.T, got, want SettingsFile) {
	t.Helper()
	got.Made = want.Made
	x, errX := json.MarshalIndent(got, "", " ")
	y, errY := json.MarshalIndent(want, "", " ")
	if errX != nil || errY != nil {
		t.Fatal(errX, errY)
	}
	is, was := strings.Split(string(x), "\n"), strings.Split(string(y), "\n")
	for i := range max(len(is), len(was)) {
		if i >= len(is) || i >= len(was) || is[i] != was[i] {
			t.Errorf("from line %d on\n%s\ninstead of\n%s", i, strings.Join(is[min(i, len(is)):min(i+3, len(is))], "\n"), strings.Join(was[min(i, len(was)):min(i+3, len(was))], "\n"))
			return
		}
	}
}

// An account that is here changes only when a person says so, keeps its secrets,
// and comes back as it was.
func TestImportOfKnownAccount(t *testing.T) {
	a := furnished(t)
	f, _ := exported(t, a)
	f.Accounts[0].Incoming.Host, f.Accounts[0].Incoming.Security, f.Accounts[0].Incoming.Insecure, f.Accounts[0].Silent = "evil.test", accounts.Plain, true, true
	f.Accounts[0], f.Accounts[1] = f.Accounts[1], f.Accounts[0]
	before, _ := exported(t, a)
	safe := func(i SettingsItem) bool { return i.Risk == NoRisk && i.Kind != OrderItem }
	if done, err := a.ImportSettings(t.Context(), f, safe); err != nil || len(done.Taken) != 0 {
		t.Fatalf("%+v %v", done, err)
	}
	done, err := a.ImportSettings(t.Context(), f, func(i SettingsItem) bool { return i.ID == "account:ada@demo.test" || i.Kind == OrderItem })
	if err != nil || len(done.Taken) != 2 {
		t.Fatalf("%+v %v", done, err)
	}
	list, err := a.Accounts.List(t.Context())
	if err != nil || list[0].Email() != "bob@demo.test" || list[1].Incoming.Host != "evil.test" || list[1].Secrets != accounts.Session {
		t.Fatalf("%+v %v", list, err)
	}
	if secret, err := a.secret(t.Context(), list[1].Incoming); err == nil {
		t.Errorf("%q would go to another host", secret)
	}
	if err := a.UndoImport(t.Context(), done); err != nil {
		t.Fatal(err)
	}
	after, _ := exported(t, a)
	sameSettings(t, after, before)
	if _, err := a.secret(t.Context(), sampleAccount("ada@demo.test").Incoming); err != nil {
		t.Errorf("the password is gone: %v", err)
	}
}

// A new account that names a server with a kept password, a sign-in page and a
// sender of pictures wait for a person's word.
func TestImportRisks(t *testing.T) {
	a := furnished(t)
	f := SettingsFile{Accounts: []AccountFile{accountFile(sampleAccount("ada@demo.test"), false)}}
	f.Accounts[0].Identities = []accounts.Identity{{Email: "eve@evil.test"}}
	f.SignInPages = []oauth.Provider{{Name: "evil", AuthURL: "https://evil.test/a", TokenURL: "https://evil.test/t", Hosts: []string{"imap.gmail.com"}}}
	f.Pictures, f.Clients = []string{"spam@evil.test"}, map[string]string{"Google": "evil-id", "nobody": "x"}
	items, err := a.PlanImport(t.Context(), f)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]SettingsRisk{}
	for _, i := range items {
		got[i.ID] = i.Risk
	}
	for id, risk := range map[string]SettingsRisk{"account:eve@evil.test": RiskPassword, "sign-in-pages": RiskSignIn, "sign-in-clients": RiskSignIn, "pictures": RiskPictures} {
		if got[id] != risk {
			t.Errorf("%s: %q, not %q", id, got[id], risk)
		}
	}
}

func TestReadSettings(t *testing.T) {
	for name, c := range map[string]struct{ file, want string }{
		"nothing":     {"", "does not hold settings"},
		"other JSON":  {`{"version":1}`, "does not hold settings"},
		"a list":      {`[]`, "does not hold settings"},
		"later":       {`{"godwit":"settings","version":2}`, "of version 2"},
		"no version":  {`{"godwit":"settings"}`, "of which version"},
		"wrong types": {`{"godwit":"settings","version":1,"accounts":7}`, "damaged"},
		"too large":   {`{"godwit":"settings","version":1,"words":["` + strings.Repeat("x", maxSettingsFile) + `"]}`, "too large"},
		"too many":    {`{"godwit":"settings","version":1,"words":["a"` + strings.Repeat(`,"a"`, mostOfSettings) + `]}`, "too much"},
	} {
		_, _, err := ReadSettings(strings.NewReader(c.file))
		var bad *SettingsFileError
		if !errors.As(err, &bad) || !strings.Contains(bad.Text, c.want) || Explain(err).Code != "GW-INPUT-SETTINGS-FILE" {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, unknown, err := ReadSettings(strings.NewReader(`{"godwit":"settings","version":1,"run":"rm","settings":{"no.such":"1"},"accounts":[{"password":"x","incoming":{"script":1}}]}`))
	want := []string{"accounts.incoming.script", "accounts.password", "run", "settings.no.such"}
	if err != nil || !slices.Equal(unknown, want) {
		t.Errorf("unknown: %q %v", unknown, err)
	}
}

// Whatever a file holds, its import is refused or makes a profile whose own
// export reads again, and undoing it brings back what was.
func FuzzImportSettings(f *testing.F) {
	for _, seed := range []string{
		`{"godwit":"settings","version":1,"settings":{"window.accent":"rust","notify.quiet":"1-1","compose.domains":"x"}}`,
		`{"godwit":"settings","version":1,"keys":{"a":"Ctrl+A","b=c":"x"},"tags":[{"key":"a","name":"b","colour":"#000000"},{"key":"A","name":"B","colour":"red"}]}`,
		`{"godwit":"settings","version":1,"searches":[{"name":"a","text":"b"},{"name":"","text":""}],"words":["a","b c"],"pictures_from":["a@b",""]}`,
		`{"godwit":"settings","version":1,"accounts":[{"identities":[{"email":"a@b.test"}],"incoming":{"protocol":"imap","host":"h","port":993,"security":"tls","user":"u"},"outgoing":{"protocol":"none"},"silent":true,"keep":{"mode":"recent","days":-1}}]}`,
		`{"godwit":"settings","version":1,"sign_in_pages":[{"name":"x","auth_url":"http://x"}],"sign_in_clients":{"Google":"x"},"favourites":[{"account":"a","folder":"b"}]}`,
	} {
		f.Add([]byte(seed))
	}
	dir, err := os.MkdirTemp("", "settings")
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { os.RemoveAll(dir) })
	a := settingsProfile(f, filepath.Join(dir, "profile"))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, _, err := ReadSettings(bytes.NewReader(data))
		if err != nil {
			return
		}
		before, _ := exported(t, a)
		done, err := a.ImportSettings(t.Context(), file, func(SettingsItem) bool { return true })
		if err != nil {
			t.Fatal(err)
		}
		_, text := exported(t, a)
		if _, unknown, err := ReadSettings(bytes.NewReader(text)); err != nil || len(unknown) > 0 {
			t.Errorf("the export does not read: %v %v", unknown, err)
		}
		if err := a.UndoImport(t.Context(), done); err != nil {
			t.Fatal(err)
		}
		after, _ := exported(t, a)
		sameSettings(t, after, before)
	})
}
