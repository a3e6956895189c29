package main

import (
	"context"
	"fmt"

	"godwit/sync/mail"
)

type folderJSON struct {
	ID      mail.FolderID `json:"id"`
	Account string        `json:"account"`
	Path    string        `json:"path"`
	Role    mail.Role     `json:"role"`
	Total   int           `json:"total"`
	Unread  int           `json:"unread"`
	Size    int64         `json:"size"`
	Can     []string      `json:"can"`

	Keep     keepJSON `json:"keep"`
	Vanished int      `json:"vanished"` // of total: lost by the server all at once
}

// can lists what may be done with a folder.
func can(f mail.Folder) []string {
	if f.NoMail {
		return []string{"create"}
	}
	if f.Role != mail.NoRole {
		return []string{"read", "write", "create"}
	}
	return []string{"read", "write", "create", "rename", "delete"}
}

func runFolders(ctx context.Context, c *cli, args []string) error {
	fs := c.flags("folders")
	account := fs.String("account", "", "")
	if err := noArguments(fs, args); err != nil {
		return err
	}
	a, id, names, err := c.openFor(ctx, *account)
	if err != nil {
		return err
	}
	defer a.Close()
	folders, err := a.Mail.Folders(ctx, id)
	if err != nil {
		return err
	}
	for _, f := range folders {
		if c.json {
			if err := c.emit(folderJSON{f.ID, names[f.Account], f.Path, f.Role, f.Total, f.Unread, f.Size, can(f), keepView(f.Keep), f.Vanished}); err != nil {
				return err
			}
			continue
		}
		more := ""
		if words := keepWords(f.Keep); words != "" {
			more += "\tkept here: " + words
		}
		if f.Vanished > 0 {
			more += fmt.Sprintf("\t%d vanished from the server", f.Vanished)
		}
		c.say("%d\t%s\t%s\t%s\t%d unread of %d%s", f.ID, names[f.Account], f.Path, f.Role, f.Unread, f.Total, more)
	}
	return nil
}

func runFolder(ctx context.Context, c *cli, args []string) error {
	if len(args) > 0 && args[0] == "keep" {
		return folderKeep(ctx, c, args[1:])
	}
	fs := c.flags("folder")
	account := fs.String("account", "", "")
	names, err := parseFlags(fs, args)
	if err != nil {
		return err
	}
	words := map[string]int{"create": 2, "rename": 3, "delete": 2}
	if len(names) == 0 || words[names[0]] != len(names) {
		return usagef("folder create PATH | rename FOLDER PATH | delete FOLDER | keep FOLDER all|headers|default|DAYS")
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
	switch names[0] {
	case "create":
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
		made, err := a.Mail.CreateFolder(ctx, id, names[1])
		if err != nil {
			return err
		}
		if c.json {
			return c.emit(map[string]mail.FolderID{"id": made})
		}
		c.say("%d", made)
		return nil
	case "rename":
		f, err := a.Mail.FindFolder(ctx, id, names[1])
		if err != nil {
			return err
		}
		return a.Mail.RenameFolder(ctx, f.ID, names[2])
	}
	f, err := a.Mail.FindFolder(ctx, id, names[1])
	if err != nil {
		return err
	}
	return a.Mail.DeleteFolder(ctx, f.ID)
}
