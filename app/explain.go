package app

import (
	"context"
	"errors"
	"slices"

	"godwit/accounts/auth"
	"godwit/accounts/dial"
	"godwit/accounts/oauth"
	"godwit/sync/imap"
	"godwit/sync/mail"
	"godwit/sync/pop3"
)

// Explanation is an error in words a person understands: what happened, whose
// side it is on, what to do next. Code is stable across versions.
type Explanation struct {
	Code   string `json:"code"`   // "GW-TLS-EXPIRED"
	Title  string `json:"title"`  // a short sentence
	Text   string `json:"text"`   // what happened
	Action string `json:"action"` // what to do next

	Needs Need `json:"-"`
}

// Need says who can mend it.
type Need int

const (
	NeedsChange Need = iota // trying the same again cannot help
	NeedsTime               // it goes away by itself; Godwit tries again
	NeedsLogin              // a person signs in, unlocks or gives a password
	NeedsTrust              // a person looks at the server's settings or certificate
)

// Explain is the one place that turns an error into words.
func Explain(err error) Explanation {
	var (
		known   *explainedError
		sendErr *mail.SendError
		authErr *auth.Error
		page    *oauth.Error
		dialErr *dial.Error
		refused *imap.RefusedError
		bye     *imap.ByeError
		popped  *pop3.RefusedError
	)
	switch {
	case err == nil:
		return Explanation{}
	case errors.As(err, &known):
		return known.Explanation
	case errors.As(err, &sendErr): // before what it wraps: it knows whether the message may be out
		return explainSend(sendErr)
	case errors.Is(err, context.Canceled):
		return Explanation{Code: "GW-CANCELLED", Title: "Cancelled.", Text: "You stopped it.", Action: "Nothing is lost; start it again when you like."}
	case errors.As(err, &page):
		return explainPage(page)
	case errors.As(err, &authErr):
		return explainAuth(authErr)
	case errors.As(err, &bye) && bye.Text != "": // before what it wraps: the server said why
		return explainRefused(bye.Code, bye.Text, true)
	case errors.As(err, &dialErr):
		return explainDial(dialErr)
	case errors.As(err, &refused):
		return explainRefused(refused.Code, refused.Text, refused.Temporary())
	case errors.As(err, &bye):
		return explainRefused(bye.Code, bye.Text, true)
	case errors.As(err, &popped):
		return explainRefused(popped.Code, popped.Text, false)
	}
	if ex, ok := explainFolder(err); ok {
		return ex
	}
	if ex, ok := explainInput(err); ok {
		return ex
	}
	if ex, ok := explainSettings(err); ok {
		return ex
	}
	for _, s := range slices.Concat(filing(), sentinels(), disks()) {
		if errors.Is(err, s.err) {
			return s.Explanation
		}
	}
	return Explanation{Code: "GW-UNKNOWN", Title: "Something went wrong.", Text: err.Error(), Action: "Try again. If it stays, report it with this text."}
}

// explainedError carries an explanation that another process gave.
type explainedError struct{ Explanation }

func (e *explainedError) Error() string { return e.Code + ": " + e.Text }
