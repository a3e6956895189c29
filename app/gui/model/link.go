package model

import (
	"slices"
	"strings"

	"godwit/app/gui/lang"
	"godwit/compose"
)

// FromLink puts what a mailto: address asks for into a blank draft. ignored is
// what to tell of the rest of it, "" for nothing.
func FromLink(blank compose.Draft, link string) (d compose.Draft, ignored string, err error) {
	d, names, err := compose.Mailto(link)
	if err != nil {
		return blank, "", err
	}
	d.Account, d.From, d.ReplyTo = blank.Account, blank.From, blank.ReplyTo
	if words := strings.TrimRight(d.Body, "\n"); words != "" {
		d.Body = words + "\n\n" + strings.TrimLeft(blank.Body, "\n")
	} else {
		d.Body = blank.Body
	}
	attach := func(name string) bool { return strings.HasPrefix(name, "attach") }
	switch {
	case slices.ContainsFunc(names, attach):
		ignored = lang.T("The link wanted to attach a file; nothing was attached.")
	case len(names) > 0:
		ignored = lang.T("The link also wanted to set {fields}. That was ignored.", "fields", strings.Join(names[:min(len(names), 5)], ", "))
	}
	return d, ignored, nil
}
