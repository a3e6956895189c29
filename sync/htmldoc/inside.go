package htmldoc

import (
	"encoding/base64"
	"net/url"
	"strings"
)

// Documents inside of attributes, which may hold others in turn.
const (
	maxInside = 4
	maxOne    = maxInput / 8 // octets
)

// document lists what HTML inside of an attribute refers to.
func (r *references) document(source string) {
	if source == "" || len(source) > maxOne || r.deep >= maxInside {
		return
	}
	inner := newReader(source)
	inner.refs = *r
	inner.refs.deep++
	inner.run()
	r.list = inner.refs.list
}

// inside lists what a document that is written into a data: reference refers
// to. Pictures of pixels refer to nothing.
func (r *references) inside(ref, kind string) {
	head, body, ok := strings.Cut(ref, ",")
	if !ok || len(ref) > maxOne {
		return
	}
	head = strings.ToLower(head)
	css := strings.Contains(head, "text/css")
	if !css && !strings.Contains(head, "ml") { // text/html, image/svg+xml and their like
		return
	}
	if s, err := url.PathUnescape(body); err == nil {
		body = s
	}
	if strings.HasSuffix(strings.TrimSpace(head), ";base64") {
		octets, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(body, "= "))
		if err != nil {
			return
		}
		body = string(octets)
	}
	if css {
		r.css(body, kind)
		return
	}
	r.document(body)
}

// meta lists what an element that stands for a field of HTTP refers to.
func (r *references) meta(field, content string) {
	switch field {
	case "refresh": // "5; url=x", "5,x"
		if i := strings.IndexAny(content, ";,"); i >= 0 {
			target := strings.TrimSpace(content[i+1:])
			if name, value, ok := strings.Cut(target, "="); ok && strings.EqualFold(strings.TrimSpace(name), "url") {
				target = value
			}
			r.add(strings.Trim(target, "\"' \t\r\n"), "refresh")
		}
	case "link":
		for one := range strings.SplitSeq(content, ",") {
			if _, rest, ok := strings.Cut(one, "<"); ok {
				target, _, _ := strings.Cut(rest, ">")
				r.add(target, "prefetch")
			}
		}
	case "content-security-policy", "content-security-policy-report-only":
		for rule := range strings.SplitSeq(content, ";") {
			if words := strings.Fields(rule); len(words) > 1 && strings.EqualFold(words[0], "report-uri") {
				for _, target := range words[1:] {
					r.add(target, "ping")
				}
			}
		}
	}
}
