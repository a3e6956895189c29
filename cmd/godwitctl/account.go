package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/term"

	"godwit/accounts"
	"godwit/accounts/keyring"
	"godwit/app"
	"godwit/sync/mail"
)

const accountUsage = `add --email A [--name N] [--protocol imap|pop3|none] [--password-stdin] [--keyring os|file|session]
    [--in-host H] [--in-port P] [--in-security tls|starttls|none] [--in-user U] [--in-auth auto|none|MECHANISM]
    [--in-pin SHA256] [--in-proxy URL] [--in-client-certificate FILE] and the same with --out-, where --out-host may be none
    [--sent-copy auto|client|server] [--leave-days N] [--delete-too] [--insecure] [--no-check] [--accept-guess] [--page|--page-code]
set A [any flag of add] [--title T] [--colour #rrggbb]
lookup ADDRESS
list | show A | check A | certificate A
login A [--password-stdin|--page-code] [--no-check]
move-secrets A os|file
identity list A
identity add A --email E [--name N] [--reply-to E] [--signature TEXT] [--signature-above] [--catch-all]
identity set A NUMBER|E [any flag of identity add]
identity remove A NUMBER|E
order A…
pages [--client PROVIDER --id ID [--secret-stdin]] [--own FILE]
keep A all|headers|default|DAYS [--largest OCTETS]
remove A [--keep-mail] [--discard-outbox]`

func runAccount(ctx context.Context, c *cli, args []string) error {
	if len(args) == 0 {
		return usagef("account: add, set, lookup, list, show, check, certificate, login, move-secrets, identity, order, pages, keep or remove?")
	}
	do := map[string]func(context.Context, *cli, []string) error{
		"add": accountAdd, "list": accountList, "show": accountShow, "check": accountCheck, "login": accountLogin,
		"lookup": accountLookup, "pages": accountPages, "keep": accountKeep, "remove": accountRemove,
		"set": accountSet, "order": accountOrder, "identity": accountIdentity, "certificate": accountCertificate, "move-secrets": accountMoveSecrets,
	}[args[0]]
	if do == nil {
		return usagef("account: there is no %q", args[0])
	}
	return do(ctx, c, args[1:])
}

// serverJSON and accountJSON are how the command line shows an account.
type serverJSON struct {
	Protocol accounts.Protocol `json:"protocol"`
	Host     string            `json:"host,omitempty"`
	Port     int               `json:"port,omitempty"`
	Security accounts.Security `json:"security,omitempty"`
	User     string            `json:"user,omitempty"`

	Auth              accounts.Mechanism `json:"auth,omitempty"`
	Pin               string             `json:"pin,omitempty"`
	Proxy             string             `json:"proxy,omitempty"`
	ClientCertificate string             `json:"client_certificate,omitempty"`
}

type accountJSON struct {
	ID       accounts.ID       `json:"id"`
	Email    string            `json:"email"`
	Name     string            `json:"name"`
	In       serverJSON        `json:"in"`
	Out      serverJSON        `json:"out"`
	SentCopy accounts.SentCopy `json:"sent_copy"`
	Keyring  accounts.Place    `json:"keyring"`
	Keep     keepJSON          `json:"keep"`
	Title    string            `json:"title,omitempty"`
	Colour   string            `json:"colour,omitempty"`
	Leave    int               `json:"leave_days,omitempty"` // POP3
	Delete   bool              `json:"delete_too,omitempty"` // POP3
	Quota    *quotaJSON        `json:"quota,omitempty"`      // what the server last said
}

type quotaJSON struct {
	Used  int64 `json:"used"`
	Limit int64 `json:"limit"`
}

func serverView(s accounts.Server) serverJSON {
	if s.Off() {
		return serverJSON{Protocol: accounts.None}
	}
	return serverJSON{s.Protocol, s.Host, s.Port, s.Security, s.User, s.Auth, s.Pin, s.Proxy, s.ClientCertificate}
}

func accountView(a accounts.Account) accountJSON {
	v := accountJSON{ID: a.ID, Email: a.Email(), In: serverView(a.Incoming), Out: serverView(a.Outgoing), SentCopy: a.SentCopy, Keyring: a.Secrets, Keep: keepView(a.Keep), Title: a.Name, Colour: a.Colour, Leave: a.LeaveDays, Delete: a.DeleteToo}
	if len(a.Identities) > 0 {
		v.Name = a.Identities[0].Name
	}
	return v
}

func (c *cli) showAccount(ctx context.Context, core *app.App, a accounts.Account) error {
	v := accountView(a)
	quota, ok, err := core.Accounts.Quota(ctx, a.ID)
	if err != nil {
		return err
	}
	if ok {
		v.Quota = &quotaJSON{quota.Used, quota.Limit}
	}
	if c.json {
		return c.emit(v)
	}
	describe := func(s serverJSON) string {
		if s.Protocol == accounts.None {
			return "none"
		}
		return fmt.Sprintf("%s %s:%d %s as %s", s.Protocol, s.Host, s.Port, s.Security, s.User)
	}
	more := ""
	if words := keepWords(a.Keep); words != "" {
		more += "\tkept here: " + words
	}
	if ok {
		more += fmt.Sprintf("\t%s of %s used", app.Octets(quota.Used), app.Octets(quota.Limit))
	}
	c.say("%d\t%s\tin: %s\tout: %s%s", v.ID, v.Email, describe(v.In), describe(v.Out), more)
	return nil
}

func accountList(ctx context.Context, c *cli, args []string) error {
	if err := noArguments(c.flags("account list"), args); err != nil {
		return err
	}
	a, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer a.Close()
	list, err := a.Accounts.List(ctx)
	if err != nil {
		return err
	}
	for _, acc := range list {
		if err := c.showAccount(ctx, a, acc); err != nil {
			return err
		}
	}
	return nil
}

// one opens the profile and finds the account that the arguments name.
func (c *cli) one(ctx context.Context, fs *flag.FlagSet, args []string) (*app.App, accounts.Account, error) {
	names, err := parseFlags(fs, args)
	if err != nil {
		return nil, accounts.Account{}, err
	}
	if len(names) != 1 {
		return nil, accounts.Account{}, usagef("%s: which account? (id or address)", fs.Name())
	}
	a, err := c.open(ctx)
	if err != nil {
		return nil, accounts.Account{}, err
	}
	acc, err := findAccount(ctx, a, names[0])
	if err != nil {
		a.Close()
		return nil, accounts.Account{}, err
	}
	return a, acc, nil
}

// findAccount takes an id or an address.
func findAccount(ctx context.Context, a *app.App, name string) (accounts.Account, error) {
	list, err := a.Accounts.List(ctx)
	if err != nil {
		return accounts.Account{}, err
	}
	for _, acc := range list {
		if strconv.FormatInt(int64(acc.ID), 10) == name || strings.EqualFold(acc.Email(), name) {
			return acc, nil
		}
	}
	return accounts.Account{}, fmt.Errorf("account %q: %w", name, mail.ErrNotFound)
}

// accountID is findAccount where "" means all accounts.
func accountID(ctx context.Context, a *app.App, name string) (accounts.ID, error) {
	if name == "" {
		return 0, nil
	}
	acc, err := findAccount(ctx, a, name)
	return acc.ID, err
}

func accountShow(ctx context.Context, c *cli, args []string) error {
	a, acc, err := c.one(ctx, c.flags("account show"), args)
	if err != nil {
		return err
	}
	defer a.Close()
	return c.showAccount(ctx, a, acc)
}

func accountCheck(ctx context.Context, c *cli, args []string) error {
	a, acc, err := c.one(ctx, c.flags("account check"), args)
	if err != nil {
		return err
	}
	defer a.Close()
	return a.Accounts.CheckKept(ctx, acc.ID, c.reportCheck)
}

// reportCheck tells how a step of a live test ended.
func (c *cli) reportCheck(s app.CheckStep) {
	if s.Running || s.Problem != nil && !c.json {
		return
	}
	if c.json {
		out := map[string]any{"name": s.Server.Protocol, "host": s.Server.Host, "ok": s.Problem == nil}
		if s.Problem != nil {
			out["code"] = s.Problem.Code
		}
		c.emit(out)
		return
	}
	c.note("%s %s: ok", s.Server.Protocol, s.Server.Address())
}

func accountLogin(ctx context.Context, c *cli, args []string) error {
	fs := c.flags("account login")
	stdin := fs.Bool("password-stdin", false, "")
	noCheck := fs.Bool("no-check", false, "")
	var page pageFlags
	page.define(fs)
	a, acc, err := c.one(ctx, fs, args)
	if err != nil {
		return err
	}
	defer a.Close()
	var s app.Secrets
	if usesPage(acc) {
		s, err = c.signIn(ctx, a, acc, page)
	} else {
		s, err = c.secrets(*stdin, acc.Email())
	}
	if err != nil {
		return err
	}
	if !*noCheck {
		if err := a.Accounts.Check(ctx, acc, s, c.reportCheck); err != nil {
			return err
		}
	}
	return a.Accounts.Login(ctx, acc.ID, s)
}

func accountRemove(ctx context.Context, c *cli, args []string) error {
	fs := c.flags("account remove")
	keep := fs.Bool("keep-mail", false, "")
	discard := fs.Bool("discard-outbox", false, "")
	a, acc, err := c.one(ctx, fs, args)
	if err != nil {
		return err
	}
	defer a.Close()
	if *keep {
		return a.Accounts.Retire(ctx, acc.ID, *discard)
	}
	return a.Accounts.Remove(ctx, acc.ID, *discard)
}

// secrets reads one password, or two lines for two servers, from standard
// input, or asks on a terminal.
func (c *cli) secrets(stdin bool, who string) (app.Secrets, error) {
	if stdin {
		sc := bufio.NewScanner(c.in)
		sc.Buffer(nil, 1<<20)
		s := app.Secrets{Proxy: proxySecret()}
		if sc.Scan() {
			s.Incoming = strings.TrimSuffix(sc.Text(), "\r")
		}
		if sc.Scan() {
			s.Outgoing = strings.TrimSuffix(sc.Text(), "\r")
		}
		if s.Incoming == "" {
			return s, errors.Join(usagef("--password-stdin: there is no password on standard input"), sc.Err())
		}
		return s, nil
	}
	pw, err := c.ask("Password for " + who + ": ")
	return app.Secrets{Incoming: pw, Proxy: proxySecret()}, err
}

// proxySecret is the password of an account's proxy.
func proxySecret() string { return os.Getenv("GODWIT_PROXY_PASSWORD") }

// passphrase opens the secrets file.
func (c *cli) passphrase() (string, error) {
	if p := os.Getenv("GODWIT_PASSPHRASE"); p != "" {
		return p, nil
	}
	p, err := c.ask("Passphrase of the secrets file: ")
	if err != nil {
		return "", keyring.ErrNoPassphrase
	}
	return p, nil
}

// ask reads a secret from the terminal without showing it.
func (c *cli) ask(prompt string) (string, error) {
	f, ok := c.in.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return "", keyring.ErrMissing
	}
	fmt.Fprint(c.err, prompt)
	defer fmt.Fprintln(c.err)
	b, err := term.ReadPassword(int(f.Fd()))
	return string(b), err
}
