package attacks

import (
	"crypto/tls"
	"fmt"
	"time"

	"godwit/accounts"
	"godwit/sync/localserver/rogue"
)

// evil stands in everything that an attacker says.
const evil = "EVIL-7f3a91"

// attack is one server to meet.
type attack struct {
	name     string
	protocol accounts.Protocol
	implicit bool // TLS from the first byte
	script   rogue.Script
	leaf     rogue.Leaf
	stranger bool   // signed by nobody we know
	most     uint16 // version of TLS; 0: any
	passes   bool   // a safe client may go on, behind TLS
}

const (
	imap = accounts.IMAP
	pop3 = accounts.POP3
	smtp = accounts.SMTP
)

// all are the cases, family by family (the names are those of the outside set).
func all() []attack {
	var list []attack
	add := func(family string, p accounts.Protocol, passes bool, scripts ...rogue.Script) {
		for _, s := range scripts {
			list = append(list, attack{name: fmt.Sprintf("%s%d %s", family, len(list), p), protocol: p, script: s, passes: passes})
		}
	}
	// N-O: STARTTLS is taken away or refused.
	bare := "* CAPABILITY IMAP4rev1 AUTH=PLAIN AUTH=LOGIN\r\n%t OK " + evil
	add("N-O", imap, false,
		rogue.Script{"CAPABILITY": bare, "STARTTLS": "%t NO " + evil}, rogue.Script{"STARTTLS": "%t BAD " + evil}, rogue.Script{"STARTTLS": "+ " + evil},
		rogue.Script{"STARTTLS": "%t NO [ALERT] " + evil}, rogue.Script{"STARTTLS": "zz OK " + evil + " THEN HANG"})
	add("N-O", pop3, false,
		rogue.Script{"CAPA": "+OK\r\nUSER\r\n.", "STLS": "-ERR " + evil}, rogue.Script{"STLS": "-ERR [AUTH] " + evil}, rogue.Script{"STLS": "+ " + evil},
		rogue.Script{"greeting": "+OK <1896.697170952@" + evil + ">", "STLS": "-ERR " + evil})
	hello := "250-" + evil + "\r\n250 AUTH PLAIN LOGIN"
	offers := "250-" + evil + "\r\n250-STARTTLS\r\n250 AUTH PLAIN LOGIN"
	add("N-O", smtp, false,
		rogue.Script{"EHLO": hello}, rogue.Script{"EHLO": offers, "STARTTLS": "502 " + evil}, rogue.Script{"EHLO": offers, "STARTTLS": "454 " + evil},
		rogue.Script{"EHLO": offers, "STARTTLS": "354 " + evil}, rogue.Script{"EHLO": offers, "STARTTLS": "550 " + evil}, rogue.Script{"EHLO": offers, "STARTTLS": "250 " + evil})
	// N-D: a server that pretends to be old.
	add("N-D", imap, false,
		rogue.Script{"CAPABILITY": "%t BAD " + evil, "STARTTLS": "%t BAD " + evil}, rogue.Script{"CAPABILITY": "* CAPABILITY IMAP4 " + evil + "\r\n%t OK", "STARTTLS": "%t BAD " + evil},
		rogue.Script{"greeting": "* OK IMAP2 " + evil, "": "%t BAD " + evil, "CAPABILITY": "%t BAD", "STARTTLS": "%t BAD"})
	add("N-D", pop3, false, rogue.Script{"CAPA": "-ERR " + evil, "STLS": "-ERR " + evil}, rogue.Script{"CAPA": "-ERR", "STLS": "-ERR unknown command " + evil})
	add("N-D", smtp, false,
		rogue.Script{"EHLO": "500 " + evil, "HELO": "250 " + evil}, rogue.Script{"EHLO": "502 " + evil, "HELO": "250 AUTH PLAIN " + evil},
		rogue.Script{"EHLO": "550 " + evil, "HELO": "250-" + evil + "\r\n250 AUTH=LOGIN"})
	// P: signed in before TLS can begin.
	for _, g := range []string{"* PREAUTH %s", "* preauth [CAPABILITY IMAP4rev1] %s", "* PREAUTH [ALERT] %s", "* PREAUTH %s\r\n* LIST () \"/\" %[1]s", "* PREAUTH %s\r\n* BYE %[1]s"} {
		add("P", imap, false, rogue.Script{"greeting": fmt.Sprintf(g, evil)})
	}
	// B: answers injected behind the agreement.
	for _, more := range []string{
		"* CAPABILITY IMAP4rev1 AUTH=PLAIN " + evil, "* CAPABILITY IMAP4rev1\r\nA2 OK " + evil + "\r\nA3 OK " + evil, "* BYE " + evil, "* LIST () \"/\" " + evil,
	} {
		add("B", imap, false, rogue.Script{"STARTTLS": "%t OK begin\r\n" + more})
	}
	for _, more := range []string{"+OK " + evil, "+OK\r\nSASL PLAIN\r\n.\r\n+OK " + evil, "-ERR " + evil, "+OK 1 100\r\n1 " + evil} {
		add("B", pop3, false, rogue.Script{"STLS": "+OK begin\r\n" + more})
	}
	for _, more := range []string{"250 AUTH PLAIN " + evil, "250-" + evil + "\r\n250 AUTH PLAIN\r\n235 " + evil, "421 " + evil, "220 " + evil} {
		add("B", smtp, false, rogue.Script{"EHLO": offers, "STARTTLS": "220 begin\r\n" + more})
	}
	// T: data before TLS, with the greeting and with the agreement.
	for _, data := range []string{
		`LIST () "/" ` + evil, `LSUB () "/" ` + evil, "STATUS " + evil + " (MESSAGES 9)", "SEARCH 1 2 3", "FLAGS (" + evil + ")", "666 EXISTS", "666 RECENT", "1 EXPUNGE",
		"1 FETCH (UID 1 FLAGS (" + evil + "))", "CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=" + evil, "VANISHED 1:9", "OK [UIDVALIDITY 666] " + evil,
	} {
		add("T", imap, true, rogue.Script{"greeting": "* OK hello\r\n* " + data}, rogue.Script{"STARTTLS": "* " + data + "\r\n%t OK begin"})
	}
	// U: words before TLS that would look well in a dialog.
	for _, words := range []string{"[ALERT] ", "[BADCHARSET] ", "[PARSE] ", "[CONTACTADMIN] ", ""} {
		add("U", imap, true, rogue.Script{"greeting": "* OK " + words + evil}, rogue.Script{"STARTTLS": "* NO " + words + evil + "\r\n%t OK " + words + evil})
	}
	add("U", imap, false, rogue.Script{"greeting": "* BYE [ALERT] " + evil + " THEN DROP"}, rogue.Script{"STARTTLS": "* BYE " + evil + " THEN DROP"})
	add("U", pop3, true, rogue.Script{"greeting": "+OK " + evil}, rogue.Script{"STLS": "+OK " + evil})
	add("U", pop3, false, rogue.Script{"greeting": "-ERR [SYS/PERM] " + evil}, rogue.Script{"STLS": "-ERR call " + evil})
	add("U", smtp, true, rogue.Script{"greeting": "220-" + evil + "\r\n220 " + evil, "EHLO": offers, "tls EHLO": "250-mail.test\r\n250 AUTH PLAIN"})
	add("U", smtp, false, rogue.Script{"greeting": "554 " + evil}, rogue.Script{"greeting": "421 " + evil + " THEN DROP"}, rogue.Script{"EHLO": "421 " + evil + " THEN DROP"})
	// L, M: referrals to somewhere else.
	add("L", imap, false, rogue.Script{"greeting": "* BYE [REFERRAL imap://" + evil + ".test/] try THEN DROP"}, rogue.Script{"STARTTLS": "%t NO [REFERRAL imap://" + evil + ".test/] try"})
	// H: the handshake.
	for _, p := range []accounts.Protocol{imap, pop3, smtp} {
		for _, implicit := range []bool{false, true} {
			for _, s := range []rogue.Script{{"tls": "HANG"}, {"tls": "DROP"}, {"tls": "RAW * OK 220 +OK " + evil + "\r\n"}, {"tls": "RAW HTTP/1.1 200 OK\r\n\r\n" + evil}} {
				list = append(list, attack{name: fmt.Sprintf("H%d %s", len(list), p), protocol: p, implicit: implicit, script: s})
			}
			list = append(list, attack{name: fmt.Sprintf("H%d %s old", len(list), p), protocol: p, implicit: implicit, most: tls.VersionTLS11})
			// C: certificates.
			for _, c := range []attack{
				{name: "self-signed", leaf: rogue.Leaf{Self: true}},
				{name: "unknown root", stranger: true},
				{name: "another name", leaf: rogue.Leaf{Names: []string{"other.test", evil + " call us"}}},
				{name: "expired", leaf: rogue.Leaf{From: -2 * time.Hour, To: -time.Hour}},
				{name: "not yet", leaf: rogue.Leaf{From: time.Hour, To: 2 * time.Hour}},
			} {
				c.name, c.protocol, c.implicit = fmt.Sprintf("C%d %s %s", len(list), p, c.name), p, implicit
				list = append(list, c)
			}
		}
		// G: greetings.
		greetings := []string{"HTTP/1.1 302 " + evil, "354 " + evil, "221 " + evil, "HANG", "DROP", "DRIP", "SSH-2.0-" + evil}
		for _, g := range greetings {
			add("G", p, false, rogue.Script{"greeting": g})
		}
	}
	return list
}
