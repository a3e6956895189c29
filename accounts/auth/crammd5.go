package auth

import (
	"crypto/hmac"
	"crypto/md5"
	"encoding/hex"

	"github.com/emersion/go-sasl"
)

// cramClient is CRAM-MD5 (RFC 2195).
type cramClient struct {
	user, secret string
	asked        bool
}

func (c *cramClient) Start() (string, []byte, error) {
	c.asked = false
	return string(CramMD5), nil, nil
}

func (c *cramClient) Next(challenge []byte) ([]byte, error) {
	if c.asked {
		return nil, sasl.ErrUnexpectedServerChallenge
	}
	c.asked = true
	mac := hmac.New(md5.New, []byte(c.secret))
	mac.Write(challenge)
	return []byte(c.user + " " + hex.EncodeToString(mac.Sum(nil))), nil
}
