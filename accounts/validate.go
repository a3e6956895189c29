package accounts

import (
	"strconv"
	"strings"
)

// Invalid is one thing that is wrong with an account, in a sentence for the
// user. Field is its place in the JSON form: "incoming.host",
// "identities.0.email".
type Invalid struct {
	Field, Text string
}

func (e *Invalid) Error() string { return e.Field + ": " + e.Text }

// Problems is everything that is wrong with an account, in the order of its
// fields. errors.As finds the first *Invalid in it.
type Problems []*Invalid

func (p Problems) Error() string {
	texts := make([]string, len(p))
	for i, one := range p {
		texts[i] = one.Error()
	}
	return strings.Join(texts, "; ")
}

// Unwrap gives each *Invalid to package errors.
func (p Problems) Unwrap() []error {
	errs := make([]error, len(p))
	for i, one := range p {
		errs[i] = one
	}
	return errs
}

func (p *Problems) add(field, text string) { *p = append(*p, &Invalid{Field: field, Text: text}) }

// Validate says what keeps a from being used: nil or Problems. It looks at the
// account alone; whether a server exists and takes the password is found out
// by connecting.
func (a Account) Validate() error {
	var p Problems
	if hasControl(a.Name) {
		p.add("name", "The name of the account cannot hold line breaks.")
	}
	if a.Colour != "" && !isColour(a.Colour) {
		p.add("colour", "A colour is written as #rrggbb.")
	}
	if len(a.Identities) == 0 {
		p.add("identities", "An account needs an e-mail address.")
	}
	for i, id := range a.Identities {
		id.validate(&p, "identities."+strconv.Itoa(i)+".")
	}
	a.Incoming.validateIncoming(&p)
	a.Outgoing.validateOutgoing(&p)
	if a.Incoming.Off() && a.Outgoing.Off() {
		p.add("incoming.protocol", "An account needs a server to receive from or a server to send through.")
	}
	switch a.SentCopy {
	case "", SentAuto, SentByClient, SentByServer:
	default:
		p.add("sent_copy", "A copy of a sent message is filed by the client or by the server.")
	}
	if a.LeaveDays < 0 {
		p.add("leave_days", "The number of days that mail stays on the server cannot be negative.")
	}
	switch a.Secrets {
	case OSKeyring, File, Session:
	case "":
		if a.signsIn() {
			p.add("secrets", "Choose where the password is kept.")
		}
	default:
		p.add("secrets", "Passwords can be kept in the system's keyring, in an encrypted file or for this session.")
	}
	if p == nil {
		return nil
	}
	return p
}

func (a Account) signsIn() bool {
	return !a.Incoming.Off() && a.Incoming.Auth != AuthNone || !a.Outgoing.Off() && a.Outgoing.Auth != AuthNone
}

func (id Identity) validate(p *Problems, at string) {
	if problem := AddressProblem(id.Email); problem != "" {
		p.add(at+"email", problem)
	}
	if hasControl(id.Name) {
		p.add(at+"name", "A sender's name cannot hold line breaks.")
	}
	if id.ReplyTo != "" {
		if problem := AddressProblem(id.ReplyTo); problem != "" {
			p.add(at+"reply_to", problem)
		}
	}
}

// isColour knows "#rrggbb".
func isColour(s string) bool {
	digits, ok := strings.CutPrefix(s, "#")
	_, err := strconv.ParseUint(digits, 16, 32)
	return ok && len(digits) == 6 && err == nil
}
