package smtp

import (
	"strings"
	"testing"
	"time"

	"godwit/sync/mail"
)

// TestLine sends three messages over one line to servers that end connections
// in their own ways: each arrives once, and none is the worse for it.
func TestLine(t *testing.T) {
	tests := []struct {
		name        string
		does        script
		outcomes    string
		connections int
	}{
		{"all over one connection", nil, "ok sent, ok sent, ok sent", 1},
		{"one message a connection", script{".": "250 ok THEN DROP"}, "ok sent, ok sent, ok sent", 3},
		{"reset after each", script{".": "250 ok THEN RST"}, "ok sent, ok sent, ok sent", 3},
		{"two messages a connection", script{"MAIL 3": "421 4.7.0 enough THEN DROP"}, "ok sent, ok sent, ok sent", 2},
		{"too many messages", script{"MAIL 2": "452 4.5.3 too many messages"}, "ok sent, ok sent, ok sent", 3},
		{"no more without a new session", script{"MAIL 2": "503 5.5.1 what"}, "ok sent, ok sent, ok sent", 3},
		{"hangs up at the second", script{"MAIL 2": "DROP"}, "ok sent, ok sent, ok sent", 3},
		{"says nothing to the second", script{"MAIL 2": "HANG"}, "ok sent, ok sent, ok sent", 3},
		{"the sender is refused", script{"MAIL 2": "550 5.7.1 not yours"}, "ok sent, fail mail 550 failed, ok sent", 1},
		{"nobody is accepted", script{"RCPT 2": "550 5.1.1 unknown"}, "ok sent, fail rcpt 550 failed, ok sent", 1},
		{"the content is refused", script{". 2": "554 5.7.1 spam"}, "ok sent, fail dot 554 failed, ok sent", 1},
		{"no data", script{"DATA 2": "451 later"}, "ok sent, retry data 451 retry, ok sent", 1},
		{"no reset", script{"DATA 2": "451 later", "RSET": "500 what"}, "ok sent, retry data 451 retry, ok sent", 2},
		{"lost in the middle", script{"RCPT 2": "DROP"}, "ok sent, retry rcpt retry, ok sent", 2},
		{"closing in the middle", script{"RCPT 2": "421 bye THEN DROP"}, "ok sent, retry rcpt 421 retry, ok sent", 2},
		{"lost after the dot", script{". 2": "DROP"}, "ok sent, unsure dot unsure, ok sent", 2},
		{"an answer too many", script{".": "250 ok\r\n250 ok"}, "ok sent, ok sent, ok sent", 3},
		{"another word after yes", script{".": "250 ok\r\n550 no"}, "ok sent, ok sent, ok sent", 3},
		{"away for MAIL for good", script{"MAIL": "421 bye THEN DROP"}, "retry mail 421 retry, retry mail 421 retry, retry mail 421 retry", 3},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			three(t, test.does, test.outcomes, test.connections)
			three(t, with(test.does, "EHLO", pipelining), test.outcomes, test.connections)
		})
	}
}

// three sends three messages over one line.
func three(t *testing.T, does script, outcomes string, connections int) {
	t.Helper()
	p := serve(t, does, nil, false)
	l := client(300 * time.Millisecond).Line(p.server())
	var got []string
	for range 3 {
		r, err := l.Send(t.Context(), envelope("bob@example.net"), strings.NewReader(message))
		got = append(got, outcome(r, err))
	}
	l.Close()
	if all := strings.Join(got, ", "); all != outcomes {
		t.Errorf("got %s, want %s", all, outcomes)
	}
	commands, messages := p.seen()
	if n := strings.Count(strings.Join(commands, "\n"), "EHLO"); n != connections {
		t.Errorf("%d connections, want %d", n, connections)
	}
	for _, m := range messages {
		if m != message {
			t.Errorf("the server has %q", m)
		}
	}
}

// TestLineStages: what is not done is not announced.
func TestLineStages(t *testing.T) {
	p := serve(t, nil, nil, false)
	l := client(time.Minute).Line(p.server())
	defer l.Close()
	for _, want := range []string{"connect greeting hello auth mail rcpt data dot", "mail rcpt data dot"} {
		var stages []string
		env := envelope("bob@example.net")
		env.Stage = func(s mail.SendStage) error {
			stages = append(stages, string(s))
			return nil
		}
		r, err := l.Send(t.Context(), env, strings.NewReader(message))
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(stages, " "); got != want {
			t.Errorf("stages %s, want %s", got, want)
		}
		if len(r.Card.Steps) != len(stages) || r.Card.QueueID != "42" || r.Card.Mechanism != "PLAIN" {
			t.Errorf("card %+v", r.Card)
		}
	}
}

func TestProgress(t *testing.T) {
	p := serve(t, script{"EHLO": "250-mail.test\r\n250 AUTH PLAIN"}, nil, false)
	body := "Subject: x\r\n\r\n" + strings.Repeat(strings.Repeat("a", 76)+"\r\n", 20000)
	env := envelope("bob@example.net")
	var told []int64
	env.Progress = func(n int64) { told = append(told, n) }
	if _, err := client(time.Minute).Send(t.Context(), p.server(), env, strings.NewReader(body)); err != nil {
		t.Fatal(err)
	}
	if len(told) == 0 || told[len(told)-1] != int64(len(body)) {
		t.Errorf("told %v of %d", told, len(body))
	}
}
