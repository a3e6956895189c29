package main

import (
	"context"
	"strconv"

	"godwit/compose"
	"godwit/sync/mail"
)

const redirectUsage = "ID --to A… [--cc A] [--bcc A] [--from I] [--wait]"

// runRedirect passes a message on as it is; its author stays who it is from.
func runRedirect(ctx context.Context, c *cli, args []string) error {
	fs := c.flags("redirect")
	from := fs.String("from", "", "")
	var to, cc, bcc texts
	fs.Var(&to, "to", "")
	fs.Var(&cc, "cc", "")
	fs.Var(&bcc, "bcc", "")
	wait := fs.Bool("wait", false, "")
	rest, err := parseFlags(fs, args)
	if err != nil {
		return err
	}
	if len(rest) != 1 {
		return usagef("redirect ID --to A…")
	}
	id, err := strconv.ParseInt(rest[0], 10, 64)
	if err != nil {
		return usagef("redirect %q: give the number that list shows", rest[0])
	}
	a, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer a.Close()
	if *from == "" { // from the account that has it
		row, err := a.Mail.Row(ctx, mail.MessageID(id))
		if err != nil {
			return err
		}
		acc, err := a.Accounts.Account(ctx, row.Account)
		if err != nil {
			return err
		}
		*from = acc.Email()
	}
	acc, who, err := identity(ctx, a, *from)
	if err != nil {
		return err
	}
	r := compose.Resent{From: who}
	addresses(&r.To, to)
	addresses(&r.Cc, cc)
	addresses(&r.Bcc, bcc)
	out, err := a.Outbox.Redirect(ctx, mail.MessageID(id), r, acc.ID, 0)
	if err != nil {
		return err
	}
	if *wait {
		return c.sent(ctx, a, out.ID)
	}
	return c.outgoing(out, false)
}
