package model

import (
	"strings"

	"godwit/accounts"
	"godwit/accounts/dial"
	"godwit/app/gui/lang"
)

// Fact is a line of a table.
type Fact struct{ Name, Text string }

// CertificateFacts are what a server's certificate says, for a person.
func CertificateFacts(c dial.Certificate) []Fact {
	issuer := lang.T("itself, nobody else vouches for it")
	if !c.SelfSigned {
		issuer = orNothing(c.Issuer)
	}
	return []Fact{
		{lang.T("Made for"), orNothing(strings.Join(c.Names, ", "))},
		{lang.T("Belongs to"), orNothing(c.Subject)},
		{lang.T("Vouched for by"), issuer},
		{lang.T("Valid"), lang.T("from {begin} to {end}", "begin", lang.Date(c.Begins, "2 Jan 2006"), "end", lang.Date(c.Ends, "2 Jan 2006"))},
		{lang.T("SHA-256"), PinGroups(c.Pin)},
	}
}

func orNothing(s string) string {
	if s == "" {
		return lang.T("it does not say")
	}
	return s
}

// PinGroups is a SHA-256 as people compare it: groups of four.
func PinGroups(pin string) string {
	var b strings.Builder
	for i, r := range strings.ToUpper(pin) {
		if i > 0 && i%4 == 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// ReadPin reads a SHA-256 as this and other programs show it.
func ReadPin(text string) string {
	return strings.ToLower(strings.NewReplacer(":", "", " ", "").Replace(text))
}

// TrustWarning says what it would mean to accept a certificate that was refused.
func TrustWarning(e *dial.Error) string {
	local := accounts.Server{Host: e.Host}.Local()
	switch {
	case local && e.Kind != dial.CertExpired:
		return lang.T("This server runs on this computer, as Proton Mail Bridge does. Such programs make their own certificate, and nobody outside can vouch for it. If you have started it yourself, it is fine to trust it.")
	case e.Kind == dial.CertExpired && e.Shown != nil:
		return lang.T("It was valid until {date}. A server that is looked after has a new one. Trust it only if you know why it was not renewed.", "date", lang.Date(e.Shown.Ends, "2 Jan 2006"))
	case e.Kind == dial.CertNotYet:
		return lang.T("It is not valid yet. Most often the clock of this computer is wrong: look at that first.")
	case e.Kind == dial.CertName:
		return lang.T("It was made for another name than {host}. Whoever has it may be somebody else. Trust it only if you know that this server answers to both names.", "host", e.Host)
	}
	return lang.T("Nobody that your computer trusts vouches for it. Someone between you and {host} could have made it just as well. Trust it only if the numbers below are what the server's owner told you.", "host", e.Host)
}
