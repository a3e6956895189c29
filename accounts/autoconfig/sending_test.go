package autoconfig

import (
	"slices"
	"strings"
	"testing"
)

func TestSendingThrough(t *testing.T) {
	for host, name := range map[string]string{
		"email-smtp.eu-west-1.amazonaws.com": "Amazon SES",
		"SMTP.sendgrid.net.":                 "Twilio SendGrid",
		"smtp.office365.com":                 "Microsoft 365 / Exchange Online",
		"smtp.sparkpostmail.com":             "SparkPost (Bird)",
		"evil.email-smtp.amazonaws.com":      "",
		"mail.example.org":                   "",
		"127.0.0.1":                          "", // a bridge, or anybody
	} {
		s, ok, err := SendingThrough(host)
		if err != nil || s.Name != name || ok != (name != "") {
			t.Errorf("%s: %+v, %v", host, s, err)
		}
	}
}

// Every relay says what it needs in DNS; a person looks it up nowhere else.
func TestRelaysSaySending(t *testing.T) {
	relays, err := Relays()
	if err != nil || len(relays) < 9 {
		t.Fatalf("%d relays, %v", len(relays), err)
	}
	names := make([]string, len(relays))
	for i, r := range relays {
		names[i] = r.Name
		s, ok, err := SendingThrough(r.Hosts[0])
		if err != nil || !ok || len(s.SPF) == 0 || len(s.Selectors) == 0 && s.Selector == "" {
			t.Errorf("%s: %+v, %v", r.Name, s, err)
		}
		if len(r.Servers(r.Hosts[0])) == 0 || r.UserIs == "" || r.SecretIs == "" {
			t.Errorf("%s: %+v", r.Name, r)
		}
	}
	for user, name := range map[string]string{"apikey": "Twilio SendGrid", "resend": "Resend", "SMTP_Injection": "SparkPost (Bird)"} {
		if r, ok, err := RelayAt(strings.ToUpper(relays[slices.Index(names, name)].Hosts[0])); !ok || err != nil || r.Name != name || !strings.Contains(r.Wants(), user) {
			t.Errorf("%s: %+v, %v", name, r, err)
		}
		if i := slices.Index(names, name); i < 0 || relays[i].User != user {
			t.Errorf("%s: no user name %q", name, user)
		}
	}
}
