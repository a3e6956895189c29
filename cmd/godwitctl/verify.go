package main

import (
	"context"
	"strconv"

	"godwit/accounts"
	"godwit/sync/mail"
)

type differenceJSON struct {
	Kind   mail.DifferenceKind `json:"kind"`
	UID    uint32              `json:"uid"`
	ID     mail.MessageID      `json:"id"`
	Local  string              `json:"local"`
	Remote string              `json:"remote"`
}

type comparisonJSON struct {
	Account     string           `json:"account"`
	Folder      string           `json:"folder"`
	Identical   bool             `json:"identical"`
	Local       int              `json:"local"`
	Remote      int              `json:"remote"`
	Pending     int              `json:"pending"`
	Vanished    int              `json:"vanished,omitempty"`
	Absent      bool             `json:"absent,omitempty"`
	Problem     string           `json:"problem,omitempty"` // why the folder could not be looked at
	Differences []differenceJSON `json:"differences"`
	More        int              `json:"more"`
}

// runVerify compares what is here with the servers and changes nothing.
func runVerify(ctx context.Context, c *cli, args []string) error {
	fs := c.flags("verify")
	account := fs.String("account", "", "")
	thorough := fs.Bool("thorough", false, "")
	if err := noArguments(fs, args); err != nil {
		return err
	}
	a, id, names, err := c.openFor(ctx, *account)
	if err != nil {
		return err
	}
	defer a.Close()
	found, failed := a.Mail.Verify(ctx, id, *thorough)
	identical := true
	for _, f := range found {
		identical = identical && f.Identical()
		if err := c.comparison(names, f); err != nil {
			return err
		}
	}
	total := len(names)
	if id != 0 {
		total = 1
	}
	if err := c.worst(total, split(failed)); err != nil {
		return err
	}
	if !identical {
		return &exitError{exitPartly}
	}
	return nil
}

func (c *cli) comparison(names map[accounts.ID]string, f mail.Comparison) error {
	if c.json {
		v := comparisonJSON{
			Account: names[f.Folder.Account], Folder: f.Folder.Path, Identical: f.Identical(), Local: f.Local, Remote: f.Remote,
			Pending: f.Pending, Vanished: f.Folder.Vanished, Absent: f.Absent, Problem: f.Unread, Differences: []differenceJSON{}, More: f.More,
		}
		for _, d := range f.Differ {
			v.Differences = append(v.Differences, differenceJSON{d.Kind, d.UID, d.Message, d.Local, d.Remote})
		}
		return c.emit(v)
	}
	words := "identical"
	switch {
	case f.Unread != "":
		words = "could not be looked at: " + f.Unread
	case f.Absent && f.Local > 0:
		words = "is not on the server"
	case f.Absent:
		words = "is not here"
	case !f.Identical():
		words = strconv.Itoa(len(f.Differ)+f.More) + " differences"
	}
	c.say("%s\t%s\t%s\t%d here, %d there, %d changes pending", names[f.Folder.Account], f.Folder.Path, words, f.Local, f.Remote, f.Pending)
	for _, d := range f.Differ {
		c.say("\tUID %d\tmessage %d\t%s\there: %s\tthere: %s", d.UID, d.Message, d.Kind, dash(d.Local), dash(d.Remote))
	}
	if f.More > 0 {
		c.say("\tand %d more", f.More)
	}
	return nil
}

func dash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}
