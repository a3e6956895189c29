package main

import (
	"context"
	"flag"
	"strconv"
	"strings"

	"godwit/app"
	"godwit/compose"
	"godwit/sync/mail"
)

// basis is what a message is made of: nothing, a message that it answers, or
// those that it passes on.
type basis struct {
	reply     int64
	all, list bool
	forward   texts
	whole     bool
}

func (b *basis) flags(fs *flag.FlagSet) {
	fs.Int64Var(&b.reply, "reply-to-message", 0, "")
	fs.BoolVar(&b.all, "reply-all", false, "")
	fs.BoolVar(&b.list, "reply-list", false, "")
	fs.Var(&b.forward, "forward", "")
	fs.BoolVar(&b.whole, "as-attachment", false, "")
}

func (b *basis) any() bool { return b.reply != 0 || b.all || b.list || len(b.forward) > 0 || b.whole }

func (b *basis) check() error {
	switch {
	case b.reply != 0 && len(b.forward) > 0:
		return usagef("send: --reply-to-message does not go with --forward")
	case b.all && b.list || (b.all || b.list) && b.reply == 0:
		return usagef("send: one of --reply-all and --reply-list goes with --reply-to-message")
	case b.whole && len(b.forward) == 0:
		return usagef("send: --as-attachment goes with --forward")
	case len(b.forward) > 1 && !b.whole:
		return usagef("send: several messages are forwarded with --as-attachment")
	}
	return nil
}

// draft is a new message, an answer or a forward, from the identity asked for.
func (c *cli) draft(ctx context.Context, a *app.App, from string, of basis) (compose.Draft, error) {
	d, err := of.begin(ctx, a)
	if err != nil || from == "" && of.any() {
		return d, err
	}
	acc, who, err := identity(ctx, a, from)
	if err != nil {
		return d, err
	}
	if !of.any() {
		d, err = a.Outbox.Blank(ctx, acc.ID)
	}
	d.Account, d.From = acc.ID, who
	return d, err
}

// begin is the draft before anything of it is changed.
func (b *basis) begin(ctx context.Context, a *app.App) (compose.Draft, error) {
	kind := compose.Reply
	switch {
	case b.all:
		kind = compose.ReplyAll
	case b.list:
		kind = compose.ReplyList
	}
	if b.reply != 0 {
		return a.Outbox.Answer(ctx, kind, mail.MessageID(b.reply))
	}
	var ids []mail.MessageID
	for _, l := range b.forward {
		for s := range strings.SplitSeq(l, ",") {
			id, err := strconv.ParseInt(strings.TrimSpace(s), 10, 64)
			if err != nil {
				return compose.Draft{}, usagef("send --forward %q: give the number that list shows", s)
			}
			ids = append(ids, mail.MessageID(id))
		}
	}
	switch {
	case b.whole:
		return a.Outbox.ForwardWhole(ctx, ids)
	case len(ids) > 0:
		return a.Outbox.Answer(ctx, compose.Forward, ids[0])
	}
	return compose.Draft{}, nil
}
