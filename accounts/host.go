package accounts

import (
	"errors"
	"fmt"
	"strings"

	"golang.org/x/net/idna"
)

// ASCIIHost is Host as DNS and TLS want it: lower case, without a final dot or
// brackets, international names as A-labels (RFC 5891). It fails on what
// cannot be a host name.
func (s Server) ASCIIHost() (string, error) { return asciiHost(s.Host) }

// ASCIIDomain is the part of an address after its last @, as A-labels.
func ASCIIDomain(email string) (string, error) {
	at := strings.LastIndexByte(email, '@')
	if at < 1 {
		return "", errors.New("an address has a name, an @ and a domain")
	}
	return asciiHost(email[at+1:])
}

func asciiHost(host string) (string, error) {
	if ip, ok := hostIP(host); ok {
		return ip.String(), nil
	}
	name := strings.TrimSuffix(host, ".")
	if isASCII(name) {
		// idna would refuse the underscore that names in private networks have.
		name = strings.ToLower(name)
	} else {
		var err error
		if name, err = idna.Lookup.ToASCII(name); err != nil {
			return "", fmt.Errorf("host name %q: %w", host, err)
		}
	}
	if len(name) > 253 {
		return "", errors.New("host name is longer than 253 characters")
	}
	for label := range strings.SplitSeq(name, ".") {
		if !isLabel(label) {
			return "", fmt.Errorf("host name %q is not a host name", host)
		}
	}
	return name, nil
}

func isLabel(label string) bool {
	if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' {
		return false
	}
	for _, c := range []byte(label) {
		switch {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9', c == '-', c == '_':
		default:
			return false
		}
	}
	return true
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
