package autoconfig

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"strings"

	"golang.org/x/net/html/charset"

	"godwit/accounts"
)

// autodiscovery is the answer of Exchange, and of what hosters have in its place,
// to a question without a password ([MS-OXDSCLI] 2.2.4).
type autodiscovery struct {
	Protocols []struct {
		Type     string `xml:"Type"`
		Host     string `xml:"Server"`
		Port     int    `xml:"Port"`
		User     string `xml:"LoginName"`
		TLS      string `xml:"SSL"`
		Security string `xml:"Encryption"`
	} `xml:"Response>Account>Protocol"`
}

// autodiscover asks the domain's Autodiscover. Without a password few answer;
// none is ever sent.
func (n Network) autodiscover(ctx context.Context, email, domain string) (Found, []Try, bool) {
	address := "https://autodiscover." + domain + "/autodiscover/autodiscover.xml"
	try := Try{Source: SourceAutodiscover, Where: address}
	var escaped bytes.Buffer
	_ = xml.EscapeText(&escaped, []byte(email)) // a buffer takes everything
	page, err := n.Post(ctx, address, `<?xml version="1.0" encoding="utf-8"?>
<Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006"><Request>`+
		`<EMailAddress>`+escaped.String()+`</EMailAddress>`+
		`<AcceptableResponseSchema>http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a</AcceptableResponseSchema>`+
		`</Request></Autodiscover>`)
	if err == nil {
		var f Found
		if f, err = readAutodiscover(page.Body, email); err == nil {
			try.Outcome = outcomeFound
			if !related(page.Host, domain) {
				f.Doubt = domain + " has these settings from " + page.Host + "."
			}
			return f, []Try{try}, true
		}
	}
	try.Outcome = err.Error()
	return Found{}, []Try{try}, false
}

var errNotMail = errors.New("the answer names no IMAP or POP3 server")

func readAutodiscover(data []byte, email string) (Found, error) {
	var a autodiscovery
	dec := xml.NewDecoder(bytes.NewReader(data))
	dec.CharsetReader = charset.NewReaderLabel
	if err := dec.Decode(&a); err != nil {
		return Found{}, err
	}
	f := Found{Source: SourceAutodiscover, Auth: []string{"password"}}
	for _, p := range a.Protocols[:min(len(a.Protocols), maxServers)] {
		protocol := map[string]accounts.Protocol{"IMAP": accounts.IMAP, "POP3": accounts.POP3, "SMTP": accounts.SMTP}[strings.ToUpper(strings.TrimSpace(p.Type))]
		s := accounts.Server{Protocol: protocol, Host: strings.ToLower(strings.TrimSpace(p.Host)), Port: p.Port, User: strings.TrimSpace(p.User)}
		switch word := strings.ToUpper(strings.TrimSpace(p.Security)); {
		case word == "TLS": // STARTTLS, in Microsoft's words
			s.Security = accounts.STARTTLS
		case word == "NONE" || word == "" && strings.EqualFold(strings.TrimSpace(p.TLS), "off"):
			continue // never without
		default:
			s.Security = accounts.TLS
		}
		if s.Port == 0 {
			s.Port = accounts.DefaultPort(protocol, s.Security)
		}
		if s.User == "" {
			s.User = email
		}
		if _, err := s.ASCIIHost(); err == nil && s.Port > 0 && s.Port <= 65535 {
			f.add(s)
		}
	}
	if len(f.IMAP)+len(f.POP3) == 0 {
		return Found{}, errNotMail
	}
	return f, nil
}
