package compose

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/sync/mail"
)

func addresses(list ...string) []mail.Address {
	var out []mail.Address
	for _, a := range list {
		out = append(out, mail.Address{Email: a})
	}
	return out
}

func emails(list []mail.Address) string {
	var out []string
	for _, a := range list {
		out = append(out, a.Email)
	}
	return strings.Join(out, " ")
}

var account = accounts.Account{ID: 7, Identities: []accounts.Identity{
	{Name: "Ada", Email: "ada@example.org", Signature: "Ada\nLovelace Ltd"},
	{Name: "Sales", Email: "sales@bücher.example"},
}}

func TestAnswerRecipients(t *testing.T) {
	tests := []struct {
		name     string
		kind     Kind
		e        mail.Envelope
		from     string
		to, copy string
	}{
		{"reply", Reply, mail.Envelope{From: addresses("bob@x.example"), To: addresses("ada@example.org", "eve@x.example")}, "ada@example.org", "bob@x.example", ""},
		{"reply-to", Reply, mail.Envelope{From: addresses("bob@x.example"), ReplyTo: addresses("help@x.example")}, "ada@example.org", "help@x.example", ""},
		{"all", ReplyAll, mail.Envelope{From: addresses("bob@x.example"), To: addresses("ADA@example.org", "eve@x.example", "Bob@X.example"), Cc: addresses("joe@x.example", "eve@x.example", "sales@xn--bcher-kva.example")}, "ada@example.org", "bob@x.example", "eve@x.example joe@x.example"},
		{"second identity", Reply, mail.Envelope{From: addresses("bob@x.example"), To: addresses("Sales@xn--bcher-kva.example")}, "sales@bücher.example", "bob@x.example", ""},
		{"tagged", ReplyAll, mail.Envelope{From: addresses("bob@x.example"), To: addresses("ada+shop@example.org")}, "ada+shop@example.org", "bob@x.example", ""},
		{"other account", ReplyAll, mail.Envelope{From: addresses("bob@x.example"), To: addresses("ada@example.org"), Cc: addresses("me@elsewhere.example")}, "ada@example.org", "bob@x.example", ""},
		{"from the other account", Reply, mail.Envelope{From: addresses("me@elsewhere.example"), To: addresses("ada@example.org", "bob@x.example")}, "ada@example.org", "me@elsewhere.example", ""},
		{"own message", Reply, mail.Envelope{From: addresses("sales@bücher.example"), To: addresses("bob@x.example")}, "sales@bücher.example", "bob@x.example", ""},
		{"own message to all", ReplyAll, mail.Envelope{From: addresses("ada@example.org"), To: addresses("bob@x.example"), Cc: addresses("eve@x.example")}, "ada@example.org", "bob@x.example", "eve@x.example"},
		{"to the list", ReplyList, mail.Envelope{From: addresses("bob@x.example"), To: addresses("list@l.example", "ada@example.org"), ListPost: "list@l.example"}, "ada@example.org", "list@l.example", ""},
		{"to a list without an address", ReplyList, mail.Envelope{From: addresses("bob@x.example"), To: addresses("eve@x.example")}, "ada@example.org", "bob@x.example", "eve@x.example"},
		{"list, all", ReplyAll, mail.Envelope{From: addresses("bob@x.example"), To: addresses("list@l.example", "LIST@l.example"), Cc: addresses("bob@X.example"), ListPost: "list@l.example"}, "ada@example.org", "bob@x.example", "list@l.example"},
		{"list", ReplyAll, mail.Envelope{From: addresses("bob@x.example"), ReplyTo: addresses("list@l.example"), To: addresses("list@l.example"), ListPost: "list@l.example"}, "ada@example.org", "list@l.example", "bob@x.example"},
	}
	own := []accounts.Identity{{Email: "me@elsewhere.example"}}
	for _, test := range tests {
		d := Answer(test.kind, Original{ID: 3, Envelope: test.e}, account, own)
		if d.From.Email != test.from || emails(d.To) != test.to || emails(d.Cc) != test.copy {
			t.Errorf("%s: from %s to %s cc %s, want from %s to %s cc %s", test.name, d.From.Email, emails(d.To), emails(d.Cc), test.from, test.to, test.copy)
		}
		if d.Source != 3 || d.Kind != test.kind || d.Account != 7 {
			t.Errorf("%s: %+v", test.name, d)
		}
	}
}

func TestSubjects(t *testing.T) {
	for in, want := range map[string]string{
		"Hello":                      "Re: Hello",
		"Re: Hello":                  "Re: Hello",
		"RE: re: AW: Sv:Hello":       "Re: Hello",
		"Re[3]: Hello":               "Re: Hello",
		"RE : Hello":                 "Re: Hello",
		"回复：你好":                      "Re: 你好",
		"Antwort: Hallo":             "Re: Hallo",
		"[list] Re: Hello":           "Re: [list] Hello",
		"Re: [list] RE: Hello":       "Re: [list] Hello",
		"Re: Fwd: Hello":             "Re: Fwd: Hello",
		"Report: x":                  "Re: Report: x",
		"Regards":                    "Re: Regards",
		"":                           "Re:",
		"a\r\n b":                    "Re: a b",
		strings.Repeat("Re: ", 5000): "Re:",
	} {
		if got := replySubject(in); got != want {
			t.Errorf("reply to %.40q: %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{
		"Hello":         "Fwd: Hello",
		"FW: WG: Hello": "Fwd: Hello",
		"Re: Hello":     "Fwd: Re: Hello",
		"I am here":     "Fwd: I am here",
	} {
		if got := forwardSubject(in); got != want {
			t.Errorf("forward of %q: %q, want %q", in, got, want)
		}
	}
}

func TestReferences(t *testing.T) {
	var many []string
	for i := range 100 {
		many = append(many, fmt.Sprintf("%d@x", i))
	}
	tests := []struct {
		name string
		e    mail.Envelope
		in   string
		refs []string
	}{
		{"first", mail.Envelope{MessageID: "a@x"}, "a@x", []string{"a@x"}},
		{"chain", mail.Envelope{MessageID: "c@x", References: []string{"a@x", "b@x"}}, "c@x", []string{"a@x", "b@x", "c@x"}},
		{"only in-reply-to", mail.Envelope{MessageID: "c@x", InReplyTo: []string{"b@x"}}, "c@x", []string{"b@x", "c@x"}},
		{"two parents", mail.Envelope{MessageID: "c@x", InReplyTo: []string{"a@x", "b@x"}}, "c@x", []string{"c@x"}},
		{"none", mail.Envelope{References: []string{"a@x"}}, "", []string{"a@x"}},
		{"hostile", mail.Envelope{MessageID: "c@x>\r\nBcc: y", References: []string{"a b", "<", strings.Repeat("x", 999), "a@x", "a@x"}}, "", []string{"a@x"}},
		{"long", mail.Envelope{MessageID: "z@x", References: many}, "z@x", append(append([]string{"0@x"}, many[62:]...), "z@x")},
	}
	for _, test := range tests {
		in, refs := chain(test.e)
		if in != test.in || !reflect.DeepEqual(refs, test.refs) {
			t.Errorf("%s: %q %q, want %q %q", test.name, in, refs, test.in, test.refs)
		}
	}
}

func TestAnswerBody(t *testing.T) {
	e := mail.Envelope{From: []mail.Address{{Name: "Bob", Email: "bob@x.example"}}, To: addresses("ada@example.org"), Date: time.Date(2026, 11, 3, 23, 0, 0, 0, time.FixedZone("", -8*3600))}
	d := Answer(Reply, Original{Envelope: e, Text: "Hello Ada\r\n\r\n> old\r\n>> older\r\nbye\r\n\r\n-- \r\nBob\r\nBob Inc\r\n"}, account, nil)
	want := `

On 3 Nov 2026, Bob wrote:
> Hello Ada
>
>> old
>>> older
> bye

-- 
Ada
Lovelace Ltd
`
	if d.Body != want {
		t.Errorf("body:\n%s", d.Body)
	}
	if _, err := Build(d, when, id); err != nil {
		t.Error(err)
	}
}

func TestForward(t *testing.T) {
	e := mail.Envelope{From: []mail.Address{{Name: "Bob, Jr", Email: "bob@x.example"}}, To: addresses("ada@example.org"), Subject: "FW: Plans", Date: when}
	d := ForwardOf(Original{ID: 9, Envelope: e, Text: "The plan\n", Attachments: []Attachment{{Name: "a.txt", Data: []byte("x")}}}, account)
	want := `

---------- Forwarded message ----------
From: "Bob, Jr" <bob@x.example>
Date: Tue, 3 Nov 2026 09:30 +0100
Subject: FW: Plans
To: ada@example.org

The plan

-- 
Ada
Lovelace Ltd
`
	if d.Body != want || d.Subject != "Fwd: Plans" || len(d.Attachments) != 1 || d.Kind != Forward || d.InReplyTo != "" {
		t.Errorf("%+v\n%s", d, d.Body)
	}
}

func TestSign(t *testing.T) {
	tests := []struct{ name, body, old, new, want string }{
		{"none", "Hi\n", "", "", "Hi\n"},
		{"first", "Hi\n", "", "Ada", "Hi\n\n-- \nAda\n"},
		{"blank", "", "", "Ada", "\n\n-- \nAda\n"},
		{"change", "Hi\n\n-- \nAda\n", "Ada", "Sales\nLtd", "Hi\n\n-- \nSales\nLtd\n"},
		{"remove", "Hi\n\n-- \nAda\n", "Ada", "", "Hi\n\n"},
		{"edited by hand", "Hi\n\n-- \nAda the Great\n", "Ada", "", "Hi\n\n-- \nAda the Great\n"},
		{"with its own separator", "Hi\n", "", "-- \nAda", "Hi\n\n-- \nAda\n"},
		{"CRLF", "Hi\n\n-- \nA\nB\n", "A\r\nB\r\n", "C", "Hi\n\n-- \nC\n"},
		{"no line end", "Hi", "", "Ada", "Hi\n\n-- \nAda\n"},
	}
	for _, test := range tests {
		if got := Sign(test.body, test.old, test.new); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func TestWarn(t *testing.T) {
	d := simple()
	if got := Warn(d, Known{}); len(got) != 0 {
		t.Errorf("a plain draft: %v", got)
	}
	tests := []struct {
		field  string
		change func(*Draft)
	}{
		{"subject", func(d *Draft) { d.Subject = " " }},
		{"attachments", func(d *Draft) { d.Body = "See the attached plan." }},
		{"attachments", func(d *Draft) { d.Body = "Anbei der Plan." }},
		{"attachments", func(d *Draft) { d.Body = "見積書を添付しました。" }},
		{"attachments", func(d *Draft) { d.Subject = "Anhang" }},
		{"body", func(d *Draft) { d.Body = "\n\nOn 3 Nov 2026, Bob wrote:\n> attached\n> more\n\n-- \nAda\n" }},
		{"to", func(d *Draft) { d.To = make([]mail.Address, 30) }},
		{"cc", func(d *Draft) { d.Cc = addresses("δοκιμή@example.org") }},
	}
	for _, test := range tests {
		d := simple()
		test.change(&d)
		got := Warn(d, Known{})
		if len(got) != 1 || got[0].Field != test.field {
			t.Errorf("want a warning about %s, got %v", test.field, got)
		}
	}
	for _, body := range []string{
		"Please find enclosed", "I attach **the map**.", "Die Datei ist angehängt", "ci-joint le plan", "Adjunto el plan", "In allegato", "Segue em anexo.",
		"Zie de bijlage.", "W załączniku", "请看附件", "添付します", "파일을 첨부합니다", "Во вложении план", "Je vous envoie les pièces jointes", "v příloze",
	} {
		d := simple()
		d.Body = "Dear Bob,\n\n" + body + "\n"
		if got := Warn(d, Known{}); len(got) != 1 || got[0].Code != NoAttachment {
			t.Errorf("%s: %v", body, got)
		}
		d.Body = "Dear Bob,\n\nBob wrote:\n> " + body + "\n\n-- \n" + body + "\n"
		if got := Warn(d, Known{}); len(got) != 0 {
			t.Errorf("quoted %s: %v", body, got)
		}
	}
	for _, body := range []string{"It was unattached.", "An attache came", "Ich hänge sehr daran"} {
		d := simple()
		d.Body = body
		if got := Warn(d, Known{}); len(got) != 0 {
			t.Errorf("%s: %v", body, got)
		}
	}
	d.Body, d.Attachments = "See the attached plan.", []Attachment{{Name: "plan"}}
	if got := Warn(d, Known{}); len(got) != 0 {
		t.Errorf("with an attachment: %v", got)
	}
}

func TestAnswerDelivered(t *testing.T) {
	catch := accounts.Account{ID: 7, Identities: []accounts.Identity{
		{Name: "Ada", Email: "ada@example.org"},
		{Name: "Ada", Email: "me@mine.example", CatchAll: true},
	}}
	bob, list := addresses("bob@x.example"), addresses("list@l.example")
	for _, test := range []struct {
		name      string
		o         Original
		from      string
		how       Addressed
		all, copy string
	}{
		{"catch-all", Original{Envelope: mail.Envelope{From: bob, To: addresses("shop@mine.example", "eve@x.example")}}, "shop@mine.example", Addressed{As: "shop@mine.example"}, "bob@x.example", "eve@x.example"},
		{"not of a domain that others share", Original{Envelope: mail.Envelope{From: bob, To: addresses("eve@example.org")}}, "ada@example.org", Addressed{}, "bob@x.example", "eve@example.org"},
		{"through a list", Original{Envelope: mail.Envelope{From: bob, To: list, ListPost: "list@l.example"}, DeliveredTo: addresses("me@mine.example")}, "me@mine.example", Addressed{As: "me@mine.example"}, "bob@x.example", "list@l.example"},
		{"blind copy", Original{Envelope: mail.Envelope{From: bob, To: addresses("eve@x.example")}, DeliveredTo: addresses("ada+x@example.org")}, "ada+x@example.org", Addressed{"ada+x@example.org", true}, "bob@x.example", "eve@x.example"},
		{"an alias before the mailbox", Original{Envelope: mail.Envelope{From: bob, To: list}, DeliveredTo: addresses("club@mine.example", "ada@example.org")}, "club@mine.example", Addressed{"club@mine.example", true}, "bob@x.example", "list@l.example"},
		{"a hostile delivery", Original{Envelope: mail.Envelope{From: bob}, DeliveredTo: addresses("x\r\nBcc: y@mine.example")}, "ada@example.org", Addressed{}, "bob@x.example", ""},
		{"followup to", Original{Envelope: mail.Envelope{From: bob, To: list, ListPost: "list@l.example"}, FollowupTo: addresses("list@l.example", "ada@example.org", "list@l.example")}, "ada@example.org", Addressed{}, "list@l.example", ""},
	} {
		d := Answer(ReplyAll, test.o, catch, nil)
		if d.From.Email != test.from || d.Addressed != test.how || emails(d.To) != test.all || emails(d.Cc) != test.copy {
			t.Errorf("%s: from %s (%+v) to %s cc %s", test.name, d.From.Email, d.Addressed, emails(d.To), emails(d.Cc))
		}
	}
}

func TestSignatureAbove(t *testing.T) {
	above := accounts.Account{ID: 7, Identities: []accounts.Identity{{Email: "ada@example.org", Signature: "Ada\nLtd", Above: true}}}
	e := mail.Envelope{From: addresses("bob@x.example"), To: addresses("ada@example.org")}
	d := Answer(Reply, Original{Envelope: e, Text: "Hello\n"}, above, nil)
	const up = "\n\nAda\nLtd\n\nbob@x.example wrote:\n> Hello\n"
	if d.Body != up {
		t.Errorf("above: %q", d.Body)
	}
	sales := accounts.Identity{Email: "s@example.org", Signature: "Sales"}
	const down = "\n\nbob@x.example wrote:\n> Hello\n\n-- \nSales\n"
	if got := Resign(d.Body, above.Identities[0], sales, true); got != down {
		t.Errorf("moved below: %q", got)
	}
	if got := Resign(down, sales, above.Identities[0], true); got != up {
		t.Errorf("moved above: %q", got)
	}
	sales.Above = true
	if got := Resign(up, above.Identities[0], sales, true); got != strings.Replace(up, "Ada\nLtd", "Sales", 1) {
		t.Errorf("stays above: %q", got)
	}
	if got := Resign("Hi\n", above.Identities[0], sales, true); got != "Hi\n" {
		t.Errorf("edited: %q", got)
	}
}

func TestWarnOfRecipients(t *testing.T) {
	for code, change := range map[string]func(*Draft){
		AfterBcc:      func(d *Draft) { d.Kind, d.Addressed = ReplyAll, Addressed{As: "ada@example.org", Blind: true} },
		OtherIdentity: func(d *Draft) { d.Kind, d.Addressed = Reply, Addressed{As: "shop@example.org"} },
		OutsideDomain: func(d *Draft) { d.Cc = addresses("eve@BÜCHER.example", "joe@elsewhere.example") },
		HasBounced:    func(d *Draft) { d.Bcc = addresses("Gone@example.net") },
	} {
		d, known := simple(), Known{Domains: []string{"example.net", "xn--bcher-kva.example"}, Bounced: []string{"gone@example.net"}}
		if got := Warn(d, known); len(got) != 0 {
			t.Errorf("a plain draft: %v", got)
		}
		change(&d)
		got := Warn(d, known)
		if len(got) != 1 || got[0].Code != code {
			t.Errorf("want %s, got %v", code, got)
		}
		d.Warned = []string{code}
		if got := Warn(d, known); len(got) != 0 {
			t.Errorf("%s is said twice", code)
		}
	}
	d := simple()
	d.Kind, d.Addressed = Reply, Addressed{As: "ada@example.org", Blind: true}
	if got := Warn(d, Known{}); len(got) != 0 {
		t.Errorf("a reply to the sender alone: %v", got)
	}
}

func TestHints(t *testing.T) {
	known := Known{Domains: []string{"example.com"}, Bounced: []string{"gone@EXAMPLE.com"}}
	for address, want := range map[string]string{
		"ada@example.com":   "",
		"Gone@example.com":  HasBounced,
		"eve@other.example": OutsideDomain,
		"pelé@example.com":  NeedsUTF8,
		"pelé@else.example": NeedsUTF8 + " " + OutsideDomain,
		"nonsense":          "",
	} {
		var codes []string
		for _, p := range Hints([]mail.Address{{Email: address}, {Email: address}}, known)[address] {
			codes = append(codes, p.Code)
		}
		if got := strings.Join(codes, " "); got != want {
			t.Errorf("%s: %q, want %q", address, got, want)
		}
	}
}
