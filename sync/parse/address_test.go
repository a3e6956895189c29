package parse

import (
	"encoding/base64"
	"testing"
)

func TestAddresses(t *testing.T) {
	b64 := func(s string) string { return "=?utf-8?b?" + base64.StdEncoding.EncodeToString([]byte(s)) + "?=" }
	cases := []struct{ name, in, want string }{
		{"plain", "ada@example.org", " <ada@example.org>"},
		{"named", "Ada Lovelace <ada@example.org>", "Ada Lovelace <ada@example.org>"},
		{"quoted", `"Lovelace, Ada" <ada@example.org>`, "Lovelace, Ada <ada@example.org>"},
		{"escapes", `"A \"B\" \\ C" <a@b.c>`, `A "B" \ C <a@b.c>`},
		{"comment is the name", "ada@example.org (Ada)", "Ada <ada@example.org>"},
		{"comment beside a name", "Ada <ada@example.org> (work)", "Ada <ada@example.org>"},
		{"group", "Friends: a@b.c, D <d@e.f>;, g@h.i", " <a@b.c>\nD <d@e.f>\n <g@h.i>"},
		{"a group in brackets", "<Undisclosed-Recipient:@host.example;>, <a@b.c>", " <a@b.c>"},
		{"empty group", "undisclosed-recipients:;", ""},
		{"obsolete route", "<@a.b,@c.d:e@f.g>", " <e@f.g>"},
		{"white space in an address", "joe . smith @ example . com", " <joe.smith@example.com>"},
		{"name in front without brackets", "Ada ada@example.org", "Ada <ada@example.org>"},
		{"semicolons", "a@b.c; d@e.f", " <a@b.c>\n <d@e.f>"},
		{"unquoted comma", "Lovelace, Ada <a@b.c>", "Lovelace, Ada <a@b.c>"},
		{"unclosed bracket", "Ada <a@b.c, D <d@e.f>", "Ada <a@b.c>\nD <d@e.f>"},
		{"unclosed quote", `"Ada <a@b.c>, d@e.f`, "Ada <a@b.c>\n <d@e.f>"},
		{"stray quote", `"Ada <a@b.c>, "D" <d@e.f>`, "Ada <a@b.c>\nD <d@e.f>"},
		{"unclosed comment", "a@b.c (x, d@e.f", "x <a@b.c>\n <d@e.f>"},
		{"doubled brackets", "Ada <<a@b.c>>", "Ada <a@b.c>"},
		{"empty brackets", "Mailer Daemon <>", "Mailer Daemon <>"},
		{"spaces for commas", "a@b.c d@e.f g@h.i", " <a@b.c>\n <d@e.f>\n <g@h.i>"},
		{"marks alone", "@, --, <a@b.c>", " <a@b.c>"},
		{"only junk between", "a@b.c, , ,, d@e.f", " <a@b.c>\n <d@e.f>"},
		{"mailto", "<mailto:a@b.c>", " <a@b.c>"},
		{"quoted local part", `"john doe"@example.org`, ` <"john doe"@example.org>`},
		{"local part in quotes that it needs not", `"ada.l"@example.org, "/C=US/"@x.example`, " <ada.l@example.org>\n </C=US/@x.example>"},
		{"local part in quotes that it needs", `"a..b"@example.org, "a@b"@example.org`, " <\"a..b\"@example.org>\n <\"a@b\"@example.org>"},
		{"comments around a name", `Ada (the first) <ada@example.org> (at home)`, "Ada <ada@example.org>"},
		{"domain literal", "a@[IPv6:2001:db8::1]", " <a@[IPv6:2001:db8::1]>"},
		{"internationalised", "Jörg <jörg@bücher.example>", "Jörg <jörg@bücher.example>"},
		{"name that is an address", `"boss@bank.example" <x@evil.example>`, "boss@bank.example <x@evil.example>"},
		{"commas in an encoded word", "=?utf-8?q?Doe, J?= <a@b.c>", "Doe, J <a@b.c>"},
		{"encoded word makes no address", b64("Boss <boss@bank.example>"), "Boss <boss@bank.example> <>"},
		{"encoded word in front of an address", b64("boss@bank.example\x00") + " <x@evil.example>", "boss@bank.example <x@evil.example>"},
		{"encoded word as a local part", b64("boss@bank.example\n") + "@evil.example", " <" + b64("boss@bank.example\n") + "@evil.example>"},
		{"line ends in a name", "=?utf-8?q?a=0D=0ATo:_b?= <x@y.z>", "a To: b <x@y.z>"},
		{"override in a name", "=?utf-8?q?=E2=80=AEknab?= <x@y.z>", "knab <x@y.z>"},
		{"latin-1 name", "J\xf6rg <j@x.y>", "Jörg <j@x.y>"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := addressLines(ParseAddresses(c.in)); got != c.want {
				t.Errorf("%q: got %q, want %q", c.in, got, c.want)
			}
		})
	}
}

func TestDates(t *testing.T) {
	cases := []struct{ in, want string }{
		{"Tue, 1 Jul 2003 10:52:37 +0200", "2003-07-01T08:52:37Z"},
		{"1 Jul 2003 10:52 -0330", "2003-07-01T14:22:00Z"},
		{"Tue, 01 Jul 03 10:52:37 EST", "2003-07-01T15:52:37Z"},
		{"Tue,1 Jul 103 10:52:37 GMT (comment (nested))", "2003-07-01T10:52:37Z"},
		{"Tue Jul  1 10:52:37 2003", "2003-07-01T10:52:37Z"},
		{"Tue Jul  1 10:52:37 CEST 2003", "2003-07-01T08:52:37Z"},
		{"2003-07-01T10:52:37Z", "2003-07-01T10:52:37Z"},
		{"2003-07-01T10:52:37.123+02:00", "2003-07-01T08:52:37Z"},
		{"2003-07-01 10:52:37", "2003-07-01T10:52:37Z"},
		{"01-Jul-2003 10:52:37 +0200", "2003-07-01T08:52:37Z"},
		{"Tue, 1 July 2003 10:52:37 PM +0000", "2003-07-01T22:52:37Z"},
		{"Tue, 1 Jul 2003 10:52:37 GMT+0200", "2003-07-01T08:52:37Z"},
		{"Tue, 1 Jul 2003 10:52:37 -600", "2003-07-01T16:52:37Z"},
		{"Tue, 1 Jul 2003 10:52:37 +02:00", "2003-07-01T08:52:37Z"},
		{"Tue, 1 Jul 2003 23:59:60 +0000", "2003-07-02T00:00:00Z"},
		{"Tue, 1 Jul 2003 10.52.37 +0000", "2003-07-01T10:52:37Z"},
		{"Tue, 1 Jul 2003", "2003-07-01T00:00:00Z"},
		{"Tue, 1 Jul 2003 10:52:37 +0200 (CEST)", "2003-07-01T08:52:37Z"},
		{"Tue, 1 Jul 2003 10:52:37 UT", "2003-07-01T10:52:37Z"},
		{"Tue, 1 Jul 2003 10:52:37 Z", "2003-07-01T10:52:37Z"},
		{"Tue, 1 Jul 2003 10:52:37 PDT", "2003-07-01T17:52:37Z"},
		{"Tue, 1 Jul 2003 10:52:37 -0000", "2003-07-01T10:52:37Z"},
		{"Tue, 1 Jul 2003 10:52:37 +0530", "2003-07-01T05:22:37Z"},
		{"Tue, 1 Jul 2003 10:52:37 +1400", "2003-06-30T20:52:37Z"},
		{"Tue, 1 Jul 2003 10:52:37", "2003-07-01T10:52:37Z"},
		{"Tue, 1 Jul 2003 1:2:3 +0000", "2003-07-01T01:02:03Z"},
		{"Tue, 1 Jul 99 10:52:37 +0000", "1999-07-01T10:52:37Z"},
		{"Tue, 1 Jul 49 10:52:37 +0000", "2049-07-01T10:52:37Z"},
		{"Tue, 1 Jul 50 10:52:37 +0000", "1950-07-01T10:52:37Z"},
		{"tue, 1 jul 2003 10:52:37 +0000", "2003-07-01T10:52:37Z"},
		{"TUESDAY, 1 JULY 2003 10:52:37 +0000", "2003-07-01T10:52:37Z"},
		{"Tue 1 Jul 2003 10:52:37 +0000", "2003-07-01T10:52:37Z"},
		{"Tue,1Jul 2003 10:52:37 +0000", "2003-07-01T10:52:37Z"},
		{"Tue, 1-Jul-03 10:52:37 GMT", "2003-07-01T10:52:37Z"},
		{"Tue, Jul 1, 2003 10:52:37 +0000", "2003-07-01T10:52:37Z"},
		{"Jul 1 2003 10:52:37", "2003-07-01T10:52:37Z"},
		{"2003-07-01T10:52:37+0200", "2003-07-01T08:52:37Z"},
		{"20030701T105237Z", "2003-07-01T10:52:37Z"},
		{"2003/07/01 10:52:37", "2003-07-01T10:52:37Z"},
		{"12/25/2003 10:52:37", "2003-12-25T10:52:37Z"},
		{"25.12.2003 10:52:37", "2003-12-25T10:52:37Z"},
		{"Tue, 1 Jul 2003 10:52:37 +0200 +0200", "2003-07-01T08:52:37Z"},
		{"Tue, 1 Jul 2003 10 : 52 : 37 +0200", "2003-07-01T08:52:37Z"},
		{"Tue, 1 Jul 2003 10:52:37 \"GMT\"", "2003-07-01T10:52:37Z"},
		{"Tue, 1 Jul 2003 10:52:37 Europe/Berlin", "2003-07-01T10:52:37Z"},
		{"Tue, 1 Jul 2003 10:52:37 XYZ", "2003-07-01T10:52:37Z"},
		{"Tue, 1 Jul 2003 12:05 AM", "2003-07-01T00:05:00Z"},
		{"Tue, 1 Jul 2003 24:00:00 +0000", "2003-07-02T00:00:00Z"},
		{"Tue, 1 Jul 2003 10:52:37 +9999", "2003-07-01T10:52:37Z"},
		{"Tue, 1 Jul 2003 10:52:37 0200", "2003-07-01T08:52:37Z"},
		{"Tue, Jul 1 2003 10:52:37 400", "2003-07-01T06:52:37Z"},
		{"1/2/2003 10:52:37", "2003-01-02T10:52:37Z"},
		{"13/2/2003 10:52:37", "2003-02-13T10:52:37Z"},
		{"1.2.2003 10:52:37", "2003-02-01T10:52:37Z"},
		{"Tue, 1 Jul 0003 10:52:37 +0000", "2003-07-01T10:52:37Z"},
		{"Tue, 1 Jul 2003 10:52: +0000", "2003-07-01T10:52:00Z"},
		{"Tue, 1 Jul 2003 10:52:x <a@b.c>", "2003-07-01T10:52:00Z"},
		{"Tue, 1 Jul 2003 25:00:00 +0000", ""},
		{"Tue, 0 Jul 2003 10:52:37 +0000", ""},
		{"32 Jul 2003 10:52:37 +0000", ""},
		{"1 Foo 2003 10:52:37 +0000", ""},
		{"31 Feb 2003 10:00:00 +0000", ""},
		{"Whenever", ""},
		{"", ""},
	}
	for _, c := range cases {
		if got := stamp(parseDate(c.in)); got != c.want {
			t.Errorf("%q: got %q, want %q", c.in, got, c.want)
		}
	}
}
