package main

import (
	"context"
	"strings"

	"godwit/accounts"
	"godwit/app"
	"godwit/sync/mail"
)

// rowJSON is a message in a list.
type rowJSON struct {
	ID          mail.MessageID `json:"id"`
	Thread      mail.ThreadID  `json:"thread"`
	Account     string         `json:"account"`
	Folder      string         `json:"folder"`
	UID         uint32         `json:"uid"`
	From        mail.Address   `json:"from"`
	To          []mail.Address `json:"to"`
	Subject     string         `json:"subject"`
	Date        string         `json:"date"`
	Received    string         `json:"received"`
	Flags       []string       `json:"flags"`
	Size        int64          `json:"size"`
	Attachments int            `json:"attachments"`
	Preview     string         `json:"preview"`
	MessageID   string         `json:"message_id"`
	Labels      []string       `json:"labels,omitempty"`
	Vanished    bool           `json:"vanished,omitempty"` // the server lost it with many others
	Cursor      mail.Cursor    `json:"cursor"`
}

// rowPrinter knows the names that go with ids.
type rowPrinter struct {
	*cli
	accounts map[accounts.ID]string
	folders  map[mail.FolderID]string
}

func (c *cli) rows(ctx context.Context, a *app.App) (*rowPrinter, error) {
	names, err := accountNames(ctx, a)
	if err != nil {
		return nil, err
	}
	folders, err := a.Mail.Folders(ctx, 0)
	if err != nil {
		return nil, err
	}
	p := &rowPrinter{cli: c, accounts: names, folders: make(map[mail.FolderID]string)}
	for _, f := range folders {
		p.folders[f.ID] = f.Path
	}
	return p, nil
}

func (c *cli) printRows(ctx context.Context, a *app.App, rows []mail.Row) error {
	p, err := c.rows(ctx, a)
	if err != nil {
		return err
	}
	for _, r := range rows {
		if err := p.row(r); err != nil {
			return err
		}
	}
	return nil
}

func (p *rowPrinter) view(r mail.Row) rowJSON {
	return rowJSON{
		ID: r.ID, Thread: r.Thread, Account: p.accounts[r.Account], Folder: p.folders[r.Folder], UID: r.UID,
		From: r.From, To: some(r.To), Subject: r.Subject, Date: stamp(r.Date), Received: stamp(r.Received),
		Flags: append(r.Flags.Names(), r.Tags...), Size: r.Size, Attachments: r.Attachments, Preview: r.Preview,
		MessageID: r.MessageID, Labels: r.Labels, Vanished: r.Vanished, Cursor: r.Cursor,
	}
}

func (p *rowPrinter) row(r mail.Row) error {
	if p.json {
		return p.emit(p.view(r))
	}
	unread := " "
	if r.Flags&mail.Seen == 0 {
		unread = "•"
	}
	p.say("%d\t%s %s\t%-24.24s\t%s", r.ID, unread, short(r.Received), r.From.Display(), r.Subject)
	return nil
}

func runList(ctx context.Context, c *cli, args []string) error {
	fs := c.flags("list")
	account := fs.String("account", "", "")
	folder := fs.String("folder", "", "")
	unread := fs.Bool("unread", false, "")
	starred := fs.Bool("starred", false, "")
	threads := fs.Bool("threads", false, "")
	limit := fs.Int("limit", 50, "")
	after := fs.Int64("after", 0, "")
	if err := noArguments(fs, args); err != nil {
		return err
	}
	if *limit < 0 {
		return usagef("list: --limit %d", *limit)
	}
	a, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer a.Close()
	q := mail.ListQuery{Unread: *unread, Starred: *starred, Limit: *limit, After: mail.Cursor(*after)}
	if q.Account, err = accountID(ctx, a, *account); err != nil {
		return err
	}
	if role, ok := roleNamed(*folder); ok {
		q.Role = role
	} else if *folder != "" {
		f, err := a.Mail.FindFolder(ctx, q.Account, *folder)
		if err != nil {
			return err
		}
		q.Folder = f.ID
	}
	if *threads {
		return c.listThreads(ctx, a, q)
	}
	rows, err := a.Mail.List(ctx, q)
	if err != nil {
		return err
	}
	return c.printRows(ctx, a, rows)
}

// roleNamed is the role of that name. A role is of every account.
func roleNamed(name string) (mail.Role, bool) {
	for _, r := range mail.Roles {
		if strings.EqualFold(string(r), name) {
			return r, true
		}
	}
	return "", false
}
