package main

import (
	"context"
	"os"
	"slices"
	"time"

	"godwit/app"
	"godwit/sync/mail"
	"godwit/sync/parse"
)

// runBench prints figures of this profile or these files, as "name value unit".
func runBench(ctx context.Context, c *cli, args []string) error {
	fs := c.flags("bench")
	runs := fs.Int("runs", 20, "")
	account := fs.String("account", "", "")
	names, err := parseFlags(fs, args)
	if err != nil {
		return err
	}
	if len(names) == 0 {
		return usagef("bench list | search WORD… | parse FILE… | sync")
	}
	if names[0] == "parse" {
		return c.benchParse(names[1:])
	}
	a, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer a.Close()
	switch names[0] {
	case "list":
		q := mail.ListQuery{Role: mail.Inbox, Limit: 50}
		return c.median("list.first_page", *runs, func() error { _, err := a.Mail.List(ctx, q); return err })
	case "search":
		for _, word := range names[1:] {
			if err := c.median("search."+word, *runs, func() error { _, err := a.Mail.Search(ctx, word, 0, 0, 50); return err }); err != nil {
				return err
			}
		}
		return nil
	case "sync":
		return c.benchSync(ctx, a, *account)
	}
	return usagef("bench: there is no %q", names[0])
}

// median prints the middle and the slowest of some runs.
func (c *cli) median(name string, runs int, do func() error) error {
	times := make([]time.Duration, 0, runs)
	for range runs {
		begun := time.Now()
		if err := do(); err != nil {
			return err
		}
		times = append(times, time.Since(begun))
	}
	slices.Sort(times)
	c.say("%s.median %.3f ms", name, milliseconds(times[len(times)/2]))
	c.say("%s.max %.3f ms", name, milliseconds(times[len(times)-1]))
	return nil
}

func (c *cli) benchParse(files []string) error {
	var octets int
	var took time.Duration
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		begun := time.Now()
		parse.Parse(raw)
		took += time.Since(begun)
		octets += len(raw)
	}
	c.say("parse.messages %d count", len(files))
	c.say("parse.rate %.1f MB/s", float64(octets)/1e6/took.Seconds())
	return nil
}

func (c *cli) benchSync(ctx context.Context, a *app.App, account string) error {
	id, err := accountID(ctx, a, account)
	if err != nil {
		return err
	}
	before, err := a.Mail.IDs(ctx, mail.ListQuery{Account: id})
	if err != nil {
		return err
	}
	begun := time.Now()
	if err := a.Sync(ctx, app.SyncOptions{Account: id}); err != nil {
		return err
	}
	took := time.Since(begun)
	after, err := a.Mail.IDs(ctx, mail.ListQuery{Account: id})
	if err != nil {
		return err
	}
	c.say("sync.wall %.3f s", took.Seconds())
	c.say("sync.new %d count", len(after)-len(before))
	c.say("sync.rate %.0f messages/s", float64(len(after)-len(before))/took.Seconds())
	return nil
}
