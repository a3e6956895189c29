package main

import (
	"context"

	"godwit/app"
)

// maxPasses is how often a server is asked to take what it has not taken.
const maxPasses = 5

// settle brings the changes made here to the servers. A change that a server
// refuses is told and fails the command.
func (c *cli) settle(ctx context.Context, a *app.App) error {
	known, err := a.Notices(ctx)
	if err != nil {
		return err
	}
	list, err := a.Accounts.List(ctx)
	if err != nil {
		return err
	}
	for range maxPasses {
		waiting := 0
		for _, acc := range list {
			n, err := a.Mail.Pending(ctx, acc.ID)
			if err != nil {
				return err
			}
			if n == 0 {
				continue
			}
			waiting += n
			if err := a.Sync(ctx, app.SyncOptions{Account: acc.ID, HeadersOnly: true}); err != nil {
				return err
			}
		}
		if waiting == 0 {
			return c.refusals(ctx, a, known)
		}
	}
	return context.DeadlineExceeded
}

// refusals tells the notices that were not there before.
func (c *cli) refusals(ctx context.Context, a *app.App, known []app.Notice) error {
	old := make(map[int64]bool, len(known))
	for _, n := range known {
		old[n.ID] = true
	}
	now, err := a.Notices(ctx)
	if err != nil {
		return err
	}
	refused := false
	for _, n := range now {
		if !old[n.ID] {
			refused = true
			c.print(app.Explanation{
				Code: n.Code, Title: "The server refused a change.", Text: n.Text, Action: "It was taken back here too; look at the message again.",
			})
		}
	}
	if refused {
		return &exitError{exitFailed}
	}
	return nil
}
