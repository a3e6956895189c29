package main

import (
	"context"
	"errors"
	"time"

	"godwit/accounts"
	"godwit/accounts/dial"
	"godwit/app"
)

// certificateJSON is what a server of an account shows now.
type certificateJSON struct {
	Protocol   accounts.Protocol `json:"protocol"`
	Host       string            `json:"host"`
	Port       int               `json:"port"`
	Trusted    bool              `json:"trusted"`
	Code       string            `json:"code,omitempty"` // why it is not accepted
	Pin        string            `json:"pin,omitempty"`  // the only one that is accepted
	SHA256     string            `json:"sha256,omitempty"`
	Subject    string            `json:"subject,omitempty"`
	Issuer     string            `json:"issuer,omitempty"`
	Names      []string          `json:"names,omitempty"`
	Begins     string            `json:"begins,omitempty"`
	Ends       string            `json:"ends,omitempty"`
	SelfSigned bool              `json:"self_signed,omitempty"`
}

// accountCertificate tells what an account's servers show, and whether it is
// accepted. It signs in nowhere.
func accountCertificate(ctx context.Context, c *cli, args []string) error {
	a, acc, err := c.one(ctx, c.flags("account certificate"), args)
	if err != nil {
		return err
	}
	defer a.Close()
	list, err := a.Accounts.Certificates(ctx, acc)
	if err != nil {
		return err
	}
	var failed []error
	for _, one := range list {
		if one.Shown == nil && one.Err != nil {
			failed = append(failed, one.Err)
		}
		if err := c.showCertificate(one); err != nil {
			return err
		}
	}
	return errors.Join(failed...)
}

func (c *cli) showCertificate(one app.ServerCertificate) error {
	s := one.Server
	v := certificateJSON{Protocol: s.Protocol, Host: s.Host, Port: s.Port, Pin: s.Pin, Trusted: one.Err == nil && one.Shown != nil}
	if one.Err != nil {
		v.Code = app.Explain(one.Err).Code
	}
	shown := one.Shown
	if shown == nil {
		shown = new(dial.Certificate)
	} else {
		v.SHA256, v.Subject, v.Issuer, v.Names, v.SelfSigned = shown.Pin, shown.Subject, shown.Issuer, shown.Names, shown.SelfSigned
		v.Begins, v.Ends = shown.Begins.UTC().Format(time.RFC3339), shown.Ends.UTC().Format(time.RFC3339)
	}
	if c.json {
		return c.emit(v)
	}
	state := "trusted"
	switch {
	case v.Code != "":
		state = v.Code
	case one.Shown == nil:
		state = "no certificate: the connection is not protected"
	case s.Pin != "":
		state = "accepted by you alone"
	}
	c.say("%s %s\t%s\t%s\tby %s\tuntil %s\tSHA-256 %s", v.Protocol, s.Address(), state, v.Subject, v.Issuer, shown.Ends.Format(time.DateOnly), v.SHA256)
	return nil
}
