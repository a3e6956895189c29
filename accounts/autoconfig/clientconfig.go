package autoconfig

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html/charset"

	"godwit/accounts"
)

// clientConfig is the file in which a provider describes its servers
// (draft-ietf-mailmaint-autoconfig), as Mozilla's database has it too.
type clientConfig struct {
	XMLName  xml.Name       `xml:"clientConfig"`
	Provider configProvider `xml:"emailProvider"`
	Enable   []configPage   `xml:"enable"`
}

type configProvider struct {
	Name     string         `xml:"displayName"`
	Incoming []configServer `xml:"incomingServer"`
	Outgoing []configServer `xml:"outgoingServer"`
	Enable   []configPage   `xml:"enable"`
}

type configServer struct {
	Type   string   `xml:"type,attr"`
	Host   string   `xml:"hostname"`
	Port   int      `xml:"port"`
	Socket string   `xml:"socketType"`
	User   string   `xml:"username"`
	Auth   []string `xml:"authentication"`
}

// configPage is a page on which a person switches mail programs on.
type configPage struct {
	URL   string `xml:"visiturl,attr"`
	Words []struct {
		Language string `xml:"lang,attr"`
		Text     string `xml:",chardata"`
	} `xml:"instruction"`
}

const (
	maxConfig  = 256 << 10 // octets; the largest of Mozilla's has 9 kB
	maxServers = 40        // of one file
	maxHint    = 300       // runes of a provider's own words
)

var errNoServers = errors.New("the file names no server for mail")

// readConfig reads a provider's file for an address. Servers keep the order of
// the file, those without protection last. What a file says of other protocols
// is passed over.
func readConfig(data []byte, source, email string) (Found, error) {
	if len(data) > maxConfig {
		return Found{}, fmt.Errorf("a file of settings of more than %d octets", maxConfig)
	}
	var c clientConfig
	dec := xml.NewDecoder(bytes.NewReader(data))
	dec.CharsetReader = charset.NewReaderLabel
	if err := dec.Decode(&c); err != nil {
		return Found{}, fmt.Errorf("file of settings: %w", err)
	}
	p := c.Provider
	f := Found{Source: source, Provider: plainText(fill(p.Name, email))}
	f.Hint, f.Help = needed(slices.Concat(p.Enable, c.Enable))
	servers := slices.Concat(p.Incoming, p.Outgoing)
	for _, s := range servers[:min(maxServers, len(servers))] {
		server, ways, ok := s.read(email)
		if !ok {
			continue
		}
		switch server.Protocol {
		case accounts.IMAP:
			f.IMAP = append(f.IMAP, server)
		case accounts.POP3:
			f.POP3 = append(f.POP3, server)
		case accounts.SMTP:
			f.SMTP = append(f.SMTP, server)
		}
		for _, way := range ways {
			if !slices.Contains(f.Auth, way) {
				f.Auth = append(f.Auth, way)
			}
		}
	}
	for _, list := range [][]accounts.Server{f.IMAP, f.POP3, f.SMTP} {
		slices.SortStableFunc(list, func(a, b accounts.Server) int { return unprotected(a) - unprotected(b) })
	}
	if len(f.IMAP)+len(f.POP3)+len(f.SMTP) == 0 {
		return Found{}, errNoServers
	}
	return f, nil
}

func unprotected(s accounts.Server) int {
	if s.Security == accounts.Plain {
		return 1
	}
	return 0
}

// read is the server that an entry describes, and the ways to sign in there.
func (s configServer) read(email string) (server accounts.Server, ways []string, ok bool) {
	protocols := map[string]accounts.Protocol{"imap": accounts.IMAP, "pop3": accounts.POP3, "smtp": accounts.SMTP}
	security := map[string]accounts.Security{"SSL": accounts.TLS, "STARTTLS": accounts.STARTTLS, "plain": accounts.Plain}
	server = accounts.Server{
		Protocol: protocols[strings.ToLower(s.Type)],
		Host:     strings.ToLower(fill(s.Host, email)),
		Port:     s.Port,
		Security: security[strings.TrimSpace(s.Socket)],
		User:     fill(s.User, email),
	}
	if server.User == "" {
		server.User = email
	}
	if server.Protocol == "" || server.Security == "" || s.Port < 1 || s.Port > 65535 {
		return server, nil, false
	}
	if _, err := server.ASCIIHost(); err != nil {
		return server, nil, false
	}
	none := len(s.Auth) > 0
	for _, way := range s.Auth {
		switch strings.TrimSpace(way) {
		case "none", "client-IP-address", "smtp-after-pop": // the network vouches for who sends
			continue
		case "OAuth2":
			ways = append(ways, "oauth2")
		case "password-cleartext", "plain", "password-encrypted", "secure":
			ways = append(ways, "password")
		}
		none = false
	}
	if none && server.Protocol == accounts.SMTP {
		server.Auth = accounts.AuthNone
	}
	return server, ways, true
}

// fill puts the address into a provider's pattern.
func fill(pattern, email string) string {
	local, domain := email, ""
	if at := strings.LastIndexByte(email, '@'); at >= 0 {
		local, domain = email[:at], email[at+1:]
	}
	return strings.TrimSpace(strings.NewReplacer("%EMAILADDRESS%", email, "%EMAILLOCALPART%", local, "%EMAILDOMAIN%", domain).Replace(pattern))
}

// needed is what a provider says must be switched on first, in English where it
// has that, and the page where that is done.
func needed(pages []configPage) (hint, page string) {
	for _, p := range pages {
		for _, w := range p.Words {
			text := plainText(w.Text)
			if text != "" && (hint == "" || strings.HasPrefix(strings.ToLower(w.Language), "en")) {
				hint = text
			}
		}
		if u, err := url.Parse(p.URL); err == nil && page == "" && u.Host != "" && (u.Scheme == "https" || u.Scheme == "http") {
			page = u.String()
		}
	}
	return hint, page
}

// plainText is a stranger's words on one line, at most maxHint runes.
func plainText(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			return -1 // such as turn the text round
		}
		return r
	}, s)
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > maxHint {
		s = string(r[:maxHint]) + "…"
	}
	return s
}
