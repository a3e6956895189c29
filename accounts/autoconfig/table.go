package autoconfig

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"godwit/accounts"
	"godwit/assets"
)

// table is assets/providers.json.
type table struct {
	Providers []provider `json:"providers"`
	Relays    []relay    `json:"relays"`
}

type provider struct {
	Name       string   `json:"name"`
	Kind       string   `json:"kind"` // "mailbox", "unsupported"
	Domains    []string `json:"domains"`
	MXSuffixes []string `json:"mx_suffixes"`
	IMAP       []server `json:"imap"`
	POP3       []server `json:"pop3"`
	SMTP       []server `json:"smtp"`
	Auth       []string `json:"auth"`
	SentCopy   string   `json:"sent_copy"` // "server", "client", "unknown"
	MustEnable string   `json:"user_must_enable"`
	Sending    *sending `json:"sending"`
}

type server struct {
	Host     string            `json:"host"` // "imap.{domain}": follows the address
	Port     int               `json:"port"`
	Security accounts.Security `json:"security"`
	Username string            `json:"username"` // "email", "localpart"
}

// load reads the table; it takes about a millisecond, and an address is looked
// up when a person types one.
func load() (table, error) {
	var t table
	if err := json.Unmarshal(assets.Providers(), &t); err != nil {
		return table{}, fmt.Errorf("provider table: %w", err)
	}
	return t, nil
}

// byDomain finds the provider whose own domain this is.
func (t table) byDomain(domain string) (provider, bool) {
	for _, p := range t.Providers {
		if slices.Contains(p.Domains, domain) {
			return p, true
		}
	}
	return provider{}, false
}

// found fills in what follows from the address. email may be "".
func (p provider) found(source, email, domain string) Found {
	if len(p.Domains) > 0 && !slices.Contains(p.Domains, domain) {
		domain = p.Domains[0] // a customer's domain has no servers of its own name
	}
	return Found{
		Source:   source,
		Provider: p.Name,
		IMAP:     servers(p.IMAP, accounts.IMAP, email, domain),
		POP3:     servers(p.POP3, accounts.POP3, email, domain),
		SMTP:     servers(p.SMTP, accounts.SMTP, email, domain),
		SentCopy: sentCopy(p.SentCopy),
		Auth:     p.Auth,
		Hint:     p.hint(),
		NoAccess: p.Kind == "unsupported",
	}
}

func servers(rows []server, protocol accounts.Protocol, email, domain string) []accounts.Server {
	var list []accounts.Server
	for _, row := range rows {
		user := email
		if at := strings.LastIndexByte(email, '@'); at > 0 && row.Username == "localpart" {
			user = email[:at]
		}
		list = append(list, accounts.Server{
			Protocol: protocol,
			Host:     strings.ReplaceAll(row.Host, "{domain}", domain),
			Port:     row.Port,
			Security: row.Security,
			User:     user,
		})
	}
	return list
}

func sentCopy(word string) accounts.SentCopy {
	switch c := accounts.SentCopy(word); c {
	case accounts.SentByClient, accounts.SentByServer:
		return c
	}
	return ""
}
