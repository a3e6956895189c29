package rogue

import (
	"strings"
	"time"

	"godwit/accounts"
)

// good is what a server says that has no other script.
var good = map[accounts.Protocol]Script{
	accounts.IMAP: {
		"greeting":       "* OK ready",
		"CAPABILITY":     "* CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN UIDPLUS\r\n%t OK done",
		"tls CAPABILITY": "* CAPABILITY IMAP4rev1 AUTH=PLAIN UIDPLUS\r\n%t OK done",
		"STARTTLS":       "%t OK begin",
		"AUTHENTICATE":   "+ ",
		"LOGIN":          "%t OK welcome",
		"LIST":           "* LIST () \"/\" INBOX\r\n%t OK done",
		"SELECT":         "* 0 EXISTS\r\n* FLAGS (\\Seen)\r\n* OK [UIDVALIDITY 1] ok\r\n* OK [UIDNEXT 1] ok\r\n%t OK [READ-WRITE] done",
		"STATUS":         "* STATUS INBOX (MESSAGES 0 UIDNEXT 1 UIDVALIDITY 1)\r\n%t OK done",
		"UID SEARCH":     "* SEARCH\r\n%t OK done",
		"LOGOUT":         "* BYE bye\r\n%t OK done",
		"":               "%t OK done",
	},
	accounts.POP3: {
		"greeting": "+OK ready",
		"CAPA":     "+OK list\r\nUSER\r\nSASL PLAIN\r\nUIDL\r\nTOP\r\nSTLS\r\n.",
		"STLS":     "+OK begin",
		"AUTH":     "+ ",
		"STAT":     "+OK 0 0",
		"LIST":     "+OK\r\n.",
		"UIDL":     "+OK\r\n.",
		"":         "+OK",
	},
	accounts.SMTP: {
		"greeting": "220 mail.test ESMTP",
		"EHLO":     "250-mail.test\r\n250-SIZE 50000000\r\n250-STARTTLS\r\n250-AUTH PLAIN\r\n250 8BITMIME",
		"tls EHLO": "250-mail.test\r\n250-SIZE 50000000\r\n250-AUTH PLAIN\r\n250 8BITMIME",
		"HELO":     "250 mail.test",
		"STARTTLS": "220 begin",
		"AUTH":     "235 2.7.0 welcome",
		"DATA":     "354 go on",
		"QUIT":     "221 bye",
		"":         "250 2.0.0 ok",
	},
}

// answer is what is said to a verb: what the script has, else what is good.
func (c *call) answer(verb string) string {
	for _, script := range []Script{c.script, good[c.protocol]} {
		if c.secure {
			if what, ok := script["tls "+verb]; ok {
				return what
			}
		}
		if what, ok := script[verb]; ok {
			return c.complete(verb, what)
		}
	}
	return good[c.protocol][""]
}

// complete carries a sign-in to its end: the response follows on its own line.
func (c *call) complete(verb, what string) string {
	if what != "+ " {
		return what
	}
	if !c.do(strings.TrimRight(what, " "), "") {
		return "DROP"
	}
	if _, ok := c.line(); !ok {
		return "DROP"
	}
	if verb == "AUTHENTICATE" {
		return "%t OK welcome"
	}
	return "+OK welcome"
}

// drop is a line that means nothing; a hundred of them a second.
func (c *call) drop() string {
	time.Sleep(10 * time.Millisecond)
	return map[accounts.Protocol]string{accounts.IMAP: "* OK still here\r\n", accounts.POP3: "+\r\n", accounts.SMTP: "250-still here\r\n"}[c.protocol]
}
