package outbox

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"math/big"
	"net"
	"strings"
	"time"

	"godwit/accounts"
	"godwit/sync/localserver/badsmtp"
)

// breaks are the ways in which a connection ends without an answer.
var breaks = []string{"DROP", "RST", "HANG", "HALF 25"}

// faults are the rows of what can go wrong, at every stage.
func faults() []fault {
	var all []fault
	add := func(stage, want string, have int, key string, answers ...string) {
		for _, a := range answers {
			all = append(all, fault{stage: stage, script: badsmtp.Script{key: a}, want: want, have: have})
		}
	}
	// Resolving and connecting.
	all = append(all,
		fault{stage: "connect: no such name", want: "retry", setup: func(s *accounts.Server) { s.Host, s.Security = "nothing.invalid", accounts.TLS }},
		fault{stage: "connect: refused", want: "retry", setup: func(s *accounts.Server) { s.Port = 1 }},
		fault{stage: "connect: no route", want: "retry", setup: func(s *accounts.Server) { s.Host, s.Security = "240.0.0.1", accounts.TLS }},
		fault{stage: "connect: captive portal", script: badsmtp.Script{"greeting": "HTTP/1.1 302 Found\r\nLocation: http://portal/\r\n THEN DROP"}, want: "retry"},
	)
	// The greeting.
	add("greeting", "retry", 0, "greeting", "421 4.3.2 closing", "450 4.7.1 later", "451 4.3.0 later", "420 odd", "FLOOD", "hello", "250 ok")
	add("greeting", "retry", 0, "greeting", breaks...)
	add("greeting", "held", 0, "greeting", "554 5.7.1 not from there", "550 5.7.1 blocked", "500 no", "521 no mail here")
	add("greeting", "sent", 1, "greeting", "220-one\r\n220-two\r\n220 three", "220", "DRIP 220 slow and steady")
	// EHLO.
	add("EHLO", "sent", 1, "EHLO", "500 5.5.1 what", "502 5.5.1 not here", "550 no", "250 mail.test", "250-MAIL.test\r\n250-size 5000000\r\n250 auth plain", "250-mail.test\r\n250 AUTH=LOGIN PLAIN")
	add("EHLO", "retry", 0, "EHLO", "421 4.3.2 closing", "451 4.3.0 later", "FLOOD", "what")
	add("EHLO", "retry", 0, "EHLO", breaks...)
	all = append(all,
		fault{stage: "HELO", script: badsmtp.Script{"EHLO": "500 what", "HELO": "550 no"}, want: "held"},
		fault{stage: "HELO", script: badsmtp.Script{"EHLO": "500 what", "HELO": "421 closing"}, want: "retry"},
		fault{stage: "HELO", script: badsmtp.Script{"EHLO": "500 what", "HELO": "DROP"}, want: "retry"},
	)
	all = append(all, tlsFaults()...)
	all = append(all, authFaults()...)
	// MAIL.
	add("MAIL", "retry", 0, "MAIL", "421 4.3.2 closing", "450 4.7.1 later", "451 4.3.0 later", "452 4.3.1 full", "455 4.5.4 not now", "FLOOD", "354 what")
	add("MAIL", "retry", 0, "MAIL", breaks...)
	add("MAIL", "failed", 0, "MAIL", "550 5.7.1 not you", "552 5.3.4 too big", "553 5.1.8 no such sender", "554 5.7.1 no", "501 5.5.4 no", "500 5.5.2 no")
	add("MAIL", "held", 0, "MAIL", "530 5.7.0 sign in first", "535 5.7.8 who are you")
	add("MAIL", "sent", 1, "MAIL 1", "501 5.5.4 parameters", "555 5.5.4 parameters")
	all = append(all, fault{stage: "MAIL: announced too small", script: badsmtp.Script{"EHLO": "250-mail.test\r\n250 SIZE 20"}, want: "failed"})
	all = append(all, rcptFaults()...)
	// DATA.
	add("DATA", "retry", 0, "DATA", "421 4.3.2 closing", "450 4.2.0 later", "451 4.3.0 later", "452 4.3.1 full", "250 ok", "FLOOD")
	add("DATA", "retry", 0, "DATA", breaks...)
	add("DATA", "failed", 0, "DATA", "550 5.7.1 no", "552 5.3.4 too big", "554 5.5.1 no valid recipients", "503 5.5.1 no")
	for _, c := range []struct{ answer, want string }{
		{"DROP", "retry"},
		{"RST", "retry"},
		{"DEAF", "retry"},
		{"421 4.3.2 closing THEN DROP", "retry"},
		{"451 4.3.0 later THEN DROP", "retry"},
		{"552 5.3.4 too big THEN DROP", "failed"},
	} {
		all = append(all, fault{stage: "body", script: badsmtp.Script{"body": c.answer}, want: c.want, big: true})
	}
	// After the final dot.
	add("dot", "sent", 1, ".", "250 2.0.0 ok", "250", "250-2.0.0 one\r\n250 2.0.0 two", "250 2.0.0 ok THEN RST", "250 2.0.0 ok THEN DROP", "251 2.0.0 ok", "DRIP 250 2.0.0 slowly")
	add("dot", "retry", 0, ".", "421 4.3.2 closing", "450 4.7.1 greylisted", "451 4.3.0 later", "452 4.3.1 full", "451 4.7.1 https://example.org/why")
	add("dot", "failed", 0, ".", "550 5.5.0 milter", "552 5.3.4 too big", "554 5.7.1 spam, see https://example.org/why", "550 5.7.1 no", "571 no")
	add("dot", "unsure", 0, ".", append(breaks, "FLOOD", "354 go on", "what")...)
	for _, a := range append(breaks, "FLOOD") {
		add("dot, accepted", "unsure", 1, ".", "KEEP "+a)
	}
	// After the answer.
	add("QUIT", "sent", 1, "QUIT", append(breaks, "421 closing", "500 what", "550 no", "FLOOD")...)
	return all
}

func tlsFaults() []fault {
	var all []fault
	expired, _ := certificate(-48, -24, "127.0.0.1")
	early, _ := certificate(24, 48, "127.0.0.1")
	other, _ := certificate(-24, 24, "mail.other.test")
	for name, conf := range map[string]*tls.Config{"expired": expired, "not yet valid": early, "another name": other} {
		all = append(all, fault{stage: "TLS: " + name, tls: conf, want: "held"})
	}
	old := expired.Clone()
	old.MaxVersion, old.MinVersion = tls.VersionTLS10, tls.VersionTLS10
	all = append(all, fault{stage: "TLS 1.0", tls: old, want: "held"})
	starttls := func(want string, answers ...string) {
		for _, a := range answers {
			all = append(all, fault{stage: "STARTTLS", script: badsmtp.Script{"EHLO": "250-mail.test\r\n250 STARTTLS", "STARTTLS": a}, tls: expired, want: want})
		}
	}
	starttls("held", "454 4.7.0 not available", "500 what", "502 no", "554 5.7.3 no")
	starttls("retry", "421 4.3.2 closing")
	starttls("retry", breaks...)
	all = append(all,
		fault{stage: "STARTTLS not offered", script: badsmtp.Script{"EHLO": "250 mail.test"}, tls: expired, want: "held"},
		fault{stage: "handshake", script: badsmtp.Script{"EHLO": "250-mail.test\r\n250 STARTTLS", "tls": "500 no TLS after all"}, tls: expired, want: "held"},
		fault{stage: "handshake", script: badsmtp.Script{"EHLO": "250-mail.test\r\n250 STARTTLS", "tls": "DROP"}, tls: expired, want: "retry"},
		fault{stage: "handshake", script: badsmtp.Script{"EHLO": "250-mail.test\r\n250 STARTTLS", "tls": "HANG"}, tls: expired, want: "retry"},
	)
	for i := range all {
		if all[i].script == nil {
			all[i].script = badsmtp.Script{"EHLO": "250-mail.test\r\n250 STARTTLS"}
		}
	}
	return all
}

func authFaults() []fault {
	var all []fault
	signIn := func(s *accounts.Server) { s.Auth = accounts.AuthAuto }
	add := func(want string, have int, answers ...string) {
		for _, a := range answers {
			all = append(all, fault{stage: "AUTH", script: badsmtp.Script{"AUTH": a}, want: want, have: have, setup: signIn})
		}
	}
	add("held", 0, "535 5.7.8 wrong", "534 5.7.9 app password needed", "538 5.7.11 encryption needed", "530 5.7.0 first", "500 5.5.1 what", "504 5.5.4 not that", "550 5.7.1 disabled", "535 wrong")
	add("retry", 0, "454 4.7.0 later", "421 4.3.2 closing", "451 4.3.0 later")
	add("retry", 0, breaks...)
	add("sent", 1, "235 welcome")
	all = append(all,
		fault{stage: "AUTH: transition", script: badsmtp.Script{"AUTH": "432 4.7.12 password transition needed"}, want: "held", setup: signIn},
		fault{stage: "AUTH: none offered", script: badsmtp.Script{"EHLO": "250 mail.test"}, want: "held", setup: signIn},
		fault{stage: "AUTH: only foreign ones", script: badsmtp.Script{"EHLO": "250-mail.test\r\n250 AUTH NTLM GSSAPI"}, want: "held", setup: signIn},
	)
	return all
}

func rcptFaults() []fault {
	var all []fault
	add := func(to int, want string, have int, key string, answers ...string) {
		for _, a := range answers {
			all = append(all, fault{stage: "RCPT", script: badsmtp.Script{key: a}, to: to, want: want, have: have})
		}
	}
	add(1, "retry", 0, "RCPT", "450 4.2.0 greylisted", "451 4.7.1 greylisted", "452 4.2.2 full", "421 4.3.2 closing", "FLOOD", "354 what")
	add(1, "retry", 0, "RCPT", breaks...)
	add(1, "failed", 0, "RCPT", "550 5.1.1 nobody", "551 5.1.6 moved", "552 5.2.2 full", "553 5.1.3 odd", "554 5.7.1 no relay", "501 5.1.3 syntax", "521 5.3.2 no mail here")
	add(1, "held", 0, "RCPT", "530 5.7.0 sign in first")
	add(1, "sent", 1, "RCPT", "250 ok", "251 2.1.5 will forward", "252 2.1.5 will try")
	add(3, "retry: retry retry retry", 0, "RCPT", "450 4.2.0 greylisted")
	add(3, "failed: failed failed failed", 0, "RCPT", "550 5.1.1 nobody")
	add(3, "partial: sent failed sent", 2, "RCPT 2", "550 5.1.1 nobody", "553 5.1.3 odd", "552 5.2.2 full")
	add(3, "retry: sent retry sent", 2, "RCPT 2", "450 4.2.0 greylisted", "451 4.3.0 later", "452 4.2.2 full")
	add(3, "retry: retry retry retry", 0, "RCPT 2", "421 4.3.2 closing")
	add(3, "retry: retry retry retry", 0, "RCPT 2", breaks...)
	all = append(all,
		fault{stage: "RCPT: mixed", script: badsmtp.Script{"RCPT 1": "550 5.1.1 nobody", "RCPT 2": "450 4.2.0 later"}, to: 3, want: "retry: failed retry sent", have: 1},
		fault{stage: "RCPT: none accepted", script: badsmtp.Script{"RCPT 1": "550 5.1.1 nobody", "RCPT 2": "450 4.2.0 later", "RCPT 3": "550 no"}, to: 3, want: "retry: failed retry failed"},
		fault{stage: "RCPT, then DATA", script: badsmtp.Script{"RCPT 2": "550 5.1.1 nobody", "DATA": "451 4.3.0 later"}, to: 3, want: "retry: retry failed retry"},
		fault{stage: "RCPT, then the dot", script: badsmtp.Script{"RCPT 2": "550 5.1.1 nobody", ".": "DROP"}, to: 3, want: "unsure: unsure failed unsure"},
		fault{stage: "RCPT, then the dot, accepted", script: badsmtp.Script{"RCPT 2": "550 5.1.1 nobody", ".": "KEEP DROP"}, to: 3, want: "unsure: unsure failed unsure", have: 2},
	)
	for _, a := range []string{"452 4.5.3 too many", "452 too many", "552 too many", "552 5.5.3 too many"} { // the rest goes at once
		all = append(all, fault{stage: "RCPT: too many", script: badsmtp.Script{"RCPT 3": a}, to: 5, want: "sent: " + strings.TrimSpace(strings.Repeat("sent ", 5)), have: 5})
	}
	return all
}

// certificate is a server's, signed by itself, valid between two hours from now.
func certificate(from, to int, name string) (*tls.Config, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	now := time.Now()
	c := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: now.Add(time.Duration(from) * time.Hour), NotAfter: now.Add(time.Duration(to) * time.Hour),
		DNSNames: []string{name}, KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	if ip := net.ParseIP(name); ip != nil {
		c.IPAddresses = []net.IP{ip}
	}
	der, err := x509.CreateCertificate(rand.Reader, c, c, key.Public(), key)
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}, err
}
