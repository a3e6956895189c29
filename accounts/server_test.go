package accounts

import "testing"

func TestSetDefaults(t *testing.T) {
	cases := []struct {
		p        Protocol
		port     int
		security Security
		wantPort int
		want     Security
	}{
		{IMAP, 0, "", 993, TLS},
		{IMAP, 0, STARTTLS, 143, STARTTLS},
		{IMAP, 0, Plain, 143, Plain},
		{IMAP, 143, "", 143, STARTTLS},
		{IMAP, 10993, "", 10993, TLS},
		{POP3, 0, "", 995, TLS},
		{POP3, 0, STARTTLS, 110, STARTTLS},
		{POP3, 110, "", 110, STARTTLS},
		{SMTP, 0, "", 587, STARTTLS},
		{SMTP, 0, TLS, 465, TLS},
		{SMTP, 0, Plain, 25, Plain},
		{SMTP, 465, "", 465, TLS},
		{SMTP, 25, "", 25, STARTTLS},
		{SMTP, 10587, "", 10587, STARTTLS},
		{None, 0, "", 0, ""},
	}
	for _, c := range cases {
		s := Server{Host: " mail.example.org ", Port: c.port, Security: c.security}
		s.SetDefaults(c.p)
		if s.Port != c.wantPort || s.Security != c.want || s.Protocol != c.p || s.Host != "mail.example.org" {
			t.Errorf("%s %d %q: got %+v", c.p, c.port, c.security, s)
		}
	}
}

func TestMayBePlain(t *testing.T) {
	for _, host := range []string{"127.0.0.1", "127.9.9.9", "::1", "[::1]", "localhost", "LOCALHOST.", "::ffff:127.0.0.1"} {
		for _, p := range []Protocol{IMAP, POP3, SMTP} {
			if !(Server{Protocol: p, Host: host}).MayBePlain() {
				t.Errorf("%s to %s is refused", p, host)
			}
		}
	}
	for _, host := range []string{"", "127.0.0.1.example.org", "localhost.example.org", "0.0.0.0", "::", "192.168.1.2", "10.0.0.1", "fe80::1", "mail"} {
		for _, p := range []Protocol{IMAP, POP3, SMTP} {
			if (Server{Protocol: p, Host: host}).MayBePlain() {
				t.Errorf("%s to %q is allowed", p, host)
			}
			if got := (Server{Protocol: p, Host: host, Insecure: true}).MayBePlain(); got != (p != SMTP) {
				t.Errorf("%s to %q where asked for: %v", p, host, got)
			}
		}
	}
}

func TestASCIIHost(t *testing.T) {
	for host, want := range map[string]string{
		"Mail.Example.ORG": "mail.example.org", "mail.example.org.": "mail.example.org", "bücher.example": "xn--bcher-kva.example",
		"ＭＡＩＬ.example": "mail.example", "[::1]": "::1", "2001:DB8::1": "2001:db8::1", "my_server.lan": "my_server.lan", "nas": "nas",
	} {
		if got, err := (Server{Host: host}).ASCIIHost(); err != nil || got != want {
			t.Errorf("%q is %q, %v; want %q", host, got, err, want)
		}
	}
	for _, host := range []string{"", ".", "a b", "a/b", "mail.example.org:993", "a..b", "-a.org", "ann@example.org", "a\x00b", "xn--\u00fc.org"} {
		if got, err := (Server{Host: host}).ASCIIHost(); err == nil {
			t.Errorf("%q is taken for the host %q", host, got)
		}
	}
}

func TestAddressOfServer(t *testing.T) {
	for want, s := range map[string]Server{
		"mail.example.org:993": {Host: "mail.example.org", Port: 993},
		"[::1]:143":            {Host: "::1", Port: 143},
		"[::1]:25":             {Host: "[::1]", Port: 25},
	} {
		if got := s.Address(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// A password kept for one server must never be found for another.
func TestSecretKeysDiffer(t *testing.T) {
	base := Server{Protocol: IMAP, Host: "mail.example.org", Port: 993, User: "ann"}
	keys := map[string]bool{base.SecretKey(): true}
	for _, change := range []func(*Server){
		func(s *Server) { s.Protocol = POP3 }, func(s *Server) { s.Host = "mail.example.net" },
		func(s *Server) { s.Port = 143 }, func(s *Server) { s.User = "bob" },
	} {
		s := base
		change(&s)
		if keys[s.SecretKey()] {
			t.Errorf("%+v shares its key", s)
		}
		keys[s.SecretKey()] = true
	}
}
