package accounts

import (
	"strings"
	"testing"
)

func TestTrustSettings(t *testing.T) {
	good := Server{Protocol: IMAP, Host: "mail.example.org", Port: 993, Security: TLS, User: "ann"}
	for _, c := range []struct {
		change func(*Server)
		field  string // that is wrong; "": nothing
	}{
		{func(s *Server) { s.Pin = strings.Repeat("0a", 32) }, ""},
		{func(s *Server) { s.Pin = "0a" }, "pin"},
		{func(s *Server) { s.Pin = strings.Repeat("zz", 32) }, "pin"},
		{func(s *Server) { s.Proxy = "socks5://127.0.0.1:1080" }, ""},
		{func(s *Server) { s.Proxy = "http://ann@proxy.example.org:3128" }, ""},
		{func(s *Server) { s.Proxy = "http://ann:s3cret@proxy.example.org:3128" }, "proxy"},
		{func(s *Server) { s.Proxy = "https://proxy.example.org:3128" }, "proxy"},
		{func(s *Server) { s.Proxy = "socks5://proxy.example.org" }, "proxy"},
		{func(s *Server) { s.Proxy = "socks5://:1080" }, "proxy"},
		{func(s *Server) { s.ClientCertificate = "/etc/ann.pem" }, ""},
		{func(s *Server) { s.ClientCertificate = "ann.pem" }, "client_certificate"},
	} {
		s := good
		c.change(&s)
		var p Problems
		s.validate(&p, "incoming.")
		var fields []string
		for _, one := range p {
			fields = append(fields, strings.TrimPrefix(one.Field, "incoming."))
			if strings.Contains(one.Text, "s3cret") {
				t.Errorf("the text repeats a password: %s", one.Text)
			}
		}
		if got := strings.Join(fields, " "); got != c.field {
			t.Errorf("%+v: wrong are %q, want %q", s, got, c.field)
		}
	}
	if key := (Server{Proxy: "socks5://ann@proxy.example.org:1080"}).ProxyKey(); key != "socks5://ann@proxy.example.org:1080" {
		t.Errorf("the key is %q", key)
	}
	if key := (Server{Proxy: "socks5://proxy.example.org:1080"}).ProxyKey(); key != "" {
		t.Errorf("a key %q without a user", key)
	}
}
