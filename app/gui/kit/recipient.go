package kit

import "strings"

// Recipient is one person in an AddressField.
type Recipient struct {
	Name    string // may be empty
	Address string // as typed, where there is a problem
	Problem string // why no mail can be sent there; "" where it can
}

// String is how a chip shows r: the name where there is one.
func (r Recipient) String() string {
	if r.Name != "" {
		return r.Name
	}
	return r.Address
}

// Full is r as it is written in a header field, and read back.
func (r Recipient) Full() string {
	switch {
	case r.Name == "" || r.Address == "":
		return r.Address
	case strings.ContainsAny(r.Name, `,;:<>@"()[]\.'`):
		return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(r.Name) + `" <` + r.Address + ">"
	}
	return r.Name + " <" + r.Address + ">"
}

// AddressList is people as one text, for the clipboard.
func AddressList(people []Recipient) string {
	out := make([]string, len(people))
	for i, r := range people {
		out[i] = r.Full()
	}
	return strings.Join(out, ", ")
}

// Suggestion is a choice for what is typed in an AddressField.
type Suggestion struct {
	Name   string // what stands first: a person's name, or a group's
	Detail string // the address, or who is in the group
	Why    string // why it is offered: "contact", "group of 5"
	People []Recipient
}
