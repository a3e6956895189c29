package app

import (
	"slices"
	"strings"

	"godwit/accounts/autoconfig"
)

// codeBounced is the code of a notice: a server took a message and could not
// deliver it.
const codeBounced = "GW-SEND-BOUNCED"

// refusal is what services for sending answer for reasons of their own: a code
// of RFC 3463 that they alone use so, or words of theirs.
type refusal struct {
	enhanced []string
	says     []string // any of these, in lower case
	Explanation
}

// refusals are looked through in this order.
var refusals = []refusal{
	{
		[]string{"5.7.139"},
		[]string{"smtpclientauthentication is disabled", "basic authentication is disabled", "user has disabled basic auth"},
		Explanation{
			Code: "GW-AUTH-SWITCHED-OFF", Title: "Sending with a password is switched off here.",
			Text:   "Microsoft, or your organisation's administrator, does not let mail programs send with a password from this mailbox.",
			Action: "Ask the administrator to allow “Authenticated SMTP” for the mailbox, or send through another service.", Needs: NeedsLogin,
		},
	},
	{
		[]string{"5.7.14"},
		[]string{"please log in via your web browser", "log in via your web browser and then try again"},
		Explanation{
			Code: "GW-AUTH-WEB", Title: "Your provider wants to see you in the browser.",
			Text:   "It holds the sign-in back until you have confirmed on its web page that this is you.",
			Action: "Sign in on your provider's web page, look for a security notice there and confirm it, then try again.", Needs: NeedsLogin,
		},
	},
	{
		nil,
		[]string{
			"sandbox", "for test purposes only", "pending approval", "not yet activated", "testing emails to your own",
			"email address is not verified", "identities failed the check",
		},
		Explanation{
			Code: "GW-RELAY-TEST", Title: "The service sends between confirmed addresses only.",
			Text:   "The account at the service is still in its test phase, or the address you send from is not confirmed there.",
			Action: "Confirm your address or domain in the service's console, and ask there for full access (Amazon SES: “Request production access”, in the region of the server).",
		},
	},
	{
		[]string{"5.7.60", "5.2.252"},
		[]string{
			"sender identity", "unauthenticated senders", "sender signature", "unconfigured sending domain", "sendasdenied", "permissions to send as",
			"not one of your addresses", "sender is not allowed to relay", "sender address is not allowed", "sender you used", "not a verified sender",
			"domain is not verified", "sender address has not been validated", "from address is not verified", "not owned by user", "not authorized to send from",
		},
		Explanation{
			Code: "GW-RELAY-SENDER", Title: "You may not send from this address here.",
			Text:   "The server sends only for addresses that it knows as yours.",
			Action: "Confirm the address or its domain at the service, or choose the sender that belongs to this account.",
		},
	},
	{
		[]string{"5.1.90"},
		[]string{
			"throttling failure", "daily user sending limit", "daily sending limit", "daily limit", "sending rate exceeded", "message quota exceeded",
			"messaging limits", "maximum credits exceeded", "submission quota", "run out of credits", "sending quota", "hourly limit", "monthly limit",
		},
		Explanation{
			Code: "GW-RELAY-LIMIT", Title: "You have sent as much as this account may for now.",
			Text:   "The service counts messages or recipients by the second, hour or day, and the count is full.",
			Action: "Wait, often until tomorrow, and try again; or raise the limit at the service.", Needs: NeedsTime,
		},
	},
	{
		nil,
		[]string{"marked as inactive", "suppression list", "inactive recipient", "recipient is suppressed"},
		Explanation{
			Code: "GW-RELAY-INACTIVE", Title: "The service does not write to this address any more.",
			Text:   "Earlier mail to it came back or was called spam, so the service keeps it on a list of addresses to leave alone.",
			Action: "Check the address; if it is right, take it off the service's suppression list.",
		},
	},
	{
		nil,
		[]string{
			"sending paused", "account is suspended", "account suspended", "account has been suspended", "account disabled", "account is disabled", "is not allowed to send",
			"unusual sending activity", "outgoing blocked", "account is blocked", "account has been blocked", "temporarily blocked from sending", "unauthorized ip address",
		},
		Explanation{
			Code: "GW-RELAY-CLOSED", Title: "The service has stopped sending for you.",
			Text:   "It has paused, limited or closed your account, or does not know the network you come from.",
			Action: "Sign in on its web page: a notice there says why, and what to do.", Needs: NeedsLogin,
		},
	},
	{
		[]string{"5.7.23", "5.7.26", "5.7.515"},
		[]string{
			"sender is unauthenticated", "unauthenticated email", "dmarc policy", "dmarc check", "dmarc fail", "spf check", "spf validation", "spf fail", "not authorized by spf",
			"did not pass authentication", "doesn't meet the required authentication",
		},
		Explanation{
			Code: "GW-SEND-DOMAIN", Title: "Refused because your address is not allowed to send this way.",
			Text:   "The records of your domain (SPF, DKIM, DMARC) do not speak for the server that sends for you.",
			Action: "Check your domain: in the account's settings, or with “godwitctl preflight”.",
		},
	},
}

// explainRelay tells of a refusal that a service gives for reasons of its own.
func explainRelay(enhanced, text string) (Explanation, bool) {
	low := strings.ToLower(strings.Join(strings.Fields(strings.ReplaceAll(text, "’", "'")), " "))
	for _, r := range refusals {
		if slices.Contains(r.enhanced, enhanced) || slices.ContainsFunc(r.says, func(s string) bool { return strings.Contains(low, s) }) {
			ex := r.Explanation
			if text != "" {
				ex.Text += " " + said(text)
			}
			return ex, true
		}
	}
	return Explanation{}, false
}

// keyHint is what a service wants as user name and password, where that is not
// what people expect.
func keyHint(host string) string {
	if r, ok, err := autoconfig.RelayAt(host); err == nil && ok {
		return r.Wants()
	}
	hint, err := autoconfig.HintFor(host)
	if err != nil {
		return ""
	}
	return hint
}
