package main

import (
	"context"
	"slices"

	"godwit/accounts"
	"godwit/app"
	"godwit/sync/mail"
)

// folderVerb does something with a mailbox; more is what came after its name.
type folderVerb struct {
	words int // with the verb
	do    func(ctx context.Context, a *app.App, f mail.Folder, more []string) error
}

func runFolder(ctx context.Context, c *cli, args []string) error {
	if len(args) > 0 && args[0] == "keep" {
		return folderKeep(ctx, c, args[1:])
	}
	fs := c.flags("folder")
	account := fs.String("account", "", "")
	forever, off := fs.Bool("forever", false, ""), fs.Bool("off", false, "")
	words, err := parseFlags(fs, args)
	if err != nil {
		return err
	}
	verbs := folderVerbs(c, *forever, *off)
	if len(words) == 0 {
		return usagef("folder: what is to be done? create, rename, move, delete, empty, read, subscribe, unsubscribe, conversations, favourite or keep")
	}
	verb, known := verbs[words[0]]
	if words[0] == "create" {
		verb, known = folderVerb{words: 2}, true
	}
	if !known || len(words) != verb.words {
		return usagef("folder %s: what, and how?", words[0])
	}
	if words[0] == "conversations" && words[2] != "on" && words[2] != "off" {
		return usagef("folder conversations: on or off")
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
	if words[0] == "create" {
		return c.createFolder(ctx, a, id, words[1])
	}
	f, err := a.Mail.FindFolder(ctx, id, words[1])
	if err != nil {
		return err
	}
	return verb.do(ctx, a, f, words[2:])
}

func folderVerbs(c *cli, forever, off bool) map[string]folderVerb {
	return map[string]folderVerb{
		"rename": {3, func(ctx context.Context, a *app.App, f mail.Folder, more []string) error {
			return a.Mail.RenameFolder(ctx, f.ID, more[0])
		}},
		"move": {3, func(ctx context.Context, a *app.App, f mail.Folder, more []string) error {
			if more[0] == "top" {
				return a.Mail.MoveFolder(ctx, f.ID, 0)
			}
			into, err := a.Mail.FindFolder(ctx, f.Account, more[0])
			if err != nil {
				return err
			}
			return a.Mail.MoveFolder(ctx, f.ID, into.ID)
		}},
		"delete": {2, func(ctx context.Context, a *app.App, f mail.Folder, _ []string) error {
			return c.deleteFolder(ctx, a, f, forever)
		}},
		"empty": {2, func(ctx context.Context, a *app.App, f mail.Folder, _ []string) error {
			contents, err := a.Mail.Contents(ctx, f.ID)
			if err == nil {
				err = a.Mail.EmptyFolder(ctx, f.ID)
			}
			if err != nil {
				return err
			}
			return c.count("removed", contents.Messages)
		}},
		"read": {2, func(ctx context.Context, a *app.App, f mail.Folder, _ []string) error {
			n, err := a.Mail.MarkAllRead(ctx, f.ID)
			if err != nil {
				return err
			}
			return c.count("marked", n)
		}},
		"subscribe": {2, func(ctx context.Context, a *app.App, f mail.Folder, _ []string) error {
			return a.Mail.SetSubscribed(ctx, f.ID, true)
		}},
		"unsubscribe": {2, func(ctx context.Context, a *app.App, f mail.Folder, _ []string) error {
			return a.Mail.SetSubscribed(ctx, f.ID, false)
		}},
		"conversations": {3, func(ctx context.Context, a *app.App, f mail.Folder, more []string) error {
			return a.Mail.SetFlat(ctx, f.ID, more[0] == "off")
		}},
		"favourite": {2, func(ctx context.Context, a *app.App, f mail.Folder, _ []string) error {
			list, err := a.Mail.Favourites(ctx)
			if err != nil {
				return err
			}
			list = slices.DeleteFunc(list, func(id mail.FolderID) bool { return id == f.ID })
			if !off {
				list = append(list, f.ID)
			}
			return a.Mail.SetFavourites(ctx, list)
		}},
	}
}

func (c *cli) createFolder(ctx context.Context, a *app.App, id accounts.ID, path string) error {
	if id == 0 {
		list, err := a.Accounts.List(ctx)
		if err != nil {
			return err
		}
		if len(list) != 1 {
			return usagef("folder create: in which account? (--account A)")
		}
		id = list[0].ID
	}
	made, err := a.Mail.CreateFolder(ctx, id, path)
	if err != nil {
		return err
	}
	if c.json {
		return c.emit(map[string]mail.FolderID{"id": made})
	}
	c.say("%d", made)
	return nil
}

// deleteFolder puts a mailbox into Trash, and says where it was; or removes it
// for ever, which has to be asked for where Trash cannot take it.
func (c *cli) deleteFolder(ctx context.Context, a *app.App, f mail.Folder, forever bool) error {
	r, err := a.Mail.Removal(ctx, f.ID)
	if err != nil {
		return err
	}
	switch {
	case forever:
		for _, gone := range append(r.Below, r.Folder) {
			if err := a.Mail.DeleteFolder(ctx, gone.ID); err != nil {
				return err
			}
		}
		return c.count("removed", r.Messages)
	case !r.Trash && r.Messages > 0 && !r.Labels:
		return usagef("folder delete: Trash cannot take it, and %d messages would be removed for ever; say --forever", r.Messages)
	}
	was, err := a.Mail.RemoveFolder(ctx, f.ID)
	if err != nil || was == "" {
		return err
	}
	now, err := a.Mail.Folder(ctx, f.ID)
	if err != nil {
		return err
	}
	if c.json {
		return c.emit(map[string]string{"was": was, "path": now.Path})
	}
	c.say("%s is now %s", was, now.Path)
	return nil
}

// count prints how many messages something was done to.
func (c *cli) count(what string, n int) error {
	if c.json {
		return c.emit(map[string]int{what: n})
	}
	c.say("%s: %d", what, n)
	return nil
}
