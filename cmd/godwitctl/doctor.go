package main

import (
	"context"
	"os"
	"strings"
	"time"

	"godwit/accounts"
	"godwit/app"
)

// checkJSON is one finding of doctor.
type checkJSON struct {
	Name   string `json:"name"` // "mira@demo.test imap tls"
	OK     bool   `json:"ok"`
	Detail string `json:"detail"`
	Code   string `json:"code"`
	Fix    string `json:"fix"`
}

// lookedJSON is a check with how much it weighs, why it is so, and how long it took.
type lookedJSON struct {
	checkJSON
	Level app.Level `json:"level"` // a warning and what was skipped are ok: they fail nothing
	Cause string    `json:"cause"`
	Took  int64     `json:"took_ms"`
}

// runDoctor looks at each thing that mail needs, in the order in which they
// build on one another, and changes nothing.
func runDoctor(ctx context.Context, c *cli, args []string) error {
	fs := c.flags("doctor")
	var f accountFlags
	f.define(fs)
	report := fs.String("report", "", "")
	names, err := parseFlags(fs, args)
	if err != nil {
		return err
	}
	if len(names) > 1 || len(names) == 1 && f.email != "" {
		return usagef("doctor [A] | --email ADDRESS [server flags] [--report FILE|-]: one account at a time")
	}
	d := doctor{cli: c, checks: []lookedJSON{}}
	a, err := c.open(ctx)
	d.profile(err)
	if err != nil {
		return d.end("")
	}
	defer a.Close()
	if f.email != "" {
		acc, err := c.described(ctx, a, f)
		if err != nil {
			return err
		}
		s, err := c.secrets(f.stdin, f.email)
		if err != nil {
			return err
		}
		list, err := a.Accounts.Examine(ctx, acc, s, nil)
		if err != nil {
			return err
		}
		d.account(acc, list)
		return d.end(*report)
	}
	list, err := chosen(ctx, a, names)
	if err != nil {
		return err
	}
	for _, acc := range list {
		found, err := a.Accounts.ExamineKept(ctx, acc.ID, nil)
		if err != nil {
			return err
		}
		d.account(acc, found)
	}
	return d.end(*report)
}

// chosen are the accounts that were named, or all of them.
func chosen(ctx context.Context, a *app.App, names []string) ([]accounts.Account, error) {
	if len(names) == 0 {
		return a.Accounts.List(ctx)
	}
	acc, err := findAccount(ctx, a, names[0])
	return []accounts.Account{acc}, err
}

// doctor gathers findings.
type doctor struct {
	*cli
	checks []lookedJSON
	texts  []string         // a report of each account
	worst  *app.Explanation // the first that is a fault
}

func (d *doctor) profile(err error) {
	f := app.Finding{Name: "profile", Level: app.LevelGood, Detail: "The profile opens and is of this version."}
	if err != nil {
		f.Level, f.Problem = app.LevelFault, app.Explain(err)
	}
	d.add("", f)
}

func (d *doctor) account(acc accounts.Account, list []app.Finding) {
	for _, f := range list {
		d.add(acc.Email()+" ", f)
	}
	d.texts = append(d.texts, app.DoctorReport(acc, list, time.Now()))
}

func (d *doctor) add(prefix string, f app.Finding) {
	j := lookedJSON{
		checkJSON{prefix + f.Name, f.Level != app.LevelFault, f.Detail, f.Problem.Code, f.Problem.Action},
		f.Level, f.Problem.Text, f.Took.Milliseconds(),
	}
	if f.Problem.Title != "" {
		j.Detail = f.Problem.Title + " " + f.Problem.Text
	}
	if f.Level == app.LevelSkipped {
		j.Detail = "It was not tried, for something before it failed."
	}
	d.checks = append(d.checks, j)
	if f.Level == app.LevelFault && d.worst == nil {
		d.worst = &f.Problem
	}
}

// end prints what was found and writes the report, to "-" in place of the rest.
func (d *doctor) end(report string) error {
	text := strings.Join(d.texts, "\n")
	switch {
	case report == "-" && len(d.texts) > 0:
		if _, err := d.out.Write([]byte(text)); err != nil {
			return err
		}
	case report != "" && len(d.texts) > 0:
		if err := os.WriteFile(report, []byte(text), 0o600); err != nil {
			return err
		}
		fallthrough
	default:
		if err := d.print(); err != nil {
			return err
		}
	}
	if d.worst == nil {
		return nil
	}
	return exitWith(exitFor(*d.worst))
}

// marks are how levels are printed.
var marks = map[app.Level]string{app.LevelGood: "ok", app.LevelCaution: "warn", app.LevelFault: "FAIL", app.LevelSkipped: "-"}

func (d *doctor) print() error {
	if d.json {
		return d.emit(map[string][]lookedJSON{"checks": d.checks})
	}
	for _, k := range d.checks {
		d.say("%s\t%s\t%s", marks[k.Level], k.Name, k.Detail)
		if k.Code != "" {
			d.say("\t%s (%s)", k.Fix, k.Code)
		}
	}
	return nil
}
