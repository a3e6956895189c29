package imap

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/emersion/go-imap/v2"

	"godwit/sync/imap/wire"
)

// ErrNonsense is wrapped by the error for a server whose answers have no end
// or come too slowly: they were not listened to any longer.
var ErrNonsense = wire.ErrBound

// ByeError is the server ending the session of its own accord.
type ByeError = wire.ByeError

// RefusedError: the server said NO or BAD to a command that was not a sign-in.
type RefusedError struct {
	Command string // "SELECT", without arguments
	Code    string // response code, "OVERQUOTA"
	Text    string // the server's words
	bad     bool   // BAD: nothing of it was done
}

func (e *RefusedError) Error() string {
	text := fmt.Sprintf("imap: the server refused %s", e.Command)
	if e.Code != "" {
		text += " (" + e.Code + ")"
	}
	if e.Text != "" {
		text += ": " + e.Text
	}
	return text
}

// aboutSession are response codes that say nothing about the wish itself: the
// server is not ready, or the session is not what it was (RFC 5530, and what
// servers say instead of it). Gmail says OVERQUOTA of the day's bandwidth, too.
var aboutSession = []string{
	"UNAVAILABLE", "SERVERBUG", "INUSE", "LIMIT", "CONTACTADMIN", "TEMPFAIL", "THROTTLED", "CLOSED",
	"AUTHENTICATIONFAILED", "AUTHORIZATIONFAILED", "EXPIRED", "PRIVACYREQUIRED", "WEBALERT", "SYS/TEMP",
}

// passing are words that real servers say when they are not ready.
var passing = []string{
	"unavailable", "try again", "temporar", "tempfail", "later", "retry", "please wait", "throttl", "timeout", "timed out", "time out",
	"too many", "busy", "overload", "in use", "lock", "maintenance", "shutting down", "out of memory", "no space", "disk",
	"not connected", "connection", "connect to", "backend", "proxy", "internal error", "internal server", "internal failure",
	"server error", "server failure", "server fail", "system error", "system i/o", "i/o error", "unexpected error", "unknown error",
	"token expired", "accesstoken", "not authenticated", "not logged in", "unauthenticated", "illegal in state", "invalid state",
	"wrong state", "session", "invalid credentials", "unsafe login", "login first", "authenticate first", "disabled", "suspended",
	"command argument error. 11", "command argument error. 10", "rate limit", "bandwidth", "over capacity", "limit exceeded", "limits",
}

// Temporary reports a refusal that says nothing about the wish itself, so that
// it is worth asking again.
func (e *RefusedError) Temporary() bool {
	text := strings.ToLower(e.Text)
	switch {
	case slices.Contains(aboutSession, e.Code):
		return true
	case e.Code == "OVERQUOTA":
		return strings.Contains(text, "bandwidth")
	case slices.Contains(forGood, e.Code):
		return false
	}
	return slices.ContainsFunc(passing, func(words string) bool { return strings.Contains(text, words) })
}

// forGood are response codes of refusals that are meant.
var forGood = []string{
	"OVERQUOTA", "TOOBIG", "NOPERM", "CANNOT", "NONEXISTENT", "ALREADYEXISTS", "READ-ONLY", "TRYCREATE",
	"HASCHILDREN", "BADCHARSET", "UNKNOWN-CTE",
}

// Permanent reports a refusal of the wish itself, which will not be granted
// later either. What is neither Temporary nor Permanent is not understood.
func (e *RefusedError) Permanent() bool {
	if slices.Contains(forGood, e.Code) {
		return !e.Temporary()
	}
	text := strings.ToLower(e.Text)
	for _, words := range []string{
		"permission denied", "not permitted", "not allowed", "no permission", "access denied", "read-only", "read only",
		"doesn't exist", "does not exist", "no such", "unknown mailbox", "not found", "already exists",
		"quota", "too big", "too large", "invalid mailbox name", "invalid name", "character not allowed", "reserved",
	} {
		if strings.Contains(text, words) {
			return !e.Temporary()
		}
	}
	return false
}

// refused makes a RefusedError of go-imap's error, nil if it is none.
func refused(command string, err error) *RefusedError {
	var e *imap.Error
	if !errors.As(err, &e) {
		return nil
	}
	return &RefusedError{Command: command, Code: string(e.Code), Text: e.Text, bad: e.Type == imap.StatusResponseTypeBad}
}

// isRefused reports whether err is a NO or BAD, not a lost connection.
func isRefused(err error) bool {
	var e *RefusedError
	return errors.As(err, &e)
}

// isMissing reports a refusal because there is no such mailbox.
func isMissing(err error) bool {
	var e *RefusedError
	if !errors.As(err, &e) || e.Temporary() {
		return false
	}
	text := strings.ToLower(e.Text)
	return e.Code == "NONEXISTENT" || slices.ContainsFunc([]string{"doesn't exist", "does not exist", "no such", "unknown mailbox", "not found"},
		func(words string) bool { return strings.Contains(text, words) })
}

// isUnknown reports a command that a server does not understand.
func isUnknown(err error) bool {
	var e *RefusedError
	return errors.As(err, &e) && e.bad && !e.Temporary() && !e.Permanent()
}

// isTemporary reports whether err is a refusal for now.
func isTemporary(err error) bool {
	var e *RefusedError
	return errors.As(err, &e) && e.Temporary()
}
