package compose

import (
	"errors"
	"net/mail"
	"strings"
	"unicode"

	"godwit/accounts"
	words "godwit/sync/mail"
)

// Limits of RFC 5321 4.5.3.1, and of a name that still fits on a line.
const (
	maxLocal  = 64
	maxDomain = 255
	maxName   = 200
)

var (
	errNoAt     = errors.New("there is no @ in it")
	errLocal    = errors.New("what stands before the @ is not valid")
	errDomain   = errors.New("what stands after the @ is not a domain")
	errTooLong  = errors.New("it is too long")
	errLongName = errors.New("its name is too long")
)

// ascii reports whether s has 7-bit characters only.
func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// addrSpec splits an address into its local part, unquoted, and its domain as
// A-labels (RFC 5321 4.1.2, RFC 5890).
func addrSpec(email string) (local, domain string, err error) {
	email = strings.TrimSpace(email)
	at := strings.LastIndexByte(email, '@')
	if at < 0 {
		return "", "", errNoAt
	}
	if local, err = localPart(email[:at]); err != nil {
		return "", "", err
	}
	if domain, err = domainPart(email[at+1:]); err != nil {
		return "", "", err
	}
	if len(local) > maxLocal || len(domain) > maxDomain {
		return "", "", errTooLong
	}
	return local, domain, nil
}

func localPart(s string) (string, error) {
	if n := len(s); n >= 2 && s[0] == '"' && s[n-1] == '"' {
		var b strings.Builder
		escaped := false
		for _, r := range s[1 : n-1] {
			switch {
			case r < ' ' || r == 0x7f:
				return "", errLocal
			case escaped:
				escaped = false
				b.WriteRune(r)
			case r == '\\':
				escaped = true
			case r == '"':
				return "", errLocal
			default:
				b.WriteRune(r)
			}
		}
		if escaped || b.Len() == 0 {
			return "", errLocal
		}
		return b.String(), nil
	}
	if !dotAtom(s) {
		return "", errLocal
	}
	return s, nil
}

// dotAtom is RFC 5322 3.2.3, with RFC 6532's characters. Dots may stand
// together or at the ends: some providers have given out such addresses; they
// are quoted on the way.
func dotAtom(s string) bool {
	for _, r := range s {
		switch {
		case r == unicode.ReplacementChar, r <= ' ', r == 0x7f, unicode.IsControl(r), unicode.IsSpace(r):
			return false
		case r < 0x80 && strings.ContainsRune("()<>[]:;@\\,\"", r):
			return false
		}
	}
	return strings.Trim(s, ".") != ""
}

func domainPart(s string) (string, error) {
	if strings.HasPrefix(s, "[") && strings.HasSuffix(s, "]") { // an address literal
		for _, r := range s[1 : len(s)-1] {
			if !strings.ContainsRune("0123456789abcdefABCDEF.:IPvV", r) {
				return "", errDomain
			}
		}
		return s, nil
	}
	domain, err := accounts.ASCIIDomain("x@" + s)
	if err != nil {
		return "", errDomain
	}
	return domain, nil
}

// Mailbox is an address as MAIL and RCPT take it, without < >: the local part
// quoted where it must be, the domain as A-labels. Only a local part outside
// ASCII leaves it non-ASCII; such an address needs SMTPUTF8 (RFC 6531).
func Mailbox(email string) (string, error) {
	local, domain, err := addrSpec(email)
	if err != nil {
		return "", err
	}
	s := (&mail.Address{Address: local + "@" + domain}).String() // "<" addr-spec ">"
	return s[1 : len(s)-1], nil
}

// headerAddress is an address for a header field.
func headerAddress(a words.Address) (*mail.Address, error) {
	local, domain, err := addrSpec(a.Email)
	if err != nil {
		return nil, err
	}
	// Readers decode encoded words even within quotes, where they are none.
	name := strings.ReplaceAll(oneLine(a.Name), "=?", "= ?")
	if len(name) > maxName {
		return nil, errLongName
	}
	return &mail.Address{Name: name, Address: local + "@" + domain}, nil
}

// sameMailbox compares addresses as people do: no case, A-labels and U-labels
// alike.
func sameMailbox(a, b string) bool { return mailboxKey(a) == mailboxKey(b) }

func mailboxKey(email string) string {
	if s, err := Mailbox(email); err == nil {
		email = s
	}
	return strings.ToLower(email)
}

// untagged is the key of an address without its "+tag".
func untagged(email string) string {
	key := mailboxKey(email)
	at := strings.LastIndexByte(key, '@')
	if plus := strings.IndexByte(key, '+'); plus > 0 && plus < at {
		return key[:plus] + key[at:]
	}
	return key
}
