package oauth_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"godwit/accounts/oauth"
	"godwit/accounts/oauth/issuer"
)

// browser is one that opens pages and follows where they lead; it tells the
// last page it saw.
func browser(t *testing.T) (open func(string) error, seen <-chan string) {
	pages := make(chan string, 1)
	return func(page string) error {
		go func() {
			answer, err := http.Get(page)
			if err != nil {
				t.Error(err)
				pages <- ""
				return
			}
			defer answer.Body.Close()
			text, _ := io.ReadAll(answer.Body)
			pages <- string(text)
		}()
		return nil
	}, pages
}

func start(t *testing.T) *issuer.Issuer {
	t.Helper()
	i, stop := issuer.Start()
	t.Cleanup(stop)
	return i
}

func TestSignIn(t *testing.T) {
	i := start(t)
	for _, redirect := range []string{"", "localhost"} {
		p := i.Provider()
		p.Redirect = redirect
		open, seen := browser(t)
		token, err := p.SignIn(t.Context(), "ann@mail.test", open)
		if err != nil {
			t.Fatal(err)
		}
		if page := <-seen; !strings.Contains(page, "You are signed in") {
			t.Errorf("the browser shows %q", page)
		}
		if i.User(token.Access) != "ann@mail.test" || token.Refresh == "" || time.Until(token.Expiry) < 50*time.Minute {
			t.Errorf("signed in as %q until %v", i.User(token.Access), token.Expiry)
		}
	}
}

func TestSignInRefused(t *testing.T) {
	for _, c := range []struct {
		behave issuer.Behaviour
		want   oauth.Kind
	}{
		{issuer.Behaviour{Error: "access_denied"}, oauth.Refused},
		{issuer.Behaviour{Error: "access_denied", Description: "AADSTS65004: User declined to consent"}, oauth.Refused},
		{issuer.Behaviour{Error: "access_denied", Description: "AADSTS90094: The grant requires admin permission."}, oauth.NeedsAdmin},
		{issuer.Behaviour{Error: "invalid_client", Description: "AADSTS65001: The user or administrator has not consented"}, oauth.NeedsAdmin},
		{issuer.Behaviour{Error: "admin_policy_enforced"}, oauth.NeedsAdmin},
		{issuer.Behaviour{Error: "org_internal"}, oauth.BadClient},
		{issuer.Behaviour{Error: "server_error"}, oauth.Unavailable},
		{issuer.Behaviour{TokenError: "invalid_client"}, oauth.BadClient},
		{issuer.Behaviour{Status: 503}, oauth.Unavailable},
	} {
		i := start(t)
		i.Set(c.behave)
		open, seen := browser(t)
		_, err := i.Provider().SignIn(t.Context(), "ann@mail.test", open)
		<-seen
		var e *oauth.Error
		if !errors.As(err, &e) || e.Kind != c.want {
			t.Errorf("%+v: %v, want %s", c.behave, err, c.want)
		}
	}
}

// TestSignInHearsNoStranger: any page of the browser can send something to
// loopback, and only what knows the state counts.
func TestSignInHearsNoStranger(t *testing.T) {
	i := start(t)
	open, _ := browser(t)
	token, err := i.Provider().SignIn(t.Context(), "ann@mail.test", func(page string) error {
		_, back, _ := strings.Cut(page, "redirect_uri=http%3A%2F%2F")
		back, _, _ = strings.Cut(back, "%2F")
		back = "http://" + strings.ReplaceAll(back, "%3A", ":")
		for _, forged := range []string{"/?code=stolen&state=guess", "/?error=access_denied", "/favicon.ico", "/?code=x&state="} {
			answer, err := http.Get(back + forged)
			if err != nil {
				return err
			}
			answer.Body.Close()
			if answer.StatusCode != http.StatusNotFound {
				t.Errorf("%s is answered %s", forged, answer.Status)
			}
		}
		return open(page)
	})
	if err != nil || i.User(token.Access) == "" {
		t.Fatal(err)
	}
}

func TestSignInEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	_, err := start(t).Provider().SignIn(ctx, "ann@mail.test", func(string) error { cancel(); return nil })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestSignInByCode(t *testing.T) {
	i := start(t)
	token, err := i.Provider().SignInByCode(t.Context(), func(c oauth.Code) {
		if c.Code != "WDJB-MJHT" || c.Page == "" {
			t.Errorf("shows %+v", c)
		}
		i.Approve("ann@mail.test")
	})
	if err != nil || i.User(token.Access) != "ann@mail.test" {
		t.Fatalf("signed in as %q: %v", i.User(token.Access), err)
	}
}

func TestProviderMustBeInOrder(t *testing.T) {
	good := oauth.Provider{Name: "x", AuthURL: "https://a.test/a", TokenURL: "https://a.test/t", ClientID: "id"}
	for want, change := range map[oauth.Kind]func(*oauth.Provider){
		oauth.NotRegistered: func(p *oauth.Provider) { p.ClientID = "" },
		oauth.Misconfigured: func(p *oauth.Provider) { p.TokenURL = "http://a.test/t" },
	} {
		p := good
		change(&p)
		_, err := p.SignIn(t.Context(), "", func(string) error { t.Error("opened"); return nil })
		var e *oauth.Error
		if !errors.As(err, &e) || e.Kind != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
	p := oauth.Provider{Hosts: []string{"imap.gmail.com", ".office365.com"}}
	for host, want := range map[string]bool{"IMAP.gmail.com.": true, "outlook.office365.com": true, "office365.com.evil.test": false, "gmail.com": false, "evilimap.gmail.com": false} {
		if p.Serves(host) != want {
			t.Errorf("%s: %v", host, !want)
		}
	}
}

// box is a store of one token, as a profile would have it.
type box struct {
	mu    sync.Mutex
	token oauth.Token
}

func (b *box) update(_ context.Context, _ string, change func(oauth.Token) (oauth.Token, error)) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	t, err := change(b.token)
	b.token = t
	return err
}

func signedIn(t *testing.T, i *issuer.Issuer) *box {
	t.Helper()
	open, seen := browser(t)
	token, err := i.Provider().SignIn(t.Context(), "ann@mail.test", open)
	if err != nil {
		t.Fatal(err)
	}
	<-seen
	return &box{token: token}
}

func TestKeeperRenews(t *testing.T) {
	i := start(t)
	i.Set(issuer.Behaviour{Lives: 30 * time.Second}) // ends before it is of use
	b := signedIn(t, i)
	i.Set(issuer.Behaviour{})
	keepers := []*oauth.Keeper{{Update: b.update}, {Update: b.update}} // two programs with one profile
	var wg sync.WaitGroup
	for n := range 20 {
		wg.Go(func() {
			access, err := keepers[n%2].Access(t.Context(), i.Provider(), "k", "")
			if err != nil || i.User(access) != "ann@mail.test" {
				t.Errorf("%v, for %q", err, i.User(access))
			}
		})
	}
	wg.Wait()
	if got := strings.Join(i.Asked, " "); got != "authorization_code refresh_token" {
		t.Errorf("asked %s: one renewal is enough for all", got)
	}
	first, _ := keepers[0].Access(t.Context(), i.Provider(), "k", "")
	second, err := keepers[0].Access(t.Context(), i.Provider(), "k", first) // a server refused it
	if err != nil || second == first || i.User(second) == "" {
		t.Errorf("a refused token is given again, %v", err)
	}
	third, err := keepers[1].Access(t.Context(), i.Provider(), "k", first) // the other program hears of it
	if err != nil || third != second {
		t.Errorf("the other program renews once more, %v", err)
	}
}

func TestKeeperFaults(t *testing.T) {
	i := start(t)
	i.Set(issuer.Behaviour{Lives: 30 * time.Second})
	b := signedIn(t, i)
	kind := func(err error) oauth.Kind {
		var e *oauth.Error
		if !errors.As(err, &e) {
			t.Fatalf("%v is no *oauth.Error", err)
		}
		return e.Kind
	}
	k := &oauth.Keeper{Update: b.update}
	i.Set(issuer.Behaviour{Status: 502})
	if _, err := k.Access(t.Context(), i.Provider(), "k", ""); kind(err) != oauth.Unavailable || b.token.Refresh == "" || b.token.Gone {
		t.Errorf("the provider's fault: %v, token kept %v", err, b.token.Refresh != "")
	}
	i.Set(issuer.Behaviour{})
	if _, err := k.Access(t.Context(), i.Provider(), "k", ""); err != nil {
		t.Errorf("not renewed after the fault: %v", err)
	}
	i.Revoke("ann@mail.test")
	asked := len(i.Asked)
	for range 3 {
		if _, err := k.Access(t.Context(), i.Provider(), "k", b.token.Access); kind(err) != oauth.Revoked {
			t.Errorf("revoked: %v", err)
		}
	}
	if len(i.Asked) != asked+1 {
		t.Errorf("asked %d times after the sign-in was taken back", len(i.Asked)-asked)
	}
}

func TestTokensAreNotPrinted(t *testing.T) {
	token := oauth.Token{Access: "s3cret-access", Refresh: "s3cret-refresh"}
	for _, format := range []string{"%v", "%+v", "%#v", "%s"} {
		if text := fmt.Sprintf(format, token) + fmt.Sprintf(format, &token); strings.Contains(text, "s3cret") {
			t.Errorf("%s prints %s", format, text)
		}
	}
	i := start(t)
	i.Set(issuer.Behaviour{TokenError: "invalid_grant", Description: strings.Repeat("x\r\n", 2000)})
	open, seen := browser(t)
	_, err := i.Provider().SignIn(t.Context(), "ann@mail.test", open)
	<-seen
	if err == nil || strings.ContainsAny(err.Error(), "\r\n") || len(err.Error()) > 500 {
		t.Errorf("the provider's words as they are: %d octets", len(err.Error()))
	}
}

func TestSeal(t *testing.T) {
	key, token := oauth.NewKey(), oauth.Token{Access: "a", Refresh: "r", Expiry: time.Unix(1, 0).UTC()}
	sealed, err := oauth.Seal(key, "imap://ann", token)
	if err != nil || strings.Contains(string(sealed), "access") {
		t.Fatal(err)
	}
	if got, err := oauth.Unseal(key, "imap://ann", sealed); err != nil || got != token {
		t.Errorf("%v", err)
	}
	sealed2, _ := oauth.Seal(key, "imap://ann", token)
	if string(sealed) == string(sealed2) {
		t.Error("sealed the same way twice")
	}
	broken := append([]byte(nil), sealed...)
	broken[len(broken)-1] ^= 1
	for name, open := range map[string]func() (oauth.Token, error){
		"another key":  func() (oauth.Token, error) { return oauth.Unseal(oauth.NewKey(), "imap://ann", sealed) },
		"another name": func() (oauth.Token, error) { return oauth.Unseal(key, "imap://bob", sealed) },
		"broken":       func() (oauth.Token, error) { return oauth.Unseal(key, "imap://ann", broken) },
		"empty":        func() (oauth.Token, error) { return oauth.Unseal(key, "imap://ann", nil) },
		"short key":    func() (oauth.Token, error) { return oauth.Unseal(key[:5], "imap://ann", sealed) },
	} {
		if _, err := open(); !errors.Is(err, oauth.ErrSeal) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
