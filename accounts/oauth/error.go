package oauth

import (
	"context"
	"errors"
	"strings"

	"golang.org/x/oauth2"
)

// Kind is what went wrong, as far as a person can do something about it.
type Kind string

const (
	Refused       Kind = "refused"        // the person, or the provider, said no
	NeedsAdmin    Kind = "needs-admin"    // the organisation's administrator must allow Godwit first
	Revoked       Kind = "revoked"        // the sign-in is valid no more: sign in again
	NotRegistered Kind = "not-registered" // Godwit has no client ID with this provider
	BadClient     Kind = "bad-client"     // the provider does not know the client ID, or not for this
	Expired       Kind = "expired"        // the page or code was not used in time
	Unavailable   Kind = "unavailable"    // no answer, or an error of the provider's own: try again later
	Misconfigured Kind = "misconfigured"  // addresses that are not protected, or missing
)

// Error is a sign-in or renewal that did not work.
type Error struct {
	Kind     Kind
	Provider string
	Detail   string // the provider's words, on one line and bounded; "" if it had none
	Err      error  // may be nil; holds no token
}

func (e *Error) Error() string {
	text := "sign in with " + e.Provider + ": " + string(e.Kind)
	if e.Detail != "" {
		text += ": " + e.Detail
	}
	return text
}

func (e *Error) Unwrap() error { return e.Err }

// failure turns what x/oauth2 says into an *Error. Its own text repeats the
// provider's whole answer, and is dropped.
func (p Provider) failure(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var answer *oauth2.RetrieveError
	if !errors.As(err, &answer) {
		return &Error{Kind: Unavailable, Provider: p.Name, Detail: "no answer that can be read"}
	}
	if answer.Response != nil && answer.Response.StatusCode >= 500 {
		return &Error{Kind: Unavailable, Provider: p.Name, Detail: answer.Response.Status}
	}
	return p.refusal(answer.ErrorCode, answer.ErrorDescription)
}

// adminCodes are Microsoft's numbers for consent that only an administrator can
// give, or access that one has closed.
var adminCodes = []string{"AADSTS65001", "AADSTS90094", "AADSTS50105", "AADSTS900941", "AADSTS90095", "AADSTS53003", "AADSTS65005", "AADSTS7000112"}

// refusal is an error by its code and words (RFC 6749 4.1.2.1 and 5.2, RFC 8628
// 3.5).
func (p Provider) refusal(code, description string) error {
	e := &Error{Kind: Unavailable, Provider: p.Name, Detail: oneLine(strings.TrimSpace(code + " " + description))}
	switch code {
	case "access_denied", "consent_required":
		e.Kind = Refused
	case "invalid_grant", "interaction_required", "login_required":
		e.Kind = Revoked
	case "invalid_client", "unauthorized_client", "invalid_scope", "unsupported_grant_type", "invalid_request", "redirect_uri_mismatch", "org_internal":
		e.Kind = BadClient
	case "admin_policy_enforced": // Google's
		e.Kind = NeedsAdmin
	case "expired_token":
		e.Kind = Expired
	}
	for _, number := range adminCodes {
		if strings.Contains(description, number+":") || strings.Contains(description, number+" ") {
			e.Kind = NeedsAdmin
		}
	}
	return e
}

// maxDetail bounds a provider's words, in runes.
const maxDetail = 300

func oneLine(s string) string {
	s = strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, s)), " ")
	if r := []rune(s); len(r) > maxDetail {
		s = string(r[:maxDetail]) + "…"
	}
	return s
}
