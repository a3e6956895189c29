package parse

import "strings"

// External is what a message/external-body (RFC 2046 5.2.3, RFC 2017) points
// at, for a person to read: "ftp://host/dir/name", a URL, "mail-server a@b".
// It is "" for other parts. Nothing here ever fetches it.
func (p *Part) External() string {
	if p.Type != "message/external-body" {
		return ""
	}
	get := func(name string) string { return cleanName(decodeText(p.Params[name], "")) }
	access := strings.ToLower(get("access-type"))
	path := get("name")
	if dir := get("directory"); dir != "" {
		path = strings.TrimRight(dir, "/") + "/" + path
	}
	switch access {
	case "url":
		return strings.Join(strings.Fields(get("url")), "") // RFC 2017: it may be cut into words
	case "ftp", "anon-ftp", "tftp":
		scheme := strings.TrimPrefix(access, "anon-")
		return scheme + "://" + get("site") + "/" + strings.TrimLeft(path, "/")
	case "mail-server":
		return strings.TrimSpace(access + " " + get("server"))
	}
	return strings.TrimSpace(access + " " + path)
}
