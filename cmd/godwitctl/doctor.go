package main

import (
	"context"
	"strings"
	"sync"

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

// runDoctor looks at each thing that mail needs, in the order in which they
// build on one another, and changes nothing.
func runDoctor(ctx context.Context, c *cli, args []string) error {
	fs := c.flags("doctor")
	var f accountFlags
	f.define(fs)
	names, err := parseFlags(fs, args)
	if err != nil {
		return err
	}
	if len(names) > 1 || len(names) == 1 && f.email != "" {
		return usagef("doctor [A] | --email ADDRESS [server flags]: one account at a time")
	}
	d := doctor{cli: c}
	a, err := c.open(ctx)
	d.add("profile", "The profile opens and is of this version.", err)
	if err != nil {
		return d.report()
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
		d.account(acc, func(report func(app.CheckStep)) error { return a.Accounts.Check(ctx, acc, s, report) })
		return d.report()
	}
	list, err := chosen(ctx, a, names)
	if err != nil {
		return err
	}
	for _, acc := range list {
		d.account(acc, func(report func(app.CheckStep)) error { return a.Accounts.CheckKept(ctx, acc.ID, report) })
	}
	return d.report()
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
	checks []checkJSON
	worst  *app.Explanation // the first that is not well
}

func (d *doctor) add(name, well string, err error) {
	if err != nil {
		ex := app.Explain(err)
		d.fault(name, ex)
		return
	}
	d.checks = append(d.checks, checkJSON{Name: name, OK: true, Detail: well})
}

func (d *doctor) fault(name string, ex app.Explanation) {
	d.checks = append(d.checks, checkJSON{Name: name, Detail: ex.Title + " " + ex.Text, Code: ex.Code, Fix: ex.Action})
	if d.worst == nil {
		d.worst = &ex
	}
}

// account signs in to an account's servers. Nothing is heard of a server when
// its password could not be read.
func (d *doctor) account(acc accounts.Account, check func(func(app.CheckStep)) error) {
	var mu sync.Mutex
	heard := map[accounts.Protocol]*app.Explanation{}
	err := check(func(s app.CheckStep) {
		if !s.Running {
			mu.Lock()
			defer mu.Unlock()
			heard[s.Server.Protocol] = s.Problem
		}
	})
	if len(heard) == 0 {
		d.add(acc.Email()+" password", "Nothing to sign in to.", err)
		return
	}
	d.add(acc.Email()+" password", "The password could be read.", nil)
	for _, s := range []accounts.Server{acc.Incoming, acc.Outgoing} {
		if problem, ok := heard[s.Protocol]; ok && !s.Off() {
			d.server(acc.Email()+" "+string(s.Protocol)+" ", s, problem)
		}
	}
}

// server takes what came of a sign-in apart: what stands before the step that
// failed went well, and what stands after it was not tried.
func (d *doctor) server(prefix string, s accounts.Server, problem *app.Explanation) {
	steps := []struct{ name, well string }{
		{"name", s.Host + " was found."},
		{"connect", s.Address() + " answers."},
		{"tls", "The connection is protected and the certificate is the server's own."},
		{"sign-in", "The server took user name and password."},
	}
	failed := ""
	if problem != nil {
		failed = stepOf(problem.Code)
	}
	for _, step := range steps {
		switch {
		case step.name == failed:
			d.fault(prefix+step.name, *problem)
			return
		case step.name == "tls" && s.Security == accounts.Plain, step.name == "sign-in" && s.Auth == accounts.AuthNone:
		default:
			d.add(prefix+step.name, step.well, nil)
		}
	}
}

// stepOf is the step at which an explanation's fault shows.
func stepOf(code string) string {
	switch {
	case code == "GW-NET-NO-HOST", code == "GW-NET-DNS":
		return "name"
	case strings.HasPrefix(code, "GW-TLS-"), code == "GW-NET-UNPROTECTED":
		return "tls"
	case strings.HasPrefix(code, "GW-NET-"):
		return "connect"
	}
	return "sign-in"
}

func (d *doctor) report() error {
	if d.json {
		if err := d.emit(map[string][]checkJSON{"checks": some(d.checks)}); err != nil {
			return err
		}
	} else {
		for _, k := range d.checks {
			if k.OK {
				d.say("ok\t%s\t%s", k.Name, k.Detail)
			} else {
				d.say("FAIL\t%s\t%s\n\t%s (%s)", k.Name, k.Detail, k.Fix, k.Code)
			}
		}
	}
	if d.worst == nil {
		return nil
	}
	return exitWith(exitFor(*d.worst))
}
