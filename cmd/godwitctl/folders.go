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

	Subscribed    bool `json:"subscribed"`    // other programs show it
	Conversations bool `json:"conversations"` // its list shows them
}

// can lists what may be done with a folder.
func can(f mail.Folder) []string {
	if f.NoMail {
		return []string{"create"}
	}
	if f.Role != mail.NoRole {
		list := []string{"read", "write"}
		if !f.Childless {
			list = append(list, "create")
		}
		if f.Role == mail.Trash || f.Role == mail.Junk {
			list = append(list, "empty")
		}
		return list
	}
	if f.Childless {
		return []string{"read", "write", "rename", "delete"}
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
			if err := c.emit(folderJSON{f.ID, names[f.Account], f.Path, f.Role, f.Total, f.Unread, f.Size, can(f), keepView(f.Keep), f.Vanished, !f.Unsubscribed, !f.Flat}); err != nil {
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
