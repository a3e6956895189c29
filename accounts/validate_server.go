package accounts

func (s Server) validateIncoming(p *Problems) {
	switch s.Protocol {
	case None, "":
		return
	case IMAP, POP3:
	default:
		p.add("incoming.protocol", "Mail is received with IMAP or POP3.")
		return
	}
	if s.Auth == AuthNone {
		p.add("incoming.auth", "A mailbox cannot be read without signing in.")
	}
	s.validate(p, "incoming.")
}

func (s Server) validateOutgoing(p *Problems) {
	switch s.Protocol {
	case None, "":
		return
	case SMTP:
	default:
		p.add("outgoing.protocol", "Mail is sent with SMTP.")
		return
	}
	s.validate(p, "outgoing.")
}

func (s Server) validate(p *Problems, at string) {
	if s.Host == "" {
		p.add(at+"host", "The name of the server is missing.")
	} else if _, err := s.ASCIIHost(); err != nil {
		p.add(at+"host", "The name of a server looks like mail.example.org.")
	}
	if s.Port < 1 || s.Port > 65535 {
		p.add(at+"port", "A port is a number from 1 to 65535.")
	}
	switch s.Security {
	case TLS, STARTTLS:
	case Plain:
		if !s.MayBePlain() {
			p.add(at+"security", s.plainProblem())
		}
	default:
		p.add(at+"security", "A connection is protected with TLS or STARTTLS.")
	}
	switch s.Auth {
	case AuthAuto, AuthPage, "PLAIN", "LOGIN", "XOAUTH2", "OAUTHBEARER":
		if s.User == "" {
			p.add(at+"user", "The user name is missing.")
		}
	case AuthNone:
	default:
		p.add(at+"auth", "Godwit does not know this way to sign in.")
	}
	s.validateTrust(p, at)
	if hasControl(s.User) {
		p.add(at+"user", "A user name cannot hold line breaks.")
	}
}

func (s Server) plainProblem() string {
	if s.Protocol == SMTP {
		return "Mail is sent without protection only to a server on this computer."
	}
	return "A connection without protection shows the password to everyone on the way; it must be allowed for this server."
}
