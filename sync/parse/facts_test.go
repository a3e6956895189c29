package parse

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// state is what Report says of a message, a fact a line, with the content in
// place of its digests.
func state(m *Message) string {
	var out strings.Builder
	e := m.Header.Envelope()
	fmt.Fprintf(&out, "\nsubject %s\n", e.Subject)
	for _, a := range e.From {
		fmt.Fprintf(&out, "from %s <%s>\n", a.Name, a.Email)
	}
	for _, a := range e.To {
		fmt.Fprintf(&out, "to %s <%s>\n", a.Name, a.Email)
	}
	for _, a := range e.Cc {
		fmt.Fprintf(&out, "cc %s <%s>\n", a.Name, a.Email)
	}
	fmt.Fprintf(&out, "%d from, %d to, %d cc\n", len(e.From), len(e.To), len(e.Cc))
	if !e.Date.IsZero() {
		fmt.Fprintf(&out, "date %s\n", e.Date.Format(time.RFC3339))
	} else {
		out.WriteString("no date\n")
	}
	fmt.Fprintf(&out, "id %s\n", e.MessageID)
	fmt.Fprintf(&out, "%d parts\n", len(m.Leaves()))
	for _, p := range m.Leaves() {
		fmt.Fprintf(&out, "part %s %s", p.ID, p.Type)
		if p.Charset != "" {
			fmt.Fprintf(&out, " %s", p.Charset)
		}
		if p.Disposition != "" {
			fmt.Fprintf(&out, " %s", p.Disposition)
		}
		if p.Filename != "" {
			fmt.Fprintf(&out, " %q", p.Filename)
		}
		if p.text() {
			fmt.Fprintf(&out, ": %s\n", strings.ReplaceAll(strings.TrimSpace(m.PartText(p)), "\n", "|"))
		} else {
			fmt.Fprintf(&out, " %d: %q\n", m.Size(p), m.Bytes(p))
		}
	}
	for _, d := range m.Defects {
		fmt.Fprintf(&out, "defect %s %s\n", d.Kind, d.Part)
	}
	lines := strings.Split(out.String(), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

// message is a test message and facts that a careful person would state of it,
// lines of state. Its lines end in LF, and are read again with CRLF.
type message struct {
	name, raw string
	facts     string
}

func check(t *testing.T, messages []message) {
	for _, c := range messages {
		for _, eol := range []string{"\n", "\r\n"} {
			t.Run(fmt.Sprintf("%s/%q", c.name, eol), func(t *testing.T) {
				got := state(Parse([]byte(strings.ReplaceAll(c.raw, "\n", eol))))
				for want := range strings.SplitSeq(strings.TrimSpace(c.facts), "\n") {
					if !strings.Contains(got, "\n"+strings.TrimSpace(want)+"\n") {
						t.Errorf("%s is not in%s", want, got)
					}
				}
			})
		}
	}
}

// TestFactsRFC has the examples of RFC 5322 appendix A, 2047, 2183 and 2231.
func TestFactsRFC(t *testing.T) { check(t, factsRFC()) }

func factsRFC() []message {
	return []message{
		{
			"5322 A.1.1", "From: John Doe <jdoe@machine.example>\nTo: Mary Smith <mary@example.net>\nSubject: Saying Hello\nDate: Fri, 21 Nov 1997 09:55:06 -0600\nMessage-ID: <1234@local.machine.example>\n\nThis is a message just to say hello.\nSo, \"Hello\".\n",
			"from John Doe <jdoe@machine.example>\nto Mary Smith <mary@example.net>\nsubject Saying Hello\ndate 1997-11-21T09:55:06-06:00\nid 1234@local.machine.example\n1 parts\npart 1 text/plain: This is a message just to say hello.|So, \"Hello\".",
		},
		{
			"5322 A.1.2", "From: \"Joe Q. Public\" <john.q.public@example.com>\nTo: Mary Smith <mary@x.test>, jdoe@example.org, Who? <one@y.test>\nCc: <boss@nil.test>, \"Giant; \\\"Big\\\" Box\" <sysservices@example.net>\nDate: Tue, 1 Jul 2003 10:52:37 +0200\n\nHi everyone.",
			"from Joe Q. Public <john.q.public@example.com>\nto Mary Smith <mary@x.test>\nto  <jdoe@example.org>\nto Who? <one@y.test>\ncc  <boss@nil.test>\ncc Giant; \"Big\" Box <sysservices@example.net>\n1 from, 3 to, 2 cc\ndate 2003-07-01T10:52:37+02:00",
		},
		{
			"5322 A.1.3", "From: Pete <pete@silly.example>\nTo: A Group:Ed Jones <c@a.test>,joe@where.test,John <jdoe@one.test>;\nCc: Undisclosed recipients:;\nDate: Thu, 13 Feb 1969 23:32:54 -0330\n\nTesting.",
			"to Ed Jones <c@a.test>\nto  <joe@where.test>\nto John <jdoe@one.test>\n1 from, 3 to, 0 cc\ndate 1969-02-13T23:32:54-03:30",
		},
		{
			"5322 A.5", "From: Pete(A nice \\) chap) <pete(his account)@silly.test(his host)>\nTo:A Group(Some people)\n     :Chris Jones <c@(Chris's host.)public.example>,\n         joe@example.org,\n  John <jdoe@one.test> (my dear friend); (the end of the group)\nCc:(Empty list)(start)Hidden recipients  :(nobody(that I know))  ;\nDate: Thu,\n      13\n        Feb\n          1969\n      23:32\n               -0330 (Newfoundland Time)\nMessage-ID:              <testabcd.1234@silly.test>\n\nTesting.",
			"from Pete <pete@silly.test>\nto Chris Jones <c@public.example>\nto  <joe@example.org>\nto John <jdoe@one.test>\n1 from, 3 to, 0 cc\ndate 1969-02-13T23:32:00-03:30\nid testabcd.1234@silly.test",
		},
		{
			"5322 A.6.1", "From: Joe Q. Public <john.q.public@example.com>\nTo: Mary Smith <@node.test:mary@example.net>, , jdoe@test  . example\nDate: Tue, 1 Jul 2003 10:52:37 +0200\nMessage-ID: <5678.21-Nov-1997@example.com>\n\nHi everyone.",
			"from Joe Q. Public <john.q.public@example.com>\nto Mary Smith <mary@example.net>\nto  <jdoe@test.example>\n1 from, 2 to, 0 cc",
		},
		{
			"5322 A.6.2 and A.6.3", "From  : John Doe <jdoe@machine(comment).  example>\nTo    : Mary Smith\n  \n          <mary@example.net>\nSubject     : Saying Hello\nDate  : Fri, 21 Nov 97 09(comment):   55  :  06 -0600\nMessage-ID  : <1234   @   local(blah)  .machine .example>\n\nThis is a message just to say hello.",
			"from John Doe <jdoe@machine.example>\nto Mary Smith <mary@example.net>\nsubject Saying Hello\ndate 1997-11-21T09:55:06-06:00",
		},
		{"2047 8, adjacent", "Subject: =?ISO-8859-1?B?SWYgeW91IGNhbiByZWFkIHRoaXMgeW8=?=\n    =?ISO-8859-2?B?dSB1bmRlcnN0YW5kIHRoZSBleGFtcGxlLg==?=\n\n", "subject If you can read this you understand the example."},
		{"2047 8, names", "From: =?US-ASCII?Q?Keith_Moore?= <moore@cs.utk.edu>\nTo: =?ISO-8859-1?Q?Keld_J=F8rn_Simonsen?= <keld@dkuug.dk>\nCc: =?ISO-8859-1?Q?Andr=E9?= Pirard <PIRARD@vm1.ulg.ac.be>\n\n", "from Keith Moore <moore@cs.utk.edu>\nto Keld Jørn Simonsen <keld@dkuug.dk>\ncc André Pirard <PIRARD@vm1.ulg.ac.be>"},
		{"2047 8, comment", "From: Nathaniel Borenstein <nsb@thumper.bellcore.com>\n      (=?iso-8859-8?b?7eXs+SDv4SDp7Oj08A==?=)\n\n", "from Nathaniel Borenstein <nsb@thumper.bellcore.com>"},
		{"2047 8, comment alone", "From: nsb@thumper.bellcore.com\n      (=?iso-8859-8?b?7eXs+SDv4SDp7Oj08A==?=)\n\n", "from םולש ןב ילטפנ <nsb@thumper.bellcore.com>"},
		{"2047 8, spaces", "Subject: =?ISO-8859-1?Q?a?= b =?ISO-8859-1?Q?c?=\n  =?ISO-8859-1?Q?d?= =?ISO-8859-1?Q?_e?=\n\n", "subject a b cd e"},
		{"2231 3", "Content-Type: message/external-body; access-type=URL;\n URL*0=\"ftp://\";\n URL*1=\"cs.utk.edu/pub/moore/bulk-mailer/bulk-mailer.tar\"\n\nx", "1 parts\npart 1 message/external-body 1: \"x\""},
		{"2231 4.1", "Content-Disposition: attachment;\n filename*1*=%2A%2A%2Afun%2A%2A%2A%20;\n filename*0*=us-ascii'en'This%20is%20even%20more%20;\n filename*2=\"isn't it!\"\n\n", `part 1 text/plain attachment "This is even more ***fun*** isn't it!":`},
		{"2231 5", "Subject: =?US-ASCII*EN?Q?Keith_Moore?=\n\n", "subject Keith Moore"},
		{"2183 3", "Content-Type: image/jpeg\nContent-Disposition: attachment; filename=genome.jpeg;\n  modification-date=\"Wed, 12 Feb 1997 16:29:51 -0500\";\nContent-Transfer-Encoding: base64\n\n/9j/\n", `part 1 image/jpeg attachment "genome.jpeg" 3: "\xff\xd8\xff"`},
		{
			"2046 5.1.1", "From: Nathaniel Borenstein <nsb@bellcore.com>\nTo: Ned Freed <ned@innosoft.com>\nDate: Sun, 21 Mar 1993 23:56:48 -0800 (PST)\nSubject: Sample message\nMIME-Version: 1.0\nContent-type: multipart/mixed; boundary=\"simple boundary\"\n\nThis is the preamble.\n\n--simple boundary\n\nThis is implicitly typed plain US-ASCII text.\nIt does NOT end with a linebreak.\n--simple boundary\nContent-type: text/plain; charset=us-ascii\n\nThis is explicitly typed plain US-ASCII text.\nIt DOES end with a linebreak.\n\n--simple boundary--\n\nThis is the epilogue.",
			"date 1993-03-21T23:56:48-08:00\n2 parts\npart 1 text/plain: This is implicitly typed plain US-ASCII text.|It does NOT end with a linebreak.\npart 2 text/plain us-ascii: This is explicitly typed plain US-ASCII text.|It DOES end with a linebreak.",
		},
		{
			"2046 5.1.5", "Content-Type: multipart/digest; boundary=\"d\"\n\n--d\n\nFrom: someone-else@example.org\nSubject: my opinion\n\nbody\n--d\nContent-Type: text/plain\n\nnote\n--d--\n",
			"2 parts\npart 2 text/plain: note",
		},
		{"6532", "From: Jörg 渡辺 <渡辺@例え.テスト>\nTo: \"αβγ\" <x@bücher.example>\nSubject: Привет, 世界 🎈\nMessage-ID: <ü@x.example>\n\nx", "from Jörg 渡辺 <渡辺@例え.テスト>\nto αβγ <x@bücher.example>\nsubject Привет, 世界 🎈\nid ü@x.example"},
		{"3676", "Content-Type: text/plain; format=flowed; delsp=yes\n\nab \ncd\n", "part 1 text/plain: ab |cd"},
		{"2387", "Content-Type: Multipart/Related; boundary=example-1; start=\"<950120.aaCC@XIson.com>\"; type=\"Application/X-FixedRecord\"\n\n--example-1\nContent-Type: Application/X-FixedRecord\nContent-ID: <950120.aaCC@XIson.com>\n\n25\n--example-1\nContent-Type: Application/octet-stream\nContent-Description: The fixed length records\nContent-Transfer-Encoding: base64\nContent-ID: <950120.aaCB@XIson.com>\n\nT2xk\n--example-1--\n", "2 parts\npart 1 application/x-fixedrecord 2: \"25\"\npart 2 application/octet-stream 3: \"Old\""},
		{"3462", "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nfailed\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\nAction: failed\n--b\nContent-Type: text/rfc822-headers\n\nSubject: s\n--b--", "3 parts\npart 1 text/plain: failed\npart 3 text/rfc822-headers: Subject: s"},
	}
}
