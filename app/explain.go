package app

import (
	"context"
	"errors"

	"godwit/accounts"
	"godwit/accounts/auth"
	"godwit/accounts/dial"
	"godwit/accounts/keyring"
	"godwit/sync/imap"
	"godwit/sync/mail"
	"godwit/sync/pop3"
	"godwit/sync/store"
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
		dialErr *dial.Error
		authErr *auth.Error
		sendErr *mail.SendError
		refused *imap.RefusedError
		popped  *pop3.RefusedError
		folder  *NoFolderError
		exists  *ExistsError
		draft   *ProblemsError
		invalid *accounts.Invalid
	)
	switch {
	case err == nil:
		return Explanation{}
	case errors.As(err, &known):
		return known.Explanation
	case errors.Is(err, context.Canceled):
		return Explanation{Code: "GW-CANCELLED", Title: "Cancelled.", Text: "You stopped it.", Action: "Nothing is lost; start it again when you like."}
	case errors.As(err, &authErr):
		return explainAuth(authErr)
	case errors.Is(err, auth.ErrNoMechanism):
		return Explanation{
			Code: "GW-AUTH-MECHANISM", Title: "The server offers no sign-in that Godwit can use.",
			Text: "None of the server's ways to sign in is one that Godwit knows or that you allowed.", Action: "Ask your provider which sign-in works with mail programs, or set it to automatic.", Needs: NeedsLogin,
		}
	case errors.As(err, &dialErr):
		return explainDial(dialErr)
	case errors.As(err, &sendErr):
		return explainSend(sendErr)
	case errors.As(err, &refused):
		return explainRefused(refused.Code, refused.Text)
	case errors.As(err, &popped):
		return explainRefused(popped.Code, popped.Text)
	case errors.As(err, &folder):
		return Explanation{Code: "GW-MAIL-NO-FOLDER", Title: "There is no " + string(folder.Role) + " folder.", Text: "The account has no folder for this.", Action: "Make one, or move the messages by hand."}
	case errors.As(err, &exists):
		return Explanation{Code: "GW-INPUT-EXISTS", Title: exists.Email + " is here already.", Text: "This profile has an account for the address.", Action: "Change that account, or remove it first."}
	case errors.As(err, &draft):
		return Explanation{Code: "GW-INPUT-DRAFT", Title: "The message cannot be sent yet.", Text: draft.Error(), Action: "Mend it and send again; it is kept."}
	case errors.As(err, &invalid):
		return Explanation{Code: "GW-INPUT-ACCOUNT", Title: "The account's settings are not complete.", Text: invalid.Error(), Action: "Correct this and try again."}
	}
	if e, ok := explainKeyring(err); ok {
		return e
	}
	if e, ok := explainStore(err); ok {
		return e
	}
	return Explanation{Code: "GW-UNKNOWN", Title: "Something went wrong.", Text: err.Error(), Action: "Try again. If it stays, report it with this text."}
}

func explainKeyring(err error) (Explanation, bool) {
	keys := []struct {
		err error
		Explanation
	}{
		{keyring.ErrMissing, Explanation{Code: "GW-KEY-MISSING", Title: "The password is not kept here.", Text: "Your system's password store has no password for this server.", Action: "Sign in again."}},
		{keyring.ErrLocked, Explanation{Code: "GW-KEY-LOCKED", Title: "Your password store is locked.", Text: "Your system's password store is locked, so Godwit cannot sign in.", Action: "Unlock it, or keep the password until Godwit closes, or use a passphrase file."}},
		{keyring.ErrNone, Explanation{Code: "GW-KEY-NONE", Title: "This computer has no password store.", Text: "No keyring service answers on this computer.", Action: "Start one (GNOME Keyring, KWallet, KeePassXC), or keep the password until Godwit closes, or use a passphrase file."}},
		{keyring.ErrNoAnswer, Explanation{Code: "GW-KEY-TIMEOUT", Title: "Your password store does not answer.", Text: "The keyring service runs but gave no answer in time; it may be waiting for you to unlock it.", Action: "Look for its window and unlock it, then try again."}},
		{keyring.ErrNotKept, Explanation{Code: "GW-KEY-NOT-KEPT", Title: "Your password store did not keep the password.", Text: "The password was written, but reading it back gave something else.", Action: "Unlock the password store and try again, or use a passphrase file."}},
		{keyring.ErrPassphrase, Explanation{Code: "GW-KEY-PASSPHRASE", Title: "The passphrase is wrong.", Text: "The secrets file does not open with this passphrase.", Action: "Type it again."}},
		{keyring.ErrNoPassphrase, Explanation{Code: "GW-KEY-NO-PASSPHRASE", Title: "The secrets file needs its passphrase.", Text: "The passwords of this account are in a file that a passphrase protects.", Action: "Give the passphrase (GODWIT_PASSPHRASE for the command line)."}},
	}
	for _, k := range keys {
		if errors.Is(err, k.err) {
			k.Needs = NeedsLogin
			return k.Explanation, true
		}
	}
	return Explanation{}, false
}

func explainStore(err error) (Explanation, bool) {
	stores := []struct {
		err error
		Explanation
	}{
		{store.ErrNewer, Explanation{Code: "GW-STORE-NEWER", Title: "This profile belongs to a newer Godwit.", Text: "A newer version has changed how the mail is kept; this one would damage it, so it has not touched it.", Action: "Start the newer version, or choose another profile."}},
		{store.ErrFull, Explanation{Code: "GW-DISK-FULL", Title: "The disk is full.", Text: "There is no room to keep more mail. What was kept before is safe, and what is on the server stays there.", Action: "Free some space; Godwit goes on by itself.", Needs: NeedsTime}},
		{store.ErrReadOnly, Explanation{Code: "GW-STORE-READONLY", Title: "The profile cannot be written.", Text: "Godwit may not write in its profile folder.", Action: "Check the folder's permissions, or choose another profile."}},
		{store.ErrDamaged, Explanation{Code: "GW-STORE-DAMAGED", Title: "The mail store is damaged.", Text: "A file in the profile folder cannot be read as it should.", Action: "Copy the profile folder away, then start with a new one; mail on the server comes again."}},
		{store.ErrBusy, Explanation{Code: "GW-STORE-BUSY", Title: "Another Godwit is at work on this profile.", Text: "One program at a time sends and receives for a profile; another does so now.", Action: "Let it finish, or use its window.", Needs: NeedsTime}},
		{store.ErrGone, Explanation{Code: "GW-TOO-LATE", Title: "Too late for that.", Text: "The message is past the point where this can be done, or there is nothing to undo.", Action: "Look at where it stands now."}},
		{mail.ErrNotFound, Explanation{Code: "GW-NOT-FOUND", Title: "There is no such thing here.", Text: "The message, folder or account is not in this profile.", Action: "Look at the list again; it may have been moved or removed."}},
		{context.DeadlineExceeded, Explanation{Code: "GW-NET-TIMEOUT", Title: "The server does not answer.", Text: "No answer came in time.", Action: "Try again in a while.", Needs: NeedsTime}},
	}
	for _, s := range stores {
		if errors.Is(err, s.err) {
			return s.Explanation, true
		}
	}
	return Explanation{}, false
}

// explainedError carries an explanation that another process gave.
type explainedError struct{ Explanation }

func (e *explainedError) Error() string { return e.Code + ": " + e.Text }
