package autoconfig

import (
	"slices"
	"strings"

	"godwit/accounts"
)

// Relay is a service that only sends, such as Amazon SES.
type Relay struct {
	Name     string
	Hosts    []string // one for each region or purpose; the user's contract says which
	User     string   // where it is the same for everyone ("apikey"), else ""
	UserIs   string   // what the user name is, in words
	SecretIs string   // what the password is, in words
	SentCopy accounts.SentCopy
	Notes    []string

	ends []end
}

// Servers are the ways to reach one of the relay's hosts, best first.
func (r Relay) Servers(host string) []accounts.Server {
	list := make([]accounts.Server, len(r.ends))
	for i, e := range r.ends {
		list[i] = accounts.Server{
			Protocol: accounts.SMTP, Host: host, Port: e.Port, Security: e.Security, User: r.User,
		}
	}
	return list
}

// Wants is what to sign in with, in a sentence.
func (r Relay) Wants() string {
	return r.Name + " wants as user name " + r.UserIs + ", and as password " + r.SecretIs + "."
}

// RelayAt finds the relay that a host belongs to.
func RelayAt(host string) (Relay, bool, error) {
	list, err := Relays()
	for _, r := range list {
		if slices.Contains(r.Hosts, strings.ToLower(strings.TrimSuffix(host, "."))) {
			return r, true, err
		}
	}
	return Relay{}, false, err
}

type relay struct {
	Name        string   `json:"name"`
	Hosts       []string `json:"hosts"`
	HostPattern string   `json:"host_pattern"` // with {region}
	Regions     []string `json:"regions"`
	Ports       []end    `json:"ports"`
	Username    string   `json:"username"`
	Password    string   `json:"password"`
	SentCopy    string   `json:"sent_copy"`
	Notes       []string `json:"notes"`
	Sending     *sending `json:"sending"`
}

type end struct {
	Port     int               `json:"port"`
	Security accounts.Security `json:"security"`
}

// Relays lists the sending-only services of the built-in table.
func Relays() ([]Relay, error) {
	t, err := load()
	if err != nil {
		return nil, err
	}
	list := make([]Relay, len(t.Relays))
	for i, r := range t.Relays {
		hosts := r.Hosts
		for _, region := range r.Regions {
			hosts = append(hosts, strings.ReplaceAll(r.HostPattern, "{region}", region))
		}
		user, _ := strings.CutPrefix(r.Username, "the word ")
		if user == r.Username {
			user = ""
		}
		list[i] = Relay{
			Name: r.Name, Hosts: hosts, User: user, UserIs: r.Username, SecretIs: r.Password,
			SentCopy: sentCopy(r.SentCopy), Notes: r.Notes, ends: r.Ports,
		}
	}
	return list, nil
}
