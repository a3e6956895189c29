package main

import (
	"context"
	"strings"

	"godwit/accounts/preflight"
)

// findingJSON is a check of doctor, with how much it weighs and the record it
// is about.
type findingJSON struct {
	checkJSON
	Level  preflight.Level `json:"level"`
	Record string          `json:"record"`
}

// runPreflight looks whether mail from the accounts' addresses will be
// believed. It sends nothing.
func runPreflight(ctx context.Context, c *cli, args []string) error {
	names, err := parseFlags(c.flags("preflight"), args)
	if err != nil {
		return err
	}
	if len(names) > 1 {
		return usagef("preflight [A]: one account, or all")
	}
	a, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer a.Close()
	list, err := chosen(ctx, a, names)
	if err != nil {
		return err
	}
	var reports []preflight.Report
	for _, acc := range list {
		some, err := a.Accounts.Preflight(ctx, acc.ID)
		if err != nil {
			return err
		}
		reports = append(reports, some...)
	}
	return c.preflight(reports)
}

// preflight prints what was found. A fault is a person's to mend; what DNS did
// not answer may be known later.
func (c *cli) preflight(reports []preflight.Report) error {
	checks := []findingJSON{}
	code := exitDone
	for _, r := range reports {
		if !c.json {
			c.say("%s through %s", r.Address, r.Through)
		}
		for _, f := range r.Findings {
			j := findingJSON{checkJSON: checkJSON{Name: r.Address + " " + f.Name, OK: f.Level == preflight.Good, Detail: f.Text, Fix: f.Fix}, Level: f.Level, Record: f.Record}
			if !j.OK {
				j.Code = "GW-DOMAIN-" + strings.ToUpper(f.Name)
			}
			switch {
			case f.Level == preflight.Fault:
				code = exitNeedsUser
			case f.Level == preflight.Unknown && f.Name == "verdict" && code == exitDone:
				code = exitTemporary
			}
			checks = append(checks, j)
			if c.json {
				continue
			}
			c.say("  %-8s %-8s %s", f.Name, f.Level, f.Text)
			for _, more := range []string{f.Fix, f.Record} {
				if more != "" {
					c.say("  %17s %s", "", more)
				}
			}
		}
	}
	if c.json {
		if err := c.emit(map[string]any{"checks": checks}); err != nil {
			return err
		}
	}
	return exitWith(code)
}
