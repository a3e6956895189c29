// Package vcard reads and writes entries of address books: vCard 2.1, 3.0 and
// 4.0 (RFC 2426, RFC 6350) in, 3.0 or 4.0 out. What it has no name for goes
// through unchanged.
//
// It is pure, and bounded in the number and size of entries. Broken entries are
// counted and passed over; the others are read.
package vcard

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// Card is one entry: a person, or a group of them.
type Card struct {
	UID     string
	Name    string
	Emails  []string // the preferred one first
	Group   bool
	Members []string // of a group: UIDs, or addresses

	lines []line
}

// line is a property as it stands: its parameters and value are not decoded.
type line struct {
	group  string // "item1", "" for none
	name   string // upper case
	params []param
	value  string
}

type param struct{ name, value string }

func (l line) param(name string) string {
	for _, p := range l.params {
		if p.name == name {
			return p.value
		}
	}
	return ""
}

// preferred reports TYPE=pref of 3.0, or PREF=1 of 4.0.
func (l line) preferred() bool {
	for _, p := range l.params {
		if p.name == "PREF" && (p.value == "1" || p.value == "") || p.name == "TYPE" && strings.Contains(","+strings.ToLower(p.value)+",", ",pref,") {
			return true
		}
	}
	return false
}

// New is an entry of one's own making.
func New(uid, name string, emails ...string) Card {
	c := Card{UID: uid, Name: name, Emails: emails}
	c.lines = []line{{name: "UID", value: escape(uid)}, {name: "FN", value: escape(name)}}
	for _, e := range emails {
		c.lines = append(c.lines, line{name: "EMAIL", value: escape(e)})
	}
	return c
}

// NewGroup is a group of addresses, or of entries by their UIDs.
func NewGroup(uid, name string, addresses ...string) Card {
	c := Card{UID: uid, Name: name, Group: true, Members: addresses}
	c.lines = []line{{name: "KIND", value: "group"}, {name: "UID", value: escape(uid)}, {name: "FN", value: escape(name)}}
	for _, a := range addresses {
		c.lines = append(c.lines, line{name: "MEMBER", value: member(a)})
	}
	return c
}

// understand fills in what the lines say.
func (c *Card) understand() {
	var structured, organisation string
	for _, l := range c.lines {
		value := unescape(l.value)
		switch l.name {
		case "UID":
			c.UID = strings.TrimSpace(value)
		case "FN":
			if c.Name == "" {
				c.Name = value
			}
		case "N":
			structured = nameOf(l.value)
		case "ORG":
			organisation = strings.TrimSpace(unescape(strings.Join(split(l.value), ", ")))
		case "EMAIL":
			email := strings.TrimPrefix(strings.TrimSpace(value), "mailto:")
			switch {
			case email == "" || len(c.Emails) >= maxEmails:
			case l.preferred():
				c.Emails = append([]string{email}, c.Emails...)
			default:
				c.Emails = append(c.Emails, email)
			}
		case "KIND", "X-ADDRESSBOOKSERVER-KIND":
			c.Group = strings.EqualFold(value, "group")
		case "MEMBER", "X-ADDRESSBOOKSERVER-MEMBER":
			if len(c.Members) < maxMembers {
				c.Members = append(c.Members, strings.TrimPrefix(strings.TrimPrefix(value, "mailto:"), "urn:uuid:"))
			}
		}
	}
	for _, name := range []string{structured, organisation} {
		if strings.TrimSpace(c.Name) == "" {
			c.Name = name
		}
	}
	if strings.TrimSpace(c.Name) == "" && len(c.Emails) > 0 {
		c.Name = c.Emails[0]
	}
	c.Name = strings.Join(strings.Fields(c.Name), " ")
	c.UID = strings.TrimPrefix(c.UID, "urn:uuid:")
	if c.UID == "" { // the same entry shall be the same the next time
		sum := sha256.Sum256([]byte(c.Name + "\x00" + strings.Join(c.Emails, "\x00")))
		c.UID = hex.EncodeToString(sum[:16])
		c.lines = append(c.lines, line{name: "UID", value: c.UID})
	}
}

// nameOf is the name as people write it of its parts: family, given, further,
// before, after.
func nameOf(value string) string {
	parts := append(split(value), make([]string, 5)...)
	var out []string
	for _, i := range []int{3, 1, 2, 0, 4} {
		if s := strings.TrimSpace(unescape(parts[i])); s != "" {
			out = append(out, s)
		}
	}
	return strings.Join(out, " ")
}

// split cuts a structured value at its semicolons.
func split(value string) []string {
	var out []string
	start := 0
	for i := 0; i < len(value); i++ {
		switch value[i] {
		case '\\':
			i++
		case ';':
			out = append(out, value[start:i])
			start = i + 1
		}
	}
	return append(out, value[min(start, len(value)):])
}

func unescape(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	return strings.NewReplacer(`\\`, `\`, `\n`, "\n", `\N`, "\n", `\,`, ",", `\;`, ";").Replace(s)
}

func escape(s string) string {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	return strings.NewReplacer(`\`, `\\`, "\n", `\n`, ",", `\,`, ";", `\;`).Replace(s)
}
