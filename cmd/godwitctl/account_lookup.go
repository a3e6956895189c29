package main

import (
	"context"

	"godwit/accounts"
	"godwit/accounts/autoconfig"
)

// foundJSON is what a look-up says.
type foundJSON struct {
	Source   string       `json:"source"`
	Provider string       `json:"provider,omitempty"`
	IMAP     []serverJSON `json:"imap"`
	POP3     []serverJSON `json:"pop3"`
	SMTP     []serverJSON `json:"smtp"`
	Auth     []string     `json:"auth"`
	Hint     string       `json:"hint,omitempty"`
	Help     string       `json:"help,omitempty"`
	Doubt    string       `json:"doubt,omitempty"`
	Tried    []tryJSON    `json:"tried"`
}

type tryJSON struct {
	Source  string `json:"source"`
	Where   string `json:"where"`
	Outcome string `json:"outcome"`
}

// accountLookup tells which servers an address has, and who says so.
func accountLookup(ctx context.Context, c *cli, args []string) error {
	fs := c.flags("account lookup")
	if err := fs.Parse(args); err != nil {
		return err
	}
	if fs.NArg() != 1 {
		return usagef("account lookup ADDRESS")
	}
	f, err := autoconfig.Lookup(ctx, fs.Arg(0))
	if err != nil {
		return err
	}
	if c.json {
		out := foundJSON{
			Source: f.Source, Provider: f.Provider, Auth: f.Auth, Hint: f.Hint, Help: f.Help, Doubt: f.Doubt,
			IMAP: servers(f.IMAP), POP3: servers(f.POP3), SMTP: servers(f.SMTP), Tried: []tryJSON{},
		}
		for _, t := range f.Tried {
			out.Tried = append(out.Tried, tryJSON(t))
		}
		return c.emit(out)
	}
	c.say("%s\t%s", f.Provider, f.Source)
	for _, list := range [][]accounts.Server{f.IMAP, f.POP3, f.SMTP} {
		for _, s := range list {
			c.say("%s %s %s as %s", s.Protocol, s.Address(), s.Security, s.User)
		}
	}
	for _, line := range []string{f.Hint, f.Help, f.Doubt} {
		if line != "" {
			c.say("%s", line)
		}
	}
	for _, t := range f.Tried {
		c.note("%s: %s: %s", t.Source, t.Where, t.Outcome)
	}
	return nil
}

func servers(list []accounts.Server) []serverJSON {
	out := []serverJSON{}
	for _, s := range list {
		out = append(out, serverView(s))
	}
	return out
}
