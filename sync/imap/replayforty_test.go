package imap

import "testing"

// TestForty replays what real servers do, by the number that a quirk has in
// the project's list of forty, and still gets every message. Those that are
// about commands of ours are told elsewhere: 14 and 38 in append_test.go, 16
// and 30 in live_test.go and refusal_test.go, 34 in idle_test.go and
// renewal_test.go, 13 and 39 in unit_test.go (TestTemporary), 6 and 36 also in
// live_test.go.
func TestForty(t *testing.T) {
	const inbox, first = "* LIST (\\HasNoChildren) \"/\" INBOX\r\n", "(UID 11 "
	list := func(line string) string { return inbox + line + "\r\n" }
	envelope := func(fields string) string { return "(ENVELOPE (" + fields + ") UID 11 " }
	const all = "IMAP4rev1 UIDPLUS LIST-EXTENDED SPECIAL-USE LIST-STATUS"
	extended := inbox + "* STATUS INBOX (MESSAGES 3 UIDNEXT 16 UIDVALIDITY 77 UNSEEN 3)\r\n$T OK"
	replay(t, []oddAnswer{
		{name: "1 ids and labels (Gmail)", kind: "body", old: first, new: `(X-GM-THRID 1 X-GM-MSGID 2 X-GM-LABELS (\Inbox "a b") UID 11 `},
		{name: "2 a parent without mail, names in other languages (Gmail)", kind: "LIST", old: inbox, new: list("* LIST (\\HasChildren \\Noselect) \"/\" \"[Gmail]\"\r\n* LIST (\\All \\HasNoChildren) \"/\" \"[Gmail]/Alle Nachrichten\""), folder: "[Gmail]/Alle Nachrichten"},
		{name: "3 a bracket in a flag (Gmail)", kind: "header", old: "FLAGS ()", new: `FLAGS ([Gmail]/x \Seen)`, tags: []string{"[Gmail]/x"}},
		{name: "3 a label NIL (Gmail)", kind: "header", old: first, new: `(X-GM-LABELS (\Important NIL) UID 11 `},
		{name: "4 a multipart without parts (Gmail, QQ, Yandex)", kind: "body", old: first, new: `(BODYSTRUCTURE ("mixed" ("boundary" "x") NIL NIL NIL) UID 11 `},
		{name: "5 a message as a basic part (Gmail)", kind: "body", old: first, new: `(BODYSTRUCTURE ("message" "rfc822" NIL NIL NIL "base64" 100) UID 11 `},
		{name: "5 name and mailbox swapped (Gmail)", kind: "body", old: first, new: envelope(`NIL "s" (("a" "Ada L" NIL "b")) NIL NIL NIL NIL NIL NIL NIL`)},
		{name: "6 numbers that are zero", kind: "SELECT", old: "UIDNEXT 16", new: "UIDNEXT 0", more: []odd{{"SELECT", "UIDVALIDITY 77", "UIDVALIDITY 0"}, {"SELECT", "* 0 RECENT", "* OK [UNSEEN 0] x\r\n* 0 RECENT"}}},
		{name: "7 no UIDNEXT", kind: "SELECT", old: "* OK [UIDNEXT 16] next\r\n", new: ""},
		{name: "8 parts of nothing (Exchange)", kind: "body", old: first, new: `(BODYSTRUCTURE ((NIL NIL NIL NIL NIL "7BIT" 0 NIL NIL NIL NIL)("text" "plain" NIL NIL NIL "7BIT" 1 1 NIL "inline" NIL) "mixed" NIL (NIL NIL) NIL "description") UID 11 `},
		{name: "9 sizes that are estimates (Exchange)", kind: "header", old: "RFC822.SIZE 160", new: "RFC822.SIZE 777777"},
		{name: "10 codes without OK (Exchange)", kind: "SELECT", old: "* OK [UIDVALIDITY 77]", new: "* [COPYUID 1 2 3] x\r\n* [UIDVALIDITY 77]"},
		{name: "10 COPYUID of nothing (Exchange)", kind: "body", old: "$T OK", new: "* OK [COPYUID 77  ] x\r\n$T OK"},
		{name: "11 authenticated but not connected (Exchange)", caps: "IMAP4rev1 UIDPLUS NAMESPACE", kind: "NAMESPACE", old: "$T OK done", new: "$T BAD User is authenticated but not connected.", more: []odd{{"LIST", inbox + "$T OK done", "$T BAD User is authenticated but not connected."}}, fails: "not connected"},
		{name: "12 a tab in a name, a space at its end (Exchange)", kind: "LIST", old: inbox, new: list("* LIST () \"/\" a\tb\r\n* LIST () \"/\" \"c \""), folder: "c "},
		{name: "15 in descending order (Yahoo)", kind: "body", old: firstBody, new: "", more: []odd{{"body", "$T OK", firstBody + "$T OK"}}},
		{name: "15 another message (Yahoo)", kind: "body", old: "BODY[] " + firstLit, new: "BODY[] " + lit(letter(9)), lacks: 1},
		{name: "17 ENABLE without ENABLED (iCloud)", caps: "IMAP4rev1 UIDPLUS ENABLE CONDSTORE QRESYNC", kind: "ENABLE", old: "$T OK", new: "$T OK"},
		{name: "18 endless BYE (Yandex)", kind: "body", old: "$T OK", new: "* BYE x\r\n* BYE x\r\n* BYE x\r\n$T OK", ends: true, lacks: -1},
		{name: "18 a body without value (Yandex)", kind: "body", old: "BODY[] " + firstLit, new: "BODY[] ", lacks: 1},
		{name: "19 MODSEQ -1 (Zoho)", kind: "header", old: first, new: "(MODSEQ (-1) UID 11 "},
		{name: "20 numbers as floats (mail.ru)", kind: "header", old: "RFC822.SIZE 160", new: "RFC822.SIZE 1.6e+02"},
		{name: "21 message 0 (Courier)", kind: "body", old: "* 1 FETCH", new: "* 0 FETCH"},
		{name: "22 all below INBOX (Cyrus)", caps: "IMAP4rev1 UIDPLUS NAMESPACE", kind: "NAMESPACE", old: "", new: "* NAMESPACE ((\"INBOX.\" \".\")) ((\"user.\" \".\")) ((\"\" \".\"))\r\n", more: []odd{{"LIST", inbox, "* LIST () \".\" INBOX\r\n* LIST () \".\" INBOX.Work\r\n"}}, folder: "Work"},
		{name: "23 parentheses round an envelope (Domino)", kind: "body", old: first, new: "(UID 11 (ENVELOPE (NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL)) "},
		{name: "24 MISSING_MAILBOX (Dovecot)", kind: "body", old: first, new: envelope(`NIL "s" ((NIL NIL "MISSING_MAILBOX" "MISSING_DOMAIN")) NIL NIL NIL NIL NIL NIL NIL`)},
		{name: "25 NIL among addresses (SmarterMail)", kind: "body", old: first, new: envelope(`NIL "s" (NIL (NIL NIL "a" "b") NIL) NIL NIL NIL NIL NIL NIL NIL`)},
		{name: "26 a short envelope", kind: "body", old: first, new: envelope(`NIL "s" NIL NIL NIL NIL NIL NIL`)},
		{name: "27 who is not named is not served (NetEase)", caps: "IMAP4rev1 UIDPLUS ID", kind: "ID", old: "", new: "* ID NIL\r\n", hears: `ID ("name" "Godwit"`},
		{name: "27 folders in Chinese (QQ)", kind: "LIST", old: inbox, new: list(`* LIST () "/" "&XfJT0ZAB-"`), folder: "已发送"},
		{name: "28 LIST with special uses refused (Proton, Exchange)", caps: all, kind: "LIST", old: extended, new: "$T BAD"},
		{name: "28 LIST with special uses answered by nothing (strato)", caps: all, kind: "LIST", old: extended, new: "$T OK"},
		{name: "29 LITERAL + with a space", kind: "LOGIN", old: "UIDPLUS", new: "LITERAL + UIDPLUS"},
		{name: "31 EXPUNGE and EXISTS amid a FETCH", kind: "body", old: "* 2 FETCH", new: "* 3 EXPUNGE\r\n* 3 EXISTS\r\n* 7 FETCH (FLAGS ())\r\n* 2 FETCH"},
		{name: "32 an answer in two, flags pushed, no UID", kind: "header", old: first, new: "(UID 11 FLAGS (x))\r\n* 1 FETCH (FLAGS (y))\r\n* 1 FETCH (UID 11 "},
		{name: "33 a body NIL", kind: "body", old: "BODY[] " + firstLit, new: "BODY[] NIL", lacks: 1},
		{name: "35 a goodbye without a close", kind: "body", old: "* 2 FETCH", new: "* BYE x\r\n* 2 FETCH", ends: true, lacks: -1},
		{name: "35 a close without goodbye", kind: "body", old: "* 2 FETCH", new: hangUp, ends: true, lacks: -1},
		{name: "36 names that are none", kind: "LIST", old: inbox, new: list("* LIST () NIL \"R&D\"\r\n* LIST () \"\\\\\" \"*%\"\r\n* LIST () \"/\" {3}\r\na\"b\r\n* LIST () \"/\" NIL\r\n* LIST () \"/\" NIL\r\n* LIST () \"/\" Inbox"), folder: "R&D"},
		{name: "37 no permanent flags", kind: "SELECT", old: `* OK [PERMANENTFLAGS (\Answered \Flagged \Deleted \Seen \Draft \*)] kept` + "\r\n", new: ""},
		{name: "40 a date of zeros", kind: "header", old: `17-Jul-2023 02:44:25 -0700`, new: `00-Jan-0000 00:00:00`},
		{name: "40 NULs before lines, 8 bits in strings, lower case", kind: "body", old: "* 1 FETCH (UID 11 ", new: "\x00\x00* 1 fetch (PREVIEW \"gr\xfc\xdfe\" uid 11 "},
		{name: "an alert", kind: "SELECT", old: "$T OK", new: "* OK [ALERT] read this\r\n$T OK"},
	})
}
