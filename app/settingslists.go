package app

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"

	"godwit/accounts/oauth"
	"godwit/sync/mail"
)

// searchPref is how the store names saved searches.
const searchPref = "search/"

// Lists are merged: what is here and not in the file stays.

func (im *settingsImport) lists() {
	im.searches()
	im.keys()
	im.words()
	im.pictures()
}

func (im *settingsImport) searches() {
	for _, s := range im.file.Searches {
		name, text := strings.TrimSpace(s.Name), strings.TrimSpace(s.Text)
		now := im.before[searchPref+name]
		if now == text {
			continue
		}
		item := SettingsItem{ID: "search:" + cutTo(name, 200), Kind: SearchItem, Name: cutTo(name, 200), New: now == "", Changes: []SettingsChange{{"text", now, cutTo(text, 300)}}}
		if name == "" || text == "" || len(name) > 200 || len(text) > longestSetting || hasControl(name+text) {
			item.Problem = &SettingsFileError{Text: "A saved search needs a name and words, and neither may be long."}
		}
		item.apply = func(im *settingsImport) { im.prefs[searchPref+name] = text }
		im.item(item)
	}
}

func hasControl(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f })
}

// keys are a person's own.
func (im *settingsImport) keys() {
	now := ownKeys(im.before[prefOwnKeys])
	item := SettingsItem{ID: "keys", Kind: KeysItem}
	for _, id := range slices.Sorted(maps.Keys(im.file.Keys)) {
		key := im.file.Keys[id]
		if was, there := now[id]; there && was == key {
			continue
		}
		if id == "" || len(id) > 80 || len(key) > 40 || hasControl(id+key) || strings.Contains(id, "=") {
			item.Problem = &SettingsFileError{Text: "“" + cutTo(id, 60) + "” is no command, or what it has is no key."}
		}
		item.Changes = append(item.Changes, SettingsChange{cutTo(id, 80), now[id], cutTo(key, 40)})
	}
	if len(item.Changes) == 0 {
		return
	}
	item.apply = func(im *settingsImport) {
		maps.Copy(now, im.file.Keys)
		lines := ""
		for _, id := range slices.Sorted(maps.Keys(now)) {
			lines += id + "=" + now[id] + "\n"
		}
		im.prefs[prefOwnKeys] = lines
	}
	im.item(item)
}

// words are those that spelling takes as right.
func (im *settingsImport) words() {
	now := strings.Fields(im.before[prefOwnWords])
	all := slices.Clone(now)
	for _, word := range im.file.Words {
		if word != "" && len(word) < 200 && len(strings.Fields(word)) == 1 && !hasControl(word) && !slices.Contains(now, word) {
			all = append(all, word)
		}
	}
	if len(all) == len(now) {
		return
	}
	im.item(SettingsItem{ID: "words", Kind: WordsItem, Changes: []SettingsChange{{"words", count(len(now)), count(len(all))}}, apply: func(im *settingsImport) {
		im.prefs[prefOwnWords] = strings.Join(all, "\n")
	}})
}

// pictures are the senders whose pictures come unasked.
func (im *settingsImport) pictures() {
	item := SettingsItem{ID: "pictures", Kind: PicturesItem, Risk: RiskPictures}
	for _, address := range im.file.Pictures {
		if _, there := im.before[imagesPref(address)]; there || address == "" || len(address) > 320 || hasControl(address) {
			continue
		}
		item.Changes = append(item.Changes, SettingsChange{"sender", "", address})
	}
	if len(item.Changes) == 0 {
		return
	}
	item.apply = func(im *settingsImport) {
		for _, c := range item.Changes {
			im.prefs[imagesPref(c.After)] = "1"
		}
	}
	im.item(item)
}

func (im *settingsImport) tags(ctx context.Context, m *Mail) error {
	now, err := m.Tags(ctx)
	if err != nil || len(im.file.Tags) == 0 {
		return err
	}
	item := SettingsItem{ID: "tags", Kind: TagsItem}
	all := slices.Clone(now)
	if im.before[prefTags] == "" { // nobody chose those that are usual
		all = nil
	}
	for _, t := range im.file.Tags {
		i := slices.IndexFunc(all, func(o Tag) bool { return strings.EqualFold(o.Key, t.Key) })
		switch {
		case i < 0:
			item.Changes = append(item.Changes, SettingsChange{"tag", "", cutTo(t.Name+" "+t.Colour, 120)})
			all = append(all, t)
		case all[i] != t:
			item.Changes = append(item.Changes, SettingsChange{"tag", all[i].Name + " " + all[i].Colour, cutTo(t.Name+" "+t.Colour, 120)})
			all[i] = t
		}
	}
	if len(item.Changes) == 0 {
		return nil
	}
	all, item.Problem = checkTags(all)
	text, err := json.Marshal(all)
	item.apply = func(im *settingsImport) { im.prefs[prefTags] = string(text) }
	im.item(item)
	return err
}

// favourites are folders; those that are not here, as in an account that was
// never in step, cannot be favourites yet.
func (im *settingsImport) favourites(ctx context.Context, m *Mail) error {
	now, err := m.Favourites(ctx)
	if err != nil {
		return err
	}
	item := SettingsItem{ID: "favourites", Kind: FavouriteItem}
	all := slices.Clone(now)
	for _, f := range im.file.Favourites {
		id, err := im.folder(ctx, m, f)
		if err != nil {
			return err
		}
		if id != 0 && !slices.Contains(all, id) {
			all = append(all, id)
			item.Changes = append(item.Changes, SettingsChange{"folder", "", cutTo(f.Folder+" · "+f.Account, 200)})
		}
	}
	if len(item.Changes) == 0 {
		return nil
	}
	item.apply = func(im *settingsImport) {
		var words []string
		for _, id := range all {
			words = append(words, strconv.FormatInt(int64(id), 10))
		}
		im.prefs[prefFavourites] = strings.Join(words, " ")
	}
	im.item(item)
	return nil
}

func (im *settingsImport) folder(ctx context.Context, m *Mail, f FavouriteFile) (mail.FolderID, error) {
	for _, acc := range im.accounts {
		if !strings.EqualFold(acc.Email(), f.Account) {
			continue
		}
		folders, err := m.store.Folders(ctx, acc.ID)
		if err != nil {
			return 0, err
		}
		for _, folder := range folders {
			if folder.Path == f.Folder {
				return folder.ID, nil
			}
		}
	}
	return 0, nil
}

// pages are sign-in pages of the profile's own, and client IDs. A page decides
// where a kept sign-in is renewed, so it is never taken unasked.
func (im *settingsImport) pages(c core, ctx context.Context) error {
	var now []oauth.Provider
	clients := map[string]Client{}
	if err := errors.Join(c.readPref(ctx, prefPages, &now), c.readPref(ctx, prefClients, &clients)); err != nil {
		return err
	}
	item := SettingsItem{ID: "sign-in-pages", Kind: PagesItem, Risk: RiskSignIn}
	all := slices.Clone(now)
	for _, p := range im.file.SignInPages {
		text := cutTo(p.Name+": "+p.AuthURL+" "+p.TokenURL+" "+p.DeviceURL, 600)
		i := slices.IndexFunc(all, func(o oauth.Provider) bool { return o.Name == p.Name })
		if err := p.Check(); err != nil {
			item.Problem = err
		}
		switch {
		case i < 0:
			all = append(all, p)
			item.Changes = append(item.Changes, SettingsChange{"page", "", text})
		case !samePage(all[i], p):
			item.Changes = append(item.Changes, SettingsChange{"page", all[i].Name + ": " + all[i].AuthURL + " " + all[i].TokenURL, text})
			if all[i].ClientID == p.ClientID && all[i].TokenURL == p.TokenURL {
				p.ClientSecret = all[i].ClientSecret
			}
			all[i] = p
		}
	}
	if len(item.Changes) > 0 {
		text, err := json.Marshal(all)
		if err != nil {
			return err
		}
		item.apply = func(im *settingsImport) { im.prefs[prefPages] = string(text) }
		im.item(item)
	}
	return im.clients(clients)
}

func samePage(a, b oauth.Provider) bool {
	a.ClientSecret, b.ClientSecret = "", ""
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && string(x) == string(y)
}

func (im *settingsImport) clients(now map[string]Client) error {
	known, err := oauth.Providers()
	item := SettingsItem{ID: "sign-in-clients", Kind: ClientsItem}
	all := maps.Clone(now)
	for _, name := range slices.Sorted(maps.Keys(im.file.Clients)) {
		id := im.file.Clients[name]
		if all[name].ID == id || !slices.ContainsFunc(known, func(p oauth.Provider) bool { return p.Name == name }) {
			continue
		}
		if id == "" || len(id) > 300 || hasControl(id) {
			item.Problem = &SettingsFileError{Text: "A client ID is missing or too long."}
		}
		if all[name].ID != "" {
			item.Risk = RiskSignIn
		}
		item.Changes = append(item.Changes, SettingsChange{name, all[name].ID, cutTo(id, 300)})
		all[name] = Client{ID: id}
	}
	if err != nil || len(item.Changes) == 0 {
		return err
	}
	text, err := json.Marshal(all)
	item.apply = func(im *settingsImport) { im.prefs[prefClients] = string(text) }
	im.item(item)
	return err
}
