package smtp

import (
	"slices"
	"strings"
	"testing"
	"time"

	"godwit/sync/mail"
)

func TestQueueID(t *testing.T) {
	for said, want := range map[string]string{
		"250 2.0.0 Ok: queued as 4Rb2Jk6Zqhz9sWF":                                                                         "4Rb2Jk6Zqhz9sWF", // Postfix
		"250 2.0.0 Ok: queued as 5C0A41F8E3.":                                                                             "5C0A41F8E3",
		"250 Ok: queued as K1w2-aBc_dEfGh":                                                                                "K1w2-aBc_dEfGh",                         // SendGrid
		"250 2.0.0 OK: queued as <202601011200.1234@smtp-relay.mailin.fr>":                                                "202601011200.1234@smtp-relay.mailin.fr", // Brevo
		"250 Mail OK queued as smtp1,_____wD3r+Zx,1700000000":                                                             "smtp1,_____wD3r+Zx,1700000000",          // NetEase
		"250 OK id=1rKxYz-00CdEf-2G":                                                                                      "1rKxYz-00CdEf-2G",                       // Exim
		"250 Requested mail action okay, completed: id=1MqJqN-1rTvXw0abc-00nLkP":                                          "1MqJqN-1rTvXw0abc-00nLkP",               // IONOS
		"250 2.0.0 3f1c9e2a Message accepted for delivery":                                                                "3f1c9e2a",                               // OpenSMTPD
		"250 2.0.0: 7eb5a7f5 Message accepted for delivery":                                                               "7eb5a7f5",
		"250 2.0.0 u8ABc1DE012345 Message accepted for delivery":                                                          "u8ABc1DE012345",                                               // sendmail
		"250 2.6.0 <a@b> [InternalId=68410812334, Hostname=X.PROD.OUTLOOK.COM] 81 bytes in 0.1, Queued mail for delivery": "68410812334",                                                  // Exchange
		"250 2.0.0 OK  1700000000 d2e1a72fcca58-6c4b9f1sm123 - gsmtp":                                                     "d2e1a72fcca58-6c4b9f1sm123",                                   // Gmail
		"250 Ok 0102018d5e6f7a8b-1234abcd-5678-90ef-aaaa-bbbbccccdddd-000000":                                             "0102018d5e6f7a8b-1234abcd-5678-90ef-aaaa-bbbbccccdddd-000000", // SES
		"250 OK b7bc2f4a-e38e-4336-af7d-e6c392c2f817":                                                                     "b7bc2f4a-e38e-4336-af7d-e6c392c2f817",                         // Postmark
		"250 2.0.0 Ok: queued on myt6-1.qloud-c.yandex.net 1700000000-aBcDeF12":                                           "1700000000-aBcDeF12",                                          // Yandex
		"250 2.0.0 Message queued with id 1a2b3c.":                                                                        "1a2b3c",                                                       // Stalwart
		"250 Message Queued (C6F1F0B4-0C3C-4A7A)":                                                                         "C6F1F0B4-0C3C-4A7A",                                           // Haraka
		"250 ok 1700000000 qp 12345":                                                                                      "12345",                                                        // qmail
		"250 Ok. 00000000002A0B1C.0000000065A1B2C3.00001234":                                                              "00000000002A0B1C.0000000065A1B2C3.00001234",                   // Courier
		"250 Queued (0.123 seconds)":                                                                                      "",                                                             // hMailServer
		"250 2.0.0 OK: queued":                                                                                            "",
		"250 Great success":                                                                                               "",
		"250":                                                                                                             "",
		"250 OK , completed":                                                                                              "",
	} {
		if got := queueID(readReply([]string{said})); got != want {
			t.Errorf("%s: %q, want %q", said, got, want)
		}
	}
}

func TestCard(t *testing.T) {
	p := serve(t, script{"EHLO": "250-mail.test\r\n250-STARTTLS\r\n250-SIZE 1000\r\n250 AUTH PLAIN"}, certificate(t, true), false)
	r, err := client(time.Minute).Send(t.Context(), p.server(), envelope("bob@example.net"), strings.NewReader(message))
	if err != nil {
		t.Fatal(err)
	}
	c := r.Card
	if c.Host != p.server().Address() || c.Address != c.Host || !slices.Equal(c.Resolved, []string{"127.0.0.1"}) {
		t.Errorf("host %s, address %s, resolved %s", c.Host, c.Address, c.Resolved)
	}
	if !strings.HasPrefix(c.TLS, "TLS 1.3 TLS_") || c.TLS != r.TLS || !strings.HasPrefix(c.Certificate, "mail.test, by mail.test, until ") {
		t.Errorf("TLS %s, certificate %s", c.TLS, c.Certificate)
	}
	if c.Mechanism != "PLAIN" || c.QueueID != "42" || strings.Join(c.Extensions, ", ") != "AUTH PLAIN, SIZE 1000, STARTTLS" {
		t.Errorf("mechanism %s, queue %s, extensions %s", c.Mechanism, c.QueueID, c.Extensions)
	}
	var stages []mail.SendStage
	for _, s := range c.Steps {
		stages = append(stages, s.Stage)
	}
	want := []mail.SendStage{
		mail.StageConnect, mail.StageGreeting, mail.StageHello, mail.StageTLS, mail.StageHello,
		mail.StageAuth, mail.StageMail, mail.StageRcpt, mail.StageData, mail.StageDot,
	}
	if !slices.Equal(stages, want) || c.Begun.IsZero() {
		t.Errorf("stages %s", stages)
	}
}
