package sender

import (
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/publicsuffix"
	"golang.org/x/text/unicode/norm"

	"godwit/sync/htmldoc"
)

// Pretence is a link whose text names another place than it leads to.
type Pretence struct {
	Says  string // the domain in the text
	Leads string // the host it leads to
}

// saysAddress is how a text names a page: with a scheme or www anywhere, or as
// nothing but a host and a path.
var (
	saysAddress = regexp.MustCompile(`(?i)\bhttps?:[/\\]{1,3}([^\s/\\?#<>"')\]]+)|\b(www\.[^\s/\\?#<>"')\]]+)`)
	saysHost    = regexp.MustCompile(`(?i)^((?:[\pL\pN-]+\.)+[\pL][\pL\pN-]+)(?:[:/?#]\S*)?$`)
)

// Pretences finds the links that lead elsewhere than they say: to another
// organisation, or behind a user name that looks like a host. Each pair of
// places comes once.
func Pretences(links []htmldoc.Link) []Pretence {
	var list []Pretence
	seen := make(map[Pretence]bool)
	for _, l := range links {
		p, ok := pretence(l)
		if ok && !seen[p] {
			seen[p] = true
			list = append(list, p)
		}
	}
	return list
}

func pretence(l htmldoc.Link) (Pretence, bool) {
	u, err := url.Parse(l.Target)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "ftp" {
		return Pretence{}, false
	}
	leads := ascii(u.Hostname())
	if leads == "" {
		return Pretence{}, false
	}
	if name := u.User.Username(); strings.Contains(name, ".") && !aligned(ascii(name), leads) { // https://bank.example@x.example/
		return Pretence{cutHost(name), show(leads)}, true
	}
	says := hostIn(l.Text)
	if says == "" || aligned(says, leads) {
		return Pretence{}, false
	}
	return Pretence{show(says), show(leads)}, true
}

// hostIn is the host that a link's text names, "" if it names none.
func hostIn(text string) string {
	text = strings.TrimSpace(clear(norm.NFKC.String(text)))
	if m := saysAddress.FindStringSubmatch(text); m != nil {
		host := m[1] + m[2]
		host = host[strings.LastIndexByte(host, '@')+1:]
		host, _, _ = strings.Cut(host, ":")
		if d := ascii(strings.TrimRight(host, ".,;!…")); strings.Contains(d, ".") {
			return d
		}
		return ""
	}
	if m := saysHost.FindStringSubmatch(text); m != nil {
		d := ascii(m[1])
		if _, icann := publicsuffix.PublicSuffix(d); icann { // not "report.txt" and "Node.js"
			return d
		}
	}
	return ""
}

func cutHost(s string) string {
	if r := []rune(clear(s)); len(r) > 60 {
		return string(r[:59]) + "…"
	}
	return clear(s)
}
