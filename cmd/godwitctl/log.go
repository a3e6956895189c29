package main

import (
	"context"
	"slices"
	"time"

	"godwit/accounts/protolog"
)

const followEvery = 300 * time.Millisecond

// runLog prints what was said on an account's connections. It is safe to show:
// secrets were taken out before a line was made.
func runLog(ctx context.Context, c *cli, args []string) error {
	fs := c.flags("log")
	lines := fs.Int("lines", 200, "")
	follow := fs.Bool("follow", false, "")
	a, acc, err := c.one(ctx, fs, args)
	if err != nil {
		return err
	}
	defer a.Close()
	if *lines < 0 {
		return usagef("log: --lines %d", *lines)
	}
	said, err := a.ProtocolLog(acc.ID, *lines)
	if err != nil {
		return err
	}
	if err := c.said(said); err != nil || !*follow {
		return err
	}
	tick := time.NewTicker(followEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		now, err := a.ProtocolLog(acc.ID, 0)
		if err != nil {
			return err
		}
		if err := c.said(after(now, said)); err != nil {
			return err
		}
		if len(now) > 0 {
			said = now
		}
	}
}

// after are the lines behind the last of those that were printed.
func after(now, printed []protolog.Line) []protolog.Line {
	if len(printed) == 0 {
		return now
	}
	last := printed[len(printed)-1]
	for i, l := range slices.Backward(now) {
		if l == last {
			return now[i+1:]
		}
	}
	return now // so much was said that the ring holds none of it
}

func (c *cli) said(lines []protolog.Line) error {
	for _, l := range lines {
		if c.json {
			direction := map[byte]string{'>': "sent", '<': "received", '*': "note"}[l.Dir]
			if err := c.emit(struct {
				Time       string `json:"time"`
				Connection int    `json:"connection"`
				Direction  string `json:"direction"`
				Text       string `json:"text"`
			}{l.Time.UTC().Format("2006-01-02T15:04:05.000Z"), l.Conn, direction, l.Text}); err != nil {
				return err
			}
			continue
		}
		c.say("%s", l)
	}
	return nil
}
