package accounts

import (
	"encoding/hex"
	"errors"
	"net/url"
	"path/filepath"
	"strconv"
)

// validateTrust looks at pin, proxy and own certificate.
func (s Server) validateTrust(p *Problems, at string) {
	if raw, err := hex.DecodeString(s.Pin); s.Pin != "" && (err != nil || len(raw) != 32) {
		p.add(at+"pin", "A pinned certificate is given by its SHA-256, 64 hexadecimal digits.")
	}
	if s.Proxy != "" {
		if _, err := s.ProxyURL(); err != nil {
			p.add(at+"proxy", "A proxy looks like socks5://127.0.0.1:1080 or http://proxy.example.org:3128, without a password.")
		}
	}
	if s.ClientCertificate != "" && !filepath.IsAbs(s.ClientCertificate) {
		p.add(at+"client_certificate", "The file of a certificate is given with its whole path.")
	}
}

var errProxyURL = errors.New("the proxy's address is not one")

// ProxyURL is Proxy taken apart. A password in it is refused: it would lie in the
// profile.
func (s Server) ProxyURL() (*url.URL, error) {
	u, err := url.Parse(s.Proxy)
	if err != nil {
		return nil, errProxyURL // url's error repeats the text, which may hold a password
	}
	port, err := strconv.Atoi(u.Port())
	_, secret := u.User.Password()
	if err != nil || port < 1 || port > 65535 || u.Hostname() == "" || secret || u.Path != "" || u.RawQuery != "" || u.Fragment != "" ||
		u.Scheme != "socks5" && u.Scheme != "http" {
		return nil, errProxyURL
	}
	return u, nil
}

// ProxyKey names the password of the server's proxy in a keyring; "" where the
// proxy has no user.
func (s Server) ProxyKey() string {
	u, err := s.ProxyURL()
	if s.Proxy == "" || err != nil || u.User.Username() == "" {
		return ""
	}
	return u.String()
}
