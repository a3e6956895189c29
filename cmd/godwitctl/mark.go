package main

import (
	"context"
	"flag"

	"godwit/app"
	"godwit/sync/mail"
)

// change opens the profile, reads the message ids among args, does something
// with them, and waits for the server where --wait is given.
func (c *cli) change(ctx context.Context, fs *flag.FlagSet, args []string, do func(*app.App, []mail.MessageID) error) error {
	wait := fs.Bool("wait", false, "")
	names, err := parseFlags(fs, args)
	if err != nil {
		return err
	}
	if len(names) == 0 {
		return usagef("%s: which messages?", fs.Name())
	}
	ids := make([]mail.MessageID, len(names))
	for i, n := range names {
		if ids[i], err = messageID(n); err != nil {
			return err
		}
	}
	a, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer a.Close()
	for _, id := range ids {
		if _, err := a.Mail.Row(ctx, id); err != nil {
			return err
		}
	}
	if err := do(a, ids); err != nil || !*wait {
		return err
	}
	return c.settle(ctx, a)
}

func runMark(ctx context.Context, c *cli, args []string) error {
	fs := c.flags("mark")
	read := fs.Bool("read", false, "")
	unread := fs.Bool("unread", false, "")
	star := fs.Bool("star", false, "")
	unstar := fs.Bool("unstar", false, "")
	var tag, untag texts
	fs.Var(&tag, "tag", "")
	fs.Var(&untag, "untag", "")
	return c.change(ctx, fs, args, func(a *app.App, ids []mail.MessageID) error {
		if *read && *unread || *star && *unstar {
			return usagef("mark: a flag cannot be set and cleared at once")
		}
		var add, del mail.Flags
		for _, f := range []struct {
			on   bool
			to   *mail.Flags
			flag mail.Flags
		}{{*read, &add, mail.Seen}, {*unread, &del, mail.Seen}, {*star, &add, mail.Flagged}, {*unstar, &del, mail.Flagged}} {
			if f.on {
				*f.to |= f.flag
			}
		}
		if add == 0 && del == 0 && len(tag) == 0 && len(untag) == 0 {
			return usagef("mark: how? --read, --unread, --star, --unstar, --tag T or --untag T")
		}
		for _, list := range []texts{tag, untag} {
			for i, name := range list {
				t, err := a.Mail.FindTag(ctx, name)
				if err != nil {
					return err
				}
				list[i] = t.Key
			}
		}
		return a.Mail.Mark(ctx, ids, add, del, tag, untag)
	})
}

func runMove(ctx context.Context, c *cli, args []string) error {
	fs := c.flags("move")
	to := fs.String("to", "", "")
	return c.change(ctx, fs, args, func(a *app.App, ids []mail.MessageID) error {
		if *to == "" {
			return usagef("move: where to? --to FOLDER")
		}
		row, err := a.Mail.Row(ctx, ids[0])
		if err != nil {
			return err
		}
		f, err := a.Mail.FindFolder(ctx, row.Account, *to)
		if err != nil {
			return err
		}
		return a.Mail.Move(ctx, ids, f.ID)
	})
}

func runCopy(ctx context.Context, c *cli, args []string) error {
	fs := c.flags("copy")
	to, account := fs.String("to", "", ""), fs.String("account", "", "")
	return c.change(ctx, fs, args, func(a *app.App, ids []mail.MessageID) error {
		if *to == "" {
			return usagef("copy: where to? --to FOLDER")
		}
		row, err := a.Mail.Row(ctx, ids[0])
		if err != nil {
			return err
		}
		if *account != "" {
			if row.Account, err = accountID(ctx, a, *account); err != nil {
				return err
			}
		}
		f, err := a.Mail.FindFolder(ctx, row.Account, *to)
		if err != nil {
			return err
		}
		return a.Mail.Copy(ctx, ids, f.ID)
	})
}

func runArchive(ctx context.Context, c *cli, args []string) error {
	return c.moveToRole(ctx, "archive", args, mail.Archive)
}

func runJunk(ctx context.Context, c *cli, args []string) error {
	return c.moveToRole(ctx, "junk", args, mail.Junk)
}

func runNotJunk(ctx context.Context, c *cli, args []string) error {
	return c.moveToRole(ctx, "notjunk", args, mail.Inbox)
}

// moveToRole files messages by role, and says of junk what the server's filter
// can learn from.
func (c *cli) moveToRole(ctx context.Context, name string, args []string, role mail.Role) error {
	return c.change(ctx, c.flags(name), args, func(a *app.App, ids []mail.MessageID) error {
		var err error
		switch name {
		case "junk":
			err = a.Mail.Mark(ctx, ids, mail.IsJunk, mail.NotJunk, nil, nil)
		case "notjunk":
			err = a.Mail.Mark(ctx, ids, mail.NotJunk, mail.IsJunk, nil, nil)
		}
		if err != nil {
			return err
		}
		return a.Mail.MoveToRole(ctx, ids, role)
	})
}

func runDelete(ctx context.Context, c *cli, args []string) error {
	fs := c.flags("delete")
	forever := fs.Bool("forever", false, "")
	return c.change(ctx, fs, args, func(a *app.App, ids []mail.MessageID) error {
		return a.Mail.Delete(ctx, ids, *forever)
	})
}

func runUndo(ctx context.Context, c *cli, args []string) error {
	fs := c.flags("undo")
	wait := fs.Bool("wait", false, "")
	if err := noArguments(fs, args); err != nil {
		return err
	}
	a, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer a.Close()
	what, err := a.Mail.Undo(ctx)
	if err != nil {
		return err
	}
	if c.json {
		if err := c.emit(map[string]string{"undone": what}); err != nil {
			return err
		}
	} else {
		c.say("Undone: %s", what)
	}
	if *wait {
		return c.settle(ctx, a)
	}
	return nil
}
