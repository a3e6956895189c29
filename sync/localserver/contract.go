// Package localserver: TEMPORARY contract; keep names and signatures.
package localserver

import "godwit/accounts"

// Server is an IMAP, POP3 and SMTP server in memory on loopback.
type Server struct{}

// Start listens on free loopback ports (or the given ones). Mail submitted to it is delivered to its own mailboxes.
// The connections are unprotected, which is why it listens on loopback only.
func Start(o Options) (*Server, error) { panic("unbuilt") }

type Options struct {
	Users  []User
	Sample bool // fill the mailboxes with the sample mail of assets
}
type User struct{ Name, Email, Password string }

func (s *Server) Close() error          { panic("unbuilt") }
func (s *Server) IMAP() accounts.Server { panic("unbuilt") } // without User
func (s *Server) POP3() accounts.Server { panic("unbuilt") }
func (s *Server) SMTP() accounts.Server { panic("unbuilt") }
func (s *Server) Users() []User         { panic("unbuilt") }

// Deliver puts a message into a user's INBOX.
func (s *Server) Deliver(user string, raw []byte) error { panic("unbuilt") }
