package sender

import (
	"slices"
	"strings"
	"testing"

	"godwit/sync/parse"
)

var (
	provider = &Provider{ID: "mx.home.example", Above: 1}
	facts    = Facts{Provider: provider, Own: []string{"mira@home.example"}, Friends: []string{"anna@example.org", "paypal.com"}}
)

const (
	pass   = "Authentication-Results: mx.home.example; dmarc=pass header.from=example.org; dkim=pass header.d=example.org; spf=pass smtp.mailfrom=example.org\n"
	failed = "Authentication-Results: mx.home.example; dmarc=fail header.from=example.org; spf=fail smtp.mailfrom=example.org\n"
)

func check(header string, f Facts) Verdict {
	return Check(parse.ParseHeader([]byte(strings.ReplaceAll(header, "\n", "\r\n")+"\r\n")), f)
}

func TestResultsOfTheProvider(t *testing.T) {
	const from = "From: Anna <anna@example.org>\n"
	for _, c := range []struct {
		name, header string
		level        Level
		text         string
	}{
		{"dmarc", pass + from, Good, "Verified as example.org by your provider"},
		{"below one Received", "Received: by mx\n" + pass + from, Good, "Verified as example.org by your provider"},
		{"a subdomain signed", "Authentication-Results: mx.home.example; dkim=pass header.d=mail.example.org\n" + from, Good, "Verified as example.org by your provider"},
		{"only header.i", "Authentication-Results: mx.home.example; dkim=pass header.i=@example.org\n" + from, Good, "Verified as example.org by your provider"},
		{"spf alone", "Authentication-Results: mx.home.example; spf=pass smtp.mailfrom=bounce@example.org\n" + from, Good, "Verified as example.org by your provider"},
		{"one of two signatures", "Authentication-Results: mx.home.example; dkim=fail header.d=example.org; dkim=pass header.d=example.org\n" + from, Good, "Verified as example.org by your provider"},
		{"comments and folds", "Authentication-Results: mx.home.example (yes; no) 1;\n dkim=pass (2048-bit; \\) key)\n header.d=\"example.org\";\n spf = pass smtp.mailfrom = x.example\n" + from, Good, "Verified as example.org by your provider"},

		{"fail", failed + from, Warning, "This may not be from example.org: your provider's check of it failed"},
		{"fail on a list", failed + from + "List-Id: <l.lists.example>\n", Caution, "Sent on by a mailing list; your provider could not confirm that it is from example.org"},
		{"spf softfail", "Authentication-Results: mx.home.example; spf=softfail smtp.mailfrom=example.org; dkim=none\n" + from, Caution, "Your provider could not confirm that this is from example.org"},
		{"somebody else's signature", "Authentication-Results: mx.home.example; dkim=pass header.d=x.example; spf=pass smtp.mailfrom=x.example\n" + from, Plain, ""},
		{"somebody else's DMARC", "Authentication-Results: mx.home.example; dmarc=pass header.from=x.example\n" + from, Plain, ""},
		{"a suffix is no organisation", "Authentication-Results: mx.home.example; dkim=pass header.d=b.co.uk\nFrom: <a@a.co.uk>\n", Plain, ""},
		{"nothing was checked", "Authentication-Results: mx.home.example; none\n" + from, Plain, ""},
		{"no results", from, Plain, ""},

		{"forged below", "Authentication-Results: mx.home.example; dkim=none\n" + pass + from, Plain, ""},
		{"forged below a stranger's", "Authentication-Results: mx.other.example; dkim=none\n" + pass + from, Plain, ""},
		{"another's id", strings.Replace(pass, "mx.home", "mx.evil", 1) + from, Plain, ""},
		{"further down than ever", "Received: by a\nReceived: from b\n" + pass + from, Plain, ""},
		{"in the comment", "Authentication-Results: mx.home.example; dkim=none (dkim=pass header.d=example.org; dmarc=pass)\n" + from, Plain, ""},
		{"in a quoted string", "Authentication-Results: mx.home.example; spf=none smtp.mailfrom=\"x; dmarc=pass header.from=example.org\"\n" + from, Plain, ""},
		{"no id", "Authentication-Results: dmarc=pass header.from=example.org\n" + from, Plain, ""},
		{"from myself", "Authentication-Results: mx.home.example; spf=none\nFrom: mira@home.example\n", Caution, "It says to be from your own address, and your provider did not confirm it"},
	} {
		v := check(c.header, facts)
		if v.Level != c.level || v.Text != c.text {
			t.Errorf("%s: %s %q %v", c.name, v.Level, v.Text, v.Proofs)
		}
	}
	if v := check(pass+from, Facts{}); v.Level != Plain || v.Text != "" || len(v.Proofs) != 0 {
		t.Errorf("without a known provider: %+v", v)
	}
	outlook := "Authentication-Results: spf=pass (sender IP is 40.1.2.3)\n smtp.mailfrom=example.org; dkim=pass (signature was verified)\n header.d=example.org;dmarc=pass action=none\n header.from=example.org;compauth=pass reason=100\n"
	if v := check(outlook+from, Facts{Provider: &Provider{}}); v.Level != Good {
		t.Errorf("Outlook's: %+v", v)
	}
	if v := check(strings.Repeat("Authentication-Results: mx.home.example; dkim=none\n", 1)+from, facts); len(v.Proofs) != 1 || v.Proofs[0].Text != "DKIM: none." {
		t.Errorf("the proof: %+v", v.Proofs)
	}
}

func TestFrom(t *testing.T) {
	mailsploit := []string{
		"=?utf-8?b?cG90dXNAd2hpdGVob3VzZS5nb3Y=?=@mailsploit.com",
		"=?utf-8?b?cG90dXNAd2hpdGVob3VzZS5nb3Y=?==?utf-8?Q?=00?==?utf-8?b?cG90dXNAd2hpdGVob3VzZS5nb3Y=?=@mailsploit.com",
		"=?utf-8?b?cG90dXNAd2hpdGVob3VzZS5nb3Y=?==?utf-8?Q?=0A=00?==?utf-8?b?cG90dXNAd2hpdGVob3VzZS5nb3Y=?=@mailsploit.com",
		"=?utf-8?Q?=42=45=47=49=4E=20=2F=20potus@whitehouse.gov=20=2F=20=00=20PASSED?= <x@mailsploit.com>",
		"=?utf-8?Q?potus=40whitehouse.gov=00?= <x@mailsploit.com>",
		"=?utf-8?Q?potus=40whitehouse.gov=0A?= <x@mailsploit.com>",
		"\"potus@whitehouse.gov\" <x@mailsploit.com>",
		"potus@whitehouse.gov <x@mailsploit.com>",
		"\"'potus@whitehouse.gov'\" <x@mailsploit.com>",
		"=?utf-8?Q?=22potus=40whitehouse.gov=22_=3Cpotus=40whitehouse.gov=3E?= <x@mailsploit.com>",
		"\"potus@whitehouse.gov\\x00\" <x@mailsploit.com>",
		"x@mailsploit.com (potus@whitehouse.gov)",
		"\"potus@whitehouse.gov\"@mailsploit.com",
		"<potus@whitehouse.gov@mailsploit.com>",
		"potus\uff20whitehouse.gov <x@mailsploit.com>",
		"potus@white\u200bhouse.gov <x@mailsploit.com>",
		"potus@whitehouse.gov, Anna <x@mailsploit.com>",
		"potus@whitehouse.gov via the list <x@mailsploit.com>",
		"=?utf-8?b?8J+YgCBwb3R1c0B3aGl0ZWhvdXNlLmdvdg==?= <x@mailsploit.com>",
		"=?utf-7?Q?potus+AEA-whitehouse.gov?= <x@mailsploit.com>",
	}
	for _, from := range mailsploit {
		v := check("From: "+from+"\n", facts)
		if v.Level != Warning {
			t.Errorf("%q: %s %q %v", from, v.Level, v.Text, v.Proofs)
		}
		signed := check("Authentication-Results: mx.home.example; dmarc=pass header.from=mailsploit.com\nFrom: "+from+"\n", facts)
		if signed.Level != Warning {
			t.Errorf("%q, verified: %s %q", from, signed.Level, signed.Text)
		}
	}
	for _, c := range []struct {
		header string
		level  Level
		text   string
	}{
		{"From: \"anna@bank.example\" <mail@x.example>\n", Warning, "The name says anna@bank.example, the mail comes from x.example"},
		{"From: \"anna@bank.example\" <anna@bank.example>\n", Plain, ""},
		{"From: \"anna@bank.example\" <news@mail.bank.example>\n", Plain, ""},
		{"From: Anna (mail me: anna@example.org) <anna@example.org>\n", Plain, ""},
		{"From: \"anna@bank.example via Club\" <club@lists.example>\nList-Id: <club.lists.example>\n", Caution, "The name says anna@bank.example, the mail comes from lists.example"},
		{"From: Amazon.com <x@evil.example>\n", Caution, "The name says amazon.com, the mail comes from evil.example"},
		{"From: \"Booking.com\" <noreply@mail.booking.com>\n", Plain, ""},
		{"From: \"Dr.Anna St.John\" <anna@example.org>\n", Plain, ""},
		{"From: \"Node.js Weekly\" <a@nodeweekly.example>\n", Plain, ""},
		{"From: =?utf-8?Q?Anna=E2=80=AEgro.elpmaxe?= <x@x.example>\n", Warning, "The sender's name holds characters that hide or turn text"},
		{"From: An\u2066na <a@x.example>\n", Caution, "The sender's name holds invisible characters"},
		{"From: \u200f\u05d0\u05e0\u05d4 <a@x.example>\n", Plain, ""},
		{"From: An\x00na <a@x.example>\n", Warning, "The sender's name holds characters that hide or turn text"},
		{"From: a@bank.example\nFrom: b@x.example\n", Warning, "The message has several From fields: who sent it cannot be known"},
		{"From: a@bank.example, b@x.example\n", Warning, "The message says to be from several people of different domains"},
		{"From: a@bank.example, b@bank.example\n", Caution, "The message says to be from several people"},
		{"Subject: x\n", Caution, "The message names no sender's address"},
		{"From: undisclosed:;\n", Caution, "The message names no sender's address"},
		{"From: root\n", Plain, ""},
		{"From: Nathaniel Borenstein <nsb>\n", Plain, ""},
		{"From: \"anna@bank.example\" <root>\n", Warning, "The name says anna@bank.example, the mail comes from root"},
		{"From: \"anna@bank.example\" <>\n", Warning, "The name says anna@bank.example, the mail comes from nobody"},
		{"From: Anna\n", Caution, "The message names no sender's address"},
	} {
		v := check(c.header, facts)
		if v.Level != c.level || v.Text != c.text {
			t.Errorf("%q: %s %q %v", c.header, v.Level, v.Text, v.Proofs)
		}
	}
	// A good result for one of several is none.
	for _, header := range []string{pass + "From: anna@example.org\nFrom: b@x.example\n", pass + "From: anna@example.org, b@x.example\n"} {
		if v := check(header, facts); v.Level != Warning || slices.ContainsFunc(v.Proofs, func(p Proof) bool { return p.Level == Good }) {
			t.Errorf("%q: %+v", header, v)
		}
	}
}

func TestElsewhere(t *testing.T) {
	const from = "From: anna@example.org\n"
	for _, c := range []struct {
		header string
		level  Level
		text   string
	}{
		{from + "Reply-To: anna@gmail.example\n", Caution, "Answers go to anna@gmail.example, not to the sender"},
		{pass + from + "Reply-To: anna@gmail.example\n", Caution, "Answers go to anna@gmail.example, not to the sender"},
		{pass + from + "Reply-To: help@desk.example\nList-Unsubscribe: <mailto:x@desk.example>\n", Good, "Verified as example.org by your provider"},
		{from + "Reply-To: help@mail.example.org\n", Plain, ""},
		{from + "Reply-To: mira@home.example\n", Plain, ""},
		{from + "Reply-To: club@lists.example\nList-Post: <mailto:club@lists.example>\n", Plain, "Answers go to club@lists.example, not to the sender"},
		{from + "Reply-To: pay@paypa1.com\n", Warning, "The domain that answers go to paypa1.com looks like paypal.com, and is another one"},
		{from + "Sender: news@mailer.example\n", Plain, "Sent by mailer.example for example.org"},
		{from + "Sender: office@example.org\n", Plain, ""},
	} {
		v := check(c.header, facts)
		if v.Level != c.level || v.Text != c.text {
			t.Errorf("%q: %s %q %v", c.header, v.Level, v.Text, v.Proofs)
		}
	}
}

func TestFirst(t *testing.T) {
	f := facts
	f.Contact = First
	for _, c := range []struct {
		header string
		level  Level
		text   string
	}{
		{"From: a@new.example\n", Plain, "First message from this address"},
		{pass + "From: anna@example.org\n", Good, "Verified as example.org by your provider. First message from this address"},
		{failed + "From: anna@example.org\n", Warning, "This may not be from example.org: your provider's check of it failed"},
		{"From: mira@home.example\n", Plain, ""},
	} {
		if v := check(c.header, f); v.Level != c.level || v.Text != c.text {
			t.Errorf("%q: %s %q", c.header, v.Level, v.Text)
		}
	}
}

func TestLookAlike(t *testing.T) {
	f := Facts{Own: []string{"mira@home.example"}, Friends: []string{"a@example.org", "b@www.paypal.com", "müller.de"}, Contact: First}
	for domain, want := range map[string]Level{
		"example.org":             Plain,
		"mail.example.org":        Plain,
		"paypal.com":              Plain,
		"paypa1.com":              Warning,
		"paypaI.com":              Warning, // capital i
		"pаypаl.com":              Warning, // Cyrillic
		"xn--pypl-53dc.com":       Warning,
		"xn--80ak6aa92e.com":      Warning, // all Cyrillic, looks like apple.com
		"paypal.com.x.example":    Warning,
		"login.paypal.com.x.test": Warning,
		"exarnple.org":            Warning,
		"examp1e.org":             Warning,
		"ex-ample.org":            Warning,
		"exampl.org":              Caution,
		"examplee.org":            Caution,
		"exmaple.org":             Caution,
		"exampla.org":             Caution,
		"example.net":             Plain,
		"paypal.x.example":        Plain,
		"muller.de":               Plain,
		"xn--mller-kva.de":        Plain,
		"xn--bcher-kva.example":   Plain, // bücher
		"xn--80a1acny.xn--p1ai":   Plain, // почта.рф
		"xn--mgng-7na.vn":         Plain,
		"xn--wgv71a119e.jp":       Plain, // 日本語
		"xn--applе-5ve.com":       Warning,
		"hоme.example":            Warning,
		"home.example":            Plain,
	} {
		v := check("From: x@"+domain+"\n", f)
		if v.Level != want {
			t.Errorf("%s: %s %q", domain, v.Level, v.Text)
		}
	}
	f.Contact = Known
	if v := check("From: x@exampla.org\n", f); v.Level != Plain {
		t.Errorf("one letter off, but known: %+v", v)
	}
}

func TestLearn(t *testing.T) {
	header := func(s string) parse.Header { return parse.ParseHeader([]byte(s + "\r\n")) }
	mine := func(from string) parse.Header {
		return header("Received: by mx\r\nAuthentication-Results: mx.home.example; spf=pass\r\nReceived: from x\r\nAuthentication-Results: evil.example; dmarc=pass\r\nFrom: a@" + from + "\r\n")
	}
	forged := header("Received: by mx\r\nReceived: from y\r\nAuthentication-Results: evil.example; dmarc=pass\r\nFrom: b@evil.example\r\n")
	none := header("From: c@x.example\r\n")
	for _, c := range []struct {
		name  string
		inbox []parse.Header
		want  *Provider
	}{
		{"nothing", nil, nil},
		{"most", []parse.Header{mine("x.example"), mine("y.example"), mine("x.example"), forged, none}, &Provider{"mx.home.example", 1}},
		{"too few", []parse.Header{mine("x.example"), mine("y.example")}, nil},
		{"one author", []parse.Header{mine("x.example"), mine("x.example"), mine("x.example")}, nil},
		{"not most", []parse.Header{mine("x.example"), mine("y.example"), mine("z.example"), none, none, none}, nil},
		{"a flood from one", []parse.Header{forged, forged, forged, forged, none}, nil},
	} {
		got := Learn(c.inbox)
		if (got == nil) != (c.want == nil) || got != nil && *got != *c.want {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
}

func FuzzCheck(f *testing.F) {
	f.Add("Authentication-Results: a; dkim=pass (x\\\nFrom: \"a@b.c\" <d@e.f>\nReply-To: x@y.z\n")
	f.Add("From: =?utf-8?Q?potus=40whitehouse.gov=00?= <x@xn--pypl-53dc.com>\n")
	f.Fuzz(func(t *testing.T, s string) {
		h := parse.ParseHeader([]byte(s))
		if v := Check(h, Facts{Provider: &Provider{ID: "a", Above: 9}, Friends: facts.Friends, Contact: First}); v.Level == "" || v.Proofs == nil {
			t.Errorf("%+v", v)
		}
		Learn([]parse.Header{h})
	})
}

// A header as large as the parser takes costs no more than one of a few lines.
func TestLargeHeader(t *testing.T) {
	many := strings.Repeat("a@b.example, ", 40_000)
	h := parse.Header{Fields: []parse.Field{
		{Name: "From", Value: many},
		{Name: "Reply-To", Value: strings.Repeat("b@c.example, ", 40_000)},
		{Name: "Authentication-Results", Value: "mx.home.example;" + strings.Repeat(" dkim=pass header.d=b.example;", 40_000)},
	}}
	if v := Check(h, facts); len(v.Proofs) > 2*maxResults {
		t.Errorf("%d proofs", len(v.Proofs))
	}
}
