package wire

import (
	"bytes"
	"slices"
	"strings"
)

// Caps is a set of capabilities, upper case.
type Caps map[string]bool

const maxCaps = 1000

func parseCaps(fields [][]byte) Caps {
	c := Caps{}
	for _, f := range fields {
		if string(f) == "+" && c["LITERAL"] { // "LITERAL +" (MailKit #1534)
			f = []byte("LITERAL+")
		}
		if len(c) < maxCaps && isAtom(f) {
			c[strings.ToUpper(string(f))] = true
		}
	}
	return c
}

// Has reports whether a capability is offered; LITERAL+ includes LITERAL-.
func (c Caps) Has(name string) bool {
	return c[name] || name == "LITERAL-" && c["LITERAL+"]
}

// mechanisms lists the SASL mechanisms offered.
func (c Caps) mechanisms() []string {
	var m []string
	for name := range c {
		if mech, ok := strings.CutPrefix(name, "AUTH="); ok {
			m = append(m, mech)
		}
	}
	slices.Sort(m)
	return m
}

// passed are the capabilities that go-imap may know of. IMAP4rev2 is not: go-imap
// would then send mailbox names in raw UTF-8 without having enabled that.
var passed = []string{
	"LITERAL+", "LITERAL-", "UIDPLUS", "MOVE", "ESEARCH", "CONDSTORE", "SPECIAL-USE",
	"LIST-EXTENDED", "LIST-STATUS", "IDLE", "UNSELECT",
}

func (c Caps) forClient() string {
	list := []string{"IMAP4rev1"}
	for _, name := range passed {
		if c.Has(name) { // go-imap does not know that LITERAL+ includes LITERAL-
			list = append(list, name)
		}
	}
	return strings.Join(list, " ")
}

// capabilityData finds capabilities in an untagged CAPABILITY response, or in
// the response code of a status response's text.
func capabilityData(text []byte) Caps {
	if code, _ := splitCode(text); code != nil {
		text = code
	}
	f := bytes.Fields(text)
	if len(f) == 0 || !bytes.EqualFold(f[0], []byte("CAPABILITY")) {
		return nil
	}
	return parseCaps(f[1:])
}

// appendLimit reads APPENDLIMIT=n; ok is false without it.
func (c Caps) appendLimit() (limit int64, ok bool) {
	for name := range c {
		if v, found := strings.CutPrefix(name, "APPENDLIMIT="); found {
			if n, ok := number([]byte(v)); ok && n < 1<<62 {
				return int64(n), true
			}
		}
	}
	return 0, false
}
