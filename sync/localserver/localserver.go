// Package localserver is a mail server in memory, on loopback: IMAP, POP3 and
// SMTP submission over the same mailboxes. The demo and the tests use it, so a
// message sent to one of its users arrives in that user's INBOX.
//
// It never listens on another interface, never connects to anything and
// writes no file: mail to people it does not know is kept in a list
// ([Server.Elsewhere]) and goes nowhere. When it is closed, all of it is gone.
//
// It is a well-behaved server. A test that needs another one describes the
// step that goes wrong with [Options.Fault].
package localserver

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"strconv"
	"strings"
	"sync"
	"time"

	"godwit/accounts"
)

// Options says what to serve. The zero value serves the demo's two users with
// empty mailboxes.
type Options struct {
	Users  []User // default: DemoUsers
	Sample bool   // fill the mailboxes with the sample mail of assets

	IMAPPort, POP3Port, SMTPPort int // 0: a free one

	// TLS is the certificate to use; nil leaves the connections unprotected.
	// Security says whether it is used from the first byte or after STARTTLS,
	// which then is the default.
	TLS      *tls.Config
	Security accounts.Security

	Fault func(Step) *Fault // what goes wrong, nil for nothing; called from several goroutines
	Now   func() time.Time  // default time.Now
}

// User can sign in with Email and Password and receives mail for Email.
type User struct{ Name, Email, Password string }

// DemoUsers are the two people to whom the sample mail belongs.
func DemoUsers() []User {
	return []User{
		{Name: "Mira Halloran", Email: "mira@demo.test", Password: "godwit"},
		{Name: "Jonas Falk", Email: "jonas@demo.test", Password: "godwit"},
	}
}

// Server is an IMAP, POP3 and SMTP server in memory on loopback.
type Server struct {
	options Options
	users   []*user
	imap    imapServer
	pop3    *listener
	smtp    smtpServer

	closing chan struct{}  // closed when Close begins
	work    sync.WaitGroup // every goroutine that Close waits for

	mu        sync.Mutex
	closed    bool
	elsewhere []Submission
}

// Start listens on free loopback ports, or the given ones.
func Start(o Options) (*Server, error) {
	if len(o.Users) == 0 {
		o.Users = DemoUsers()
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Security == "" {
		o.Security = accounts.Plain
		if o.TLS != nil {
			o.Security = accounts.STARTTLS
		}
	}
	if (o.Security != accounts.Plain) != (o.TLS != nil) {
		return nil, fmt.Errorf("security %q does not fit the TLS configuration", o.Security)
	}
	s := &Server{options: o, closing: make(chan struct{})}
	validity := uint32(o.Now().Unix())
	for _, u := range o.Users {
		s.users = append(s.users, newUser(u, validity))
	}
	if o.Sample {
		if err := s.fill(); err != nil {
			return nil, fmt.Errorf("sample mail: %w", err)
		}
	}
	if err := s.serve(); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func (s *Server) serve() error {
	l, err := s.listen(accounts.IMAP, s.options.IMAPPort)
	if err != nil {
		return err
	}
	s.serveIMAP(l)
	if s.pop3, err = s.listen(accounts.POP3, s.options.POP3Port); err != nil {
		return err
	}
	s.servePOP3()
	if l, err = s.listen(accounts.SMTP, s.options.SMTPPort); err != nil {
		return err
	}
	s.serveSMTP(l)
	return nil
}

// Close ends every connection and returns when nothing of the server is left.
func (s *Server) Close() error {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return nil
	}
	s.closed = true
	close(s.closing)
	s.mu.Unlock()

	err := errors.Join(s.closeIMAP(), s.closePOP3(), s.closeSMTP())
	s.work.Wait()
	return err
}

// Disconnect cuts every connection there is now, as a failing network would.
func (s *Server) Disconnect() {
	for _, l := range []*listener{s.imap.listener, s.pop3, s.smtp.listener} {
		l.cut()
	}
}

// IMAP, POP3 and SMTP say where the server listens, without a user.
func (s *Server) IMAP() accounts.Server { return s.end(accounts.IMAP, s.imap.listener) }
func (s *Server) POP3() accounts.Server { return s.end(accounts.POP3, s.pop3) }
func (s *Server) SMTP() accounts.Server { return s.end(accounts.SMTP, s.smtp.listener) }

func (s *Server) end(p accounts.Protocol, l *listener) accounts.Server {
	host, port, _ := net.SplitHostPort(l.Addr().String()) // a TCP address has both
	n, _ := strconv.Atoi(port)
	return accounts.Server{Protocol: p, Host: host, Port: n, Security: s.options.Security}
}

// Users lists who can sign in.
func (s *Server) Users() []User {
	users := make([]User, len(s.users))
	for i, u := range s.users {
		users[i] = u.User
	}
	return users
}

// user finds a user by address; nil if there is none.
func (s *Server) user(email string) *user {
	for _, u := range s.users {
		if strings.EqualFold(u.Email, email) {
			return u
		}
	}
	return nil
}

// signIn finds the user whose name and password these are.
func (s *Server) signIn(name, password string) *user {
	u := s.user(name)
	if u == nil || u.Password != password {
		return nil
	}
	return u
}

// begin counts a goroutine that Close must wait for. It reports false, and
// counts nothing, when the server is closing.
func (s *Server) begin() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return false
	}
	s.work.Add(1)
	return true
}
