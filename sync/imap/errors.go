package imap

import (
	"errors"
	"fmt"
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

// Temporary reports a refusal that says nothing about the wish itself, so that
// it is worth asking again (RFC 5530, and what servers say instead of it).
func (e *RefusedError) Temporary() bool {
	switch e.Code {
	case "UNAVAILABLE", "SERVERBUG", "INUSE", "LIMIT", "CONTACTADMIN":
		return true
	case "":
	default:
		return false
	}
	text := strings.ToLower(e.Text)
	for _, words := range []string{
		"unavailable", "try again", "temporar", "later", "throttl", "timeout", "timed out", "too many", "busy",
		"not connected", "internal error", "internal server", "server error", "backend", "lock", "token expired",
		"command argument error. 11", "command argument error. 10", "connection", "system error", "rate limit",
	} {
		if strings.Contains(text, words) {
			return true
		}
	}
	return false
}

// Permanent reports a refusal of the wish itself, which will not be granted
// later either. What is neither Temporary nor Permanent is not understood.
func (e *RefusedError) Permanent() bool {
	switch e.Code {
	case "OVERQUOTA", "TOOBIG", "NOPERM", "CANNOT", "NONEXISTENT", "ALREADYEXISTS", "READ-ONLY", "TRYCREATE",
		"HASCHILDREN", "AUTHORIZATIONFAILED", "EXPIRED", "PRIVACYREQUIRED", "BADCHARSET", "UNKNOWN-CTE":
		return true
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
	return &RefusedError{Command: command, Code: string(e.Code), Text: e.Text}
}

// isRefused reports whether err is a NO or BAD, not a lost connection.
func isRefused(err error) bool {
	var e *RefusedError
	return errors.As(err, &e)
}

// isTemporary reports whether err is a refusal for now.
func isTemporary(err error) bool {
	var e *RefusedError
	return errors.As(err, &e) && e.Temporary()
}
