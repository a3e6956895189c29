package app

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"godwit/accounts"
	"godwit/app/notify"
)

// here is the account of the profile that a file means.
func (im *settingsImport) here(f AccountFile) (accounts.Account, bool) {
	i := slices.IndexFunc(im.accounts, func(a accounts.Account) bool {
		return strings.EqualFold(a.Email(), f.Email()) && a.Incoming.Protocol == f.Incoming.Protocol
	})
	if i < 0 {
		return accounts.Account{}, false
	}
	return im.accounts[i], true
}

// accountItems are the accounts that are new or would change.
func (im *settingsImport) accountItems() {
	seen := make(map[string]bool)
	silent := notify.ReadRules(im.before[prefNotify]).Silent
	for _, f := range im.file.Accounts {
		acc := f.account()
		item := SettingsItem{ID: "account:" + cutTo(acc.Email(), 200), Kind: AccountItem, Name: cutTo(acc.Title(), 200)}
		if acc.Incoming.Protocol == accounts.POP3 || acc.Incoming.Off() {
			item.ID += "/" + string(acc.Incoming.Protocol)
		}
		now, there := im.here(f)
		item.New, item.Problem = !there, acc.Validate()
		if seen[strings.ToLower(item.ID)] {
			item.Problem = &SettingsFileError{Text: "The file has this account twice."}
		}
		seen[strings.ToLower(item.ID)] = true
		if err := f.Keep.Validate(); err != nil && item.Problem == nil {
			item.Problem = err
		}
		if there {
			item.Changes = fieldChanges(accountFile(now, slices.Contains(silent, now.ID)), f)
			item.Risk = RiskAccount
			item.apply = func(im *settingsImport) { im.change(now, f) }
			if len(item.Changes) == 0 {
				continue
			}
		} else {
			item.Changes = fieldChanges(AccountFile{}, f)
			if im.sharesSecret(acc) {
				item.Risk = RiskPassword
			}
			item.apply = func(im *settingsImport) { im.added(f) }
		}
		im.item(item)
	}
}

// sharesSecret reports whether a password that is kept would go where a file says:
// under other protection, through its proxy, to a server with its certificate.
func (im *settingsImport) sharesSecret(a accounts.Account) bool {
	keys := func(a accounts.Account) (list []string) {
		for _, s := range []accounts.Server{a.Incoming, a.Outgoing} {
			if !s.Off() && s.Auth != accounts.AuthNone {
				list = append(list, s.SecretKey())
			}
			if s.ProxyKey() != "" {
				list = append(list, s.ProxyKey())
			}
		}
		return list
	}
	for _, other := range im.accounts {
		for _, key := range keys(other) {
			if slices.Contains(keys(a), key) {
				return true
			}
		}
	}
	return false
}

// change lays a file's account over one that is here. Where its secrets are kept
// stays: moving them is for a person at this computer.
func (im *settingsImport) change(now accounts.Account, f AccountFile) {
	acc := f.account()
	acc.ID, acc.Secrets, acc.Leaving, acc.Order, acc.Revision = now.ID, now.Secrets, now.Leaving, now.Order, now.Revision+1
	im.update[acc.ID] = acc
	r := notify.ReadRules(im.prefs[prefNotify])
	if slices.Contains(r.Silent, acc.ID) != f.Silent {
		r.SetSilent(acc.ID, f.Silent)
		im.prefs[prefNotify] = r.String()
	}
}

// added is a new account, after those that are here.
func (im *settingsImport) added(f AccountFile) {
	acc := f.account()
	for _, other := range im.accounts {
		acc.Order = max(acc.Order, other.Order)
	}
	im.add, im.silent = append(im.add, acc), append(im.silent, f.Silent)
}

// fieldChanges are the fields in which two accounts differ, by their names in the
// file. Both are what json made of them, so no field is forgotten.
func fieldChanges(before, after AccountFile) []SettingsChange {
	after.Secrets = before.Secrets // does not change
	was, is := flattened(before), flattened(after)
	names := make(map[string]bool)
	for name := range was {
		names[name] = true
	}
	for name := range is {
		names[name] = true
	}
	var list []SettingsChange
	for name := range names {
		if was[name] != is[name] {
			list = append(list, SettingsChange{name, was[name], is[name]})
		}
	}
	slices.SortFunc(list, func(a, b SettingsChange) int { return strings.Compare(a.Field, b.Field) })
	return list
}

// flattened is an account as "incoming.host" to a text.
func flattened(f AccountFile) map[string]string {
	out := make(map[string]string)
	data, err := json.Marshal(f)
	var tree any
	if err != nil || json.Unmarshal(data, &tree) != nil {
		return out // strings and numbers: cannot be
	}
	var walk func(at string, v any)
	walk = func(at string, v any) {
		switch v := v.(type) {
		case map[string]any:
			for name, inner := range v {
				walk(strings.TrimPrefix(at+"."+name, "."), inner)
			}
		case []any:
			for i, inner := range v {
				walk(fmt.Sprintf("%s.%d", at, i), inner)
			}
		case nil:
		default:
			if text := fmt.Sprint(v); text != "" {
				out[at] = text
			}
		}
	}
	walk("", tree)
	return out
}
