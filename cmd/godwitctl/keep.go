package main

import (
	"context"
	"strconv"
	"strings"

	"godwit/accounts"
	"godwit/app"
)

// keepJSON is a rule for bodies; mode is "default", "all", "recent" or "headers".
type keepJSON struct {
	Mode    string `json:"mode"`
	Days    int    `json:"days,omitempty"`
	Largest int64  `json:"largest,omitempty"`
}

func keepView(k accounts.Keep) keepJSON {
	v := keepJSON{string(k.Mode), k.Days, k.Largest}
	if k.Mode == accounts.KeepDefault {
		v.Mode = "default"
	}
	return v
}

// keepWords says a rule for a person; "" for the default.
func keepWords(k accounts.Keep) string {
	words := ""
	switch k.Mode {
	case accounts.KeepAll:
		words = "all texts"
	case accounts.KeepHeaders:
		words = "headers only"
	case accounts.KeepRecent:
		words = "texts of " + strconv.Itoa(k.Days) + " days"
	}
	if k.Largest > 0 {
		words = strings.TrimPrefix(words+", up to "+app.Octets(k.Largest), ", ")
	}
	return words
}

// keepRule reads "all", "headers", "default" or a number of days.
func keepRule(word string, largest int64) (accounts.Keep, error) {
	k := accounts.Keep{Largest: largest}
	switch word {
	case "default":
	case "all", "headers":
		k.Mode = accounts.KeepMode(word)
	default:
		days, err := strconv.Atoi(word)
		if err != nil || days <= 0 {
			return k, usagef("keep all, headers, default or a number of days, not %q", word)
		}
		k.Mode, k.Days = accounts.KeepRecent, days
	}
	if largest < 0 {
		return k, usagef("--largest %d", largest)
	}
	return k, nil
}

func accountKeep(ctx context.Context, c *cli, args []string) error {
	fs := c.flags("account keep")
	largest := fs.Int64("largest", 0, "")
	names, err := parseFlags(fs, args)
	if err != nil {
		return err
	}
	if len(names) != 2 {
		return usagef("account keep A all|headers|default|DAYS [--largest OCTETS]")
	}
	rule, err := keepRule(names[1], *largest)
	if err != nil {
		return err
	}
	a, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer a.Close()
	acc, err := findAccount(ctx, a, names[0])
	if err != nil {
		return err
	}
	return a.Accounts.SetKeep(ctx, acc.ID, rule)
}

func folderKeep(ctx context.Context, c *cli, args []string) error {
	fs := c.flags("folder keep")
	account := fs.String("account", "", "")
	largest := fs.Int64("largest", 0, "")
	names, err := parseFlags(fs, args)
	if err != nil {
		return err
	}
	if len(names) != 2 {
		return usagef("folder keep FOLDER all|headers|default|DAYS [--largest OCTETS]")
	}
	rule, err := keepRule(names[1], *largest)
	if err == nil && rule.Mode == accounts.KeepDefault && *largest > 0 {
		err = usagef("folder keep: default is as the account says, its --largest too")
	}
	if err != nil {
		return err
	}
	a, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer a.Close()
	id, err := accountID(ctx, a, *account)
	if err != nil {
		return err
	}
	f, err := a.Mail.FindFolder(ctx, id, names[0])
	if err != nil {
		return err
	}
	return a.Mail.SetKeep(ctx, f.ID, rule)
}
