package localserver

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/mail"
	"strings"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"godwit/accounts"
)

const maxMessage = 25 << 20 // the SIZE announced, octets

type smtpServer struct {
	*smtp.Server
	listener *listener
}

func (s *Server) serveSMTP(l *listener) {
	server := smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) {
		sub := &submission{server: s, conn: c}
		return sub, sub.fault(StepHello, c.Hostname())
	}))
	server.Domain = "localhost"
	server.MaxMessageBytes = maxMessage
	server.MaxRecipients = 100
	server.ReadTimeout = 5 * time.Minute
	server.WriteTimeout = 5 * time.Minute
	server.EnableSMTPUTF8 = true
	server.AllowInsecureAuth = s.options.Security == accounts.Plain
	server.ErrorLog = log.New(io.Discard, "", 0) // clients may leave as they like
	if s.options.Security == accounts.STARTTLS {
		server.TLSConfig = s.options.TLS
	}
	s.smtp = smtpServer{server, l}
	s.work.Go(func() { server.Serve(l) })
}

// closeSMTP cuts the connections, then waits for their goroutines.
func (s *Server) closeSMTP() error {
	if s.smtp.listener == nil {
		return nil
	}
	err := s.smtp.listener.Close()
	return errors.Join(err, ignoreClosed(s.smtp.Server.Shutdown(context.Background())))
}

// submission is one SMTP connection.
type submission struct {
	server *Server
	conn   *smtp.Conn
	user   *user // nil until signed in

	from string
	to   []string
}

func (s *submission) Reset()        { s.from, s.to = "", nil }
func (s *submission) Logout() error { return nil }

// fault carries out what goes wrong at a step; nil if nothing does.
func (s *submission) fault(name StepName, arg string) error {
	return s.carryOut(s.server.fault(accounts.SMTP, name, arg))
}

func (s *submission) carryOut(f *Fault) error {
	if f == nil {
		return nil
	}
	if f.Hang {
		<-s.server.closing
	}
	if f.Drop && f.Reply != "" {
		io.WriteString(s.conn.Conn(), f.Reply+"\r\n")
	}
	if f.Hang || f.Drop {
		s.conn.Conn().Close()
		return net.ErrClosed
	}
	code, enhanced, text := smtpReply(f.Reply)
	e := &smtp.SMTPError{Code: code, EnhancedCode: smtp.EnhancedCode(enhanced), Message: text}
	if enhanced[0] < 0 {
		e.EnhancedCode = smtp.NoEnhancedCode
	}
	return e
}

func (s *submission) AuthMechanisms() []string { return []string{sasl.Plain, sasl.Login} }

func (s *submission) Auth(mechanism string) (sasl.Server, error) {
	switch mechanism {
	case sasl.Plain:
		return sasl.NewPlainServer(func(identity, name, password string) error {
			if identity != "" && !strings.EqualFold(identity, name) {
				return smtp.ErrAuthFailed
			}
			return s.signIn(name, password)
		}), nil
	case sasl.Login:
		return &loginServer{check: s.signIn}, nil
	}
	return nil, smtp.ErrAuthUnknownMechanism
}

func (s *submission) signIn(name, password string) error {
	if err := s.fault(StepLogin, name); err != nil {
		return err
	}
	if s.user = s.server.signIn(name, password); s.user == nil {
		return smtp.ErrAuthFailed
	}
	return nil
}

func (s *submission) Mail(from string, _ *smtp.MailOptions) error {
	if s.user == nil {
		return &smtp.SMTPError{Code: 530, EnhancedCode: smtp.EnhancedCode{5, 7, 0}, Message: "Authentication required"}
	}
	if err := s.fault(StepMail, from); err != nil {
		return err
	}
	s.from = from
	return nil
}

func (s *submission) Rcpt(to string, _ *smtp.RcptOptions) error {
	if err := s.fault(StepRcpt, to); err != nil {
		return err
	}
	if _, err := mail.ParseAddress(to); err != nil {
		return &smtp.SMTPError{Code: 501, EnhancedCode: smtp.EnhancedCode{5, 1, 3}, Message: "That is no address"}
	}
	if s.server.local(to) && s.server.user(to) == nil {
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "There is no such user here"}
	}
	s.to = append(s.to, to)
	return nil
}

func (s *submission) Data(r io.Reader) error {
	if err := s.fault(StepBody, ""); err != nil {
		return err
	}
	body, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	f := s.server.fault(accounts.SMTP, StepDot, "")
	if f == nil || f.Deliver {
		s.server.deliver(s.from, s.to, s.conn.Hostname(), body)
	}
	return s.carryOut(f)
}
