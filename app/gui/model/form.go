package model

import (
	"slices"
	"strconv"
	"strings"

	"godwit/accounts"
	"godwit/accounts/autoconfig"
	"godwit/app"
	"godwit/app/gui/lang"
)

// AccountForm is the form of an account: what a person has typed so far.
type AccountForm struct {
	Name     string // the sender's
	Email    string
	Password string

	In, Out ServerForm

	OutPassword string // empty: the same as Password
	ProxyKey    string // password of the servers' proxy
	Keep        accounts.Place
	SentCopy    accounts.SentCopy

	Title     string // what the account is called in lists
	Colour    string
	LeaveDays int  // POP3
	DeleteToo bool // POP3
	Largest   int64
}

// ServerForm is one server of the form.
type ServerForm struct {
	Protocol accounts.Protocol
	Host     string
	Port     string
	Security accounts.Security
	User     string

	Auth              accounts.Mechanism
	Pin               string
	Proxy             string
	ClientCertificate string
}

// NewAccountForm is an empty form.
func NewAccountForm() AccountForm {
	return AccountForm{
		In:   ServerForm{Protocol: accounts.IMAP, Security: accounts.TLS, Port: "993"},
		Out:  ServerForm{Protocol: accounts.SMTP, Security: accounts.STARTTLS, Port: "587"},
		Keep: accounts.OSKeyring,
	}
}

// FormOf is the form of an account that exists.
func FormOf(a accounts.Account) AccountForm {
	f := AccountForm{
		Email: a.Email(), Keep: a.Secrets, SentCopy: a.SentCopy, In: serverForm(a.Incoming), Out: serverForm(a.Outgoing),
		Title: a.Name, Colour: a.Colour, LeaveDays: a.LeaveDays, DeleteToo: a.DeleteToo, Largest: a.Keep.Largest,
	}
	if len(a.Identities) > 0 {
		f.Name = a.Identities[0].Name
	}
	return f
}

func serverForm(s accounts.Server) ServerForm {
	f := ServerForm{
		Protocol: s.Protocol, Host: s.Host, Security: s.Security, User: s.User,
		Auth: s.Auth, Pin: s.Pin, Proxy: s.Proxy, ClientCertificate: s.ClientCertificate,
	}
	if s.Off() {
		f.Protocol = accounts.None
	}
	if s.Port != 0 {
		f.Port = strconv.Itoa(s.Port)
	}
	return f
}

// Fill takes the servers that were found for the address.
func (f *AccountForm) Fill(found autoconfig.Found, protocol accounts.Protocol) {
	in := found.IMAP
	if protocol == accounts.POP3 || len(in) == 0 && len(found.POP3) > 0 {
		in = found.POP3
	}
	if len(in) > 0 {
		f.In = serverForm(in[0])
	}
	if len(found.SMTP) > 0 {
		f.Out = serverForm(found.SMTP[0])
	}
	f.SentCopy = found.SentCopy
	for _, s := range []*ServerForm{&f.In, &f.Out} {
		if s.User == "" && s.Protocol != accounts.None {
			s.User = f.Email
		}
	}
}

// defaultPorts by protocol and security (RFC 8314 3, RFC 6409 3.1).
var defaultPorts = map[accounts.Protocol]map[accounts.Security]string{
	accounts.IMAP: {accounts.TLS: "993", accounts.STARTTLS: "143", accounts.Plain: "143"},
	accounts.POP3: {accounts.TLS: "995", accounts.STARTTLS: "110", accounts.Plain: "110"},
	accounts.SMTP: {accounts.TLS: "465", accounts.STARTTLS: "587", accounts.Plain: "587"},
}

// Choose sets protocol and security, and the port with them where it was still
// the usual one.
func (s *ServerForm) Choose(p accounts.Protocol, sec accounts.Security) {
	if sec == "" {
		sec = accounts.TLS
	}
	usual := s.Port == "" || s.Port == defaultPorts[s.Protocol][s.Security]
	s.Protocol, s.Security = p, sec
	if port := defaultPorts[p][sec]; usual && port != "" {
		s.Port = port
	}
}

func (s ServerForm) server() accounts.Server {
	if s.Protocol == accounts.None || s.Protocol == "" {
		return accounts.Server{Protocol: accounts.None}
	}
	port, _ := strconv.Atoi(strings.TrimSpace(s.Port)) // 0 is told by Validate
	return accounts.Server{
		Protocol: s.Protocol, Host: strings.TrimSpace(s.Host), Port: port,
		Security: s.Security, User: strings.TrimSpace(s.User),
		Auth: s.Auth, Pin: ReadPin(s.Pin), Proxy: strings.TrimSpace(s.Proxy), ClientCertificate: strings.TrimSpace(s.ClientCertificate),
	}
}

// Complete reports whether both servers are filled in.
func (f AccountForm) Complete() bool {
	for _, s := range []ServerForm{f.In, f.Out} {
		if s.Protocol != accounts.None && (s.Host == "" || s.Port == "") {
			return false
		}
	}
	return true
}

// Account is the account that the form describes. old keeps what the form does
// not show.
func (f AccountForm) Account(old accounts.Account) accounts.Account {
	a := old
	a.Identities = append([]accounts.Identity(nil), old.Identities...)
	if len(a.Identities) == 0 {
		a.Identities = []accounts.Identity{{}}
	}
	a.Identities[0].Name = strings.TrimSpace(f.Name)
	a.Identities[0].Email = strings.TrimSpace(f.Email)
	a.Incoming, a.Outgoing = keepHidden(f.In.server(), old.Incoming), keepHidden(f.Out.server(), old.Outgoing)
	a.Secrets = f.Keep
	a.Name, a.Colour = strings.TrimSpace(f.Title), f.Colour
	a.LeaveDays, a.DeleteToo, a.Keep.Largest = f.LeaveDays, f.DeleteToo, f.Largest
	a.SentCopy = f.SentCopy
	if a.SentCopy == "" {
		a.SentCopy = accounts.SentAuto
	}
	return a
}

func keepHidden(s, old accounts.Server) accounts.Server {
	if s.Protocol == old.Protocol {
		s.Insecure = old.Insecure && s.Host == old.Host
	}
	return s
}

// FitRelay takes the user name that a service which only sends has for
// everyone, unless another was typed.
func (f *AccountForm) FitRelay() {
	if r, ok, err := autoconfig.RelayAt(strings.TrimSpace(f.Out.Host)); err == nil && ok && r.User != "" && (f.Out.User == "" || f.Out.User == f.Email) {
		f.Out.User = r.User
	}
}

// Secrets are the passwords in the form.
func (f AccountForm) Secrets() app.Secrets {
	return app.Secrets{Incoming: f.Password, Outgoing: f.OutPassword, Proxy: f.ProxyKey}
}

// ServerTitle says which server a step of a test is about.
func ServerTitle(s accounts.Server) string {
	what := map[accounts.Protocol]string{accounts.IMAP: lang.T("Receiving (IMAP)"), accounts.POP3: lang.T("Receiving (POP3)"), accounts.SMTP: lang.T("Sending (SMTP)")}[s.Protocol]
	return what + " · " + s.Address()
}

// UsesPage reports whether the account signs in at its provider's page.
func (f AccountForm) UsesPage() bool {
	return f.In.Auth == accounts.AuthPage || f.Out.Auth == accounts.AuthPage
}

// SetPage makes both servers take what the provider's page gives, or passwords.
// A server that asks for nothing is left alone.
func (f *AccountForm) SetPage(on bool) {
	for _, s := range []*ServerForm{&f.In, &f.Out} {
		switch {
		case on && s.Auth != accounts.AuthNone && s.Protocol != accounts.None:
			s.Auth = accounts.AuthPage
		case !on && s.Auth == accounts.AuthPage:
			s.Auth = accounts.AuthAuto
		}
	}
}

// NeedsSecret reports whether a server of the form asks for a password.
func (f AccountForm) NeedsSecret() bool {
	for _, s := range []ServerForm{f.In, f.Out} {
		if s.Protocol != accounts.None && s.Auth != accounts.AuthNone {
			return true
		}
	}
	return false
}

// Doubted are the hosts of the form for which nobody vouches. What a person typed
// is not doubted.
func (f AccountForm) Doubted(found autoconfig.Found) []string {
	if found.Doubt == "" {
		return nil
	}
	doubted := make(map[string]bool)
	for _, s := range slices.Concat(found.IMAP, found.POP3, found.SMTP) {
		doubted[strings.ToLower(s.Host)] = true
	}
	var hosts []string
	for _, s := range []ServerForm{f.In, f.Out} {
		host := strings.ToLower(strings.TrimSpace(s.Host))
		if s.Protocol != accounts.None && doubted[host] && !slices.Contains(hosts, host) {
			hosts = append(hosts, host)
		}
	}
	return hosts
}

// TakesPassword reports whether a provider lets a mail program in with some kind
// of password.
func TakesPassword(f autoconfig.Found) bool {
	return len(f.Auth) == 0 || slices.ContainsFunc(f.Auth, func(way string) bool { return way != "oauth2" })
}

// FoundText says where the settings come from.
func FoundText(f autoconfig.Found) string {
	who := f.Provider
	if who == "" {
		who = lang.T("Settings")
	}
	if strings.Contains(f.Source, "guess") {
		return lang.T("Godwit does not know this provider. These servers are a guess; please check them.")
	}
	return lang.T("{who} · from the {source}", "who", who, "source", lang.Said(f.Source))
}
