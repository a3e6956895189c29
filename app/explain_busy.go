package app

import "strings"

// Codes that the engine goes by, or that a notice has.
const (
	codeThrottled    = "GW-MAIL-THROTTLED"
	codeConnections  = "GW-MAIL-CONNECTIONS"
	codeNotConnected = "GW-AUTH-NOT-CONNECTED"
	codeQuota        = "GW-MAIL-QUOTA"
	codeAlert        = "GW-MAIL-ALERT"
)

// explainBusy tells of a server that has had too much of us. Servers say so in
// answer to any command, a sign-in as well, and few with a code for it.
func explainBusy(text string) (Explanation, bool) {
	words := strings.ToLower(text)
	has := func(list ...string) bool {
		for _, w := range list {
			if strings.Contains(words, w) {
				return true
			}
		}
		return false
	}
	switch {
	case has("too many", "maximum number of", "exceeded") && has("connection", "session", "logins"), has("simultaneous"):
		return Explanation{
			Code: codeConnections, Title: "The server has too many connections of yours.",
			Text:   "Other programs or devices are signed in to the same mailbox. " + said(text),
			Action: "Godwit tries again by itself; close mail programs that you do not need.", Needs: NeedsTime,
		}, true
	case has("throttl", "backoff time", "back-off time", "bandwidth limit", "command or bandwidth", "rate limit", "too many requests", "too many commands"):
		return Explanation{
			Code: codeThrottled, Title: "The server asks Godwit to slow down.",
			Text:   "It allows only so much in a given time. " + said(text),
			Action: "Nothing to do; Godwit waits as long as the server asks and goes on by itself.", Needs: NeedsTime,
		}, true
	}
	return Explanation{}, false
}

// explainNotConnected tells of Exchange, which takes a sign-in and then has no
// mailbox for it.
func explainNotConnected(text string) (Explanation, bool) {
	if !strings.Contains(strings.ToLower(text), "authenticated but not connected") {
		return Explanation{}, false
	}
	return Explanation{
		Code: codeNotConnected, Title: "The server took the sign-in, but opens no mailbox.",
		Text:   "The user name may be that of another mailbox, or the mailbox may not allow mail programs. " + said(text),
		Action: "Check the user name, ask whether IMAP is switched on for the mailbox, and sign in again.", Needs: NeedsLogin,
	}, true
}
