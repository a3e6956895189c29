package auth

import (
	"errors"

	"github.com/emersion/go-sasl"
)

// xoauth2Client sends one initial response. A server that refuses the token
// answers with a JSON challenge, which wants an empty response before the
// refusal itself comes.
type xoauth2Client struct {
	user, token string
	refused     bool
}

func (c *xoauth2Client) Start() (string, []byte, error) {
	for _, r := range c.user + c.token {
		if r < ' ' {
			return "", nil, errors.New("a user name or token with a control character cannot be sent")
		}
	}
	c.refused = false
	return string(XOAuth2), []byte("user=" + c.user + "\x01auth=Bearer " + c.token + "\x01\x01"), nil
}

func (c *xoauth2Client) Next([]byte) ([]byte, error) {
	if c.refused {
		return nil, sasl.ErrUnexpectedServerChallenge
	}
	c.refused = true
	return []byte{}, nil
}
