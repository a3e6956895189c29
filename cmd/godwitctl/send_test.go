package main

import (
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"godwit/sync/localserver"
)

func TestSend(t *testing.T) {
	s := newShell(t, localserver.Options{})
	s.add(mira)
	dir := t.TempDir()
	body, file := filepath.Join(dir, "body.txt"), filepath.Join(dir, "a b.bin")
	write(t, body, "Tea **at** four\r\n")
	write(t, file, "\x00\x01")
	r := s.run("--json", "send", "--to", "Ada <ada@example.org>, bob@example.org", "--to", jonas, "--cc", "cy@example.org", "--bcc", "dan@example.org",
		"--subject", "Tee", "--body-file", body, "--markdown", "--attach", file, "--wait")
	if r.code != 0 {
		t.Fatalf("%+v", r)
	}
	out := s.decode(r.out)[0]
	var to []string
	for _, p := range out["recipients"].([]any) {
		p := p.(map[string]any)
		to = append(to, text(p["address"]))
		if p["state"] != "sent" || text(p["code"]) != "250" {
			t.Errorf("%v", p)
		}
	}
	if got := strings.Join(to, " "); got != "ada@example.org bob@example.org "+jonas+" cy@example.org dan@example.org" || out["state"] != "sent" {
		t.Errorf("to %s, %v", got, out["state"])
	}
	arrived := s.server.Messages(jonas, "INBOX")
	if len(arrived) != 1 {
		t.Fatalf("%d messages", len(arrived))
	}
	raw := string(arrived[0].Raw)
	for _, want := range []string{"Subject: Tee\r\n", "Tea **at** four", "<strong>at</strong>", `a b.bin`, "Message-ID: <" + text(out["message_id"]) + ">"} {
		if !strings.Contains(raw, want) {
			t.Errorf("no %q in\n%s", want, raw)
		}
	}
	if strings.Contains(raw, "dan@example.org") {
		t.Error("the blind copy shows")
	}
}

func write(t *testing.T, name, content string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestSendFromStandardInput(t *testing.T) {
	s := newShell(t, localserver.Options{})
	s.add(mira)
	if r := s.input("from a pipe\n", "send", "--to", jonas, "--body-file", "-", "--from", "The Desk <"+strings.ToUpper(mira)+">", "--wait"); r.code != 0 {
		t.Fatalf("%+v", r)
	}
	if m := s.server.Messages(jonas, "INBOX"); len(m) != 1 || !strings.Contains(string(m[0].Raw), "from a pipe") || !strings.Contains(string(m[0].Raw), "The Desk") {
		t.Errorf("%+v", m)
	}
}

func TestSendRaw(t *testing.T) {
	s := newShell(t, localserver.Options{})
	s.add(mira)
	raw := filepath.Join(t.TempDir(), "m.eml")
	write(t, raw, "From: "+mira+"\nTo: "+jonas+"\nSubject: as it is\nX-Own: 1\n\nas it is\n")
	if r := s.run("send", "--raw", raw, "--wait"); r.code != 0 {
		t.Fatalf("%+v", r)
	}
	if m := s.server.Messages(jonas, "INBOX"); len(m) != 1 || !strings.Contains(string(m[0].Raw), "X-Own: 1\r\n") {
		t.Errorf("%+v", m)
	}
	out := s.lines("send", "--raw", raw, "--from", mira, "--to", "x@example.org", "--to", "y@example.org,z@example.org")[0]
	if n := len(out["recipients"].([]any)); n != 3 || out["state"] != "queued" {
		t.Errorf("%v", out)
	}
}

func TestSendRefusals(t *testing.T) {
	s := newShell(t, localserver.Options{})
	for _, c := range []struct {
		code string
		exit int
		args []string
	}{
		{"GW-NOT-FOUND", exitFailed, []string{"--to", jonas}}, // before there is an account
		{"GW-INPUT-DRAFT", exitFailed, []string{"--subject", "for nobody"}},
		{"GW-INPUT-DRAFT", exitFailed, []string{"--to", "no address"}},
		{"GW-NOT-FOUND", exitFailed, []string{"--to", jonas, "--from", "else@example.org"}},
		{"GW-FILE-NONE", exitFailed, []string{"--to", jonas, "--body-file", "/no/such/file"}},
		{"GW-FILE-NONE", exitFailed, []string{"--to", jonas, "--attach", "/no/such/file"}},
		{"GW-FILE-NONE", exitFailed, []string{"--raw", "/no/such/file"}},
		{"GW-NOT-FOUND", exitFailed, []string{"--reply-to-message", "77"}},
		{"GW-USAGE", exitUsage, []string{"--to", jonas, "--at", "tomorrow"}},
	} {
		r := s.run(append([]string{"--json", "send"}, c.args...)...)
		if r.code != c.exit || s.refusal(r) != c.code || r.out != "" {
			t.Errorf("%q: %+v", c.args, r)
		}
		if len(s.lines("account", "list")) == 0 {
			s.add(mira)
		}
	}
	if n := len(s.lines("outbox", "list")); n != 0 {
		t.Errorf("%d messages were queued all the same", n)
	}
}

func TestSendAt(t *testing.T) {
	s := newShell(t, localserver.Options{})
	s.add(mira)
	local := time.Now().Add(72 * time.Hour).Truncate(time.Minute)
	for at, want := range map[string]time.Time{
		"2031-02-03T04:05:06+01:00":      time.Date(2031, 2, 3, 3, 5, 6, 0, time.UTC),
		local.Format("2006-01-02 15:04"): local,
	} {
		out := s.lines("send", "--to", jonas, "--at", at)[0]
		if got, err := time.Parse(time.RFC3339, text(out["next_try"])); err != nil || !got.Equal(want) || out["state"] != "queued" {
			t.Errorf("%s: %v, %v", at, out, err)
		}
	}
	out := s.lines("send", "--to", jonas, "--at", "90m")[0]
	if got, _ := time.Parse(time.RFC3339, text(out["next_try"])); time.Until(got) < 80*time.Minute {
		t.Errorf("%v", out)
	}
	if r := s.run("outbox", "run"); r.code != 0 || len(s.server.Messages(jonas, "INBOX")) != 0 {
		t.Errorf("sent before its time: %+v", r)
	}
}

func TestReply(t *testing.T) {
	s := demo(t)
	row := s.lines("list", "--account", mira, "--folder", "inbox", "--limit", "1")[0]
	body := filepath.Join(t.TempDir(), "b")
	write(t, body, "My answer.\n")
	out := s.lines("send", "--reply-to-message", text(row["id"]), "--body-file", body, "--wait")[0]
	to := row["from"].(map[string]any)["address"]
	if got := out["recipients"].([]any)[0].(map[string]any)["address"]; got != to || !strings.HasPrefix(text(out["subject"]), "Re: ") {
		t.Errorf("to %v, not %v: %v", got, to, out["subject"])
	}
	again := s.lines("show", text(row["id"]))[0]
	if !strings.Contains(strings.Join(strings.Fields(jsonText(again["flags"])), " "), "Answered") {
		t.Errorf("flags %v", again["flags"])
	}
}

func jsonText(v any) string {
	list, _ := v.([]any)
	var out []string
	for _, x := range list {
		out = append(out, text(x))
	}
	return strings.Join(out, " ")
}

func TestWaitExitCodes(t *testing.T) {
	var reply atomic.Value // func(step) string
	reply.Store(func(localserver.Step) string { return "" })
	s := newShell(t, localserver.Options{Fault: func(st localserver.Step) *localserver.Fault {
		if text := reply.Load().(func(localserver.Step) string)(st); text == "drop" {
			return &localserver.Fault{Drop: true}
		} else if text != "" {
			return &localserver.Fault{Reply: text}
		}
		return nil
	}})
	s.add(mira)
	for _, c := range []struct {
		state, code string
		exit        int
		step        localserver.StepName
		arg, reply  string
	}{
		{"sent", "", exitDone, "", "", ""},
		{"failed", "GW-SEND-RECIPIENT", exitFailed, localserver.StepRcpt, "", "550 5.1.1 Nobody"},
		{"partial", "GW-SEND-RECIPIENT", exitPartly, localserver.StepRcpt, "a@example.org", "550 5.1.1 Nobody"},
		{"retry", "GW-SEND-LATER", exitTemporary, localserver.StepMail, "", "451 4.3.0 Later"},
		{"unsure", "GW-SEND-UNSURE", exitNeedsUser, localserver.StepDot, "", "drop"},
		{"held", "GW-AUTH-REFUSED", exitNeedsUser, localserver.StepLogin, "", "535 5.7.8 No"},
	} {
		reply.Store(func(st localserver.Step) string {
			if st.Protocol == "smtp" && st.Name == c.step && (c.arg == "" || c.arg == st.Arg) {
				return c.reply
			}
			return ""
		})
		r := s.run("--json", "send", "--to", "a@example.org,b@example.org", "--subject", c.state, "--wait")
		out := s.decode(r.out)
		if r.code != c.exit || len(out) != 1 || out[0]["state"] != c.state || out[0]["code"] != c.code {
			t.Errorf("%s: %+v", c.state, r)
		}
	}
}

func TestOutboxVerbs(t *testing.T) {
	var down atomic.Bool
	s := newShell(t, localserver.Options{Fault: func(st localserver.Step) *localserver.Fault {
		if down.Load() && st.Protocol == "smtp" && st.Name == localserver.StepDot {
			return &localserver.Fault{Drop: true}
		}
		return nil
	}})
	s.add(mira)
	send := func(subject string) string {
		return text(s.lines("send", "--to", jonas, "--subject", subject)[0]["id"])
	}
	state := func(id string) string { return text(s.lines("outbox", "show", id)[0]["state"]) }

	gone := send("gone")
	if got := s.lines("outbox", "cancel", gone)[0]["state"]; got != "cancelled" {
		t.Errorf("cancel: %v", got)
	}
	if r := s.run("outbox", "remove", gone); r.code != 0 || r.out != "" {
		t.Errorf("remove: %+v", r)
	}
	if r := s.run("--json", "outbox", "show", gone); s.refusal(r) != "GW-NOT-FOUND" {
		t.Errorf("removed: %+v", r)
	}

	ok := send("ok")
	if r := s.run("--json", "outbox", "run"); r.code != 0 || state(ok) != "sent" {
		t.Errorf("run: %+v", r)
	}
	shown := s.lines("outbox", "show", ok)[0]
	if lines := jsonText(shown["transcript"]); !strings.Contains(lines, "MAIL FROM") || strings.Contains(lines, "Z29kd2l0") || strings.Contains(lines, "godwit ") {
		t.Errorf("transcript %q", lines)
	}
	if r := s.run("--json", "outbox", "cancel", ok); s.refusal(r) != "GW-TOO-LATE" || r.code != exitFailed {
		t.Errorf("cancel what was sent: %+v", r)
	}

	down.Store(true)
	arrived, again := send("arrived"), send("again")
	if r := s.run("outbox", "run"); r.code != exitNeedsUser {
		t.Errorf("run: %+v", r)
	}
	if state(arrived) != "unsure" || state(again) != "unsure" {
		t.Errorf("%s, %s", state(arrived), state(again))
	}
	if r := s.run("--json", "outbox", "retry", again); s.refusal(r) != "GW-TOO-LATE" {
		t.Errorf("retry what may have arrived: %+v", r)
	}
	down.Store(false)
	if got := s.lines("outbox", "resolve", arrived, "--sent")[0]["state"]; got != "sent" {
		t.Errorf("resolve --sent: %v", got)
	}
	if got := s.lines("outbox", "resolve", again, "--send-again")[0]["state"]; got != "queued" {
		t.Errorf("resolve --send-again: %v", got)
	}
	if r := s.run("outbox", "run"); r.code != 0 || state(again) != "sent" {
		t.Errorf("run: %+v", r)
	}
	if n := len(s.server.Messages(jonas, "INBOX")); n != 2 {
		t.Errorf("%d arrived", n)
	}
}
