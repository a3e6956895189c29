package main

import (
	"context"
	"flag"
	"slices"
	"strconv"
	"strings"

	"godwit/accounts"
	"godwit/app"
)

// identityJSON is how the command line shows an identity; number is its place,
// from 1.
type identityJSON struct {
	Number    int    `json:"number"`
	Email     string `json:"email"`
	Name      string `json:"name"`
	ReplyTo   string `json:"reply_to,omitempty"`
	Signature string `json:"signature,omitempty"`
	Above     bool   `json:"signature_above,omitempty"`
	CatchAll  bool   `json:"catch_all,omitempty"`
}

// identityFlags are what is given of an identity.
type identityFlags struct {
	accounts.Identity
}

func (f *identityFlags) define(fs *flag.FlagSet) {
	fs.StringVar(&f.Email, "email", "", "")
	fs.StringVar(&f.Name, "name", "", "")
	fs.StringVar(&f.ReplyTo, "reply-to", "", "")
	fs.StringVar(&f.Signature, "signature", "", "")
	fs.BoolVar(&f.Above, "signature-above", false, "")
	fs.BoolVar(&f.CatchAll, "catch-all", false, "")
}

// change is an identity with what was given.
func (f identityFlags) change(fs *flag.FlagSet, i accounts.Identity) accounts.Identity {
	fs.Visit(func(g *flag.Flag) {
		switch g.Name {
		case "email":
			i.Email = f.Email
		case "name":
			i.Name = f.Name
		case "reply-to":
			i.ReplyTo = f.ReplyTo
		case "signature":
			i.Signature = f.Signature
		case "signature-above":
			i.Above = f.Above
		case "catch-all":
			i.CatchAll = f.CatchAll
		}
	})
	return i
}

const identityUsage = "account identity list A | add A --email E … | set A WHICH … | remove A WHICH"

// accountIdentity lists and changes whom an account writes as.
func accountIdentity(ctx context.Context, c *cli, args []string) error {
	if len(args) == 0 {
		return usagef(identityUsage)
	}
	do, takes := args[0], map[string]int{"list": 1, "add": 1, "set": 2, "remove": 2}
	if takes[do] == 0 {
		return usagef(identityUsage)
	}
	fs := c.flags("account identity " + do)
	var f identityFlags
	if do == "add" || do == "set" {
		f.define(fs)
	}
	names, err := parseFlags(fs, args[1:])
	if err != nil {
		return err
	}
	if len(names) != takes[do] || do == "add" && f.Email == "" {
		return usagef(identityUsage)
	}
	a, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer a.Close()
	acc, err := findAccount(ctx, a, names[0])
	if err != nil {
		return err
	}
	list, at := slices.Clone(acc.Identities), 0
	if len(names) > 1 {
		if at = identityAt(list, names[1]); at < 0 {
			return usagef("account identity %s: %s has no identity %q", do, acc.Email(), names[1])
		}
	}
	switch do {
	case "add":
		list = append(list, f.change(fs, accounts.Identity{Name: list[0].Name}))
	case "set":
		list[at] = f.change(fs, list[at])
	case "remove":
		if at == 0 {
			return usagef("account identity remove: the first is the account's own address")
		}
		list = slices.Delete(list, at, at+1)
	}
	if do != "list" {
		if err := a.Accounts.SetIdentities(ctx, acc.ID, list); err != nil {
			return err
		}
	}
	return c.showIdentities(ctx, a, acc.ID)
}

// identityAt finds one by its number, from 1, or its address; -1 if there is none.
func identityAt(list []accounts.Identity, which string) int {
	if n, err := strconv.Atoi(which); err == nil && n >= 1 && n <= len(list) {
		return n - 1
	}
	return slices.IndexFunc(list, func(i accounts.Identity) bool { return strings.EqualFold(i.Email, which) })
}

func (c *cli) showIdentities(ctx context.Context, a *app.App, id accounts.ID) error {
	acc, err := a.Accounts.Account(ctx, id)
	if err != nil {
		return err
	}
	for n, i := range acc.Identities {
		if c.json {
			err = c.emit(identityJSON{n + 1, i.Email, i.Name, i.ReplyTo, i.Signature, i.Above, i.CatchAll})
		} else {
			c.say("%d\t%s\t%s", n+1, i.Email, i.Name)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
