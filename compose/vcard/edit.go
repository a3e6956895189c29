package vcard

import (
	"slices"
	"strings"
)

// With is the entry under another name and with other addresses, of a group its
// members; all else it says stays.
func (c Card) With(name string, addresses ...string) Card {
	if name != c.Name {
		c.replace([]string{"FN", "N"}, line{name: "FN", value: escape(name)})
		c.Name = name
	}
	if c.Group {
		if !slices.Equal(addresses, c.Members) {
			var members []line
			for _, a := range addresses {
				members = append(members, line{name: "MEMBER", value: member(a)})
			}
			c.replace([]string{"MEMBER", "X-ADDRESSBOOKSERVER-MEMBER"}, members...)
			c.Members = addresses
		}
		return c
	}
	if !slices.Equal(addresses, c.Emails) {
		var emails []line
		for _, a := range addresses {
			l := line{name: "EMAIL", value: escape(a)}
			for _, old := range c.lines { // "at home", its own label
				if old.name == "EMAIL" && unescape(old.value) == a && !old.preferred() {
					l = old
				}
			}
			emails = append(emails, l)
		}
		c.replace([]string{"EMAIL"}, emails...)
		c.Emails = addresses
	}
	return c
}

// member is a person of a group as it is written: an address or a UID.
func member(a string) string {
	if strings.Contains(a, "@") {
		return "mailto:" + a
	}
	return "urn:uuid:" + a
}

// replace puts lines in the place of those with the names.
func (c *Card) replace(names []string, with ...line) {
	var out []line
	at := -1
	for _, l := range c.lines {
		if !slices.Contains(names, l.name) {
			out = append(out, l)
		} else if at < 0 {
			at = len(out)
		}
	}
	if at < 0 {
		at = len(out)
	}
	c.lines = slices.Insert(out, at, with...)
}
