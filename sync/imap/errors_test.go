package imap

import "testing"

// A refusal that is not about the wish must not take the wish back.
func TestRefusalKinds(t *testing.T) {
	const temporary, permanent, unclear = "temporary", "permanent", "unclear"
	for _, test := range []struct{ code, text, want string }{
		{"UNAVAILABLE", "", temporary},
		{"SERVERBUG", "", temporary},
		{"INUSE", "", temporary},
		{"LIMIT", "", temporary},
		{"CONTACTADMIN", "", temporary},
		{"", "Server Unavailable. 15", temporary},
		{"", "Command Argument Error. 11", temporary},
		{"", "Command Argument Error. 10", temporary},
		{"", "Request is throttled. Suggested Backoff Time: 92415 milliseconds", temporary},
		{"TEMPFAIL", "UID FETCH Temporary failure on server [CODE: WBL]", temporary},
		{"OVERQUOTA", "Account exceeded command or bandwidth limits. (Failure)", temporary},
		{"OVERQUOTA", "Quota exceeded (mailbox for user is full)", permanent},
		{"ALERT", "Too many simultaneous connections. (Failure)", temporary},
		{"", "System Error (Failure)", temporary},
		{"", "System I/O error", temporary},
		{"", "Temporary unavailable", temporary},
		{"", "User is authenticated but not connected.", temporary},
		{"", "AccessTokenExpired", temporary},
		{"EXPIRED", "", temporary},
		{"", "command STORE illegal in state AUTH", temporary},
		{"", "Mailbox is locked by POP server", temporary},
		{"", "Unsafe Login. Please contact kefu@188.com for help", temporary},
		{"", "Server shutting down", temporary},
		{"", "Backend error", temporary},
		{"", "Internal error occurred. Refer to server log for more information.", temporary},
		{"NOPERM", "Permission denied", permanent},
		{"CANNOT", "Keyword length too long", permanent},
		{"TOOBIG", "", permanent},
		{"READ-ONLY", "Mailbox is read-only", permanent},
		{"NONEXISTENT", "Unknown Mailbox: x (now in authenticated state) (Failure)", permanent},
		{"", "Mailbox does not exist", permanent},
		{"", "[TRYCREATE] no such mailbox", permanent},
		{"", "Computer says no", unclear},
		{"CLIENTBUG", "What?", unclear},
	} {
		e := &RefusedError{Command: "UID STORE", Code: test.code, Text: test.text}
		got := unclear
		switch {
		case e.Temporary() && e.Permanent():
			got = "both"
		case e.Temporary():
			got = temporary
		case e.Permanent():
			got = permanent
		}
		if got != test.want {
			t.Errorf("[%s] %s: %s, want %s", test.code, test.text, got, test.want)
		}
	}
}
