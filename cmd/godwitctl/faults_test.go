package main

import (
	"strconv"
	"strings"
	"sync"
	"testing"

	"godwit/sync/localserver"
	"godwit/sync/localserver/badsmtp"
)

// TestFaultsByRow plays one fault of each stage through the commands: the exit
// code, the state, what is said, and how often the message arrives by the end.
// compose/outbox plays all of them.
func TestFaultsByRow(t *testing.T) {
	for _, c := range []struct {
		stage  string
		script badsmtp.Script
		state  string
		exit   int
		code   string
		verb   string // what a person does once the server is well
		end    int    // how often it has arrived by then
	}{
		{"connect", nil, "retry", exitTemporary, "GW-NET-REFUSED", "retry", 1},
		{"greeting", badsmtp.Script{"greeting": "421 4.3.2 busy"}, "retry", exitTemporary, "GW-SEND-LATER", "retry", 1},
		{"greeting", badsmtp.Script{"greeting": "554 5.7.1 no"}, "held", exitNeedsUser, "GW-SEND-POLICY", "retry", 1},
		{"EHLO", badsmtp.Script{"EHLO": "500 what"}, "sent", exitDone, "", "", 1},
		{"AUTH", badsmtp.Script{"MAIL": "530 5.7.0 sign in first"}, "held", exitNeedsUser, "GW-AUTH-NONE", "retry", 1},
		{"MAIL", badsmtp.Script{"MAIL": "451 4.3.0 later"}, "retry", exitTemporary, "GW-SEND-LATER", "retry", 1},
		{"MAIL", badsmtp.Script{"MAIL": "550 5.7.1 not you"}, "failed", exitFailed, "GW-SEND-REFUSED-POLICY", "", 0},
		{"RCPT", badsmtp.Script{"RCPT": "450 4.2.0 greylisted"}, "retry", exitTemporary, "GW-SEND-LATER", "retry", 1},
		{"RCPT", badsmtp.Script{"RCPT": "550 5.1.1 nobody"}, "failed", exitFailed, "GW-SEND-RECIPIENT", "retry", 1},
		{"DATA", badsmtp.Script{"DATA": "DROP"}, "retry", exitTemporary, "GW-NET-CLOSED", "retry", 1},
		{"dot", badsmtp.Script{".": "451 4.3.0 later"}, "retry", exitTemporary, "GW-SEND-LATER", "retry", 1},
		{"dot", badsmtp.Script{".": "554 5.7.1 spam"}, "failed", exitFailed, "GW-SEND-REFUSED-POLICY", "", 0},
		{"dot", badsmtp.Script{".": "DROP"}, "unsure", exitNeedsUser, "GW-SEND-UNSURE", "--send-again", 1},
		{"dot", badsmtp.Script{".": "KEEP HANG"}, "unsure", exitNeedsUser, "GW-SEND-UNSURE", "--sent", 1},
		{"QUIT", badsmtp.Script{"QUIT": "HANG"}, "sent", exitDone, "", "", 1},
	} {
		t.Run(c.stage+" "+c.state, func(t *testing.T) {
			s := newShell(t, localserver.Options{})
			server, err := badsmtp.Start(c.script, nil, false)
			if err != nil {
				t.Fatal(err)
			}
			closing := sync.OnceFunc(server.Close)
			defer closing()
			if r := s.run("account", "add", "--email", "ada@example.org", "--protocol", "none", "--keyring", "file", "--no-check", "--out-host", "127.0.0.1",
				"--out-port", strconv.Itoa(server.Address().Port), "--out-security", "none", "--out-auth", "none"); r.code != 0 {
				t.Fatalf("%+v", r)
			}
			if c.stage == "connect" {
				closing()
			}
			r := s.run("--json", "--timeout", "500ms", "send", "--to", "bob@example.net", "--subject", c.stage, "--wait")
			out := s.decode(r.out)
			if r.code != c.exit || len(out) != 1 || out[0]["state"] != c.state || out[0]["code"] != c.code {
				t.Fatalf("%+v", r)
			}
			id := text(out[0]["id"])
			if c.stage == "connect" { // the server is another one by then
				return
			}
			server.Play(nil)
			before := server.Delivered("bob@example.net")
			for range 2 { // nothing is due, and what waits for a person is left alone
				s.run("outbox", "run")
			}
			if n := server.Delivered("bob@example.net"); n != before {
				t.Errorf("delivered %d times more, unasked", n-before)
			}
			switch {
			case c.verb == "retry":
				r = s.run("outbox", "retry", id)
			case strings.HasPrefix(c.verb, "--"):
				r = s.run("outbox", "resolve", id, c.verb)
			}
			s.run("outbox", "run")
			shown := s.lines("outbox", "show", id)[0]
			if n := server.Delivered("bob@example.net"); n != c.end || (shown["state"] == "sent") != (c.end == 1) {
				t.Errorf("in the end %v, delivered %d times, want %d: %+v", shown["state"], n, c.end, r)
			}
		})
	}
}

// TestRevisions: what is replaced is not sent, and what is sent is not replaced.
func TestRevisions(t *testing.T) {
	s := newShell(t, localserver.Options{})
	s.add(mira)
	old := text(s.lines("send", "--to", jonas, "--subject", "first words", "--delay", "1m")[0]["id"])
	revision := s.lines("send", "--to", jonas, "--subject", "better words", "--replace", old, "--wait")[0]
	if shown := s.lines("outbox", "show", old)[0]; shown["state"] != "cancelled" || text(shown["replaced"]) != text(revision["id"]) {
		t.Errorf("the old one: %v", shown)
	}
	if r := s.run("--json", "send", "--to", jonas, "--replace", text(revision["id"])); s.refusal(r) != "GW-TOO-LATE" {
		t.Errorf("replace what was sent: %+v", r)
	}
	if r := s.run("--json", "outbox", "retry", old); s.refusal(r) != "GW-TOO-LATE" {
		t.Errorf("retry what was replaced: %+v", r)
	}
	s.run("outbox", "run")
	if m := s.server.Messages(jonas, "INBOX"); len(m) != 1 || !strings.Contains(string(m[0].Raw), "better words") {
		t.Errorf("%d arrived", len(m))
	}
	for _, bad := range [][]string{{"--delay", "2m"}, {"--delay", "10s", "--wait"}, {"--delay", "-1s"}} {
		if r := s.run(append([]string{"send", "--to", jonas}, bad...)...); r.code != exitUsage {
			t.Errorf("%v: %+v", bad, r)
		}
	}
}

// TestAccountWithMailToSend is not removed by the way.
func TestAccountWithMailToSend(t *testing.T) {
	s := newShell(t, localserver.Options{})
	s.add(mira)
	id := text(s.lines("send", "--to", jonas, "--at", "24h")[0]["id"])
	for _, verb := range [][]string{{"account", "remove", mira}, {"account", "remove", mira, "--keep-mail"}} {
		if r := s.run(append([]string{"--json"}, verb...)...); s.refusal(r) != "GW-OUTBOX-UNSENT" || r.code != exitFailed {
			t.Errorf("%v: %+v", verb, r)
		}
	}
	if got := s.lines("outbox", "show", id)[0]["state"]; got != "queued" {
		t.Errorf("state %v", got)
	}
	if r := s.run("account", "remove", mira, "--discard-outbox"); r.code != 0 {
		t.Errorf("%+v", r)
	}
}
