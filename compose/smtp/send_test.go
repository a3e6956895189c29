package smtp

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/accounts/dial"
	"godwit/sync/mail"
)

const (
	password = "s3cret-pass"
	message  = "From: <ada@example.org>\r\nSubject: x\r\n\r\n.dot\r\n..\r\nlast\r\n"
)

func secret(context.Context, accounts.Server) (string, error) { return password, nil }

func client(wait time.Duration) *Client {
	return &Client{Dial: dial.Dialer{Timeout: wait}, Secret: secret}
}

func envelope(to ...string) Envelope {
	return Envelope{From: "ada@example.org", Recipients: to}
}

// outcome is an attempt in a few words: what to do with it, where it ended,
// and each recipient's state.
func outcome(r Result, err error) string {
	var words []string
	var e *mail.SendError
	switch {
	case err == nil:
		words = append(words, "ok")
	case !errors.As(err, &e):
		return "not a SendError: " + err.Error()
	case e.Unsure:
		words = append(words, "unsure", string(e.Stage))
	case e.Hold:
		words = append(words, "hold", string(e.Stage))
	case e.Permanent:
		words = append(words, "fail", string(e.Stage))
	default:
		words = append(words, "retry", string(e.Stage))
	}
	if e != nil && e.Code != 0 {
		words = append(words, fmt.Sprint(e.Code))
	}
	for _, to := range r.Recipients {
		words = append(words, string(to.State))
	}
	return strings.Join(words, " ")
}

// TestOutcomes is the table of what can go wrong: the server's behaviour, what
// the attempt says, and whether the server has the message.
func TestOutcomes(t *testing.T) {
	const ehlo = "250-mail.test\r\n250 "
	tests := []struct {
		name  string
		does  script
		want  string
		taken bool
	}{
		{"all well", nil, "ok sent sent", true},

		{"greeting 421", script{"greeting": "421 4.3.2 closing THEN DROP"}, "retry greeting 421 queued queued", false},
		{"greeting 450", script{"greeting": "450 later"}, "retry greeting 450 queued queued", false},
		{"greeting 554", script{"greeting": "554 go away"}, "hold greeting 554 queued queued", false},
		{"greeting bare", script{"greeting": "220"}, "ok sent sent", true},
		{"greeting of several lines", script{"greeting": "220-one\r\n220-two\r\n220 three"}, "ok sent sent", true},
		{"greeting hangs", script{"greeting": "HANG"}, "retry greeting queued queued", false},
		{"greeting drops", script{"greeting": "DROP"}, "retry greeting queued queued", false},
		{"greeting of HTTP", script{"greeting": "HTTP/1.1 200 OK\r\n\r\n<html>"}, "retry greeting queued queued", false},
		{"greeting of garbage", script{"greeting": strings.Repeat("x", 64<<10)}, "retry greeting queued queued", false},
		{"greeting without end", script{"greeting": strings.Repeat("220-x\r\n", 5000)}, "retry greeting queued queued", false},

		{"greeting drips", script{"greeting": "DRIP 220-one\r\n"}, "retry greeting queued queued", false},
		{"greeting drips on one line", script{"greeting": "DRIP x"}, "retry greeting queued queued", false},

		{"ehlo drips", script{"EHLO": "DRIP 250-one\r\n"}, "retry hello queued queued", false},
		{"mail drips", script{"MAIL": "DRIP 250-one\r\n"}, "retry mail queued queued", false},
		{"dot drips", script{".": "DRIP 250-one\r\n"}, "unsure dot unsure unsure", true},
		{"ehlo 500", script{"EHLO": "500 what"}, "hold auth queued queued", false},
		{"ehlo 421", script{"EHLO": "421 bye THEN DROP"}, "retry hello 421 queued queued", false},
		{"ehlo 550", script{"EHLO": "550 no", "HELO": "550 no"}, "hold hello 550 queued queued", false},
		{"ehlo drops", script{"EHLO": "DROP"}, "retry hello queued queued", false},
		{"ehlo hangs", script{"EHLO": "HANG"}, "retry hello queued queued", false},
		{"ehlo in lower case", script{"EHLO": "250-mail.test\r\n250-size 100000\r\n250 auth plain"}, "ok sent sent", true},
		{"ehlo of old", script{"EHLO": ehlo + "AUTH=LOGIN", "AUTH": "334 VXNlcm5hbWU6", "AUTH 3": "235 ok"}, "ok sent sent", true},
		{"ehlo without SIZE", script{"EHLO": ehlo + "AUTH PLAIN"}, "ok sent sent", true},

		{"auth 535", script{"AUTH": "535 5.7.8 wrong"}, "hold auth 535 queued queued", false},
		{"auth repeats what it heard", script{"AUTH": "535-5.7.8 wrong: AGFkYQBzM2NyZXQtcGFzcw==\r\n535 5.7.8 s3cret-pass"}, "hold auth 535 queued queued", false},
		{"auth wants app password", script{"AUTH": "534-5.7.9 use an app password\r\n534 5.7.9 https://x"}, "hold auth 534 queued queued", false},
		{"auth 454", script{"AUTH": "454 4.7.0 later"}, "retry auth 454 queued queued", false},
		{"auth 432", script{"AUTH": "432 4.7.12 transition"}, "hold auth 432 queued queued", false},
		{"auth 538", script{"AUTH": "538 5.7.11 encrypt"}, "hold auth 538 queued queued", false},
		{"auth 504", script{"AUTH": "504 unknown"}, "hold auth 504 queued queued", false},
		{"auth 421", script{"AUTH": "421 4.7.0 slow down THEN DROP"}, "retry auth 421 queued queued", false},
		{"auth drops", script{"AUTH": "DROP"}, "retry auth queued queued", false},
		{"auth for ever", script{"AUTH": "334 "}, "hold auth queued queued", false},
		{"auth not base64", script{"AUTH": "334 !!!"}, "hold auth queued queued", false},
		{"auth not offered", script{"EHLO": ehlo + "SIZE"}, "hold auth queued queued", false},

		{"mail 451", script{"MAIL": "451 4.3.0 later"}, "retry mail 451 retry retry", false},
		{"mail 452", script{"MAIL": "452 4.3.1 full"}, "retry mail 452 retry retry", false},
		{"mail 421", script{"MAIL": "421 bye THEN DROP"}, "retry mail 421 retry retry", false},
		{"mail 550", script{"MAIL": "550 5.7.1 not yours"}, "fail mail 550 failed failed", false},
		{"mail 553", script{"MAIL": "553 5.1.8 sender"}, "fail mail 553 failed failed", false},
		{"mail 552", script{"MAIL": "552 5.3.4 too big"}, "fail mail 552 failed failed", false},
		{"mail 530", script{"MAIL": "530 5.7.0 sign in"}, "hold mail 530 held held", false},
		{"mail parameters refused", script{"MAIL": "501 5.5.4 what", "MAIL 2": "250 ok"}, "ok sent sent", true},
		{"message over SIZE", script{"EHLO": "250-mail.test\r\n250-SIZE 20\r\n250 AUTH PLAIN"}, "fail mail 552 failed failed", false},
		{"mail drops", script{"MAIL": "DROP"}, "retry mail queued queued", false},

		{"rcpt 450 all", script{"RCPT": "450 4.2.0 greylisted"}, "retry rcpt 450 retry retry", false},
		{"rcpt one 550", script{"RCPT 2": "550 5.1.1 unknown"}, "ok sent failed", true},
		{"rcpt one 450", script{"RCPT 1": "450 4.2.0 greylisted"}, "ok retry sent", true},
		{"rcpt all 550", script{"RCPT": "550 5.1.1 unknown"}, "fail rcpt 550 failed failed", false},
		{"rcpt 550 and 450", script{"RCPT 1": "550 5.1.1 unknown", "RCPT 2": "450 later"}, "retry rcpt 450 failed retry", false},
		{"rcpt 452 too many", script{"RCPT 2": "452 4.5.3 too many"}, "ok sent retry", true},
		{"rcpt 552 too many", script{"RCPT 2": "552 too many"}, "ok sent retry", true},
		{"rcpt 552 mailbox full", script{"RCPT 2": "552 5.2.2 full"}, "ok sent failed", true},
		{"rcpt 251", script{"RCPT 1": "251 will forward", "RCPT 2": "252 cannot verify"}, "ok sent sent", true},
		{"rcpt 421", script{"RCPT 2": "421 bye THEN DROP"}, "retry rcpt 421 retry retry", false},
		{"rcpt drops", script{"RCPT 2": "DROP"}, "retry rcpt retry retry", false},
		{"rcpt 530", script{"RCPT 1": "530 5.7.0 sign in"}, "hold rcpt 530 held held", false},

		{"data 451", script{"DATA": "451 later"}, "retry data 451 retry retry", false},
		{"data 554", script{"DATA": "554 no valid recipients"}, "fail data 554 failed failed", false},
		{"data drops", script{"DATA": "DROP"}, "retry data retry retry", false},
		{"data 250", script{"DATA": "250 ok"}, "retry data retry retry", false},
		{"body drops", script{"body": "DROP"}, "retry data retry retry", false},
		{"body resets", script{"body": "RST"}, "retry data retry retry", false},
		{"body 552", script{"body": "552 5.3.4 too big THEN DROP"}, "fail data 552 failed failed", false},
		{"body 451 while it goes on", script{"body": "451 later"}, "retry data 451 retry retry", false},

		{"dot 250 bare", script{".": "250"}, "ok sent sent", true},
		{"dot 250 then reset", script{".": "250 ok THEN RST"}, "ok sent sent", true},
		{"dot 250 then hang", script{".": "250 ok THEN HANG"}, "ok sent sent", true},
		{"dot 451", script{".": "451 4.3.0 later"}, "retry dot 451 retry retry", false},
		{"dot 452", script{".": "452 4.3.1 full"}, "retry dot 452 retry retry", false},
		{"dot 421", script{".": "421 4.3.2 closing THEN DROP"}, "retry dot 421 retry retry", false},
		{"dot 552", script{".": "552 5.3.4 too big"}, "fail dot 552 failed failed", false},
		{"dot 554", script{".": "554 5.7.1 spam, see https://x"}, "fail dot 554 failed failed", false},
		{"dot 550", script{".": "550 5.5.0 no"}, "fail dot 550 failed failed", false},
		{"dot drops", script{".": "DROP"}, "unsure dot unsure unsure", false},
		{"dot resets", script{".": "RST"}, "unsure dot unsure unsure", false},
		{"dot hangs", script{".": "HANG"}, "unsure dot unsure unsure", false},
		{"dot half answered", script{".": "HALF 250 o"}, "unsure dot unsure unsure", false},
		{"dot answered with garbage", script{".": "what now"}, "unsure dot unsure unsure", false},
		{"dot yes and no", script{".": "250-2.0.0 ok\r\n550 5.7.1 no"}, "unsure dot unsure unsure", false},
		{"dot no and yes", script{".": "550-no\r\n250 ok"}, "unsure dot unsure unsure", false},
		{"dot drops, one refused", script{"RCPT 1": "550 5.1.1 no", ".": "DROP"}, "unsure dot failed unsure", false},

		{"quit hangs", script{"QUIT": "HANG"}, "ok sent sent", true},
		{"quit 500", script{"QUIT": "500 what"}, "ok sent sent", true},
		{"quit resets", script{"QUIT": "RST"}, "ok sent sent", true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			try(t, test.does, test.want, test.taken)
			if test.does["EHLO"] == "" { // and where commands go ahead of their answers
				try(t, with(test.does, "EHLO", "250-PIPELINING\r\n250-DSN\r\n"+good["EHLO"]), test.want, test.taken)
			}
		})
	}
}

// try sends one message to two recipients.
func try(t *testing.T, does script, want string, taken bool) {
	t.Helper()
	p := serve(t, does, nil, false)
	env := envelope("bob@example.net", "eve@example.com")
	env.Stage = func(s mail.SendStage) error {
		if s == mail.StageDot && does["body"] != "" {
			p.wait() // the commit takes its time
		}
		return nil
	}
	r, err := client(300*time.Millisecond).Send(t.Context(), p.server(), env, strings.NewReader(message))
	got := outcome(r, err)
	if got != want {
		t.Errorf("got %s, want %s (%v)\n%s", got, want, err, strings.Join(r.Transcript, "\n"))
	}
	_, messages := p.seen()
	if taken && (len(messages) != 1 || messages[0] != message) {
		t.Errorf("the server has %q", messages)
	}
	if said := strings.Join(r.Transcript, "\n") + fmt.Sprint(err); strings.Contains(said, password) || strings.Contains(said, "AGFkYQBzM2NyZXQtcGFzcw") {
		t.Errorf("the password is shown:\n%s", said)
	}
}
