package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"slices"
	"strings"
	"unicode"

	"godwit/app"
)

const settingsUsage = `list | get ID | set ID VALUE
export FILE|-
import FILE|- [--dry-run] [--take ITEM…] [--all]`

// runSettings reads, changes and carries settings.
func runSettings(ctx context.Context, c *cli, args []string) error {
	fs := c.flags("settings")
	dry := fs.Bool("dry-run", false, "")
	all := fs.Bool("all", false, "")
	var take texts
	fs.Var(&take, "take", "")
	names, err := parseFlags(fs, args)
	if err != nil {
		return err
	}
	verb, rest := "", names
	if len(names) > 0 {
		verb, rest = names[0], names[1:]
	}
	if (*dry || *all || len(take) > 0) && verb != "import" {
		return usagef("settings %s: --dry-run, --take and --all are for import", verb)
	}
	a, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer a.Close()
	switch {
	case verb == "list" && len(rest) == 0, verb == "get" && len(rest) == 1:
		return c.listSettings(ctx, a, rest)
	case verb == "set" && len(rest) == 2:
		return a.SetSetting(ctx, rest[0], rest[1])
	case verb == "export" && len(rest) == 1:
		return c.exportSettings(ctx, a, rest[0])
	case verb == "import" && len(rest) == 1:
		return c.importSettings(ctx, a, rest[0], *dry, func(i app.SettingsItem) bool {
			return *all || i.Risk == app.NoRisk || slices.Contains(take, i.ID)
		})
	}
	return usagef("settings list | get ID | set ID VALUE | export FILE | import FILE: see godwitctl settings --help")
}

type settingJSON struct {
	ID      string   `json:"id"`
	Title   string   `json:"title"`
	Value   string   `json:"value"`
	Usual   string   `json:"usual"`
	Values  []string `json:"values,omitempty"`
	Allowed string   `json:"allowed"`
}

// listSettings prints all settings, or the one of that id.
func (c *cli) listSettings(ctx context.Context, a *app.App, only []string) error {
	list, err := a.Settings(ctx)
	if err != nil {
		return err
	}
	found := false
	for _, s := range list {
		if len(only) > 0 && s.ID != only[0] {
			continue
		}
		found = true
		switch {
		case c.json:
			if err := c.emit(settingJSON{s.ID, s.Title, s.Value, s.Usual, s.Values, s.Allowed()}); err != nil {
				return err
			}
		case len(only) > 0:
			c.say("%s", s.Value)
		default:
			c.say("%s\t%s\t%s (%s)", s.ID, s.Value, s.Title, s.Allowed())
		}
	}
	if !found && len(only) > 0 {
		return &app.UnknownSettingError{ID: only[0]}
	}
	return nil
}

func (c *cli) exportSettings(ctx context.Context, a *app.App, file string) error {
	f, err := a.ExportSettings(ctx)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(f); err != nil {
		return err
	}
	if file == "-" {
		file = ""
	}
	return c.write(ctx, file, b.Bytes())
}

type itemJSON struct {
	Item    string               `json:"item"`
	Kind    app.SettingsKind     `json:"kind"`
	Name    string               `json:"name,omitempty"`
	New     bool                 `json:"new"`
	Taken   bool                 `json:"taken"`
	Risk    app.SettingsRisk     `json:"risk,omitempty"`
	Problem string               `json:"problem,omitempty"`
	Changes []app.SettingsChange `json:"changes"`
}

// importSettings lays a file over the profile, or says what that would do.
func (c *cli) importSettings(ctx context.Context, a *app.App, file string, dry bool, take func(app.SettingsItem) bool) error {
	var in io.Reader = c.in
	if file != "-" {
		opened, err := os.Open(file)
		if err != nil {
			return err
		}
		defer opened.Close()
		in = opened
	}
	f, unknown, err := app.ReadSettings(in)
	if err != nil {
		return err
	}
	for _, name := range unknown {
		c.note("Not known here, and left out: %s", oneLine(name))
	}
	items, err := a.PlanImport(ctx, f)
	if err != nil {
		return err
	}
	taken := func(i app.SettingsItem) bool { return i.Problem == nil && take(i) }
	if !dry {
		done, err := a.ImportSettings(ctx, f, take)
		if err != nil {
			return err
		}
		if len(done.Added) > 0 {
			c.note("Give the new accounts their passwords with godwitctl account login.")
		}
		names := make(map[string]bool)
		for _, i := range done.Taken {
			names[i.ID] = true
		}
		taken = func(i app.SettingsItem) bool { return names[i.ID] && i.Problem == nil }
	}
	for _, i := range items {
		if err := c.showItem(i, taken(i)); err != nil {
			return err
		}
	}
	return nil
}

func (c *cli) showItem(i app.SettingsItem, taken bool) error {
	problem := ""
	if i.Problem != nil {
		problem = app.Explain(i.Problem).Text
	}
	if c.json {
		return c.emit(itemJSON{i.ID, i.Kind, i.Name, i.New, taken, i.Risk, problem, some(i.Changes)})
	}
	state := "taken"
	switch {
	case problem != "":
		state = "cannot be: " + problem
	case !taken:
		state = "left: " + riskWords(i.Risk) + "; --take " + i.ID
	}
	c.say("%s\t%s", oneLine(i.ID), oneLine(state))
	for _, change := range i.Changes {
		c.say("\t%s\t%s → %s", oneLine(change.Field), oneLine(change.Before), oneLine(change.After))
	}
	return nil
}

func riskWords(r app.SettingsRisk) string {
	switch r {
	case app.RiskAccount:
		return "it changes an account that is here"
	case app.RiskPassword:
		return "it would use a password that is kept here"
	case app.RiskSignIn:
		return "sign-ins would go to other addresses"
	case app.RiskPictures:
		return "pictures would be fetched unasked"
	}
	return "not chosen"
}

// oneLine keeps a signature on the line of its change, and what a file says from
// commanding the terminal.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
}
