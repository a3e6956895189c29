package localserver

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"math/big"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"godwit/accounts"
)

// at makes a fault of one step.
func at(name StepName, arg string, f Fault) func(Step) *Fault {
	return func(s Step) *Fault {
		if s.Name == name && (arg == "" || s.Arg == arg) {
			return &f
		}
		return nil
	}
}

func TestSubmissionFaults(t *testing.T) {
	for _, c := range []struct {
		name      string
		fault     func(Step) *Fault
		code      int // 0: the connection is lost
		enhanced  smtp.EnhancedCode
		delivered int
	}{
		{"greeting 421", at(StepConnect, "", Fault{Reply: "421 4.3.2 Closing"}), 421, smtp.EnhancedCodeNotSet, 0},
		{"no greeting", at(StepConnect, "", Fault{Drop: true}), 0, smtp.EnhancedCode{}, 0},
		{"auth 454", at(StepLogin, "", Fault{Reply: "454 4.7.0 Later"}), 454, smtp.EnhancedCode{4, 7, 0}, 0},
		{"mail 552", at(StepMail, "mira@demo.test", Fault{Reply: "552 5.3.4 Too big"}), 552, smtp.EnhancedCode{5, 3, 4}, 0},
		{"rcpt 450", at(StepRcpt, "jonas@demo.test", Fault{Reply: "450 4.2.0 Greylisted"}), 450, smtp.EnhancedCode{4, 2, 0}, 0},
		{"rcpt of another", at(StepRcpt, "ann@else.example", Fault{Reply: "450 4.2.0 Greylisted"}), 250, smtp.EnhancedCode{}, 1},
		{"rcpt lost", at(StepRcpt, "", Fault{Drop: true}), 0, smtp.EnhancedCode{}, 0},
		{"body lost", at(StepBody, "", Fault{Drop: true}), 0, smtp.EnhancedCode{}, 0},
		{"dot 451", at(StepDot, "", Fault{Reply: "451 4.3.0 Queue"}), 451, smtp.EnhancedCode{4, 3, 0}, 0},
		{"dot 554 without an enhanced code", at(StepDot, "", Fault{Reply: "554 Spam"}), 554, smtp.EnhancedCodeNotSet, 0},
		{"dot lost", at(StepDot, "", Fault{Drop: true}), 0, smtp.EnhancedCode{}, 0},
		{"dot lost, delivered", at(StepDot, "", Fault{Drop: true, Deliver: true}), 0, smtp.EnhancedCode{}, 1},
		{"dot 421 and lost, delivered", at(StepDot, "", Fault{Reply: "421 4.4.2 Bye", Drop: true, Deliver: true}), 421, smtp.EnhancedCode{4, 4, 2}, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := start(t, Options{Fault: c.fault})
			err := submit(s)
			var e *smtp.SMTPError
			switch {
			case c.code == 250 && err != nil, c.code != 250 && err == nil:
				t.Errorf("got %v, want %d", err, c.code)
			case c.code == 0 && errors.As(err, &e):
				t.Errorf("got %v, want a lost connection", err)
			case c.code > 250 && (!errors.As(err, &e) || e.Code != c.code):
				t.Errorf("got %v, want %d", err, c.code)
			case c.code > 250 && c.enhanced != smtp.EnhancedCodeNotSet && e.EnhancedCode != c.enhanced:
				t.Errorf("got %v, want %v", e.EnhancedCode, c.enhanced)
			}
			if n := len(s.Messages("jonas@demo.test", "INBOX")); n != c.delivered {
				t.Errorf("delivered %d times, want %d", n, c.delivered)
			}
		})
	}
}

func submit(s *Server) error {
	c, err := smtp.Dial(s.SMTP().Address())
	if err != nil {
		return err
	}
	defer c.Close()
	if err := c.Auth(sasl.NewPlainClient("", "mira@demo.test", "godwit")); err != nil {
		return err
	}
	return c.SendMail("mira@demo.test", []string{"jonas@demo.test"}, strings.NewReader(letter))
}

func TestIMAPFaults(t *testing.T) {
	s := start(t, Options{Fault: func(step Step) *Fault {
		switch {
		case step.Name == StepLogin && step.Arg == "jonas@demo.test":
			return &Fault{Reply: "NO [UNAVAILABLE] Later"}
		case step.Name == StepSelect && step.Arg == "Junk":
			return &Fault{Drop: true}
		}
		return nil
	}})
	c, err := imapclient.DialInsecure(s.IMAP().Address(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	var e *imap.Error
	if err := c.Login("jonas@demo.test", "godwit").Wait(); !errors.As(err, &e) || e.Code != imap.ResponseCodeUnavailable {
		t.Errorf("got %v", err)
	}
	mira := dialIMAP(t, s, s.Users()[0], nil)
	if _, err := mira.Select("Junk", nil).Wait(); err == nil {
		t.Error("the connection was not lost")
	}
}

func TestDisconnect(t *testing.T) {
	s := start(t, Options{})
	c := dialIMAP(t, s, s.Users()[0], nil)
	s.Disconnect()
	<-c.Closed()
	dialIMAP(t, s, s.Users()[0], nil)
}

func TestGivenPorts(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	if s, err := Start(Options{SMTPPort: port}); err == nil {
		s.Close()
		t.Error("listens on a port that is taken")
	}
	l.Close()
	if s := start(t, Options{IMAPPort: port}); s.IMAP().Port != port || s.IMAP().Host != "127.0.0.1" {
		t.Errorf("listens on %s", s.IMAP().Address())
	}
}

func TestTLS(t *testing.T) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	config := &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}
	trusting := &tls.Config{InsecureSkipVerify: true}
	for _, security := range []accounts.Security{accounts.STARTTLS, accounts.TLS} {
		t.Run(string(security), func(t *testing.T) {
			s := start(t, Options{TLS: config, Security: security})
			if s.SMTP().Security != security {
				t.Errorf("security %q", s.SMTP().Security)
			}
			dialMail, dialBox := smtp.DialTLS, imapclient.DialTLS
			if security == accounts.STARTTLS {
				dialMail, dialBox = smtp.DialStartTLS, imapclient.DialStartTLS
				// Without the upgrade nobody can sign in.
				c, err := smtp.Dial(s.SMTP().Address())
				if err != nil {
					t.Fatal(err)
				}
				defer c.Close()
				if err := c.Auth(sasl.NewPlainClient("", "mira@demo.test", "godwit")); err == nil {
					t.Error("signed in before STARTTLS")
				}
				if got := converse(t, s, "USER mira@demo.test", "PASS godwit", "QUIT"); strings.Count(got, "-ERR Use STLS first") != 2 {
					t.Errorf("POP3 before STLS: %s", got)
				}
			}
			c, err := dialMail(s.SMTP().Address(), trusting)
			if err != nil {
				t.Fatal(err)
			}
			defer c.Close()
			if err := c.Auth(sasl.NewPlainClient("", "mira@demo.test", "godwit")); err != nil {
				t.Error(err)
			}
			box, err := dialBox(s.IMAP().Address(), &imapclient.Options{TLSConfig: trusting})
			if err != nil {
				t.Fatal(err)
			}
			defer box.Close()
			if err := box.Login("mira@demo.test", "godwit").Wait(); err != nil {
				t.Error(err)
			}
		})
	}
	if s, err := Start(Options{Security: accounts.TLS}); err == nil {
		s.Close()
		t.Error("TLS without a certificate")
	}
}
