package app

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"
	"time"

	"godwit/accounts"
	"godwit/accounts/oauth"
	"godwit/app/notify"
)

// SettingsFile is a profile's settings as one file, docs/SETTINGS.md. It names
// each thing that it holds, so nothing gets into a file by being new: no password,
// token or client secret has a place here. Contacts have files of their own.
type SettingsFile struct {
	Godwit  string    `json:"godwit"`  // "settings"
	Version int       `json:"version"` // settingsVersion
	Made    time.Time `json:"made,omitzero"`

	Settings    map[string]string `json:"settings,omitempty"` // by Setting.ID
	Keys        map[string]string `json:"keys,omitempty"`     // a person's own: command to key, "" for none
	Tags        []Tag             `json:"tags,omitempty"`
	Searches    []SearchFile      `json:"searches,omitempty"`
	Favourites  []FavouriteFile   `json:"favourites,omitempty"`
	Accounts    []AccountFile     `json:"accounts,omitempty"`
	SignInPages []oauth.Provider  `json:"sign_in_pages,omitempty"` // without client secrets
	Clients     map[string]string `json:"sign_in_clients,omitempty"`
	Pictures    []string          `json:"pictures_from,omitempty"` // senders whose pictures are fetched unasked
	Words       []string          `json:"words,omitempty"`         // that spelling takes as right
}

// SearchFile is a saved search.
type SearchFile struct {
	Name string `json:"name"`
	Text string `json:"text"`
}

// FavouriteFile is a favourite folder.
type FavouriteFile struct {
	Account string `json:"account"` // its address
	Folder  string `json:"folder"`
}

// AccountFile is an account without its secrets and without what belongs to one
// computer only.
type AccountFile struct {
	Name       string              `json:"name,omitempty"`
	Identities []accounts.Identity `json:"identities"`
	Incoming   ServerFile          `json:"incoming"`
	Outgoing   ServerFile          `json:"outgoing"`
	SentCopy   accounts.SentCopy   `json:"sent_copy,omitempty"`
	LeaveDays  int                 `json:"leave_days,omitempty"`
	DeleteToo  bool                `json:"delete_too,omitempty"`
	Keep       accounts.Keep       `json:"keep,omitzero"`
	Secrets    accounts.Place      `json:"secrets,omitempty"` // where they are kept, not what they are
	Colour     string              `json:"colour,omitempty"`
	Silent     bool                `json:"silent,omitempty"` // its new mail is not told of
}

// ServerFile is accounts.Server, field by field.
type ServerFile struct {
	Protocol          accounts.Protocol  `json:"protocol"`
	Host              string             `json:"host,omitempty"`
	Port              int                `json:"port,omitempty"`
	Security          accounts.Security  `json:"security,omitempty"`
	User              string             `json:"user,omitempty"`
	Auth              accounts.Mechanism `json:"auth,omitempty"`
	Insecure          bool               `json:"insecure,omitempty"`
	Pin               string             `json:"pin,omitempty"`
	ClientCertificate string             `json:"client_certificate,omitempty"`
	Proxy             string             `json:"proxy,omitempty"`
}

// Email is the account's main address.
func (f AccountFile) Email() string { return f.account().Email() }

func (f AccountFile) account() accounts.Account {
	a := accounts.Account{
		Name: f.Name, Identities: f.Identities, Incoming: f.Incoming.server(), Outgoing: f.Outgoing.server(), SentCopy: f.SentCopy,
		LeaveDays: f.LeaveDays, DeleteToo: f.DeleteToo, Keep: f.Keep, Secrets: f.Secrets, Colour: f.Colour,
	}
	if a.Secrets == "" {
		a.Secrets = accounts.OSKeyring
	}
	return a
}

func (f ServerFile) server() accounts.Server { return accounts.Server(f) }

func accountFile(a accounts.Account, silent bool) AccountFile {
	return AccountFile{
		Name: a.Name, Identities: a.Identities, Incoming: serverFile(a.Incoming), Outgoing: serverFile(a.Outgoing), SentCopy: a.SentCopy,
		LeaveDays: a.LeaveDays, DeleteToo: a.DeleteToo, Keep: a.Keep, Secrets: a.Secrets, Colour: a.Colour, Silent: silent,
	}
}

// serverFile leaves out a password that somebody wrote into the proxy.
func serverFile(s accounts.Server) ServerFile {
	if u, err := url.Parse(s.Proxy); err == nil && u.User != nil {
		u.User = url.User(u.User.Username())
		s.Proxy = u.String()
	} else if err != nil {
		s.Proxy = ""
	}
	return ServerFile(s)
}

const (
	settingsKind    = "settings"
	settingsVersion = 1

	prefOwnKeys  = "keys.own"    // lines of command=key
	prefOwnWords = "write.words" // a word a line
)

// ExportSettings is the settings of the profile as a file.
func (a *App) ExportSettings(ctx context.Context) (SettingsFile, error) {
	f := SettingsFile{Godwit: settingsKind, Version: settingsVersion, Made: time.Now().UTC().Truncate(time.Second), Settings: map[string]string{}, Keys: map[string]string{}}
	prefs, err := a.store.Prefs(ctx)
	if err != nil {
		return f, err
	}
	for _, s := range Settings() {
		f.Settings[s.ID] = s.read(prefs)
	}
	f.Keys = ownKeys(prefs[prefOwnKeys])
	f.Words = strings.Fields(prefs[prefOwnWords])
	for key := range prefs {
		if address, ok := strings.CutPrefix(key, imagesPref("")); ok {
			f.Pictures = append(f.Pictures, address)
		}
	}
	slices.Sort(f.Pictures)
	if prefs[prefTags] != "" {
		if f.Tags, err = a.Mail.Tags(ctx); err != nil {
			return f, err
		}
	}
	saved, err := a.store.Searches(ctx)
	if err != nil {
		return f, err
	}
	for _, one := range saved {
		f.Searches = append(f.Searches, SearchFile(one))
	}
	return f, errors.Join(a.exportAccounts(ctx, prefs, &f), a.exportPages(ctx, &f))
}

func (a *App) exportAccounts(ctx context.Context, prefs map[string]string, f *SettingsFile) error {
	list, err := a.store.Accounts(ctx)
	if err != nil {
		return err
	}
	emails := make(map[accounts.ID]string)
	silent := notify.ReadRules(prefs[prefNotify]).Silent
	for _, acc := range list {
		emails[acc.ID] = acc.Email()
		f.Accounts = append(f.Accounts, accountFile(acc, slices.Contains(silent, acc.ID)))
	}
	favourites, err := a.Mail.Favourites(ctx)
	for _, id := range favourites {
		if folder, err := a.store.Folder(ctx, id); err == nil {
			f.Favourites = append(f.Favourites, FavouriteFile{emails[folder.Account], folder.Path})
		}
	}
	return err
}

func (a *App) exportPages(ctx context.Context, f *SettingsFile) error {
	clients := map[string]Client{}
	err := errors.Join(a.readPref(ctx, prefPages, &f.SignInPages), a.readPref(ctx, prefClients, &clients))
	for i := range f.SignInPages {
		f.SignInPages[i].ClientSecret = ""
	}
	for name, c := range clients {
		if f.Clients == nil {
			f.Clients = make(map[string]string)
		}
		f.Clients[name] = c.ID
	}
	return err
}

// ownKeys reads lines of command=key.
func ownKeys(text string) map[string]string {
	keys := make(map[string]string)
	for line := range strings.Lines(text) {
		if id, key, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "="); ok {
			keys[id] = key
		}
	}
	return keys
}
