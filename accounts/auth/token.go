package auth

import (
	"errors"
	"fmt"
	"strings"

	"github.com/emersion/go-sasl"

	"godwit/accounts"
)

// tokenClient sends an access token in one initial response. A server that
// refuses it says why in a challenge, which wants an answer of no meaning
// before the refusal itself comes.
type tokenClient struct {
	mechanism accounts.Mechanism
	server    accounts.Server
	token     string
	refused   bool
}

func (c *tokenClient) Start() (string, []byte, error) {
	user := c.server.User
	for _, r := range user + c.token {
		if r < ' ' {
			return "", nil, errors.New("a user name or token with a control character cannot be sent")
		}
	}
	c.refused = false
	initial := "user=" + user + "\x01"
	if c.mechanism == OAuthBearer {
		initial = fmt.Sprintf("n,a=%s,\x01host=%s\x01port=%d\x01", strings.NewReplacer("=", "=3D", ",", "=2C").Replace(user), c.server.Host, c.server.Port)
	}
	return string(c.mechanism), []byte(initial + "auth=Bearer " + c.token + "\x01\x01"), nil
}

func (c *tokenClient) Next([]byte) ([]byte, error) {
	if c.refused {
		return nil, sasl.ErrUnexpectedServerChallenge
	}
	c.refused = true
	if c.mechanism == OAuthBearer {
		return []byte{1}, nil // RFC 7628 3.2.3
	}
	return []byte{}, nil
}
