package parse

import (
	"strings"
	"testing"
)

// multipartB is a multipart/mixed with the boundary B and that body.
func multipartB(body string) string {
	return "From: a@b.c\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=B\n\n" + body
}

// TestFactsStructure has trees that are broken.
func TestFactsStructure(t *testing.T) { check(t, factsStructure()) }

func factsStructure() []message {
	return []message{
		{"preamble and epilogue", multipartB("preamble\n--B\n\none\n--B--\nepilogue\n--B\n\nno\n"), "1 parts\npart 1 text/plain: one"},
		{"no closing delimiter", multipartB("--B\n\none\n--B\nContent-Type: text/html\n\n<p>two"), "2 parts\npart 2 text/html: <p>two\ndefect missing-close"},
		{"closing delimiter at once", multipartB("--B--\nrest"), "0 parts"},
		{"opened, then closed", multipartB("--B\n--B--\n"), "1 parts"},
		{"nothing between header and delimiter", multipartB("--B\nContent-Type: text/html\n--B\n\ntwo\n--B--"), "2 parts\npart 1 text/html:\npart 2 text/plain: two"},
		{"no empty line in a part", multipartB("--B\nContent-Type: text/plain\nwords here\n--B--"), "1 parts\npart 1 text/plain: words here"},
		{"spaces behind a delimiter", multipartB("--B   \n\none\n--B-- \t\n"), "1 parts\npart 1 text/plain: one"},
		{"delimiter inside a line", multipartB("--B\n\nx --B\n y--B--\n--B--"), "1 parts\npart 1 text/plain: x --B| y--B--"},
		{"longer line that begins alike", multipartB("--B\n\none\n--BC\n--B-\n--B--"), "1 parts\npart 1 text/plain: one|--BC|--B-"},
		{"inner boundary begins with the outer", multipartB("--B\nContent-Type: multipart/alternative; boundary=Bx\n\n--Bx\n\none\n--Bx\nContent-Type: text/html\n\ntwo\n--Bx--\n--B\n\nthree\n--B--"), "3 parts\npart 1.1 text/plain: one\npart 1.2 text/html: two\npart 2 text/plain: three"},
		{"outer boundary begins with the inner", strings.Replace(multipartB("--Bx\nContent-Type: multipart/alternative; boundary=B\n\n--B\n\none\n--B--\n--Bx\n\ntwo\n--Bx--"), "boundary=B\n", "boundary=Bx\n", 1), "2 parts\npart 1.1 text/plain: one\npart 2 text/plain: two"},
		{"one boundary, closed twice", multipartB("--B\nContent-Type: multipart/alternative; boundary=B\n\n--B\n\none\n--B\nContent-Type: text/html\n\ntwo\n--B--\n\n--B\nContent-Type: image/gif\n\nx\n--B--\n"), "3 parts\npart 1.1 text/plain: one\npart 1.2 text/html: two\npart 2 image/gif 1: \"x\""},
		{"outer delimiter ends an inner multipart", multipartB("--B\nContent-Type: multipart/alternative; boundary=C\n\n--C\n\none\n--B\n\ntwo\n--B--"), "2 parts\npart 1.1 text/plain: one\npart 2 text/plain: two"},
		{"inner multipart without its boundary", multipartB("--B\nContent-Type: multipart/alternative; boundary=C\n\nAAA\n--B--"), "1 parts\npart 1 text/plain: AAA\ndefect boundary-not-found 1"},
		{"boundary in quotes", strings.Replace(multipartB("--=_x:y\n\none\n--=_x:y--"), "=B", "=\"=_x:y\"", 1), "1 parts\npart 1 text/plain: one"},
		{"boundary with special signs, no quotes", strings.Replace(multipartB("--=_x:y/z\n\none\n--=_x:y/z--"), "=B", "==_x:y/z", 1), "1 parts\npart 1 text/plain: one"},
		{"boundary with spaces, no quotes", strings.Replace(multipartB("--a b\n\none\n--a b--"), "=B", "=a b", 1), "1 parts\npart 1 text/plain: one"},
		{"single quotes", strings.Replace(multipartB("--B\n\none\n--B--"), "=B", "='B'", 1), "1 parts\npart 1 text/plain: one"},
		{"single quotes that belong", strings.Replace(multipartB("--'B'\n\none\n--'B'--"), "=B", "='B'", 1), "1 parts\npart 1 text/plain: one"},
		{"boundary folded", strings.Replace(multipartB("--B\n\none\n--B--"), "boundary=B", "\n\tboundary=\n \"B\"", 1), "1 parts\npart 1 text/plain: one"},
		{"boundary in RFC 2231", strings.Replace(multipartB("--B\n\none\n--B--"), "boundary=B", "boundary*=us-ascii''%42", 1), "1 parts\npart 1 text/plain: one"},
		{"boundary not at the margin of the field", "Content-Type: multipart/mixed;\nboundary=\"B\"\nX: y\n\n--B\n\none\n--B--", "1 parts\npart 1 text/plain: one"},
		{"boundary in another case", multipartB("--b\n\none\n--b--"), "1 parts\npart 1 text/plain: one"},
		{"empty boundary", strings.Replace(multipartB("--\n\none\n----"), "=B", "=\"\"", 1), "1 parts"},
		{"multipart without subtype", "Content-Type: multipart; boundary=B\n\n--B\n\none\n--B--", "1 parts\npart 1 text/plain: one"},
		{"comma for a semicolon", "Content-Type: multipart/mixed, boundary=B\n\n--B\n\none\n--B--", "1 parts\npart 1 text/plain: one"},
		{"upper case", "CONTENT-TYPE: MULTIPART/MIXED; BOUNDARY=B\n\n--B\nCONTENT-TYPE: TEXT/HTML; CHARSET=UTF-8\n\none\n--B--", "1 parts\npart 1 text/html utf-8: one"},
		{"attached message", multipartB("--B\nContent-Type: message/rfc822\n\nSubject: inner\nContent-Type: multipart/mixed; boundary=C\n\n--C\n\nx\n--C--\n--B--"), "1 parts"},
		{"attached message whose boundary is ours", multipartB("--B\nContent-Type: message/rfc822\n\nSubject: inner\n\nx\n--B\n\ntwo\n--B--"), "2 parts\npart 2 text/plain: two"},
		{"encoding on a multipart", strings.Replace(multipartB("--B\n\none\n--B--"), "boundary=B", "boundary=B\nContent-Transfer-Encoding: quoted-printable", 1), "1 parts\npart 1 text/plain: one"},
		{"two Content-Types", "Content-Type: text/html\nContent-Type: text/plain\n\nx", "part 1 text/html: x\ndefect duplicate-field"},
		{"no MIME-Version", "Content-Type: text/html\n\nx", "part 1 text/html: x"},
		{"type with nothing behind the slash", "Content-Type: text/\n\nx", "part 1 text/plain: x"},
		{"type with two slashes", "Content-Type: text/html/x\n\nx", "part 1 text/html: x"},
		{"comments in a type", "Content-Type: (a) text (b) / (c) html (d); charset=utf-8 (e)\n\nx", "part 1 text/html utf-8: x"},
		{"type twice in a field", "Content-Type: text/html; text/html; charset=utf-8\n\nx", "part 1 text/html utf-8: x"},
		{"space before the slash", "Content-Type: text / html\n\nx", "part 1 text/html: x"},
		{"mbox line inside a header", "From: a@b.c\n>From someone Mon Jan 2 2006\nSubject: s\n\nx", "subject s\npart 1 text/plain: x"},
		{"line without a colon", "From: a@b.c\njunk\nSubject: s\n\nx", "subject s\npart 1 text/plain: x\ndefect bad-field"},
		{"line of a space for the empty line", "Subject: s\n \nx", "subject s\npart 1 text/plain: x\ndefect bad-separator"},
		{"no empty line", "Subject: s\nDear all,\nx", "subject s\npart 1 text/plain: Dear all,|x\ndefect missing-separator"},
		{"only a header", "Subject: s\nFrom: a@b.c", "subject s\n1 parts\npart 1 text/plain:"},
		{"folded with an empty continuation", "Subject: one\n \n two\n\nx", "subject one two\npart 1 text/plain: x"},
		{"name alone", "Subject:\n s\nFrom:\n a@b.c\n\nx", "subject s\nfrom  <a@b.c>"},
		{"no space behind the colon", "Subject:s\nFrom:a@b.c\n\nx", "subject s\nfrom  <a@b.c>"},
		{"empty fields", "Subject:\nFrom:\nTo: \nDate:\nMessage-ID: <>\n\nx", "subject \n0 from, 0 to, 0 cc\nno date\nid "},
		{"several To fields", "To: a@b.c\nTo: d@e.f\n\nx", "0 from, 2 to, 0 cc"},
		{"BOM in front", "\xef\xbb\xbfSubject: s\n\nx", "subject s"},
		{"blank lines in front", "\n\nSubject: s\n\nx", "part 1 text/plain: Subject: s||x"},
	}
}

// TestFactsText has bodies in odd encodings and charsets.
func TestFactsText(t *testing.T) { check(t, factsText()) }

func factsText() []message {
	text := func(charset, encoding, body string) string {
		return "Content-Type: text/plain; charset=" + charset + "\nContent-Transfer-Encoding: " + encoding + "\n\n" + body
	}
	return []message{
		{"base64 in one line", text("utf-8", "base64", "SMOpbGxv"), "part 1 text/plain utf-8: Héllo"},
		{"base64 without padding", text("utf-8", "base64", "SMOpbGw"), "part 1 text/plain utf-8: Héll"},
		{"base64 in pieces", text("utf-8", "base64", "YQ==\nYg==\nYw==\n"), "part 1 text/plain utf-8: abc"},
		{"base64 and a footer", text("utf-8", "base64", "SMOpbGxv\nYQ==\n\n____________\nA list that adds text\n"), "part 1 text/plain utf-8: Hélloa"},
		{"base64 that is none", text("utf-8", "base64", "This is plain text, whatever its header says. Really, it is!"), "part 1 text/plain utf-8: This is plain text, whatever its header says. Really, it is!"},
		{"base64 that is words", text("utf-8", "base64", "ploozdect  nispplul swunkglap zarplontruskdremp\nploystoov  smohsless cregzass"), "part 1 text/plain utf-8: ploozdect  nispplul swunkglap zarplontruskdremp|ploystoov  smohsless cregzass"},
		{"base64 with a letter too many", text("utf-8", "base64", "SGVsbG8gV29ybGQhA"), "part 1 text/plain utf-8: Hello World!"},
		{"base64 with spaces and marks", text("utf-8", "base64", " SMOp *bGxv\n"), "part 1 text/plain utf-8: Héllo"},
		{"base64 of URLs", text("utf-8", "base64", "Pz8_Pj4-"), "part 1 text/plain utf-8: ???>>>"},
		{"quoted-printable", text("utf-8", "quoted-printable", "H=C3=A9l=\nlo =3D 1 \n"), "part 1 text/plain utf-8: Héllo = 1"},
		{"quoted-printable, lower case and broken", text("utf-8", "QUOTED-PRINTABLE", "=c3=a9 =G1 = x ="), "part 1 text/plain utf-8: é =G1 = x"},
		{"quoted-printable, encoded line end", text("utf-8", "quoted-printable", "a=0D=0Ab=0Ac"), "part 1 text/plain utf-8: a|b|c"},
		{"comment behind the encoding", text("utf-8", "base64 (yes)", "SMOpbGxv"), "part 1 text/plain utf-8: Héllo"},
		{"quotes around the encoding", text("utf-8", "\"base64\"", "SMOpbGxv"), "part 1 text/plain utf-8: Héllo"},
		{"semicolon behind the encoding", text("utf-8", "base64;", "SMOpbGxv"), "part 1 text/plain utf-8: Héllo"},
		{"8-bit body, 7bit header", text("utf-8", "7bit", "Hé"), "part 1 text/plain utf-8: Hé"},
		{"latin-1 that is windows-1252", text("ISO-8859-1", "8bit", "\x93a\x94 \x80"), "part 1 text/plain iso-8859-1: “a” €"},
		{"us-ascii that is latin-1", text("us-ascii", "8bit", "na\xefve"), "part 1 text/plain us-ascii: naïve"},
		{"us-ascii that is UTF-8", text("us-ascii", "8bit", "naïve"), "part 1 text/plain us-ascii: naïve"},
		{"utf-8 that is latin-1", text("utf-8", "8bit", "Gr\xfc\xdfe aus M\xfcnchen"), "part 1 text/plain utf-8: Grüße aus München"},
		{"iso-8859-15", text("iso-8859-15", "8bit", "\xa4"), "part 1 text/plain iso-8859-15: €"},
		{"iso-8859-2", text("iso-8859-2", "8bit", "\xb1\xe6\xea"), "part 1 text/plain iso-8859-2: ąćę"},
		{"windows-1251", text("windows-1251", "8bit", "\xcf\xf0\xe8"), "part 1 text/plain windows-1251: При"},
		{"koi8-r", text("KOI8-R", "8bit", "\xf0\xd2\xc9"), "part 1 text/plain koi8-r: При"},
		{"koi8-u", text("koi8-u", "8bit", "\xa4\xa6\xa7"), "part 1 text/plain koi8-u: єії"},
		{"ibm866", text("cp866", "8bit", "\x8f\xe0\xa8"), "part 1 text/plain cp866: При"},
		{"windows-1256", text("windows-1256", "8bit", "\xe3\xd1\xcd\xc8\xc7"), "part 1 text/plain windows-1256: مرحبا"},
		{"macintosh", text("macintosh", "8bit", "\x8e\xdb"), "part 1 text/plain macintosh: é€"},
		{"x-mac-roman", text("x-mac-roman", "8bit", "\x8e"), "part 1 text/plain x-mac-roman: é"},
		{"x-mac-cyrillic", text("x-mac-cyrillic", "8bit", "\x8f\xf0\xe8"), "part 1 text/plain x-mac-cyrillic: При"},
		{"gb2312 that is gb18030", text("gb2312", "8bit", "\xc4\xe3\xba\xc3\x81\x30\x89\x38"), "part 1 text/plain gb2312: 你好ß"},
		{"gbk", text("gbk", "8bit", "\xc4\xe3\xba\xc3"), "part 1 text/plain gbk: 你好"},
		{"hz", text("hz-gb-2312", "7bit", "~{<:Ky2;~} ~~"), "part 1 text/plain hz-gb-2312: 己所不 ~"},
		{"big5", text("Big5", "8bit", "\xa7A\xa6n"), "part 1 text/plain big5: 你好"},
		{"euc-jp", text("euc-jp", "8bit", "\xc6\xfc\xcb\xdc"), "part 1 text/plain euc-jp: 日本"},
		{"shift_jis", text("Shift_JIS", "8bit", "\x93\xfa\x96{"), "part 1 text/plain shift_jis: 日本"},
		{"iso-2022-jp", text("iso-2022-jp", "7bit", "\x1b$BF|K\\\x1b(B ok"), "part 1 text/plain iso-2022-jp: 日本 ok"},
		{"iso-2022-jp, half-width kana", text("iso-2022-jp", "7bit", "\x1b(I1\x1b(B"), "part 1 text/plain iso-2022-jp: ｱ"},
		{"iso-2022-jp, JIS 1978", text("iso-2022-jp", "7bit", "\x1b$@F|K\\\x1b(J x"), "part 1 text/plain iso-2022-jp: 日本 x"},
		{"iso-2022-jp without a label", "Subject: s\n\n\x1b$BF|K\\\x1b(B", "part 1 text/plain: 日本"},
		{"euc-kr", text("euc-kr", "8bit", "\xc7\xd1\xb1\xdb"), "part 1 text/plain euc-kr: 한글"},
		{"ks_c_5601-1987", text("ks_c_5601-1987", "8bit", "\xc7\xd1\xb1\xdb"), "part 1 text/plain ks_c_5601-1987: 한글"},
		{"utf-7", text("utf-7", "7bit", "Hi Mom -+Jjo--!"), "part 1 text/plain utf-7: Hi Mom -☺-!"},
		{"utf-16 in base64", text("utf-16", "base64", "/v8AaABp"), "part 1 text/plain utf-16: hi"},
		{"utf-16le in base64", text("utf-16le", "base64", "aABpAA=="), "part 1 text/plain utf-16le: hi"},
		{"utf-32 in base64", text("utf-32", "base64", "AAD+/wAAAGgAAABp"), "part 1 text/plain utf-32: hi"},
		{"utf-8 with a mark", text("utf-8", "8bit", "\xef\xbb\xbfhi"), "part 1 text/plain utf-8: hi"},
		{"unknown-8bit", text("unknown-8bit", "8bit", "na\xefve"), "part 1 text/plain unknown-8bit: naïve"},
		{"x-unknown", text("x-unknown", "8bit", "naïve"), "part 1 text/plain x-unknown: naïve"},
		{"unheard of", text("klingon", "8bit", "naïve"), "part 1 text/plain klingon: naïve"},
		{"typographic quotes", text("utf-8”", "8bit", "naïve"), "part 1 text/plain utf-8: naïve"},
		{"UTF 8", text("\"UTF 8\"", "8bit", "naïve"), "part 1 text/plain utf: naïve"},
		{"charset in RFC 2231", "Content-Type: text/plain; charset*=us-ascii'en'utf-8\n\nnaïve", "part 1 text/plain utf-8: naïve"},
		{"HTML that says its charset", "Content-Type: text/html\n\n<meta charset=windows-1251>\xcf\xf0\xe8", "part 1 text/html: <meta charset=windows-1251>При"},
		{"HTML that says it the old way", "Content-Type: text/html\n\n<meta http-equiv=content-type content='text/html; charset=koi8-r'>\xf0", "part 1 text/html: <meta http-equiv=content-type content='text/html; charset=koi8-r'>П"},
	}
}

// TestFactsHeader has subjects and names as senders garble them.
func TestFactsHeader(t *testing.T) { check(t, factsHeader()) }

func factsHeader() []message {
	subject := func(s string) string { return "Subject: " + s + "\n\nx" }
	return []message{
		{"lower case", subject("=?utf-8?b?w6k=?= =?UTF-8?q?=c3=a9?="), "subject éé"},
		{"character split", subject("=?utf-8?q?=E6=97?= =?utf-8?q?=A5?="), "subject 日"},
		{"character split, folded", subject("=?utf-8?B?5pc=?=\n =?utf-8?B?pQ==?="), "subject 日"},
		{"iso-2022-jp, a shift in each word", subject("=?iso-2022-jp?B?GyRCRnwbKEI=?=\n =?iso-2022-jp?B?GyRCS1wbKEI=?="), "subject 日本"},
		{"gb2312 word that is gbk", subject("=?GB2312?B?6UY=?="), "subject 镕"},
		{"word amid letters", subject("a=?utf-8?q?b?=c"), "subject abc"},
		{"words without a space", subject("=?utf-8?q?a?==?utf-8?q?b?="), "subject ab"},
		{"text between words", subject("=?utf-8?q?a?= und =?utf-8?q?b?="), "subject a und b"},
		{"empty word", subject("=?utf-8?q??= x"), "subject x"},
		{"unclosed word", subject("=?utf-8?q?abc"), "subject =?utf-8?q?abc"},
		{"unknown encoding", subject("=?utf-8?x?abc?="), "subject =?utf-8?x?abc?="},
		{"unknown charset, ASCII inside", subject("=?klingon?q?abc?="), "subject abc"},
		{"word in quotes", subject("\"=?utf-8?q?a?=\""), "subject \"a\""},
		{"tabs", subject("a\tb"), "subject a b"},
		{"raw latin-1", subject("Gr\xfc\xdfe"), "subject Grüße"},
		{"raw UTF-8", subject("Grüße"), "subject Grüße"},
		{"raw windows-1252", subject("\x93a\x94"), "subject “a”"},
		{"raw, charset of the body", "Subject: \xcf\xf0\xe8\nContent-Type: text/plain; charset=windows-1251\n\nx", "subject При"},
		{"raw, charset of a part", "Subject: \xcf\xf0\xe8\nFrom: \xcf\xf0\xe8 <a@b.c>\nContent-Type: multipart/mixed; boundary=B\n\n--B\nContent-Type: text/plain; charset=windows-1251\n\nx\n--B\nContent-Type: image/gif; name=\"\xcf\xf0\xe8.gif\"\n\nx\n--B--", "subject При\nfrom При <a@b.c>\npart 2 image/gif \"При.gif\" 1: \"x\""},
		{"raw beside a word", subject("Gr\xfc =?utf-8?q?=C3=A9?="), "subject Grü é"},
		{"line end inside a word", subject("=?utf-8?q?a=0D=0Ab?="), "subject a  b"},
		{"NUL", subject("a=?utf-8?q?=00?=b"), "subject ab"},
		{"override", subject("=?utf-8?q?=E2=80=AEgpj.exe?="), "subject gpj.exe"},
		{"only spaces", subject("   "), "subject "},
		{"base64 with a space", subject("=?utf-8?B?w6 k=?="), "subject é"},
		{"base64 without padding", subject("=?utf-8?B?w6nDqQ?="), "subject éé"},
		{"Q with spaces", subject("=?iso-8859-1?Q?a b?="), "subject a b"},
		{"utf-8 word that is latin-1", subject("=?utf-8?q?na=EFve?="), "subject naïve"},
		{"id with junk", "Message-ID: junk <a@b> junk\n\nx", "id a@b"},
		{"id without brackets", "Message-ID: a@b\n\nx", "id a@b"},
		{"id without at", "Message-ID: <abc>\n\nx", "id abc"},
		{"id folded", "Message-ID:\n <a.very.long.one@b>\n\nx", "id a.very.long.one@b"},
		{"semicolons", "To: a@b.c; D <d@e.f>\n\nx", "to  <a@b.c>\nto D <d@e.f>\n0 from, 2 to, 0 cc"},
		{"missing comma", "To: A <a@b.c> D <d@e.f>\n\nx", "to A <a@b.c>\nto D <d@e.f>\n0 from, 2 to, 0 cc"},
		{"one bad among good", "To: a@b.c, <<>>, junk junk, \"x\" <y@z>, @, <w@v>\n\nx", "to  <a@b.c>\nto x <y@z>\nto  <w@v>"},
		{"space for a comma", "To: a@b.c d@e.f\n\nx", "to  <a@b.c>\nto  <d@e.f>\n0 from, 2 to, 0 cc"},
		{"doubled brackets", "From: A <<a@b.c>>\n\nx", "from A <a@b.c>"},
		{"quotes inside of the brackets", "From: \"A\" <\"a@b.c\">\n\nx", "from A <a@b.c>"},
		{"single quotes", "From: 'A B' <'a@b.c'>\n\nx", "from 'A B' <a@b.c>"},
		{"word in quotes, with comma", "From: \"=?utf-8?Q?M=C3=BCller=2C?= A\" <a@b.c>\n\nx", "from Müller, A <a@b.c>"},
		{"address for a name", "From: \"a@b.c\" <d@e.f>\n\nx", "from a@b.c <d@e.f>"},
		{"bare address for a name", "From: a@b.c <d@e.f>\n\nx", "from a@b.c <d@e.f>\n1 from, 0 to, 0 cc"},
		{"address twice", "To: a@b.c <a@b.c>, d@e.f\n\nx", "to a@b.c <a@b.c>\nto  <d@e.f>\n0 from, 2 to, 0 cc"},
		{"brackets without space", "From: A<a@b.c>\n\nx", "from A <a@b.c>"},
		{"dots in a name", "From: J. R. R. Tolkien <a@b.c>\n\nx", "from J. R. R. Tolkien <a@b.c>"},
		{"brackets in a name", "From: A [ext] <a@b.c>\n\nx", "from A [ext] <a@b.c>"},
		{"colon in a name", "From: RE: A <a@b.c>\n\nx", "1 from, 0 to, 0 cc"},
		{"route", "From: <@a,@b:c@d.e>\n\nx", "from  <c@d.e>"},
		{"quoted local part", "From: \"a b\"@c.d\n\nx", "from  <\"a b\"@c.d>"},
		{"unquoted special local part", "From: a..b.@c.d\n\nx", "from  <a..b.@c.d>"},
		{"local user", "From: root\nTo: root (Charlie Root)\nCc: alice, bob\n\nx", "from  <root>\nto Charlie Root <root>\ncc  <alice>\ncc  <bob>"},
		{"undisclosed", "To: undisclosed-recipients:;\nCc: Undisclosed Recipients <>\n\nx", "0 from, 0 to, 1 cc"},
		{"group and others", "To: a@b.c, G: d@e.f, h@i.j;, k@l.m\n\nx", "0 from, 4 to, 0 cc"},
		{"trailing comma", "To: a@b.c,\n\nx", "0 from, 1 to, 0 cc"},
		{"escaped quote", "From: \"A \\\"B\\\" C\" <a@b.c>\n\nx", "from A \"B\" C <a@b.c>"},
		{"raw latin-1 name", "From: J\xf6rg <a@b.c>\n\nx", "from Jörg <a@b.c>"},
		{"raw UTF-8 name", "From: Jörg <a@b.c>\n\nx", "from Jörg <a@b.c>"},
		{"name in two words", "From: =?utf-8?q?J=C3=B6rg?= =?utf-8?q?_M?= <a@b.c>\n\nx", "from Jörg M <a@b.c>"},
		{"comment in parentheses in quotes", "From: \"A (B)\" <a@b.c>\n\nx", "from A (B) <a@b.c>"},
	}
}

// TestFactsFile has names of attachments.
func TestFactsFile(t *testing.T) { check(t, factsFile()) }

func factsFile() []message {
	file := func(disposition string) string {
		return "Content-Type: application/pdf\nContent-Disposition: " + disposition + "\nContent-Transfer-Encoding: base64\n\nYWJj"
	}
	want := func(name string) string { return "part 1 application/pdf attachment " + name + " 3: \"abc\"" }
	return []message{
		{"quoted", file(`attachment; filename="a b.pdf"`), want(`"a b.pdf"`)},
		{"unquoted with spaces", file(`attachment; filename=a b.pdf`), want(`"a b.pdf"`)},
		{"unquoted with parentheses", file(`attachment; filename=a(1).pdf`), want(`"a(1).pdf"`)},
		{"quote never closed", file(`attachment; filename="a.pdf`), want(`"a.pdf"`)},
		{"semicolon in quotes", file(`attachment; filename="a;b.pdf"; size=3`), want(`"a;b.pdf"`)},
		{"no space", file(`attachment;filename=a.pdf;size=3`), want(`"a.pdf"`)},
		{"upper case", file(`ATTACHMENT; FILENAME=A.PDF`), want(`"A.PDF"`)},
		{"spaces around the sign", file(`attachment; filename = "a.pdf"`), want(`"a.pdf"`)},
		{"encoded word", file(`attachment; filename="=?utf-8?B?w6kucGRm?="`), want(`"é.pdf"`)},
		{"encoded word, no quotes", file(`attachment; filename==?utf-8?Q?=C3=A9=2Epdf?=`), want(`"é.pdf"`)},
		{"encoded words, folded", file("attachment; filename=\"=?utf-8?B?w6k=?=\n =?utf-8?B?LnBkZg==?=\""), want(`"é.pdf"`)},
		{"RFC 2231", file(`attachment; filename*=UTF-8''%C3%A9.pdf`), want(`"é.pdf"`)},
		{"RFC 2231 and plain", file(`attachment; filename="x.pdf"; filename*=UTF-8''%C3%A9.pdf`), want(`"é.pdf"`)},
		{"plain and RFC 2231 the other way", file(`attachment; filename*=UTF-8''%C3%A9.pdf; filename="x.pdf"`), want(`"é.pdf"`)},
		{"RFC 2231 in quotes", file(`attachment; filename*="UTF-8''%C3%A9.pdf"`), want(`"é.pdf"`)},
		{"RFC 2231 without charset", file(`attachment; filename*=%C3%A9.pdf`), want(`"é.pdf"`)},
		{"RFC 2231 in gb18030", file(`attachment; filename*=gb18030''%C4%E3.pdf`), want(`"你.pdf"`)},
		{"RFC 2231 in shift_jis", file(`attachment; filename*=shift_jis'ja'%93%FA.pdf`), want(`"日.pdf"`)},
		{"continuations, out of order", file("attachment; filename*2=c.pdf; filename*0=a;\n filename*1=b"), want(`"abc.pdf"`)},
		{"continuations, ten and more", file("attachment; filename*10=k.pdf; filename*0=a; filename*1=b; filename*2=c; filename*3=d; filename*4=e; filename*5=f; filename*6=g; filename*7=h; filename*8=i; filename*9=j"), want(`"abcdefghijk.pdf"`)},
		{"continuations, character split", file("attachment; filename*0*=utf-8''%E6%97; filename*1*=%A5.pdf"), want(`"日.pdf"`)},
		{"continuations with a hole", file("attachment; filename*0=a; filename*2=c.pdf"), want(`"ac.pdf"`)},
		{"raw UTF-8", file("attachment; filename=\"é.pdf\""), want(`"é.pdf"`)},
		{"raw latin-1", file("attachment; filename=\"\xe9.pdf\""), want(`"é.pdf"`)},
		{"path", file(`attachment; filename="/etc/../a.pdf"`), want(`"a.pdf"`)},
		{"Windows path", file(`attachment; filename="C:\Users\me\a.pdf"`), want(`"a.pdf"`)},
		{"drive", file(`attachment; filename="C:a.pdf"`), want(`"a.pdf"`)},
		{"device", file(`attachment; filename="nul.pdf"`), want(`"_nul.pdf"`)},
		{"tab", file("attachment; filename=\"a\tb.pdf\""), want(`"a b.pdf"`)},
		{"control characters", file(`attachment; filename*=utf-8''a%00%07%0Ab.pdf`), want(`"a b.pdf"`)},
		{"bidi", file(`attachment; filename*=utf-8''a%E2%80%AEfdp.exe`), want(`"afdp.exe"`)},
		{"isolates", file(`attachment; filename*=utf-8''a%E2%81%A6fdp.exe`), want(`"afdp.exe"`)},
		{"zero width", file(`attachment; filename*=utf-8''a%E2%80%8B.pdf`), want(`"a.pdf"`)},
		{"two extensions", file(`attachment; filename="a.pdf.exe"`), want(`"a.pdf.exe"`)},
		{"extension out of sight", file(`attachment; filename="a.pdf                                            .exe"`), want(`"a.pdf .exe"`)},
		{"two spaces", file(`attachment; filename="a.  b.pdf"`), want(`"a.  b.pdf"`)},
		{"dots at the end", file(`attachment; filename="a.pdf..."`), want(`"a.pdf"`)},
		{"only dots", file(`attachment; filename=".."`), want(`"unnamed"`)},
		{"hidden file", file(`attachment; filename=".profile"`), want(`".profile"`)},
		{"unknown disposition", file(`download; filename=a.pdf`), want(`"a.pdf"`)},
		{"disposition without a value", file(`; filename=a.pdf`), `part 1 application/pdf "a.pdf" 3: "abc"`},
		{"disposition is a parameter", file(`filename=a.pdf`), `part 1 application/pdf "a.pdf" 3: "abc"`},
		{"name of the type", "Content-Type: application/pdf; name=\"a.pdf\"\n\nabc", `part 1 application/pdf "a.pdf" 3: "abc"`},
		{"inline", file(`inline; filename=a.pdf`), `part 1 application/pdf inline "a.pdf" 3: "abc"`},
	}
}
