package imap

import (
	"fmt"
	"strings"
	"testing"
)

// TestReplayFetch has the server answer FETCH in ways that servers have been
// seen to; numbers are those of the quirks in the wire layer's tests.
func TestReplayFetch(t *testing.T) {
	const amid, head = "* 1 FETCH (UID 11 BODY[]", "* 1 FETCH (UID 11 FLAGS () INTERNALDATE \"17-Jul-2023 02:44:25 -0700\""
	size := fmt.Sprintf("RFC822.SIZE %d", len(firstRaw))
	replay(t, []oddAnswer{
		// 32: split, doubled, pushed
		{name: "flags pushed before the body", kind: "body", old: amid, new: "* 1 FETCH (UID 11 FLAGS (\\Seen))\r\n" + amid},
		{name: "flags pushed after the body", kind: "body", old: firstBody, new: firstBody + "* 1 FETCH (UID 11 FLAGS (\\Seen))\r\n"},
		{name: "flags pushed without UID", kind: "body", old: amid, new: "* 1 FETCH (FLAGS (\\Seen))\r\n" + amid},
		{name: "flags of all pushed", kind: "body", old: amid, new: "* 1 FETCH (UID 11 FLAGS (\\Seen))\r\n* 2 FETCH (UID 12 FLAGS (\\Seen))\r\n* 3 FETCH (UID 15 FLAGS (\\Seen))\r\n" + amid},
		{name: "flags pushed before the header", kind: "header", old: head, new: "* 1 FETCH (UID 11 FLAGS (\\Flagged))\r\n" + head},
		{name: "header in three answers", kind: "header", old: head, new: "* 1 FETCH (UID 11 FLAGS ())\r\n* 1 FETCH (UID 11 INTERNALDATE \"17-Jul-2023 02:44:25 -0700\")\r\n* 1 FETCH (UID 11"},
		{name: "flags after the header, in an answer of their own", kind: "header", old: head + " " + size + " BODY[HEADER] " + firstHLit + ")\r\n", new: "* 1 FETCH (UID 11 BODY[HEADER] " + firstHLit + ")\r\n* 1 FETCH (UID 11 FLAGS () " + size + ")\r\n"},
		{name: "body twice", kind: "body", old: firstBody, new: firstBody + firstBody},
		{name: "body twice in one answer", kind: "body", old: firstBody, new: "* 1 FETCH (UID 11 BODY[] " + firstLit + " BODY[] " + firstLit + ")\r\n"},
		{name: "uid twice", kind: "body", old: amid, new: "* 1 FETCH (UID 11 UID 11 BODY[]"},
		{name: "uid last", kind: "body", old: firstBody, new: "* 1 FETCH (BODY[] " + firstLit + " UID 11)\r\n"},
		{name: "uid last, big", kind: "body", old: "", new: "", more: []odd{{"body", "(UID 15 BODY[]", "(BODY[]"}, {"body", "dull boy.\r\n)\r\n$T", "dull boy.\r\n UID 15)\r\n$T"}}},
		{name: "uid in an answer of its own", kind: "body", old: firstBody, new: "* 1 FETCH (UID 11)\r\n" + firstBody},
		{name: "sequence number zero", kind: "body", old: "* 1 FETCH", new: "* 0 FETCH"},
		{name: "all with the same sequence number", kind: "body", old: "* 2 FETCH", new: "* 1 FETCH"},
		{name: "out of order", kind: "body", old: firstBody, new: "", more: []odd{{"body", "$T OK", firstBody + "$T OK"}}},
		{name: "expunge amid", kind: "body", old: "* 2 FETCH", new: "* 1 EXPUNGE\r\n* 1 EXISTS\r\n* 1 RECENT\r\n* 2 FETCH"},
		{name: "other mailbox's news amid", kind: "body", old: "* 2 FETCH", new: "* STATUS \"x y\" (MESSAGES 4)\r\n* 2 FETCH"},

		// 33: nothing where the body should be
		{name: "body NIL", kind: "body", old: "BODY[] " + firstLit, new: "BODY[] NIL", lacks: 1},
		{name: "body nil", kind: "body", old: "BODY[] " + firstLit, new: "BODY[] nil", lacks: 1},
		{name: "body empty", kind: "body", old: "BODY[] " + firstLit, new: `BODY[] ""`, lacks: 1},
		{name: "body of no octets", kind: "body", old: "BODY[] " + firstLit, new: "BODY[] {0}\r\n", lacks: 1},
		{name: "body missing (Yandex)", kind: "body", old: " BODY[] " + firstLit, new: "", lacks: 1},
		{name: "value missing (Yandex)", kind: "body", old: " BODY[] " + firstLit, new: " BODY[]", lacks: 1},
		{name: "value missing, more follows", kind: "body", old: " BODY[] " + firstLit, new: " BODY[] FLAGS (\\Seen)", lacks: 1},
		{name: "answer missing", kind: "body", old: firstBody, new: "", lacks: 1},
		{name: "body NIL, then there", kind: "body", old: amid, new: "* 1 FETCH (UID 11 BODY[] NIL)\r\n" + amid},
		{name: "refused with NO", kind: "body", old: firstBody, new: "", more: []odd{{"body", "$T OK done", "$T NO some messages could not be read"}}, lacks: 1},
		{name: "refused after all flags", kind: "flags", later: true, old: "$T OK done", new: "$T NO some messages are gone"},
		{name: "header NIL", kind: "header", old: "BODY[HEADER] " + firstHLit, new: "BODY[HEADER] NIL"},
		{name: "wrong message", kind: "body", old: "(UID 11 BODY[] " + firstLit, new: "(UID 12 BODY[] " + firstLit, lacks: 1},

		// sections and spellings
		{name: "quoted body", kind: "body", old: "BODY[] " + firstLit, new: "BODY[] " + quotedBody},
		{name: "quoted body before others", kind: "body", old: "BODY[] " + firstLit, new: "BODY[] " + quotedBody + " FLAGS (\\Seen)"},
		{name: "quoted body, quotes not escaped", kind: "body", old: "BODY[] " + firstLit, new: `BODY[] "` + firstRaw + `"`},
		{name: "uid missing", kind: "body", old: "(UID 11 BODY[]", new: "(BODY[]"},
		{name: "uid missing in all", kind: "body", old: "(UID 11 BODY[]", new: "(BODY[]", more: []odd{{"body", "(UID 12 BODY[]", "(BODY[]"}, {"body", "(UID 15 BODY[]", "(BODY[]"}}},
		{name: "uid missing with a header", kind: "header", old: "(UID 11 ", new: "("},
		{name: "uid missing with each header", kind: "header", old: "(UID 11 ", new: "(", more: []odd{{"header", "(UID 12 ", "("}, {"header", "(UID 15 ", "("}}},
		{name: "uid NIL with each header", kind: "header", old: "(UID 11 ", new: "(UID NIL ", more: []odd{{"header", "(UID 12 ", "(UID NIL "}, {"header", "(UID 15 ", "(UID NIL "}}},
		{name: "a list in the list", kind: "body", old: firstBody, new: "* 1 FETCH ((UID 11 BODY[] " + firstLit + "))\r\n"},
		{name: "a space in the section", kind: "body", old: "BODY[] {", new: "BODY[ ] {"},
		{name: "a space before the section", kind: "body", old: "BODY[] {", new: "BODY [] {"},
		{name: "spaces around the literal's size", kind: "body", old: fmt.Sprintf("{%d}", len(firstRaw)), new: fmt.Sprintf("{ %d }", len(firstRaw))},
		{name: "quotes in the section", kind: "body", old: "BODY[] {", new: `BODY[""] {`},
		{name: "literal8", kind: "body", old: "BODY[] {", new: "BODY[] ~{"},
		{name: "literal with leading zeros", kind: "body", old: "BODY[] {", new: "BODY[] {000"},
		{name: "non-synchronising literal", kind: "body", old: fmt.Sprintf("{%d}", len(firstRaw)), new: fmt.Sprintf("{%d+}", len(firstRaw))},
		{name: "literal with a minus", kind: "body", old: fmt.Sprintf("{%d}", len(firstRaw)), new: fmt.Sprintf("{%d-}", len(firstRaw))},
		{name: "space after the literal's size", kind: "body", old: fmt.Sprintf("{%d}", len(firstRaw)), new: fmt.Sprintf("{%d} ", len(firstRaw))},
		{name: "bare LF after the literal's size", kind: "body", old: fmt.Sprintf("{%d}\r", len(firstRaw)), new: fmt.Sprintf("{%d}", len(firstRaw))},
		{name: "partial from zero", kind: "body", old: "BODY[] {", new: "BODY[]<0> {"},
		{name: "BODY.PEEK[] back", kind: "body", old: "BODY[] {", new: "BODY.PEEK[] {"},
		{name: "body[] in lower case", kind: "body", old: amid, new: "* 1 fetch (uid 11 body[]"},
		{name: "RFC822", kind: "body", old: "BODY[] {", new: "RFC822 {"},
		{name: "RFC822.PEEK", kind: "body", old: "BODY[] {", new: "RFC822.PEEK {"},
		{name: "BINARY[]", kind: "body", old: "BODY[] {", new: "BINARY[] ~{"},
		{name: "header and text apart", kind: "body", old: "BODY[] " + firstLit, new: "BODY[HEADER] " + firstHLit + " BODY[TEXT] " + lit(firstRaw[len(firstHeader):])},
		{name: "text and header apart", kind: "body", old: "BODY[] " + firstLit, new: "BODY[TEXT] " + lit(firstRaw[len(firstHeader):]) + " BODY[HEADER] " + firstHLit},
		{name: "only a text", kind: "body", old: "BODY[] " + firstLit, new: "BODY[TEXT] " + lit(firstRaw[len(firstHeader):]), lacks: 1},
		{name: "RFC822.HEADER", kind: "header", old: "BODY[HEADER]", new: "RFC822.HEADER"},
		{name: "BODY.PEEK[HEADER]", kind: "header", old: "BODY[HEADER]", new: "BODY.PEEK[HEADER]"},
		{name: "header with a partial", kind: "header", old: "BODY[HEADER]", new: "BODY[HEADER]<0>"},
		{name: "header for a whole message", kind: "header", old: "BODY[HEADER] " + firstHLit, new: "BODY[] " + firstLit},
		{name: "header without its empty line", kind: "header", old: firstHLit, new: lit(firstHeader[:len(firstHeader)-2])},

		// sizes, dates, numbers
		{name: "size negative", kind: "header", old: size, new: "RFC822.SIZE -1"},
		{name: "size huge", kind: "header", old: size, new: "RFC822.SIZE 18446744073709551615"},
		{name: "size beyond every bound", kind: "header", old: size, new: "RFC822.SIZE 4294967295"},
		{name: "size a float (mail.ru)", kind: "header", old: size, new: "RFC822.SIZE 9.3736e+06"},
		{name: "size quoted", kind: "header", old: size, new: `RFC822.SIZE "300"`},
		{name: "size NIL", kind: "header", old: size, new: "RFC822.SIZE NIL"},
		{name: "size a list", kind: "header", old: size, new: "RFC822.SIZE (300)"},
		{name: "size missing", kind: "header", old: " " + size, new: ""},
		{name: "size an estimate (Exchange)", kind: "header", old: size, new: "RFC822.SIZE 3"},
		{name: "modseq -1 (Zoho)", kind: "header", old: size, new: size + " MODSEQ (-1)"},
		{name: "modseq bare", kind: "header", old: size, new: size + " MODSEQ 17"},
		{name: "modseq NIL", kind: "header", old: size, new: size + " MODSEQ NIL"},
		{name: "date empty", kind: "header", old: `"17-Jul-2023 02:44:25 -0700"`, new: `""`},
		{name: "date NIL", kind: "header", old: `"17-Jul-2023 02:44:25 -0700"`, new: `NIL`},
		{name: "date of zeros", kind: "header", old: `17-Jul-2023 02:44:25 -0700`, new: `00-Jan-0000 00:00:00 +0000`},
		{name: "date without zone", kind: "header", old: `17-Jul-2023 02:44:25 -0700`, new: `17-Jul-2023 02:44:25`},
		{name: "date of one digit", kind: "header", old: `17-Jul-2023 02:44:25 -0700`, new: `7-Jul-2023 02:44:25 -0700`},
		{name: "date of a header", kind: "header", old: `17-Jul-2023 02:44:25 -0700`, new: `Mon, 17 Jul 2023 02:44:25 -0700`},
		{name: "date unquoted", kind: "header", old: `"17-Jul-2023 02:44:25 -0700"`, new: `17-Jul-2023 02:44:25 -0700`},
		{name: "date a literal", kind: "header", old: `"17-Jul-2023 02:44:25 -0700"`, new: lit("17-Jul-2023 02:44:25 -0700")},
		{name: "date in words", kind: "header", old: `17-Jul-2023 02:44:25 -0700`, new: `yesterday`},
		{name: "date without end of string", kind: "header", old: `02:44:25 -0700" ` + size + " ", new: `02:44:25 -0700 ` + size + " "},
		{name: "date missing", kind: "header", old: ` INTERNALDATE "17-Jul-2023 02:44:25 -0700"`, new: ""},

		// flags; 3
		{name: "flags NIL", kind: "header", old: "FLAGS ()", new: "FLAGS NIL"},
		{name: "flags nil", kind: "header", old: "FLAGS ()", new: "FLAGS nil"},
		{name: "flags empty string", kind: "header", old: "FLAGS ()", new: `FLAGS ""`},
		{name: "flags without list", kind: "header", old: "FLAGS ()", new: `FLAGS \Seen`},
		{name: "keyword without list", kind: "header", old: "FLAGS ()", new: "FLAGS $Work", tags: []string{"$Work"}},
		{name: "flags missing", kind: "header", old: "FLAGS () ", new: ""},
		{name: "flag with ]", kind: "header", old: "FLAGS ()", new: `FLAGS (\Seen a]b work)`, tags: []string{"a]b", "work"}},
		{name: "flag quoted, with a space", kind: "header", old: "FLAGS ()", new: `FLAGS ("to do" \Seen)`, tags: []string{"to do"}},
		{name: "flag a literal", kind: "header", old: "FLAGS ()", new: "FLAGS (" + lit("x (y)") + " z)", tags: []string{"x (y)", "z"}},
		{name: "flag in 8 bits", kind: "header", old: "FLAGS ()", new: "FLAGS (größe \xe4)", tags: []string{"größe", "ä"}},
		{name: "flag NIL in the list", kind: "header", old: "FLAGS ()", new: `FLAGS (NIL \Seen)`, tags: []string{}},
		{name: "flag with odd signs", kind: "header", old: "FLAGS ()", new: `FLAGS ({x} %a *b \ \* c\d "" )`, tags: []string{"%a", "*b", `c\d`, "{x}"}},
		{name: "flags in lists", kind: "header", old: "FLAGS ()", new: `FLAGS ((\Seen) work)`},
		{name: "flags twice", kind: "header", old: "FLAGS ()", new: `FLAGS (work) FLAGS (work)`, tags: []string{"work"}},
		{name: "thousands of flags", kind: "header", old: "FLAGS ()", new: "FLAGS (" + strings.Repeat("flag ", 20_000) + ")"},

		// items that nobody asked for
		{name: "envelope volunteered", kind: "header", old: "FLAGS ()", new: `ENVELOPE ("Mon" "a "b" c" ((NIL NIL "a" "b")) NIL nil ("x") NIL NIL NIL) FLAGS ()`},
		{name: "envelope in extra parentheses (Domino)", kind: "header", old: "FLAGS ()", new: `ENVELOPE (("Mon" "s" NIL NIL NIL NIL NIL NIL NIL "<i>")) FLAGS ()`},
		{name: "structure volunteered", kind: "body", old: "(UID 11 ", new: `(UID 11 BODYSTRUCTURE ((NIL NIL NIL NIL NIL "7BIT" 0 NIL NIL NIL NIL) "mixed" ("boundary" {3}` + "\r\n" + `a)b) "inline" NIL) `},
		{name: "body structure volunteered", kind: "body", old: "(UID 11 ", new: `(UID 11 BODY ("text" "plain" NIL NIL NIL "8bit" 18446744073709551616 1) `},
		{name: "deep structure", kind: "body", old: "(UID 11 ", new: `(UID 11 BODYSTRUCTURE ` + strings.Repeat("(", 50) + strings.Repeat(")", 50) + " "},
		{name: "Gmail's items", kind: "body", old: "(UID 11 ", new: `(X-GM-THRID 1266894439832287888 X-GM-MSGID 1 X-GM-LABELS ("\\Inbox" Work "Ent&APw-" NIL {3}` + "\r\na)b" + ` \\Sent a]b) UID 11 `},
		{name: "object ids and previews", kind: "body", old: "(UID 11 ", new: `(UID 11 EMAILID (M00000001) THREADID (T64) PREVIEW "a \"b\" (c" SAVEDATE NIL `},
		{name: "annotations", kind: "body", old: "(UID 11 ", new: `(UID 11 ANNOTATION (/comment ("value.priv" "x" "size.priv" "1")) `},
		{name: "unknown item with a literal", kind: "body", old: "(UID 11 ", new: "(UID 11 X-THING {12}\r\n)\r\nT1 OK no\r ", more: nil},
		{name: "unknown item without value at the end", kind: "body", old: firstBody, new: "* 1 FETCH (UID 11 BODY[] " + firstLit + " X-THING)\r\n"},
		{name: "another section first", kind: "body", old: "(UID 11 ", new: "(UID 11 BODY[1.2.MIME] {3}\r\nabc BODY[HEADER.FIELDS (\"a b]\" c)] NIL "},

		// spaces and lines
		{name: "spaces doubled", kind: "body", old: amid, new: "*  1  FETCH  (  UID  11  BODY[] "},
		{name: "tabs", kind: "body", old: amid, new: "*\t1\tFETCH\t(UID\t11\tBODY[]\t"},
		{name: "no space before the list", kind: "body", old: amid, new: "* 1 FETCH(UID 11 BODY[]"},
		{name: "no space after the section", kind: "body", old: "BODY[] {", new: "BODY[]{"},
		{name: "no space after the star", kind: "body", old: "* 1 FETCH", new: "*1 FETCH"},
		{name: "space before the star", kind: "body", old: "* 1 FETCH", new: " * 1 FETCH"},
		{name: "padding of NULs", kind: "body", old: "* 1 FETCH", new: "\x00\x00\x00* 1 FETCH"},
		{name: "empty lines after the body", kind: "body", old: firstBody, new: firstBody + "\r\n\r\n\n"},
		{name: "space before the end", kind: "body", old: firstBody, new: "* 1 FETCH (UID 11 BODY[] " + firstLit + " ) \r\n"},
		{name: "parenthesis missing", kind: "body", old: firstBody, new: "* 1 FETCH (UID 11 BODY[] " + firstLit + "\r\n"},
		{name: "parenthesis too many", kind: "body", old: firstBody, new: "* 1 FETCH (UID 11 BODY[] " + firstLit + "))\r\n"},
		{name: "list in a list", kind: "body", old: firstBody, new: "* 1 FETCH ((UID 11 BODY[] " + firstLit + "))\r\n"},
		{name: "bare LF after the list", kind: "body", old: firstBody, new: "* 1 FETCH (UID 11 BODY[] " + firstLit + ")\n"},
		{name: "UID FETCH", kind: "body", old: "* 1 FETCH", new: "* 1 UID FETCH"},
	})
}

func lit(s string) string { return fmt.Sprintf("{%d}\r\n%s", len(s), s) }
