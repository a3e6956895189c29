package main

import (
	"context"
	"time"

	"godwit/app"
	"godwit/sync/mail"
	"godwit/sync/query"
)

func runSearch(ctx context.Context, c *cli, args []string) error {
	fs := c.flags("search")
	account := fs.String("account", "", "")
	limit := fs.Int("limit", 50, "")
	count := fs.Bool("count", false, "")
	after := fs.Int64("after", 0, "")
	server := fs.Bool("server", false, "")
	words, err := parseFlags(fs, args)
	if err != nil {
		return err
	}
	if len(words) != 1 || *limit < 0 {
		return usagef("search QUERY: give the query as one argument, in quotes")
	}
	if *server && *count {
		return usagef("search: a server does not count; leave out --count or --server")
	}
	a, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer a.Close()
	id, err := accountID(ctx, a, *account)
	if err != nil {
		return err
	}
	if *count {
		begun := time.Now()
		n, err := a.Mail.SearchCount(ctx, words[0], id)
		if err != nil {
			return err
		}
		if c.json {
			return c.emit(map[string]any{"count": n, "milliseconds": milliseconds(time.Since(begun))})
		}
		c.say("%d", n)
		return nil
	}
	var there app.There
	var failed error // of servers: what is here is listed all the same
	if *server {
		there, failed = a.Mail.SearchServers(ctx, words[0], id)
	}
	found, err := a.Mail.Search(ctx, words[0], id, mail.Cursor(*after), *limit, there.Messages...)
	if err != nil {
		return err
	}
	if err := c.printRows(ctx, a, found.Rows); err != nil {
		return err
	}
	if c.json {
		last := map[string]any{"complete": found.Complete, "searched": found.Searched, "milliseconds": milliseconds(found.Took)}
		if len(found.Problems) > 0 {
			last["problems"] = problemsOf(found.Problems)
		}
		if *server {
			last["server"] = thereView{some(there.Messages), there.Folders, there.Refused, there.More}
		}
		if err := c.emit(last); err != nil {
			return err
		}
		return c.serversFailed(failed)
	}
	for _, p := range found.Problems {
		c.note("%s", p.Text)
	}
	c.note("%d shown; searched %d messages in %.1f ms", len(found.Rows), found.Searched, milliseconds(found.Took))
	if *server {
		c.note("The servers were asked in %d folders and found %d messages.", there.Folders, len(there.Messages))
		for _, path := range there.Refused {
			c.note("%s could not be searched there.", path)
		}
	}
	return c.serversFailed(failed)
}

// serversFailed says what servers could not be asked; what is here was listed.
func (c *cli) serversFailed(err error) error {
	errs := split(err)
	return c.worst(len(errs)+1, errs)
}

// thereView is what servers found.
type thereView struct {
	Found   []mail.MessageID `json:"found"`
	Folders int              `json:"folders"` // that were asked
	Refused []string         `json:"refused,omitempty"`
	More    bool             `json:"more,omitempty"`
}

// problem is what in a search was not as it should be; at and end are octets of it.
type problem struct {
	At   int    `json:"at"`
	End  int    `json:"end"`
	Text string `json:"text"`
}

func problemsOf(list []query.Problem) []problem {
	out := make([]problem, len(list))
	for i, p := range list {
		out[i] = problem{p.At, p.End, p.Text}
	}
	return out
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
