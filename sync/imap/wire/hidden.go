package wire

import "strings"

// hidden are capabilities that a server offers and does not have, or has in a
// way that loses mail. A server is known by its host, a word of its greeting,
// a capability that no other has, or a word of its answer to ID; each in lower
// case, "" for none.
var hidden = []struct {
	host, greeting, offers, id string
	caps                       []string // upper case
}{
	// iCloud answers ENABLE without ENABLED, and its VANISHED names messages
	// that are still there (Mailspring-Sync #91, MailKit #1871).
	{host: ".mail.me.com", greeting: "iscream", offers: "x-sun-imap", id: "icloud", caps: []string{"QRESYNC"}},
	// Yahoo Japan offers MOVE in some sessions and refuses it in all
	// (FairEmail, Core.java).
	{host: ".yahoo.co.jp", caps: []string{"MOVE"}},
	// Exchange refuses LIST with RETURN where it speaks IMAP4rev2 (imapflow,
	// list.js; MailKit #2016).
	{greeting: "microsoft exchange", id: "microsoft.exchange", caps: []string{"LIST-EXTENDED", "LIST-STATUS"}},
	// Strato answers an extended LIST with nothing (imapflow, list.js).
	{host: ".strato.de", caps: []string{"LIST-EXTENDED", "LIST-STATUS"}},
}

// hide takes the capabilities off that are not to be used with this server.
// greeting is empty where it was said before TLS.
func (c Caps) hide(host, greeting string, id map[string]string) {
	host, greeting = "."+strings.ToLower(host), strings.ToLower(greeting)
	name := strings.ToLower(id["name"] + " " + id["vendor"])
	for _, h := range hidden {
		if h.host != "" && strings.HasSuffix(host, h.host) ||
			h.greeting != "" && strings.Contains(greeting, h.greeting) ||
			h.offers != "" && c[strings.ToUpper(h.offers)] ||
			h.id != "" && strings.Contains(name, h.id) {
			for _, name := range h.caps {
				delete(c, name)
			}
		}
	}
}
