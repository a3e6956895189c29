package accounts

import "strings"

// SetDefaults fills what is not given for a server that speaks p: the
// protection (by the port, else TLS, for sending STARTTLS) and the port. What
// is given stays as it is, apart from white space around the host.
func (s *Server) SetDefaults(p Protocol) {
	s.Protocol = p
	s.Host = strings.TrimSpace(s.Host)
	if s.Off() {
		return
	}
	if s.Security == "" {
		s.Security = securityOf(p, s.Port)
	}
	if s.Port == 0 {
		s.Port = DefaultPort(p, s.Security)
	}
}

// DefaultPort is the port registered for a protocol and its protection; 0 for
// no server.
func DefaultPort(p Protocol, sec Security) int {
	switch {
	case p == IMAP && sec == TLS:
		return 993
	case p == IMAP:
		return 143
	case p == POP3 && sec == TLS:
		return 995
	case p == POP3:
		return 110
	case p == SMTP && sec == TLS:
		return 465
	case p == SMTP && sec == STARTTLS:
		return 587
	case p == SMTP:
		return 25
	}
	return 0
}

// securityOf guesses from a port, never that there is none.
func securityOf(p Protocol, port int) Security {
	switch port {
	case 993, 995, 465, 2465:
		return TLS
	case 143, 110, 587, 25, 2525, 2587:
		return STARTTLS
	}
	if p == SMTP {
		return STARTTLS
	}
	return TLS
}
