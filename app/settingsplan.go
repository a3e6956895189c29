package app

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"godwit/accounts"
	"godwit/app/notify"
	"godwit/sync/store"
)

// SettingsItem is one thing that a file of settings would change here.
type SettingsItem struct {
	ID      string // names it, to take it or not: "window.density", "account:ada@example.org"
	Kind    SettingsKind
	Name    string // of a search or an account, else ""
	New     bool   // nothing of the kind is here
	Changes []SettingsChange
	Risk    SettingsRisk // it is taken only when a person says so
	Problem error        // it cannot be taken

	apply func(*settingsImport)
}

// SettingsChange is a field that would be another; "" is nothing.
type SettingsChange struct {
	Field  string `json:"field"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// SettingsKind is what an item is.
type SettingsKind string

const (
	SettingItem   SettingsKind = "setting"
	KeysItem      SettingsKind = "keys"
	TagsItem      SettingsKind = "tags"
	SearchItem    SettingsKind = "search"
	FavouriteItem SettingsKind = "favourites"
	AccountItem   SettingsKind = "account"
	OrderItem     SettingsKind = "account-order"
	PagesItem     SettingsKind = "sign-in-pages"
	ClientsItem   SettingsKind = "sign-in-clients"
	PicturesItem  SettingsKind = "pictures"
	WordsItem     SettingsKind = "words"
)

// SettingsRisk is why an item is not taken unasked.
type SettingsRisk string

const (
	NoRisk       SettingsRisk = ""
	RiskAccount  SettingsRisk = "account"  // an account that is here would change
	RiskPassword SettingsRisk = "password" // a password that is kept would be used as the file says
	RiskSignIn   SettingsRisk = "sign-in"  // sign-ins would go elsewhere
	RiskPictures SettingsRisk = "pictures" // pictures would be fetched unasked
)

// settingsImport is a profile while a file of settings is laid over it.
type settingsImport struct {
	file     SettingsFile
	accounts []accounts.Account // that are here
	before   map[string]string  // prefs
	prefs    map[string]string
	update   map[accounts.ID]accounts.Account
	add      []accounts.Account
	silent   []bool // of add
	items    []SettingsItem
}

func (a *App) newImport(ctx context.Context, f SettingsFile) (*settingsImport, error) {
	im := &settingsImport{file: f, update: make(map[accounts.ID]accounts.Account)}
	var err error
	if im.before, err = a.store.Prefs(ctx); err != nil {
		return nil, err
	}
	im.prefs = cloned(im.before)
	if im.accounts, err = a.store.Accounts(ctx); err != nil {
		return nil, err
	}
	im.settings()
	im.accountItems()
	im.order()
	im.lists()
	if err := im.tags(ctx, a.Mail); err != nil {
		return nil, err
	}
	if err := im.favourites(ctx, a.Mail); err != nil {
		return nil, err
	}
	return im, im.pages(a.core, ctx)
}

// PlanImport says what a file of settings would change. It changes nothing.
func (a *App) PlanImport(ctx context.Context, f SettingsFile) ([]SettingsItem, error) {
	im, err := a.newImport(ctx, f)
	if err != nil {
		return nil, err
	}
	return im.items, nil
}

// Imported is what an import did.
type Imported struct {
	Taken []SettingsItem
	Added []accounts.ID // their passwords are not known

	back store.Settings
}

// ImportSettings takes the items of a file that take says, all of them or, where
// one fails, none. Items with a Problem are never taken.
func (a *App) ImportSettings(ctx context.Context, f SettingsFile, take func(SettingsItem) bool) (Imported, error) {
	var done Imported
	im, err := a.newImport(ctx, f)
	if err != nil {
		return done, err
	}
	for _, item := range im.items {
		if item.Problem == nil && take(item) {
			item.apply(im)
			done.Taken = append(done.Taken, item)
		}
	}
	if len(done.Taken) == 0 {
		return done, nil
	}
	c := store.Settings{Prefs: changed(im.before, im.prefs), Add: im.add, Then: im.silence}
	done.back.Prefs = changed(im.prefs, im.before)
	if slices.Contains(im.silent, true) {
		done.back.Prefs[prefNotify] = im.before[prefNotify]
	}
	for _, acc := range im.accounts {
		if now, ok := im.update[acc.ID]; ok {
			c.Update = append(c.Update, now)
			acc.Revision = now.Revision + 1
			done.back.Update = append(done.back.Update, acc)
		}
	}
	if done.Added, err = a.store.ChangeSettings(ctx, c); err != nil {
		return Imported{}, err
	}
	a.engine.quiet.look()
	return done, nil
}

// silence are the rules of notifications with the accounts that were added.
func (im *settingsImport) silence(added []accounts.ID) map[string]string {
	r := notify.ReadRules(im.prefs[prefNotify])
	for i, id := range added {
		if im.silent[i] {
			r.SetSilent(id, true)
		}
	}
	if !slices.Contains(im.silent, true) {
		return nil
	}
	return map[string]string{prefNotify: r.String()}
}

// UndoImport brings back what was before. Accounts that were added go again, with
// what came for them; *UnsentError where one has messages that are not sent.
func (a *App) UndoImport(ctx context.Context, done Imported) error {
	for _, id := range done.Added {
		if err := a.Accounts.Remove(ctx, id, false); err != nil {
			return err
		}
	}
	_, err := a.store.ChangeSettings(ctx, done.back)
	a.engine.quiet.look()
	return err
}

func (im *settingsImport) item(i SettingsItem) { im.items = append(im.items, i) }

// settings are those of the table.
func (im *settingsImport) settings() {
	for _, s := range Settings() {
		word, ok := im.file.Settings[s.ID]
		now := s.read(im.before)
		if !ok || word == now {
			continue
		}
		im.item(SettingsItem{
			ID: s.ID, Kind: SettingItem, Name: s.Title, Changes: []SettingsChange{{s.ID, now, word}},
			Problem: s.write(cloned(im.before), word),
			apply:   func(im *settingsImport) { _ = s.write(im.prefs, word) }, // it could be written just now
		})
	}
}

// order is the one of the accounts that both have.
func (im *settingsImport) order() {
	var want []accounts.Account
	for _, f := range im.file.Accounts {
		if acc, ok := im.here(f); ok {
			want = append(want, acc)
		}
	}
	var now []accounts.Account
	for _, acc := range im.accounts {
		if slices.ContainsFunc(want, func(w accounts.Account) bool { return w.ID == acc.ID }) {
			now = append(now, acc)
		}
	}
	names := func(list []accounts.Account) string {
		var all []string
		for _, acc := range list {
			all = append(all, acc.Title())
		}
		return strings.Join(all, ", ")
	}
	if len(want) != len(now) || names(want) == names(now) { // one that is named twice orders nothing
		return
	}
	im.item(SettingsItem{ID: "account-order", Kind: OrderItem, Changes: []SettingsChange{{"order", names(now), names(want)}}, apply: func(im *settingsImport) {
		for i, acc := range want {
			if changed, ok := im.update[acc.ID]; ok {
				acc = changed
			}
			acc.Order = i + 1
			im.update[acc.ID] = acc
		}
	}})
}

func count(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
