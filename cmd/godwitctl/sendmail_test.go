package main

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"godwit/sync/localserver"
)

func TestParseSendmail(t *testing.T) {
	for _, c := range []struct {
		args string
		want sendmailFlags
		err  string
	}{
		{"-t -i", sendmailFlags{fromHeader: true, wholeInput: true}, ""},
		{"-ti", sendmailFlags{fromHeader: true, wholeInput: true}, ""},
		{"-oi -oem -odi -f ada@x.org -- -odd@x.org b@x.org", sendmailFlags{wholeInput: true, sender: "ada@x.org", to: []string{"-odd@x.org", "b@x.org"}}, ""},
		{"-FCronDaemon -i -B8BITMIME -oem root", sendmailFlags{wholeInput: true, name: "CronDaemon", to: []string{"root"}}, ""},
		{"-bm -f<ada@x.org> -N success,failure -R hdrs -V E1 b@x.org", sendmailFlags{sender: "ada@x.org", receipt: true, to: []string{"b@x.org"}}, ""},
		{"b@x.org -N never -v -r ada@x.org", sendmailFlags{sender: "ada@x.org", to: []string{"b@x.org"}}, ""},
		{"-bs", sendmailFlags{}, "only -bm"},
		{"-bp", sendmailFlags{}, "outbox list"},
		{"-q", sendmailFlags{}, "outbox run"},
		{"-f", sendmailFlags{}, "needs a value"},
		{"-Z", sendmailFlags{}, "not understood"},
		{"-o", sendmailFlags{}, "by itself"},
	} {
		got, err := parseSendmail(strings.Fields(c.args))
		if c.err != "" {
			if err == nil || !strings.Contains(err.Error(), c.err) {
				t.Errorf("%s: %v", c.args, err)
			}
			continue
		}
		if err != nil || !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %+v, %v", c.args, got, err)
		}
	}
}

func TestCalledSendmail(t *testing.T) {
	for path, want := range map[string]string{"/usr/sbin/sendmail": "sendmail -t", `sendmail.exe`: "sendmail -t", "/usr/bin/godwitctl": "-t"} {
		if got := strings.Join(arguments([]string{path, "-t"}), " "); got != want {
			t.Errorf("%s: %q", path, got)
		}
	}
}

// TestSendmail hands messages over as programs do.
func TestSendmail(t *testing.T) {
	for _, c := range []struct {
		name, in string
		args     []string
		to       string   // who got it, in order
		has, not []string // of the bytes
	}{
		{
			"git send-email", "From: Mira <" + mira + ">\nTo: " + jonas + "\nCc: cy@example.org\nSubject: [PATCH] x\nMessage-Id: <p1@demo.test>\n\n.\nend\n",
			[]string{"-i", jonas, "cy@example.org"},
			jonas + " cy@example.org",
			[]string{"<p1@demo.test>", "\r\n..\r\n", "end\r\n"},
			nil,
		},
		{
			"mutt", "From: Mira <" + mira + ">\nTo: " + jonas + "\nSubject: hi\n\nhi\n",
			[]string{"-oem", "-oi", "-f", mira, "--", jonas},
			jonas,
			[]string{"Subject: hi"},
			nil,
		},
		{
			"cron", "From: root (Cron Daemon)\nTo: root\nSubject: Cron <root@box> true\n\nout\n",
			[]string{"-FCronDaemon", "-i", "-B8BITMIME", "-oem", "root"},
			mira,
			[]string{`From: "Cron Daemon" <` + mira + ">", "To: <" + mira + ">", "out"},
			[]string{"To: root"},
		},
		{
			"PHP", "To: " + jonas + "\nBcc: dan@example.org\nSubject: form\n\nx\n",
			[]string{"-t", "-i"},
			jonas + " dan@example.org",
			[]string{"From: ", mira},
			[]string{"dan@example.org"},
		},
		{
			"a dot ends the input", "Subject: dot\n\none\n.\ntwo\n", []string{jonas}, jonas, []string{"one"}, []string{"two"},
		},
		{
			"no header at all", "just words\nSubject: of the body\n", []string{"-i", jonas}, jonas, []string{"\r\n\r\njust words\r\n"}, nil,
		},
		{
			"-t and arguments", "From: " + mira + "\nTo: " + jonas + "\nSubject: both\n\nx\n", []string{"-ti", "eve@example.org"}, jonas + " eve@example.org", nil, nil,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newShell(t, localserver.Options{})
			s.add(mira)
			r := s.input(c.in, append([]string{"sendmail"}, c.args...)...)
			if r.code != 0 || r.out != "" || r.err != "" {
				t.Fatalf("%+v", r)
			}
			o := s.lines("outbox", "list")[0]
			var to []string
			for _, p := range o["recipients"].([]any) {
				to = append(to, text(p.(map[string]any)["address"]))
			}
			if got := strings.Join(to, " "); got != c.to || o["state"] != "sent" {
				t.Errorf("to %q, %v", got, o["state"])
			}
			box, folder := jonas, "INBOX"
			if c.to == mira {
				box = mira
			}
			list := s.server.Messages(box, folder)
			if len(list) != 1 {
				t.Fatalf("%d messages", len(list))
			}
			raw := string(list[0].Raw)
			raw = strings.ReplaceAll(raw, "\r\n.\r\n", "\r\n..\r\n")
			for _, want := range c.has {
				if !strings.Contains(raw, want) {
					t.Errorf("no %q in\n%s", want, raw)
				}
			}
			for _, bad := range c.not {
				if strings.Contains(raw, bad) {
					t.Errorf("%q in\n%s", bad, raw)
				}
			}
		})
	}
}

// TestSendmailCodes: callers know the codes of sysexits, and a message that is
// kept is not to be handed over again.
func TestSendmailCodes(t *testing.T) {
	empty := newShell(t, localserver.Options{})
	if r := empty.input("Subject: x\n\nx\n", "sendmail", jonas); r.code != exConfig {
		t.Errorf("no account: %+v", r)
	}
	for _, c := range []struct {
		name, fault, reply string
		args               []string
		code               int
		says               string
		state              string
	}{
		{"to nobody", "", "", nil, exUsage, "to whom", ""},
		{"a mail server", "", "", []string{"-bs"}, exUsage, "which Godwit is not", ""},
		{"not an address", "", "", []string{"a b@@c.."}, exDataErr, "not an address", ""},
		{"refused", string(localserver.StepRcpt), "550 5.1.1 nobody", []string{jonas}, exUnavailable, "stays in the outbox", "failed"},
		{"later", string(localserver.StepMail), "451 4.7.1 wait", []string{jonas}, 0, "tried again", "retry"},
		{"sign-in", string(localserver.StepLogin), "535 5.7.8 no", []string{jonas}, exTempFail, "until a person decides", "held"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var on bool
			s := newShell(t, localserver.Options{Fault: func(st localserver.Step) *localserver.Fault {
				if on && string(st.Name) == c.fault {
					return &localserver.Fault{Reply: c.reply}
				}
				return nil
			}})
			s.add(mira)
			on = true
			r := s.input("Subject: x\n\nx\n", append([]string{"sendmail"}, c.args...)...)
			if r.code != c.code || !strings.Contains(r.err, c.says) {
				t.Errorf("%+v", r)
			}
			if list := s.lines("outbox", "list"); c.state != "" && (len(list) != 1 || list[0]["state"] != c.state) {
				t.Errorf("outbox %v", list)
			}
		})
	}
}

func TestSendWishes(t *testing.T) {
	s := newShell(t, localserver.Options{})
	s.add(mira)
	id := text(s.lines("send", "--to", jonas, "--subject", "x", "--dsn", "--require-tls")[0]["id"])
	o := s.lines("outbox", "show", id)[0]
	if got := fmt.Sprint(o["wishes"]); got != "map[receipt:true require_tls:true]" {
		t.Errorf("wishes %s", got)
	}
}

func TestAddRelay(t *testing.T) {
	s := newShell(t, localserver.Options{})
	for host, user := range map[string]string{"smtp.sendgrid.net": "apikey", "smtp.sparkpostmail.com": "SMTP_Injection", "email-smtp.eu-west-1.amazonaws.com": "ada@firm.example"} {
		r := s.run("--json", "account", "add", "--email", "ada@firm.example", "--protocol", "none", "--out-host", host, "--keyring", "file", "--no-check")
		if r.code != 0 {
			t.Fatalf("%+v", r)
		}
		out := s.decode(r.out)[0]["out"].(map[string]any)
		if out["user"] != user || out["security"] != "starttls" || text(out["port"]) != "587" {
			t.Errorf("%s: %v", host, out)
		}
		s.run("account", "remove", "ada@firm.example")
	}
	r := s.run("account", "add", "--email", "ada@firm.example", "--protocol", "none", "--out-host", "email-smtp.eu-west-1.amazonaws.com", "--keyring", "file", "--no-check")
	if !strings.Contains(r.err, "SES SMTP user name") {
		t.Errorf("nobody says what is wanted: %+v", r)
	}
}

// TestPreflightCommand asks about a domain that no DNS knows.
func TestPreflightCommand(t *testing.T) {
	s := newShell(t, localserver.Options{})
	if r := s.run("account", "add", "--email", "ada@nowhere.invalid", "--protocol", "none", "--out-host", "smtp.sendgrid.net", "--keyring", "file", "--no-check"); r.code != 0 {
		t.Fatalf("%+v", r)
	}
	r := s.run("--json", "preflight")
	checks := s.decode(r.out)[0]["checks"].([]any)
	var names []string
	for _, c := range checks {
		c := c.(map[string]any)
		names = append(names, text(c["name"]))
		if c["ok"] == true || c["level"] == "" || text(c["code"]) == "" {
			t.Errorf("%v", c)
		}
	}
	if got := strings.Join(names, ", "); got != "ada@nowhere.invalid mx, ada@nowhere.invalid spf, ada@nowhere.invalid dkim, ada@nowhere.invalid dmarc, ada@nowhere.invalid verdict" {
		t.Errorf("checks %s", got)
	}
	if r.code != exitNeedsUser && r.code != exitTemporary { // without a network nothing is known
		t.Errorf("exit %d", r.code)
	}
	if r := s.run("preflight", "a", "b"); r.code != exitUsage {
		t.Errorf("%+v", r)
	}
}
