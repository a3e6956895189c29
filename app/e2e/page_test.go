package e2e

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"godwit/accounts/oauth/issuer"
	"godwit/app/e2e/servers"
)

// atPage runs a command that signs in at a page, opens the page as a browser
// would, and returns how the command ended.
func (u *user) atPage(args ...string) result {
	u.t.Helper()
	cmd := exec.Command(program(u.t, godwitctl), append([]string{"--json", "--profile", u.profile, "--timeout", "20s"}, args...)...)
	cmd.Env = u.env
	out, err := cmd.StdoutPipe()
	if err != nil {
		u.t.Fatal(err)
	}
	var errOut strings.Builder
	cmd.Stderr = &errOut
	if err := cmd.Start(); err != nil {
		u.t.Fatal(err)
	}
	var all strings.Builder
	for lines := bufio.NewScanner(out); lines.Scan(); {
		all.WriteString(lines.Text() + "\n")
		var say struct{ Page, Code string }
		if json.Unmarshal(lines.Bytes(), &say) == nil && say.Page != "" && say.Code == "" {
			answer, err := http.Get(say.Page)
			if err != nil {
				u.t.Error(err)
				continue
			}
			io.Copy(io.Discard, answer.Body)
			answer.Body.Close()
		}
	}
	_ = cmd.Wait() // the exit code says it
	return result{cmd.ProcessState.ExitCode(), all.String(), errOut.String()}
}

// TestSignInAtAPage: a provider with OAuth 2, Dovecot and Postfix which take
// its tokens, and what can happen to a sign-in.
func TestSignInAtAPage(t *testing.T) {
	page, stop := issuer.Start()
	defer stop()
	ca := servers.NewCA(t)
	conf := filepath.Join(t.TempDir(), "oauth2.conf")
	if err := os.WriteFile(conf, fmt.Appendf(nil, "introspection_url = %s/introspect\nintrospection_mode = post\nusername_attribute = username\nactive_attribute = active\nactive_value = true\n", page.URL()), 0o600); err != nil {
		t.Fatal(err)
	}
	d := servers.StartDovecotExtra(t, ca, `auth_mechanisms = plain login xoauth2 oauthbearer
passdb {
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = `+conf+`
}
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}`, ada, grace)
	w := &world{ca: ca, mailbox: d, postfix: servers.StartPostfix(t, ca, d), desktop: servers.StartDesktop(t)}
	w.deliver(t, ada, "Letter", "The engine weaves algebraical patterns.")
	a := newUser(t, w.desktop, ca)

	// An organisation's own page, and its client ID.
	own := filepath.Join(t.TempDir(), "pages.json")
	text, err := json.Marshal([]any{page.Provider()})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(own, text, 0o600); err != nil {
		t.Fatal(err)
	}
	a.must("", "account", "pages", "--own", own)
	add := slices.Concat([]string{"account", "add", "--email", ada, "--name", "Ada Lovelace", "--sent-copy", "server", "--page"}, w.imap(), w.submission())

	ends := func(r result, exit int, code string) {
		t.Helper()
		if r.code != exit || code != "" && !strings.Contains(r.err, `"code":"`+code+`"`) {
			t.Fatalf("exit %d, want %d with %q\n%s%s", r.code, exit, code, r.out, r.err)
		}
	}
	page.Set(issuer.Behaviour{Error: "access_denied", Description: "AADSTS90094: an administrator must consent"})
	ends(a.atPage(add...), 4, "GW-PAGE-ADMIN")
	page.Set(issuer.Behaviour{Error: "access_denied"})
	ends(a.atPage(add...), 4, "GW-PAGE-REFUSED")
	page.Set(issuer.Behaviour{})
	ends(a.atPage(add...), 0, "")

	// Mail comes and goes with what the page gave.
	a.must("", "sync")
	if inbox := rows[row](t, a.must("", "list", "--folder", "inbox")); len(inbox) != 1 {
		t.Fatalf("inbox: %+v", inbox)
	}
	send := []string{"send", "--to", grace, "--subject", "Tea", "--body-file", "-", "--wait"}
	if sent := a.must("Four o'clock?\n", send...); !strings.Contains(sent.out, `"state":"sent"`) {
		t.Errorf("send: %s", sent.out)
	}

	// A token that the server takes no more is renewed, and that is not seen.
	asked := len(page.Asked)
	page.Forget()
	a.must("", "sync")
	a.must("Four o'clock?\n", send...)
	if got := page.Asked[asked:]; !slices.Contains(got, "refresh_token") {
		t.Errorf("asked %v after the token was refused", got)
	}

	// The provider is away: later. It takes the sign-in back: a person signs in again.
	page.Forget()
	page.Set(issuer.Behaviour{Status: 503})
	ends(a.ctl("", "sync"), 5, "GW-PAGE-LATER")
	page.Set(issuer.Behaviour{})
	a.must("", "sync")
	page.Revoke(ada)
	ends(a.ctl("", "sync"), 4, "GW-PAGE-ENDED")
	ends(a.atPage("account", "login", ada, "--page"), 0, "")
	a.must("", "sync")

	// What is on the disk tells nobody's tokens.
	for _, secret := range page.Secrets() {
		if out, err := exec.Command("grep", "-rlF", secret, a.profile).Output(); err == nil {
			t.Errorf("a token is in %s", out)
		}
	}
	a.must("", "account", "remove", ada, "--discard-outbox")
}
