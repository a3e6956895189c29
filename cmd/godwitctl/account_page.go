package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"os"
	"strings"
	"time"

	"godwit/accounts"
	"godwit/accounts/oauth"
	"godwit/app"
)

// pageFlags choose a sign-in at the provider's own page instead of a password.
type pageFlags struct {
	browser, code bool
}

func (f *pageFlags) define(fs *flag.FlagSet) {
	fs.BoolVar(&f.browser, "page", false, "")
	fs.BoolVar(&f.code, "page-code", false, "")
}

func (f pageFlags) any() bool { return f.browser || f.code }

// set makes an account's servers take what the page gives.
func (f pageFlags) set(acc *accounts.Account) {
	for _, s := range []*accounts.Server{&acc.Incoming, &acc.Outgoing} {
		if f.any() && !s.Off() && s.Auth != accounts.AuthNone {
			s.Auth = accounts.AuthPage
		}
	}
}

// usesPage reports whether an account signs in at a page.
func usesPage(acc accounts.Account) bool {
	return acc.Incoming.Auth == accounts.AuthPage || acc.Outgoing.Auth == accounts.AuthPage
}

// pageWait is how long a person may take.
const pageWait = 10 * time.Minute

// signIn signs in at an account's page, which the person opens.
func (c *cli) signIn(ctx context.Context, a *app.App, acc accounts.Account, f pageFlags) (app.Secrets, error) {
	ctx, cancel := context.WithTimeout(ctx, pageWait)
	defer cancel()
	s := acc.Incoming
	if s.Auth != accounts.AuthPage {
		s = acc.Outgoing
	}
	if f.code {
		return a.Accounts.SignInByCode(ctx, s, func(code oauth.Code) {
			c.beckon(map[string]any{"page": code.Page, "code": code.Code}, "Open %s on any device and type the code %s.", code.Page, code.Code)
		})
	}
	secrets, err := a.Accounts.SignIn(ctx, s, func(page string) error {
		c.beckon(map[string]any{"page": page}, "Open this page in a browser on this computer and sign in:\n%s", page)
		return nil
	})
	var e *oauth.Error
	if errors.As(err, &e) && e.Kind == oauth.NeedsAdmin {
		if p, err := a.Accounts.SignInPage(ctx, s.Host); err == nil {
			c.note("What to send to your administrator:\n\n%s", app.AdminRequest(p, s.User))
		}
	}
	return secrets, err
}

// beckon tells what a person has to do while the command waits.
func (c *cli) beckon(v map[string]any, format string, args ...any) {
	if c.json {
		c.emit(v)
		return
	}
	c.note(format, args...)
}

// accountPages lists the sign-in pages, or changes them.
func accountPages(ctx context.Context, c *cli, args []string) error {
	fs := c.flags("account pages")
	client := fs.String("client", "", "")
	id := fs.String("id", "", "")
	secret := fs.Bool("secret-stdin", false, "")
	own := fs.String("own", "", "")
	if err := noArguments(fs, args); err != nil {
		return err
	}
	a, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer a.Close()
	switch {
	case *client != "":
		reg := app.Client{ID: *id}
		if *secret {
			text, err := io.ReadAll(io.LimitReader(c.in, 4096))
			if err != nil {
				return err
			}
			reg.Secret = strings.TrimSpace(string(text))
		}
		if err := a.Accounts.SetClient(ctx, *client, reg); err != nil {
			return err
		}
	case *own != "":
		var list []oauth.Provider
		text, err := os.ReadFile(*own)
		if err != nil {
			return err
		}
		if err := json.Unmarshal(text, &list); err != nil {
			return usagef("%s: not a list of pages: %v", *own, err)
		}
		if err := a.Accounts.SetSignInPages(ctx, list); err != nil {
			return err
		}
	}
	pages, err := a.Accounts.SignInPages(ctx)
	if err != nil {
		return err
	}
	for _, p := range pages {
		if c.json {
			c.emit(map[string]any{"name": p.Name, "hosts": p.Hosts, "client_id": p.ClientID, "code": p.DeviceURL != "", "ready": p.Check() == nil})
			continue
		}
		state := "ready"
		if err := p.Check(); err != nil {
			state = app.Explain(err).Title
		}
		c.say("%s\t%s", p.Name, state)
	}
	return nil
}
