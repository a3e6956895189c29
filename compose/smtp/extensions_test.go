package smtp

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"godwit/compose"
	"godwit/sync/mail"
)

const pipelining = "250-mail.test\r\n250-PIPELINING\r\n250-DSN\r\n250-CHUNKING\r\n250 AUTH PLAIN"

func TestReceiptIsAskedFor(t *testing.T) {
	env := envelope("bob@example.net")
	env.Wishes.Receipt = true
	got, _, err := said(t, script{"EHLO": pipelining}, env, message)
	if want := "RCPT TO:<bob@example.net> NOTIFY=SUCCESS,FAILURE,DELAY ORCPT=rfc822;bob@example.net\n"; err != nil || !strings.Contains(got, want) {
		t.Errorf("%v\n%s", err, got)
	}
	env.From = "" // nobody to report to
	if got, _, err := said(t, script{"EHLO": pipelining}, env, message); err != nil || strings.Contains(got, "NOTIFY") || strings.Contains(got, "RET=") {
		t.Errorf("%v\n%s", err, got)
	}
}

// TestRefusedReports: what a server announced and does not take is left out,
// and nobody is lost by it.
func TestRefusedReports(t *testing.T) {
	for _, refusal := range []string{"555 what", "501 5.5.4 no", "504 no"} {
		got, r, err := said(t, script{"EHLO": pipelining, "RCPT 1": refusal, "RCPT 2": refusal, "RCPT 4": "550 5.1.1 unknown"},
			envelope("bob@example.net", "eve@example.com"), message)
		if o := outcome(r, err); o != "ok sent failed" || !strings.Contains(got, "RCPT TO:<bob@example.net>\nRCPT TO:<eve@example.com>\n") {
			t.Errorf("%s (%v)\n%s", o, err, got)
		}
	}
}

func TestRequireTLS(t *testing.T) {
	conf := certificate(t, true)
	for _, test := range []struct{ ehlo, want string }{
		{"250-mail.test\r\n250-STARTTLS\r\n250-REQUIRETLS\r\n250 AUTH PLAIN", "ok sent"},
		{"250-mail.test\r\n250-STARTTLS\r\n250 AUTH PLAIN", "hold mail 550 held"},
	} {
		p := serve(t, script{"EHLO": test.ehlo, "MAIL": "250 ok"}, conf, false)
		env := envelope("bob@example.net")
		env.Wishes.RequireTLS = true
		r, err := client(time.Minute).Send(t.Context(), p.server(), env, strings.NewReader(message))
		commands, _ := p.seen()
		asked := strings.Contains(strings.Join(commands, "\n"), "MAIL FROM:<ada@example.org> REQUIRETLS")
		if got := outcome(r, err); got != test.want || asked != (err == nil) || err != nil && !errors.Is(err, ErrNoRequireTLS) {
			t.Errorf("%s, want %s (%v)\n%s", got, test.want, err, strings.Join(commands, "\n"))
		}
	}
	env := envelope("bob@example.net")
	env.Wishes.RequireTLS = true
	_, r, err := said(t, script{"EHLO": "250-mail.test\r\n250-REQUIRETLS\r\n250 AUTH PLAIN"}, env, message)
	if got := outcome(r, err); got != "hold mail 550 held" {
		t.Errorf("without TLS: %s (%v)", got, err)
	}
}

// TestManyRecipients: more than go ahead at once, with a limit in between.
func TestManyRecipients(t *testing.T) {
	var to []string
	for i := range 120 {
		to = append(to, fmt.Sprintf("r%d@example.net", i))
	}
	s := script{"EHLO": pipelining, "RCPT 3": "550 5.1.1 unknown"}
	for i := 100; i <= 120; i++ {
		s[fmt.Sprintf("RCPT %d", i)] = "452 4.5.3 too many"
	}
	p := serve(t, s, nil, false)
	l := client(time.Minute).Line(p.server())
	defer l.Close()
	r, err := l.Send(t.Context(), envelope(to...), strings.NewReader(message))
	if err != nil {
		t.Fatal(err)
	}
	count := map[mail.SendState]int{}
	for _, to := range r.Recipients {
		count[to.State]++
	}
	if count[mail.StateSent] != 98 || count[mail.StateFailed] != 1 || count[mail.StateRetry] != 21 {
		t.Errorf("%v", count)
	}
}

func TestSevenBitServer(t *testing.T) {
	const ehlo = "250-mail.test\r\n250 AUTH PLAIN"
	parts := "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\ngrün\r\n--b--\r\n"
	p := serve(t, script{"EHLO": ehlo}, nil, false)
	r, err := client(time.Minute).Send(t.Context(), p.server(), envelope("bob@example.net"), strings.NewReader(parts))
	if got := outcome(r, err); got != "ok sent" {
		t.Fatalf("%s (%v)", got, err)
	}
	_, messages := p.seen()
	if len(messages) != 1 || !strings.Contains(messages[0], "gr=C3=BCn") || !ascii(messages[0]) {
		t.Errorf("the server has %q", messages)
	}
	if all := strings.Join(r.Transcript, "\n"); !strings.Contains(all, "7-bit") {
		t.Errorf("nothing is said of it:\n%s", all)
	}
	signed := strings.Replace(parts, "mixed", "signed", 1)
	got, r, err := said(t, script{"EHLO": ehlo}, envelope("bob@example.net"), signed)
	if o := outcome(r, err); o != "fail mail 554 failed" || !errors.Is(err, compose.ErrUnchangeable) || strings.Contains(got, "MAIL") {
		t.Errorf("signed: %s (%v)\n%s", o, err, got)
	}
}

// large has chunks, the last of them short, and lines that begin with dots.
var large = "Subject: x\r\n\r\n" + strings.Repeat(strings.Repeat("a", 76)+"\r\n..\r\n.\r\n", 60000)

func TestChunks(t *testing.T) {
	for _, test := range []struct {
		name  string
		does  script
		want  string
		taken bool
	}{
		{"all well", nil, "ok sent", true},
		{"an early end", script{"BDAT 2": "552 5.3.4 too big"}, "fail data 552 failed", false},
		{"no room for now", script{"BDAT": "452 4.3.1 full"}, "retry data 452 retry", false},
		{"closing", script{"BDAT 2": "421 4.3.2 bye THEN DROP"}, "retry data 421 retry", false},
		{"drops", script{"BDAT": "DROP"}, "retry data retry", false},
		{"resets", script{"BDAT 2": "RST"}, "retry data retry", false},
		{"hangs", script{"BDAT 2": "HANG"}, "retry data retry", false},
		{"an answer too many", script{"RCPT 1": "250 ok\r\n250 ok"}, "retry data retry", false},
		{"a refusal too many", script{"RCPT 1": "250 ok\r\n552 too big"}, "fail data 552 failed", false},
		{"refused at the end", script{".": "554 5.7.1 spam"}, "fail dot 554 failed", false},
		{"drops at the end", script{".": "DROP"}, "unsure dot unsure", true},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			p := serve(t, with(test.does, "EHLO", pipelining), nil, false)
			r, err := client(2*time.Second).Send(t.Context(), p.server(), envelope("bob@example.net"), strings.NewReader(large))
			if got := outcome(r, err); got != test.want {
				t.Errorf("%s, want %s (%v)\n%s", got, test.want, err, strings.Join(r.Transcript, "\n"))
			}
			if _, messages := p.seen(); test.taken && (len(messages) != 1 || messages[0] != large) {
				t.Errorf("%d messages, or other bytes", len(messages))
			}
		})
	}
	for _, greeting := range []string{"220 mail.test ESMTP Exim 4.89 Thu", "220 AB1CD.PROD.OUTLOOK.COM Microsoft ESMTP MAIL Service ready"} {
		t.Run(greeting, func(t *testing.T) {
			p := serve(t, script{"greeting": greeting, "EHLO": pipelining}, nil, false)
			_, err := client(time.Minute).Send(t.Context(), p.server(), envelope("bob@example.net"), strings.NewReader(large))
			commands, messages := p.seen()
			if err != nil || strings.Contains(strings.Join(commands, "\n"), "BDAT") || len(messages) != 1 {
				t.Errorf("%v\n%s", err, strings.Join(commands, "\n"))
			}
		})
	}
}

// TestChunksCancelled: up to the empty last chunk a message can be taken back.
func TestChunksCancelled(t *testing.T) {
	for _, stage := range []mail.SendStage{mail.StageData, mail.StageDot} {
		p := serve(t, script{"EHLO": pipelining}, nil, false)
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		env := envelope("bob@example.net")
		env.Stage = func(s mail.SendStage) error {
			if s == stage {
				cancel()
			}
			return nil
		}
		r, err := client(time.Minute).Send(ctx, p.server(), env, strings.NewReader(large))
		if !errors.Is(err, context.Canceled) || strings.HasPrefix(outcome(r, err), "unsure") {
			t.Errorf("%s: %s (%v)", stage, outcome(r, err), err)
		}
		if _, messages := p.seen(); len(messages) != 0 {
			t.Error("the message was sent all the same")
		}
	}
}
