package main

import (
	"context"
	"sync"

	"godwit/accounts"
	"godwit/app"
	"godwit/sync/event"
	"godwit/sync/mail"
)

func runSync(ctx context.Context, c *cli, args []string) error {
	fs := c.flags("sync")
	account := fs.String("account", "", "")
	headers := fs.Bool("headers-only", false, "")
	watch := fs.Bool("watch", false, "")
	if err := noArguments(fs, args); err != nil {
		return err
	}
	a, id, names, err := c.openFor(ctx, *account)
	if err != nil {
		return err
	}
	defer a.Close()
	var mu sync.Mutex
	line := c.progressLine()
	err = a.Sync(ctx, app.SyncOptions{Account: id, HeadersOnly: *headers, Progress: func(id accounts.ID, p mail.Progress) {
		mu.Lock()
		defer mu.Unlock()
		if p.Pass != nil {
			line.clear()
			c.pass(names[id], p.Pass)
			return
		}
		line.show(id, names, p)
	}})
	line.clear()
	total := len(names)
	if id != 0 {
		total = 1
	}
	if err := c.worst(total, split(err)); err != nil || !*watch {
		return err
	}
	return c.watch(ctx, a, names)
}

// split takes joined errors apart.
func split(err error) []error {
	if joined, ok := err.(interface{ Unwrap() []error }); ok { // only the outermost: each account's error stays whole
		return joined.Unwrap()
	}
	if err == nil {
		return nil
	}
	return []error{err}
}

// openFor opens the profile for a command that is about one account, named as
// people do, or about all (0). names are the addresses of all. The caller
// closes the App.
func (c *cli) openFor(ctx context.Context, account string) (a *app.App, id accounts.ID, names map[accounts.ID]string, err error) {
	if a, err = c.open(ctx); err != nil {
		return nil, 0, nil, err
	}
	if id, err = accountID(ctx, a, account); err == nil {
		names, err = accountNames(ctx, a)
	}
	if err != nil {
		a.Close()
		return nil, 0, nil, err
	}
	return a, id, names, nil
}

func accountNames(ctx context.Context, a *app.App) (map[accounts.ID]string, error) {
	list, err := a.Accounts.List(ctx)
	if err != nil {
		return nil, err
	}
	names := make(map[accounts.ID]string, len(list))
	for _, acc := range list {
		names[acc.ID] = acc.Email()
	}
	return names, nil
}

func (c *cli) pass(account string, p *mail.Pass) {
	if c.json {
		c.emit(struct {
			Account string  `json:"account"`
			Folder  string  `json:"folder"`
			New     int     `json:"new"`
			Changed int     `json:"changed"`
			Gone    int     `json:"gone"`
			Total   int     `json:"total"`
			Seconds float64 `json:"seconds"`
		}{account, p.Folder.Path, p.New, p.Changed, p.Gone, p.Total, p.Seconds})
		return
	}
	c.say("%s\t%s\t%d new, %d changed, %d gone, %d in all, %.1f s", account, p.Folder.Path, p.New, p.Changed, p.Gone, p.Total, p.Seconds)
}

// watch runs the engine until it is interrupted and tells each account's state.
func (c *cli) watch(ctx context.Context, a *app.App, names map[accounts.ID]string) error {
	sub := a.Subscribe()
	defer sub.Close()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	ended := make(chan error, 1)
	go func() { ended <- a.Run(ctx) }()
	for {
		select {
		case err := <-ended:
			return err
		case <-sub.C:
			for _, ev := range sub.Take() {
				if ev, ok := ev.(event.Status); ok && ev.Account != 0 {
					c.state(names[ev.Account], a.Status.Of(ev.Account))
				}
			}
		}
	}
}

func (c *cli) state(account string, s app.AccountStatus) {
	if c.json {
		c.emit(map[string]any{
			"account": account, "state": s.State, "folder": s.Folder, "done": s.Done, "total": s.Total, "left": int(s.Left.Seconds()),
		})
		return
	}
	c.say("%s\t%s %s", account, s.State, s.Folder)
}
