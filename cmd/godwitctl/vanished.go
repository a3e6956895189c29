package main

import (
	"context"

	"godwit/accounts"
	"godwit/app"
	"godwit/sync/mail"
)

// runVanished shows what servers lost all at once, and does what a person
// decides about it.
func runVanished(ctx context.Context, c *cli, args []string) error {
	fs := c.flags("vanished")
	account := fs.String("account", "", "")
	wait := fs.Bool("wait", false, "")
	names, err := parseFlags(fs, args)
	if err != nil {
		return err
	}
	if len(names) == 0 {
		names = []string{"list"}
	}
	words := map[string]int{"list": 1, "accept": 2, "restore": 2}
	if words[names[0]] != len(names) {
		return usagef("vanished [list] | accept FOLDER | restore FOLDER")
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
	if names[0] == "list" {
		return c.listVanished(ctx, a, id)
	}
	f, err := a.Mail.FindFolder(ctx, id, names[1])
	if err != nil {
		return err
	}
	if names[0] == "accept" {
		n, err := a.Mail.AcceptVanished(ctx, f.ID)
		if err != nil {
			return err
		}
		if c.json {
			return c.emit(map[string]int{"removed": n})
		}
		c.say("%d messages removed here.", n)
		return nil
	}
	return c.restore(ctx, a, f, *wait)
}

func (c *cli) restore(ctx context.Context, a *app.App, f mail.Folder, wait bool) error {
	queued, cannot, err := a.Mail.RestoreVanished(ctx, f.ID)
	if err != nil {
		return err
	}
	if c.json {
		err = c.emit(map[string]int{"queued": queued, "cannot": cannot})
	} else {
		c.say("%d messages go back to the server.", queued)
		if cannot > 0 {
			c.say("%d cannot: only their headers are here.", cannot)
		}
	}
	if err == nil && wait {
		err = c.settle(ctx, a)
	}
	if err == nil && cannot > 0 {
		err = &exitError{exitPartly}
	}
	return err
}

func (c *cli) listVanished(ctx context.Context, a *app.App, account accounts.ID) error {
	list, err := a.Mail.Vanished(ctx, account)
	if err != nil {
		return err
	}
	names, err := accountNames(ctx, a)
	if err != nil {
		return err
	}
	for _, v := range list {
		if c.json {
			if err := c.emit(struct {
				ID      mail.FolderID `json:"id"`
				Account string        `json:"account"`
				Folder  string        `json:"folder"`
				Noticed string        `json:"noticed"`
				Count   int           `json:"count"`
				Whole   int           `json:"whole"`
			}{v.Folder, names[v.Account], v.Path, stamp(v.Noticed), v.Count, v.Whole}); err != nil {
				return err
			}
			continue
		}
		c.say("%d\t%s\t%s\t%d messages vanished, %d of them are here whole\t%s", v.Folder, names[v.Account], v.Path, v.Count, v.Whole, short(v.Noticed))
	}
	return nil
}
