package gui

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"godwit/accounts"
	"godwit/accounts/autoconfig"
	"godwit/accounts/oauth"
	"godwit/accounts/oauth/issuer"
	"godwit/app"
	"godwit/app/gui/kit"
	"godwit/app/gui/model"
	"godwit/sync/localserver"
)

// tap presses the button with a label that is in sight below root.
func (s *screen) tap(root fyne.CanvasObject, label string) {
	s.t.Helper()
	for _, o := range test.LaidOutObjects(root) {
		if b, ok := o.(*kit.Button); ok && b.Label() == label {
			b.Tapped(nil)
			return
		}
	}
	s.t.Fatalf("no button %q", label)
}

// sheetNow is what lies above the window's content.
func (s *screen) sheetNow() fyne.CanvasObject {
	s.t.Helper()
	top := s.win.Canvas().Overlays().Top()
	if top == nil {
		s.t.Fatal("no sheet")
	}
	return top
}

// setUpPage is the page for a new account, in the window.
func setUpPage(t *testing.T, o app.Options) (*screen, *accountPage) {
	t.Helper()
	o.Profile = t.TempDir()
	core, err := app.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	s := newScreen(t, core)
	s.win.Resize(fyne.NewSize(900, 600))
	p := newAccountPage(s.s, accounts.Account{})
	p.back, p.done = func() {}, s.accountsCame
	p.form.Keep = accounts.Session
	p.fill()
	s.put(p.object)
	return s, p
}

// TestSetUpFromOwnFile: the address alone is enough where its domain tells the
// servers, over HTTPS.
func TestSetUpFromOwnFile(t *testing.T) {
	server, err := localserver.Start(localserver.Options{Sample: true})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	in, out := server.IMAP(), server.SMTP()
	file := strings.NewReplacer("IN", `<hostname>127.0.0.1</hostname><port>`+port(in)+`</port><socketType>plain</socketType>`,
		"OUT", `<hostname>127.0.0.1</hostname><port>`+port(out)+`</port><socketType>plain</socketType>`).Replace(
		`<clientConfig><emailProvider id="demo.test"><displayName>Demo Mail</displayName>
		<incomingServer type="imap">IN<username>%EMAILADDRESS%</username></incomingServer>
		<outgoingServer type="smtp">OUT<username>%EMAILADDRESS%</username></outgoingServer></emailProvider></clientConfig>`)
	web := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, file) }))
	defer web.Close()
	nobody := autoconfig.Nobody()
	nobody.Get = func(ctx context.Context, address string) (autoconfig.Page, error) {
		u, err := url.Parse(address)
		if err != nil || u.Scheme != "https" || u.Hostname() != "autoconfig.demo.test" {
			return autoconfig.Page{}, io.EOF
		}
		answer, err := web.Client().Get(web.URL + u.Path)
		if err != nil {
			return autoconfig.Page{}, err
		}
		defer answer.Body.Close()
		body, err := io.ReadAll(answer.Body)
		return autoconfig.Page{Host: u.Hostname(), Body: body}, err
	}
	s, p := setUpPage(t, app.Options{Lookup: &nobody})
	user := server.Users()[0]
	p.email.SetText(user.Email)
	p.forward()
	s.until("looked up", func() bool { return p.step == stepPassword })
	if p.found.Source != autoconfig.SourceDomain || p.form.In.Port != port(in) {
		t.Fatalf("found %+v, form %+v", p.found, p.form.In)
	}
	s.tap(p.summary, "What was tried")
	s.tap(s.sheetNow(), "Close")
	p.password.SetText("wrong")
	p.forward()
	s.until("refused", func() bool { return p.step == stepPassword && p.check.told() })
	p.password.SetText(user.Password)
	p.forward()
	if p.form.Doubted(p.found) != nil { // the file names another's servers: a person says that they are right
		p.agreed = true
		p.forward()
	}
	s.until("mail", func() bool { return s.shell != nil && s.shell.list.list.Count() > 10 })
}

func port(s accounts.Server) string { return model.FormOf(accounts.Account{Incoming: s}).In.Port }

// TestDoubtIsAsked: no password goes to servers that nobody vouches for before a
// person has said so.
func TestDoubtIsAsked(t *testing.T) {
	nobody := autoconfig.Nobody()
	s, p := setUpPage(t, app.Options{Lookup: &nobody})
	p.email.SetText("ada@guess.test")
	p.forward()
	s.until("guessed", func() bool { return p.step == stepPassword })
	p.password.SetText("secret")
	p.forward()
	if p.step == stepTesting || len(p.form.Doubted(p.found)) != 2 {
		t.Fatalf("step %d, doubted %v", p.step, p.form.Doubted(p.found))
	}
	s.tap(p.summary, "These are right")
	if !p.agreed {
		t.Error("it is still asked")
	}
}

// atPage signs in at an issuer through the page of a new account.
func atPage(t *testing.T, b issuer.Behaviour) (*screen, *accountPage, *issuer.Issuer) {
	page, stop := issuer.Start()
	t.Cleanup(stop)
	page.Set(b)
	server, err := localserver.Start(localserver.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	s, p := setUpPage(t, app.Options{})
	if err := s.s.core.Accounts.SetSignInPages(t.Context(), []oauth.Provider{page.Provider()}); err != nil {
		t.Fatal(err)
	}
	acc := accounts.Account{Identities: []accounts.Identity{{Email: "mira@demo.test"}}, Incoming: server.IMAP(), Outgoing: server.SMTP(), Secrets: accounts.Session}
	acc.Incoming.User, acc.Outgoing.User = "mira@demo.test", "mira@demo.test"
	p.form, p.step = model.FormOf(acc), stepPassword
	p.fill()
	p.knowPage()
	s.until("the page is known", func() bool { return p.form.UsesPage() })
	if p.passwordRow.Visible() {
		t.Error("a password is asked for beside the page")
	}
	p.forward()
	s.until("the browser", func() bool { return p.page.address != "" })
	go func() {
		if answer, err := http.Get(p.page.address); err == nil {
			answer.Body.Close()
		}
	}()
	return s, p, page
}

// TestSignInAtPage: what the page gives is what the account is tried with.
func TestSignInAtPage(t *testing.T) {
	s, p, _ := atPage(t, issuer.Behaviour{})
	s.until("tried with the token", func() bool { return p.check.told() || s.shell != nil })
}

// TestPageStates: each way a sign-in can end says what to do.
func TestPageStates(t *testing.T) {
	for _, c := range []struct {
		b     issuer.Behaviour
		label string
	}{
		{issuer.Behaviour{Error: "access_denied"}, "Try again"},
		{issuer.Behaviour{Error: "access_denied", Description: "AADSTS90094: consent"}, "Copy a request for your administrator"},
		{issuer.Behaviour{TokenError: "invalid_client"}, "Enter a client ID…"},
	} {
		s, p, _ := atPage(t, c.b)
		s.until("it has ended", func() bool { return p.page.stop == nil && p.page.object.Visible() })
		s.tap(p.page.object, c.label)
		if strings.HasPrefix(c.label, "Copy") && !strings.Contains(s.s.fyne.Clipboard().Content(), issuer.ClientID) {
			t.Error("the request was not copied")
		}
		p.leave()
	}
}

// TestPageByCode: without a browser, a code is shown; stopping ends it.
func TestPageByCode(t *testing.T) {
	s, p, _ := atPage(t, issuer.Behaviour{Error: "access_denied"})
	s.until("it has ended", func() bool { return p.page.stop == nil && p.page.object.Visible() })
	s.tap(p.page.object, "Use a code instead")
	s.until("the code", func() bool {
		return strings.Contains(p.page.address, "http") && p.page.stop != nil && len(p.page.object.Objects) == 1 && hasButton(p.page.object, "Copy the code")
	})
	s.tap(p.page.object, "Stop waiting")
	if p.page.stop != nil || p.page.object.Visible() {
		t.Error("it still waits")
	}
}

func hasButton(root fyne.CanvasObject, label string) bool {
	for _, o := range test.LaidOutObjects(root) {
		if b, ok := o.(*kit.Button); ok && b.Label() == label {
			return true
		}
	}
	return false
}

// selfSigned is a certificate of a server on this computer.
func selfSigned(t *testing.T) *tls.Config {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, DNSNames: []string{"bridge.test"},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}
}

// TestBridge: a program on this computer with a certificate of its own needs one
// confirmation for both servers. When its certificate changes, that is an alarm
// that one click does not end.
func TestBridge(t *testing.T) {
	server, err := localserver.Start(localserver.Options{Sample: true, TLS: selfSigned(t), Security: accounts.STARTTLS})
	if err != nil {
		t.Fatal(err)
	}
	s, p := setUpPage(t, app.Options{})
	user := server.Users()[0]
	in, out := server.IMAP(), server.SMTP()
	in.User, out.User = user.Email, user.Email
	p.form, p.step = model.FormOf(accounts.Account{Identities: []accounts.Identity{{Email: user.Email}}, Incoming: in, Outgoing: out, Secrets: accounts.Session}), stepPassword
	p.fill()
	p.password.SetText(user.Password)
	p.forward()
	s.until("the certificate", func() bool { return s.win.Canvas().Overlays().Top() != nil })
	s.tap(s.sheetNow(), "Trust only this one")
	s.until("mail", func() bool { return s.shell != nil && s.shell.list.list.Count() > 10 })
	acc := s.s.accounts[0]
	if acc.Incoming.Pin == "" || acc.Outgoing.Pin != acc.Incoming.Pin {
		t.Fatalf("pins %q and %q", acc.Incoming.Pin, acc.Outgoing.Pin)
	}

	server.Close()
	again, err := localserver.Start(localserver.Options{Sample: true, TLS: selfSigned(t), Security: accounts.STARTTLS, IMAPPort: in.Port, SMTPPort: out.Port})
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	s.shell.lookAtCertificates(acc, app.Explanation{})
	s.until("the alarm", func() bool { return s.win.Canvas().Overlays().Top() != nil })
	s.tap(s.sheetNow(), "I asked…")
	s.tap(s.sheetNow(), "Trust the new one")
	if now := s.s.account(acc.ID); now.Incoming.Pin != acc.Incoming.Pin || s.win.Canvas().Overlays().Top() == nil {
		t.Error("a changed certificate was accepted without comparing")
	}
	for _, o := range test.LaidOutObjects(s.sheetNow()) {
		if c, ok := o.(interface{ SetChecked(bool) }); ok {
			c.SetChecked(true)
		}
	}
	s.tap(s.sheetNow(), "Trust the new one")
	s.until("accepted", func() bool {
		now, err := s.s.core.Accounts.Account(t.Context(), acc.ID)
		return err == nil && now.Incoming.Pin != acc.Incoming.Pin && now.Outgoing.Pin == acc.Outgoing.Pin
	})
}

// TestKeyringWays: where passwords cannot be kept, other places are offered.
func TestKeyringWays(t *testing.T) {
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
	server, err := localserver.Start(localserver.Options{Sample: true})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	s, p := setUpPage(t, app.Options{})
	user := server.Users()[0]
	in, out := server.IMAP(), server.SMTP()
	in.User, out.User = user.Email, user.Email
	p.form, p.step = model.FormOf(accounts.Account{Identities: []accounts.Identity{{Email: user.Email}}, Incoming: in, Outgoing: out, Secrets: accounts.OSKeyring}), stepPassword
	p.fill()
	p.password.SetText(user.Password)
	p.forward()
	s.until("no keyring", func() bool { return p.step == stepPassword && p.check.other != nil })
	if code := p.check.other.Code; code != "GW-KEY-NONE" {
		t.Fatalf("%s", code)
	}
	s.tap(p.check.object, "Keep it until Godwit closes")
	s.until("mail", func() bool { return s.shell != nil && s.shell.list.list.Count() > 10 })
	if place := s.s.accounts[0].Secrets; place != accounts.Session {
		t.Errorf("kept in %q", place)
	}
}

// TestAccountLooks: name, colour and what is collected by POP3 are kept from the
// form, and order by the arrows.
func TestAccountLooks(t *testing.T) {
	s := demo(t)
	acc := s.shell.s.accounts[0]
	p := newAccountPage(s.shell.s, acc)
	p.back, p.done = func() {}, func() {}
	p.look.title.SetText("Garden")
	p.look.colour.SetSelectedIndex(3)
	p.forward()
	s.until("kept", func() bool {
		now, err := s.s.core.Accounts.Account(t.Context(), acc.ID)
		return err == nil && now.Name == "Garden" && now.Colour == "#5d8f4a"
	})
	rows := container.NewVBox()
	s.shell.fillAccounts(rows)
	s.shell.moveUp(1, rows)
	s.until("in another order", func() bool {
		list, err := s.s.core.Accounts.List(t.Context())
		return err == nil && list[1].ID == acc.ID
	})
}
