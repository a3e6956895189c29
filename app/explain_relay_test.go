package app

import (
	"strings"
	"testing"

	"godwit/accounts"
	"godwit/accounts/auth"
	"godwit/sync/mail"
)

// TestRelayRefusals are what services answer, as their users report it.
func TestRelayRefusals(t *testing.T) {
	for _, c := range []struct {
		code     int
		enhanced string
		text     string
		want     string
	}{
		{554, "", "Message rejected: Email address is not verified. The following identities failed the check in region EU-WEST-1: ada@x.org", "GW-RELAY-TEST"},
		{454, "", "Throttling failure: Maximum sending rate exceeded.", "GW-RELAY-LIMIT"},
		{454, "", "Throttling failure: Daily message quota exceeded.", "GW-RELAY-LIMIT"},
		{554, "", "Message rejected: Sending paused for this account.", "GW-RELAY-CLOSED"},
		{550, "", "The from address does not match a verified Sender Identity. Mail cannot be sent until this error is resolved.", "GW-RELAY-SENDER"},
		{550, "", "Unauthenticated senders not allowed", "GW-RELAY-SENDER"},
		{451, "", "Authentication failed: Maximum credits exceeded", "GW-RELAY-LIMIT"},
		{421, "", "Domain sandbox1.mailgun.org is not allowed to send: Sandbox subdomains are for test purposes only.", "GW-RELAY-TEST"},
		{550, "", "Free accounts are for test purposes only. Please upgrade", "GW-RELAY-TEST"},
		{421, "", "Domain news.x.org is not allowed to send: account disabled", "GW-RELAY-CLOSED"},
		{550, "", "406 You tried to send to recipient(s) that have been marked as inactive.", "GW-RELAY-INACTIVE"},
		{550, "", "400 The 'From' address you supplied is not a Sender Signature on your account.", "GW-RELAY-SENDER"},
		{550, "", "412 While your account is pending approval, all recipient addresses must share the same domain", "GW-RELAY-TEST"},
		{550, "5.7.0", "Sending has been rejected because the sender you used x@y.org is not valid.", "GW-RELAY-SENDER"},
		{502, "5.7.0", "Your SMTP account is not yet activated. Please contact us", "GW-RELAY-TEST"},
		{525, "5.7.1", "Unauthorized IP address", "GW-RELAY-CLOSED"},
		{550, "5.7.1", "Unconfigured Sending Domain <x.org>", "GW-RELAY-SENDER"},
		{550, "", "The x.org domain is not verified. Please, add and verify your domain", "GW-RELAY-SENDER"},
		{550, "5.4.5", "Daily user sending limit exceeded. For more information on Gmail sending limits", "GW-RELAY-LIMIT"},
		{550, "5.7.26", "This mail has been blocked because the sender is unauthenticated.", "GW-SEND-DOMAIN"},
		{550, "5.7.60", "SMTP; Client does not have permissions to send as this sender", "GW-RELAY-SENDER"},
		{554, "5.2.252", "SendAsDenied; ada@x.org not allowed to send as eve@x.org", "GW-RELAY-SENDER"},
		{550, "5.1.90", "Your message can't be sent because you've reached your daily limit for message recipients", "GW-RELAY-LIMIT"},
		{550, "5.7.515", "Access denied, sending domain X.ORG doesn't meet the required authentication level.", "GW-SEND-DOMAIN"},
		{550, "5.7.0", "From address is not one of your addresses.", "GW-RELAY-SENDER"},
		{553, "", "Sender is not allowed to relay emails", "GW-RELAY-SENDER"},
		{550, "5.4.6", "Unusual sending activity detected. Please try after sometime", "GW-RELAY-CLOSED"},
		{550, "", "Requested action not taken: mailbox unavailable Sender address is not allowed.", "GW-RELAY-SENDER"},
		{550, "5.1.1", "No such user", "GW-SEND-RECIPIENT"},
		{554, "5.7.9", "Message not accepted for policy reasons.", "GW-SEND-REFUSED-POLICY"},
	} {
		e := &mail.SendError{Stage: mail.StageRcpt, Permanent: c.code >= 500, Code: c.code, Enhanced: c.enhanced, Text: c.text}
		ex := Explain(e)
		if ex.Code != c.want || !strings.Contains(ex.Text, c.text) {
			t.Errorf("%d %s %s: %+v, want %s", c.code, c.enhanced, c.text, ex, c.want)
		}
		e.Explained = ex.Code // as the outbox keeps it
		if again := Explain(e); again.Code != c.want {
			t.Errorf("kept: %s, want %s", again.Code, c.want)
		}
	}
}

// TestRelaySignIn: a refused sign-in says what this service wants instead.
func TestRelaySignIn(t *testing.T) {
	for _, c := range []struct{ host, code, text, want, action string }{
		{"smtp.sendgrid.net", "5.7.8", "Authentication failed: Bad username / password", "GW-AUTH-REFUSED", "apikey"},
		{"email-smtp.eu-central-1.amazonaws.com", "", "Authentication Credentials Invalid", "GW-AUTH-REFUSED", "SES SMTP password"},
		{"smtp-relay.brevo.com", "5.7.8", "Authentication failed", "GW-AUTH-REFUSED", "SMTP key"},
		{"smtp.sparkpostmail.com", "5.7.8", "Sorry", "GW-AUTH-REFUSED", "SMTP_Injection"},
		{"smtp.gmail.com", "5.7.8", "Username and Password not accepted.", "GW-AUTH-REFUSED", "app password"},
		{"smtp.gmail.com", "5.7.9", "Application-specific password required.", "GW-AUTH-APP-PASSWORD", "app password"},
		{"smtp.gmail.com", "5.7.14", "Please log in via your web browser and then try again.", "GW-AUTH-WEB", "web page"},
		{"smtp.mail.me.com", "5.7.8", "Error: authentication failed", "GW-AUTH-REFUSED", "app password"},
		{"smtp.office365.com", "5.7.139", "Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.", "GW-AUTH-SWITCHED-OFF", "administrator"},
		{"mail.gmx.net", "", "Authentication credentials invalid", "GW-AUTH-REFUSED", "IMAP access"},
		{"mail.example.org", "5.7.8", "no", "GW-AUTH-REFUSED", "Sign in again"},
	} {
		err := &auth.Error{Server: accounts.Server{Protocol: accounts.SMTP, Host: c.host, User: "ada"}, Code: c.code, Text: c.text}
		if ex := Explain(&mail.SendError{Stage: mail.StageAuth, Hold: true, Code: 535, Err: err}); ex.Code != c.want || !strings.Contains(ex.Action, c.action) {
			t.Errorf("%s: %+v, want %s with %q", c.host, ex, c.want, c.action)
		}
	}
}

// TestRefusalsMeet: each phrase leads to its own explanation, not to one before it.
func TestRefusalsMeet(t *testing.T) {
	for _, r := range refusals {
		for _, s := range r.says {
			if s != strings.ToLower(s) {
				t.Errorf("%q can never be found", s)
			}
			if ex, ok := explainRelay("", "x "+s+" y"); !ok || ex.Code != r.Code {
				t.Errorf("%q leads to %s, not %s", s, ex.Code, r.Code)
			}
		}
		if r.Title == "" || r.Text == "" || r.Action == "" {
			t.Errorf("%s lacks words", r.Code)
		}
	}
}
