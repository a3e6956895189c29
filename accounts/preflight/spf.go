package preflight

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strings"
)

// RFC 7208 4.6.4: past these an SPF record counts as none.
const (
	maxLookups = 10
	maxDepth   = 10
)

// walk follows an SPF record through what it includes.
type walk struct {
	Resolver
	lookups  int
	names    []string // that were included or led to
	nets     []netip.Prefix
	everyone bool // +all: anybody may send
	unread   bool // something could not be asked
}

var (
	errMany   = errors.New("it needs more than 10 look-ups in DNS")
	errTwo    = errors.New("there are two SPF records")
	errSyntax = errors.New("it holds a word that SPF does not know")
	errLoop   = errors.New("it leads to itself")
)

// spf looks whether the domain allows the server to send for it.
func (c *check) spf(ctx context.Context) Finding {
	f := Finding{Name: "spf"}
	add := "include:<what " + c.through() + " tells you>"
	if len(c.service.SPF) > 0 {
		add = "include:" + c.service.SPF[0]
	}
	record, err := c.record(ctx, c.domain)
	switch {
	case errors.Is(err, errTwo):
		c.allowed = Fault
		f.Level, f.Text, f.Fix = Fault, c.domain+" has more than one SPF record, so none of them counts.", "Make one of them."
		return f
	case err != nil:
		c.allowed = Unknown
		return silent("spf", c.domain)
	case record == "":
		c.allowed = Fault
		f.Level, f.Text = Caution, c.domain+" does not say who may send for it (no SPF record)."
		f.Fix, f.Record = "Add this TXT record.", c.domain+` TXT "v=spf1 `+add+` ~all"`
		return f
	}
	f.Record = shown(record)
	w := walk{Resolver: c.Resolver}
	if err := w.follow(ctx, c.domain, record, 0); err != nil {
		c.allowed = Fault
		f.Level, f.Text, f.Fix = Fault, "The SPF record of "+c.domain+" does not count: "+err.Error()+".", "Mend it; leave out what you do not send through."
		return f
	}
	switch {
	case w.everyone:
		c.allowed = Caution
		f.Level, f.Text, f.Fix = Caution, "The SPF record lets everyone on the internet send for "+c.domain+" (+all), so nobody believes it.", "End it with ~all or -all."
	case w.allows(ctx, c):
		c.allowed = Good
		f.Level, f.Text = Good, fmt.Sprintf("%s allows %s to send for it (%d of 10 look-ups).", c.domain, c.through(), w.lookups)
	case w.unread || !c.known || len(c.service.SPF) == 0:
		c.allowed = Unknown
		f.Level, f.Text = Unknown, "The SPF record does not name "+c.through()+"; it may still allow the computers that it sends with."
		f.Fix = "Ask your provider what SPF has to include."
	default:
		c.allowed = Fault
		f.Level, f.Text = Fault, "The SPF record of "+c.domain+" does not allow "+c.through()+" to send for it."
		f.Fix = "Add " + add + " to the record, before its last word."
	}
	if c.allowed == Good && c.service.Envelope {
		f.Text += " The envelope carries an address of " + c.service.Name + ", so only DKIM speaks for " + c.domain + " unless you have set up a return path there."
	}
	if c.allowed == Fault && c.service.Envelope {
		f.Level = Caution // it passes as the service; DKIM decides
	}
	return f
}

// record is the domain's SPF record; "" if it has none.
func (r Resolver) record(ctx context.Context, domain string) (string, error) {
	list, err := r.txt(ctx, domain)
	if err != nil {
		return "", err
	}
	list = slices.DeleteFunc(list, func(s string) bool {
		v, _, _ := strings.Cut(strings.ToLower(s), " ")
		return v != "v=spf1"
	})
	switch len(list) {
	case 0:
		return "", nil
	case 1:
		return list[0], nil
	}
	return "", errTwo
}

// follow reads one record's words (RFC 7208 4.6.1).
func (w *walk) follow(ctx context.Context, domain, record string, depth int) error {
	if depth > maxDepth {
		return errLoop
	}
	words := strings.Fields(record)[1:]
	for _, word := range words[:min(len(words), maxRecords)] {
		word = strings.ToLower(word)
		sign := byte('+')
		if strings.IndexByte("+-~?", word[0]) >= 0 {
			sign, word = word[0], word[1:]
		}
		name, value := word, ""
		if i := strings.IndexAny(word, ":=/"); i >= 0 {
			name, value = word[:i], word[i+1:]
			if word[i] == '/' {
				value = ""
			}
		}
		target, _, _ := strings.Cut(value, "/")
		if target == "" {
			target = domain
		}
		switch name {
		case "all":
			w.everyone = w.everyone || sign == '+' && depth == 0
			return nil
		case "ip4", "ip6":
			if err := w.net(value, sign); err != nil {
				return err
			}
		case "include", "redirect":
			if err := w.lead(ctx, value, depth); err != nil {
				return err
			}
		case "a", "mx", "exists", "ptr":
			if err := w.spend(); err != nil {
				return err
			}
			if sign == '+' && (name == "a" || name == "mx") {
				w.hosts(ctx, name, target)
			}
		case "exp":
		default:
			if !strings.Contains(word, "=") { // modifiers nobody knows are passed over
				return errSyntax
			}
		}
	}
	return nil
}

func (w *walk) spend() error {
	if w.lookups++; w.lookups > maxLookups {
		return errMany
	}
	return nil
}

// lead follows an include. A name with a macro depends on the sender, which
// cannot be known here.
func (w *walk) lead(ctx context.Context, to string, depth int) error {
	if err := w.spend(); err != nil {
		return err
	}
	if to == "" {
		return errSyntax
	}
	if strings.Contains(to, "%") {
		w.unread = true
		return nil
	}
	w.names = append(w.names, strings.TrimSuffix(to, "."))
	record, err := w.record(ctx, strings.TrimSuffix(to, "."))
	if errors.Is(err, errTwo) {
		return err
	}
	if err != nil || record == "" {
		w.unread = true
		return nil
	}
	return w.follow(ctx, to, record, depth+1)
}

func (w *walk) net(value string, sign byte) error {
	if !strings.Contains(value, "/") {
		if a, err := netip.ParseAddr(value); err == nil {
			value = netip.PrefixFrom(a, a.BitLen()).String()
		}
	}
	p, err := netip.ParsePrefix(value)
	if err != nil {
		return errSyntax
	}
	if sign == '+' {
		w.nets = append(w.nets, p)
	}
	return nil
}

func (w *walk) hosts(ctx context.Context, kind, name string) {
	names := []string{name}
	if kind == "mx" {
		list, err := w.mailers(ctx, name)
		w.unread = w.unread || err != nil
		names = list[:min(len(list), maxLookups)]
	}
	for _, n := range names {
		list, err := w.addresses(ctx, n)
		w.unread = w.unread || err != nil
		for _, a := range list {
			w.nets = append(w.nets, netip.PrefixFrom(a.Unmap(), a.Unmap().BitLen()))
		}
	}
}

// allows reports whether the record names the service, or the server itself.
func (w *walk) allows(ctx context.Context, c *check) bool {
	for _, name := range c.service.SPF {
		if slices.Contains(w.names, name) {
			return true
		}
	}
	if c.known {
		return false // it sends with other computers than it takes mail with
	}
	list, err := w.addresses(ctx, c.server.Host)
	w.unread = w.unread || err != nil
	return slices.ContainsFunc(list, func(a netip.Addr) bool {
		return slices.ContainsFunc(w.nets, func(p netip.Prefix) bool { return p.Contains(a.Unmap()) })
	})
}
