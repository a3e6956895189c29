package oauth

import (
	"context"
	"time"

	"golang.org/x/oauth2"
)

// Code is what a person types on a page, on whatever device.
type Code struct {
	Page   string // where
	Code   string
	Expiry time.Time
}

// SignInByCode signs in where this machine has no browser (RFC 8628): show is
// given what to type where, then the provider is asked, as often as it likes,
// whether that was done.
func (p Provider) SignInByCode(ctx context.Context, show func(Code)) (Token, error) {
	if err := p.Check(); err != nil {
		return Token{}, err
	}
	if p.DeviceURL == "" {
		return Token{}, &Error{Kind: Misconfigured, Provider: p.Name, Detail: "there is no sign-in by code"}
	}
	asking := context.WithValue(ctx, oauth2.HTTPClient, client())
	c := p.config()
	device, err := c.DeviceAuth(asking)
	if err != nil {
		return Token{}, p.failure(ctx, err)
	}
	show(Code{Page: device.VerificationURI, Code: oneLine(device.UserCode), Expiry: device.Expiry})
	t, err := c.DeviceAccessToken(asking, device)
	if err != nil {
		if !device.Expiry.IsZero() && time.Now().After(device.Expiry) && ctx.Err() == nil {
			return Token{}, &Error{Kind: Expired, Provider: p.Name}
		}
		return Token{}, p.failure(ctx, err)
	}
	return token(t, ""), nil
}
