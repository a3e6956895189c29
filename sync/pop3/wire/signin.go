package wire

import (
	"encoding/base64"
	"errors"
	"strings"

	"github.com/emersion/go-sasl"

	"godwit/accounts"
	"godwit/accounts/auth"
)

// signIn uses SASL where both sides know a mechanism, else USER and PASS.
func (c *Client) signIn(secret string) error {
	client, err := auth.Client(c.server, c.capa["SASL"], secret, c.conn.State())
	switch {
	case err == nil:
		if err = c.authenticate(client); err == nil {
			err = auth.Verified(client)
		}
	case errors.Is(err, auth.ErrNoMechanism) && c.server.Auth == accounts.AuthAuto:
		err = c.userPass(secret)
	}
	var refused *Error
	if errors.As(err, &refused) {
		return auth.Refused(c.server, refused.Code, refused.Text, secret, refused.Temporary())
	}
	return err
}

func (c *Client) userPass(secret string) error {
	// Said before USER is sent, so that a bad password does not leave a
	// half-finished sign-in behind.
	if strings.ContainsAny(c.server.User+secret, "\r\n\x00") {
		return errArgument
	}
	if _, err := c.command("USER", c.server.User); err != nil {
		return err
	}
	_, err := c.command("PASS", secret)
	return err
}

// authenticate is AUTH (RFC 5034). The initial response waits for the server's
// first challenge, for servers of the time before it could be sent at once.
func (c *Client) authenticate(client sasl.Client) error {
	mechanism, initial, err := client.Start()
	if err != nil {
		return err
	}
	if err := c.send("AUTH", mechanism); err != nil {
		return err
	}
	for range maxChallenges {
		challenge, more, err := c.challenge()
		if err != nil || !more {
			return err
		}
		response := initial
		if initial == nil || len(challenge) > 0 {
			if response, err = client.Next(challenge); err != nil {
				return c.cancel(err)
			}
		}
		initial = nil
		if err := c.reply(response); err != nil {
			return err
		}
	}
	return c.cancel(errors.New("the server asks too much of a sign-in"))
}

// reply answers a challenge. Its error does not name what was sent.
func (c *Client) reply(response []byte) error {
	c.log.Sent([]byte("***"))
	if _, err := c.conn.Write([]byte(base64.StdEncoding.EncodeToString(response) + "\r\n")); err != nil {
		return c.lost("AUTH", err)
	}
	return nil
}

const maxChallenges = 10 // lines of base64 in one sign-in

// challenge reads the server's next turn; more is false after +OK.
func (c *Client) challenge() (challenge []byte, more bool, err error) {
	b, err := c.line()
	if err != nil {
		return nil, false, c.lost("AUTH", err)
	}
	line := string(b)
	if text, ok := strings.CutPrefix(line, "+"); ok && (text == "" || text[0] == ' ') {
		c.log.Received([]byte("+ ***"))
		challenge, err = base64.StdEncoding.DecodeString(strings.TrimSpace(text))
		if err != nil {
			return nil, false, c.cancel(errors.New("the server's challenge is not base64"))
		}
		return challenge, true, nil
	}
	c.heard(b)
	if _, ok := word(line, "+OK"); ok {
		return nil, false, nil
	}
	if text, ok := word(line, "-ERR"); ok {
		return nil, false, c.refused("AUTH", text)
	}
	return nil, false, c.foreign("the answer to AUTH")
}

// cancel gives up a sign-in under way; why is the reason to report.
func (c *Client) cancel(why error) error {
	if err := c.send("*"); err != nil {
		return err
	}
	if _, err := c.status("AUTH"); err == nil {
		return errors.New("the server took a cancelled sign-in for a success")
	}
	return why
}
