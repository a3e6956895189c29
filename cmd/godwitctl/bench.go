package main

import (
	"context"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"godwit/accounts"
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
		return usagef("bench list | search WORD… | parse FILE… | render FILE… | sync")
	}
	switch names[0] {
	case "parse":
		return c.benchParse(names[1:])
	case "render":
		return c.benchRender(ctx, names[1:], *runs)
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

// benchParse prints how fast messages are divided, and how fast all that
// "parse" tells of them is found, with every part decoded.
func (c *cli) benchParse(files []string) error {
	if len(files) == 0 {
		return usagef("bench parse FILE…")
	}
	var octets int
	var divided, reported, slowest time.Duration
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		begun := time.Now()
		parse.Parse(raw)
		divided += time.Since(begun)
		begun = time.Now()
		parse.Report(name, raw)
		took := time.Since(begun)
		reported += took
		slowest = max(slowest, took)
		octets += len(raw)
	}
	rate := func(took time.Duration) float64 { return float64(octets) / 1e6 / max(took.Seconds(), 1e-9) }
	c.say("parse.messages %d count", len(files))
	c.say("parse.rate %.1f MB/s", rate(divided))
	c.say("parse.report_rate %.1f MB/s", rate(reported))
	c.say("parse.slowest %.3f ms", milliseconds(slowest))
	return nil
}

// benchSync prints what one pass costs. Headers are all there with the last
// one; bodies follow.
func (c *cli) benchSync(ctx context.Context, a *app.App, account string) error {
	id, err := accountID(ctx, a, account)
	if err != nil {
		return err
	}
	before, octetsBefore, err := holdings(ctx, a, id)
	if err != nil {
		return err
	}
	begun := time.Now()
	var mu sync.Mutex
	var headers time.Duration
	if err := a.Sync(ctx, app.SyncOptions{Account: id, Progress: func(_ accounts.ID, p mail.Progress) {
		if p.Folder != 0 && !p.Bodies && p.Pass == nil {
			mu.Lock()
			defer mu.Unlock()
			headers = time.Since(begun)
		}
	}}); err != nil {
		return err
	}
	took := time.Since(begun)
	after, octets, err := holdings(ctx, a, id)
	if err != nil {
		return err
	}
	c.say("sync.wall %.3f s", took.Seconds())
	c.say("sync.headers %.3f s", headers.Seconds())
	c.say("sync.new %d count", after-before)
	c.say("sync.octets %d octets", octets-octetsBefore)
	c.say("sync.rate %.0f messages/s", float64(after-before)/took.Seconds())
	if peak := peakMemory(); peak > 0 {
		c.say("sync.peak_rss %d octets", peak)
	}
	return nil
}

// holdings are how many messages an account has here, and their sizes.
func holdings(ctx context.Context, a *app.App, id accounts.ID) (messages int, octets int64, err error) {
	folders, err := a.Mail.Folders(ctx, id)
	for _, f := range folders {
		messages, octets = messages+f.Total, octets+f.Size
	}
	return messages, octets, err
}

// peakMemory is the most that this process held in memory, in octets; 0 where
// the system does not say.
func peakMemory() int64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		if f := strings.Fields(line); len(f) == 3 && f[0] == "VmHWM:" {
			n, _ := strconv.ParseInt(f[1], 10, 64)
			return n << 10
		}
	}
	return 0
}
