package autoconfig

import "godwit/accounts"

const guessHint = "These servers are guessed from the address; compare them with what your provider says."

// guess names servers as most providers do. Nothing is contacted.
func guess(email, domain string) Found {
	end := func(p accounts.Protocol, name string, sec accounts.Security) accounts.Server {
		return accounts.Server{
			Protocol: p, Host: name + "." + domain, Port: accounts.DefaultPort(p, sec), Security: sec, User: email,
		}
	}
	return Found{
		Source: SourceGuess,
		IMAP: []accounts.Server{
			end(accounts.IMAP, "imap", accounts.TLS), end(accounts.IMAP, "mail", accounts.TLS),
			end(accounts.IMAP, "imap", accounts.STARTTLS), end(accounts.IMAP, "mail", accounts.STARTTLS),
		},
		POP3: []accounts.Server{
			end(accounts.POP3, "pop", accounts.TLS), end(accounts.POP3, "mail", accounts.TLS),
			end(accounts.POP3, "pop", accounts.STARTTLS), end(accounts.POP3, "mail", accounts.STARTTLS),
		},
		SMTP: []accounts.Server{
			end(accounts.SMTP, "smtp", accounts.STARTTLS), end(accounts.SMTP, "mail", accounts.STARTTLS),
			end(accounts.SMTP, "smtp", accounts.TLS), end(accounts.SMTP, "mail", accounts.TLS),
		},
		Auth:  []string{"password"},
		Hint:  guessHint,
		Doubt: "Nobody says which servers " + domain + " has; these names are the usual ones.",
	}
}
