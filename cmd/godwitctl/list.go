package main

import (
	"context"
	"time"

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

func (p *rowPrinter) view(r mail.Row) rowJSON {
	to := r.To
	if to == nil {
		to = []mail.Address{}
	}
	return rowJSON{
		ID: r.ID, Thread: r.Thread, Account: p.accounts[r.Account], Folder: p.folders[r.Folder], UID: r.UID,
		From: r.From, To: to, Subject: r.Subject, Date: stamp(r.Date), Received: stamp(r.Received),
		Flags: append(r.Flags.Names(), r.Tags...), Size: r.Size, Attachments: r.Attachments, Preview: r.Preview,
		MessageID: r.MessageID, Cursor: r.Cursor,
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
	if rest, err := parseFlags(fs, args); err != nil {
		return err
	} else if len(rest) > 0 {
		return usagef("list takes no arguments; use --folder or --account")
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
	list := a.Mail.List
	if *threads {
		list = func(ctx context.Context, q mail.ListQuery) ([]mail.Row, error) { return newestOfThreads(ctx, a, q) }
	}
	rows, err := list(ctx, q)
	if err != nil {
		return err
	}
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

// newestOfThreads is a list with one message of each conversation.
func newestOfThreads(ctx context.Context, a *app.App, q mail.ListQuery) ([]mail.Row, error) {
	limit := q.Limit
	q.Limit = 200
	seen := make(map[mail.ThreadID]bool)
	var out []mail.Row
	for {
		page, err := a.Mail.List(ctx, q)
		if err != nil || len(page) == 0 {
			return out, err
		}
		for _, r := range page {
			if seen[r.Thread] {
				continue
			}
			seen[r.Thread] = true
			if out = append(out, r); len(out) == limit {
				return out, nil
			}
		}
		q.After = page[len(page)-1].Cursor
	}
}

// roleNamed is the role of that name. A role is of every account.
func roleNamed(name string) (mail.Role, bool) {
	for _, r := range mail.Roles {
		if string(r) == name {
			return r, true
		}
	}
	return "", false
}

func runSearch(ctx context.Context, c *cli, args []string) error {
	fs := c.flags("search")
	account := fs.String("account", "", "")
	limit := fs.Int("limit", 50, "")
	count := fs.Bool("count", false, "")
	after := fs.Int64("after", 0, "")
	words, err := parseFlags(fs, args)
	if err != nil {
		return err
	}
	if len(words) != 1 {
		return usagef("search QUERY: give the query as one argument, in quotes")
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
	if *count {
		begun := time.Now()
		n, err := a.Mail.SearchCount(ctx, words[0], id)
		if err != nil {
			return err
		}
		if c.json {
			return c.emit(map[string]any{"count": n, "milliseconds": milliseconds(time.Since(begun))})
		}
		c.say("%d", n)
		return nil
	}
	found, err := a.Mail.Search(ctx, words[0], id, mail.Cursor(*after), *limit)
	if err != nil {
		return err
	}
	p, err := c.rows(ctx, a)
	if err != nil {
		return err
	}
	for _, r := range found.Rows {
		if err := p.row(r); err != nil {
			return err
		}
	}
	if c.json {
		return c.emit(map[string]any{"complete": found.Complete, "searched": found.Searched, "milliseconds": milliseconds(found.Took)})
	}
	c.note("%d shown; searched %d messages in %.1f ms", len(found.Rows), found.Searched, milliseconds(found.Took))
	return nil
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
