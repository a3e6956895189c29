package main

import (
	"context"

	"godwit/sync/localserver"
)

// runDemo serves the sample mail until it is interrupted.
func runDemo(ctx context.Context, c *cli, args []string) error {
	if err := noArguments(c.flags("demo"), args); err != nil {
		return err
	}
	s, err := localserver.Start(localserver.Options{Sample: true})
	if err != nil {
		return err
	}
	defer s.Close()
	type login struct {
		Email    string `json:"email"`
		Name     string `json:"name"`
		Password string `json:"password"` // of the sample mail; no one's secret
	}
	var logins []login
	for _, u := range s.Users() {
		logins = append(logins, login{u.Email, u.Name, u.Password})
	}
	if c.json {
		if err := c.emit(map[string]any{"imap": s.IMAP().Address(), "pop3": s.POP3().Address(), "smtp": s.SMTP().Address(), "users": logins}); err != nil {
			return err
		}
	} else {
		c.say("IMAP %s  POP3 %s  SMTP %s  (no TLS: this computer only)", s.IMAP().Address(), s.POP3().Address(), s.SMTP().Address())
		for _, l := range logins {
			c.say("user %s  password %s  (%s)", l.Email, l.Password, l.Name)
		}
		c.note("Ends with Ctrl+C.")
	}
	<-ctx.Done()
	return nil
}
