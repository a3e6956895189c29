package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"strings"

	"godwit/accounts"
	"godwit/app"
	"godwit/compose"
	"godwit/sync/mail"
	"godwit/sync/parse"
)

// Exit codes of sendmail, which its callers know (sysexits.h). A message that is
// in the outbox and will go is 0: a caller told otherwise would hand it over
// again.
const (
	exUsage       = 64
	exDataErr     = 65
	exUnavailable = 69
	exTempFail    = 75
	exConfig      = 78
)

// runSendmail takes a message as sendmail does, for programs that know only
// that: cron, git, mutt, mailx, PHP.
func runSendmail(ctx context.Context, c *cli, args []string) error {
	flags, err := parseSendmail(args)
	if err == nil {
		err = c.sendmail(ctx, flags)
	}
	var exit *exitError
	if err == nil || errors.As(err, &exit) {
		return err
	}
	return &exitError{sysexit(c.fail(err), err)}
}

// sysexit is the code for an error that kept the message out of the outbox.
func sysexit(code int, err error) int {
	var problems *app.ProblemsError
	switch {
	case code == exitUsage:
		return exUsage
	case errors.As(err, &problems):
		return exDataErr
	case errors.Is(err, mail.ErrNotFound): // no account
		return exConfig
	case code == exitTemporary || code == exitNeedsUser:
		return exTempFail
	}
	return exUnavailable
}

func (c *cli) sendmail(ctx context.Context, f sendmailFlags) error {
	if len(f.to) == 0 && !f.fromHeader {
		return usagef("sendmail: to whom? Give addresses, or -t to read them from the message")
	}
	raw, err := readProgram(c.in, f.wholeInput)
	if err != nil {
		return err
	}
	a, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer a.Close()
	acc, own, err := f.account(ctx, a, raw)
	if err != nil {
		return err
	}
	if f.name != "" {
		own.Name = f.name
	}
	if raw, err = compose.Complete(raw, own); err != nil {
		return &app.ProblemsError{Problems: []compose.Problem{{Field: "body", Text: "The message cannot be read: " + err.Error() + "."}}}
	}
	from := own.Email
	if f.sender != "" && !compose.Local(f.sender) {
		from = f.sender
	}
	out, err := a.Outbox.SendRaw(ctx, acc.ID, raw, from, f.recipients(raw, own), mail.Wishes{Receipt: f.receipt})
	if err != nil {
		return err
	}
	return c.handOver(ctx, a, out.ID)
}

// readProgram reads a message to its end, which is a dot on a line by itself
// unless the caller says that it is not.
func readProgram(in io.Reader, whole bool) ([]byte, error) {
	var raw bytes.Buffer
	r := bufio.NewReader(io.LimitReader(in, maxFile+1))
	for {
		line, err := r.ReadBytes('\n')
		if !whole && string(bytes.TrimRight(line, "\r\n")) == "." {
			break
		}
		raw.Write(line)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
	}
	if raw.Len() > maxFile {
		return nil, &app.ProblemsError{Problems: []compose.Problem{{Field: "body", Text: "The message is larger than 100 MB."}}}
	}
	return raw.Bytes(), nil
}

// account is the one that sends as the header's From, or as the envelope's
// sender; else the first that can send.
func (f sendmailFlags) account(ctx context.Context, a *app.App, raw []byte) (accounts.Account, mail.Address, error) {
	var tries []string
	for _, from := range parse.ParseHeader(raw).Addresses("From") {
		tries = append(tries, from.Email)
	}
	for _, from := range append(tries, f.sender) {
		if from == "" || compose.Local(from) {
			continue
		}
		acc, id, err := identity(ctx, a, from)
		if !errors.Is(err, mail.ErrNotFound) {
			return acc, id, err
		}
	}
	return identity(ctx, a, "")
}

// recipients are those of the command line, and of the header where that was
// asked for. A name without a domain is the person whose computer this is.
func (f sendmailFlags) recipients(raw []byte, own mail.Address) []string {
	var list []mail.Address
	if f.fromHeader {
		h := parse.ParseHeader(raw)
		for _, name := range []string{"To", "Cc", "Bcc"} {
			list = append(list, h.Addresses(name)...)
		}
	}
	for _, arg := range f.to {
		list = append(list, parse.ParseAddresses(arg)...)
	}
	to := make([]string, len(list))
	for i, addr := range list {
		to[i] = addr.Email
		if compose.Local(addr.Email) {
			to[i] = own.Email
		}
	}
	return to
}

// handOver leaves the message to the engine that runs, or works the outbox
// here. The caller hears of a message that will not go by itself.
func (c *cli) handOver(ctx context.Context, a *app.App, id mail.OutboxID) error {
	if err := a.Outbox.Run(ctx); err != nil {
		return err
	}
	o, err := a.Outbox.Show(ctx, id)
	if err != nil {
		return err
	}
	var code int
	var kept string
	switch o.State {
	case mail.StateRetry:
		kept = "It is in the outbox and will be tried again; do not send it once more."
	case mail.StateHeld, mail.StateUnsure:
		code, kept = exTempFail, "It stays in the outbox until a person decides; do not send it once more."
	case mail.StateFailed, mail.StatePartial:
		code, kept = exUnavailable, "It stays in the outbox, where it can be corrected."
	default:
		return nil
	}
	var failed error = o.Error
	if o.Error == nil {
		failed = &mail.SendError{Stage: mail.StageRcpt, Permanent: true, Text: refusedText(o)}
	}
	ex := app.Explain(failed)
	ex.Action = kept
	c.print(ex)
	return exitWith(code)
}

// refusedText is what the server said of the recipients that it refused.
func refusedText(o mail.Outgoing) string {
	var list []string
	for _, r := range o.Recipients {
		if r.State == mail.StateFailed {
			list = append(list, r.Address+": "+r.Text)
		}
	}
	return strings.Join(list, "; ")
}
