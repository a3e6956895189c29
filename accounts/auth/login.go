package auth

import "github.com/emersion/go-sasl"

// loginClient is LOGIN as servers do it: the user name for the first question,
// the secret for the second, whatever they say ("Username:", "User Name\x00",
// "Password:", nothing). There is no initial response: some servers do not
// take one, and go-sasl's client, which sends one, gives up at the first
// question of an IMAP server without SASL-IR.
type loginClient struct {
	user, secret string
	asked        int
}

func (c *loginClient) Start() (string, []byte, error) {
	c.asked = 0
	return string(Login), nil, nil
}

func (c *loginClient) Next([]byte) ([]byte, error) {
	c.asked++
	switch c.asked {
	case 1:
		return []byte(c.user), nil
	case 2:
		return []byte(c.secret), nil
	}
	return nil, sasl.ErrUnexpectedServerChallenge
}
