package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"godwit/app"
	"godwit/compose"
	"godwit/compose/vcard"
	"godwit/sync/mail"
)

const contactsUsage = `list [--known] [TEXT] | remove ID | forget ADDRESS
add [--name N] ADDRESS… [--group] | edit ID [--name N] ADDRESS…
import FILE|- | export [FILE] [--vcard 3|4]`

// runContacts keeps the address book.
func runContacts(ctx context.Context, c *cli, args []string) error {
	fs := c.flags("contacts")
	name := fs.String("name", "", "")
	group := fs.Bool("group", false, "")
	known := fs.Bool("known", false, "")
	version := fs.Int("vcard", 4, "")
	rest, err := parseFlags(fs, args)
	if err != nil {
		return err
	}
	if len(rest) == 0 {
		rest = []string{"list"}
	}
	a, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer a.Close()
	verb, rest := rest[0], rest[1:]
	switch {
	case verb == "list" && *known:
		return c.listKnown(ctx, a, strings.Join(rest, " "))
	case verb == "list" && len(rest) == 0:
		return c.listContacts(ctx, a)
	case verb == "add" && len(rest) > 0:
		return c.addContact(ctx, a, *name, rest, *group)
	case verb == "import" && len(rest) == 1:
		return c.importContacts(ctx, a, rest[0])
	case verb == "export" && len(rest) <= 1 && (*version == 3 || *version == 4):
		return c.exportContacts(ctx, a, rest, vcard.Version(fmt.Sprintf("%d.0", *version)))
	case verb == "remove" && len(rest) == 1:
		id, err := strconv.ParseInt(rest[0], 10, 64)
		if err != nil {
			return usagef("contacts remove %q: give the number that contacts list shows", rest[0])
		}
		_, err = a.People.RemoveContacts(ctx, []int64{id})
		return err
	case verb == "edit" && len(rest) > 1:
		id, err := strconv.ParseInt(rest[0], 10, 64)
		if err != nil {
			return usagef("contacts edit %q: give the number that contacts list shows", rest[0])
		}
		return c.editContact(ctx, a, id, *name, rest[1:])
	case verb == "forget" && len(rest) == 1:
		return a.People.Forget(ctx, rest[0])
	}
	return usagef("contacts list | add | edit | import | export | remove | forget: see godwitctl contacts --help")
}

type contactJSON struct {
	ID      int64          `json:"id"`
	Name    string         `json:"name"`
	Emails  []string       `json:"emails"`
	Group   bool           `json:"group"`
	Members []mail.Address `json:"members"`
}

func (c *cli) listContacts(ctx context.Context, a *app.App) error {
	list, err := a.People.Contacts(ctx)
	for _, p := range list {
		switch {
		case c.json:
			if err := c.emit(contactJSON{p.ID, p.Name, some(p.Emails), p.Group, some(p.Members)}); err != nil {
				return err
			}
		case p.Group:
			c.say("%d\t%s\t(%d members)", p.ID, p.Name, len(p.Members))
		default:
			c.say("%d\t%s\t%s", p.ID, p.Name, strings.Join(p.Emails, " "))
		}
	}
	return err
}

const maxKnown = 1000

// listKnown lists whom a composer would suggest, best first.
func (c *cli) listKnown(ctx context.Context, a *app.App, typed string) error {
	if strings.TrimSpace(typed) == "" {
		return usagef("contacts list --known TEXT: give the beginning of a name or address")
	}
	if err := a.People.Learn(ctx); err != nil {
		return err
	}
	list, err := a.People.Complete(ctx, typed, maxKnown)
	for _, s := range list {
		if c.json {
			if err := c.emit(map[string]any{"name": s.Name, "to": s.To, "contact": s.Contact}); err != nil {
				return err
			}
			continue
		}
		to := make([]string, len(s.To))
		for i, t := range s.To {
			to[i] = t.String()
		}
		c.say("%s", strings.Join(to, ", "))
	}
	return err
}

func (c *cli) addContact(ctx context.Context, a *app.App, name string, lists []string, group bool) error {
	first, addresses, err := addressesIn(lists)
	if err != nil {
		return err
	}
	return a.People.AddContact(ctx, cmp.Or(name, first), addresses, group)
}

// editContact gives an entry other addresses, and another name if there is one.
func (c *cli) editContact(ctx context.Context, a *app.App, id int64, name string, lists []string) error {
	_, addresses, err := addressesIn(lists)
	if err != nil {
		return err
	}
	if name == "" {
		list, err := a.People.Contacts(ctx)
		if err != nil {
			return err
		}
		for _, p := range list {
			if p.ID == id {
				name = p.Name
			}
		}
	}
	return a.People.EditContact(ctx, id, name, addresses)
}

// addressesIn are the addresses of lists, and the first name among them.
func addressesIn(lists []string) (name string, addresses []string, err error) {
	for _, r := range compose.Recipients(strings.Join(lists, "\n")) {
		if r.Problem != "" {
			return "", nil, &app.ProblemsError{Problems: []compose.Problem{{Field: "to", Text: r.Problem}}}
		}
		addresses = append(addresses, r.Address.Email)
		name = cmp.Or(name, r.Address.Name)
	}
	return name, addresses, nil
}

func (c *cli) importContacts(ctx context.Context, a *app.App, name string) error {
	in := c.in
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		defer f.Close()
		in = f
	}
	added, updated, broken, err := a.People.ImportContacts(ctx, in)
	if err != nil {
		return err
	}
	if c.json {
		err = c.emit(map[string]int{"added": added, "updated": updated, "broken": broken})
	} else {
		c.say("%d added, %d brought up to date.", added, updated)
		if broken > 0 {
			c.say("%d could not be read.", broken)
		}
	}
	if err == nil && broken > 0 {
		err = &exitError{exitPartly}
	}
	return err
}

func (c *cli) exportContacts(ctx context.Context, a *app.App, to []string, v vcard.Version) error {
	text, err := a.People.ExportContacts(ctx, v)
	if err != nil {
		return err
	}
	if len(to) == 0 || to[0] == "-" {
		_, err = io.WriteString(c.out, text)
		return err
	}
	return os.WriteFile(to[0], []byte(text), 0o600)
}
