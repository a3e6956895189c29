package htmldoc

import (
	"net/url"
	"strings"
)

// closeLink writes the target of a link behind its text, if the text does not
// say it.
func (r *reader) closeLink(l *openLink) {
	text := strings.Join(strings.Fields(l.text.String()), " ")
	r.link(text, l.target)
	if text == "" || l.target == r.target || r.lead != nil || says(text, l.target) {
		return
	}
	r.target = l.target
	r.out.glue(" <" + strings.TrimPrefix(l.target, "mailto:") + ">")
}

func (r *reader) link(text, target string) {
	l := Link{text, target}
	if len(r.links) < maxRefs && !r.seen[l] {
		r.seen[l] = true
		r.links = append(r.links, l)
	}
}

// says reports whether a link's text is its target, as people write it.
func says(text, target string) bool {
	bare := func(s string) string {
		s = strings.ToLower(s)
		for _, prefix := range []string{"mailto:", "tel:", "https://", "http://", "www."} {
			s = strings.TrimPrefix(s, prefix)
		}
		return strings.TrimSuffix(s, "/")
	}
	return bare(text) == bare(target)
}

// link is where an href leads, "" if nowhere a mail may lead.
func (r *references) link(href string) string {
	target := squeeze(href)
	if target == "" || target[0] == '#' {
		return ""
	}
	switch scheme(target) {
	case "http", "https", "mailto", "tel", "sms", "ftp", "xmpp", "sip", "geo", "webcal", "news", "matrix":
		return target
	case "":
		return r.resolve(target)
	}
	return ""
}

// resolve makes a relative reference absolute, "" if there is no base for it.
func (r *references) resolve(ref string) string {
	if strings.HasPrefix(strings.ReplaceAll(ref, `\`, "/"), "//") {
		return "https:" + strings.ReplaceAll(ref, `\`, "/")
	}
	if r.base == nil {
		return ""
	}
	u, err := r.base.Parse(ref)
	if err != nil {
		return ""
	}
	return u.String()
}

// squeeze removes what browsers ignore in an address, control characters
// inside of it included ("java\nscript:").
func squeeze(s string) string {
	s = strings.TrimFunc(s, func(c rune) bool { return c <= ' ' })
	return strings.Map(func(c rune) rune {
		if c < ' ' || c == 0x7f {
			return -1
		}
		return c
	}, s)
}

// scheme is the scheme of an address in lower case, "" if it is relative.
func scheme(s string) string {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == ':' && i > 0:
			return strings.ToLower(s[:i])
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
		case i > 0 && (c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.'):
		default:
			return ""
		}
	}
	return ""
}

func baseURL(s string) *url.URL {
	u, err := url.Parse(squeeze(s))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return nil
	}
	return u
}
