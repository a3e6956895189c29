package model

import (
	"cmp"
	"net/url"
	"slices"

	"godwit/app/gui/lang"
	"godwit/app/sender"
	"godwit/sync/htmldoc"
)

// RemoteText says what a message wanted to load from the internet, and from
// whom; "" when it wanted nothing.
func RemoteText(list []htmldoc.Remote) string {
	var what []string
	add := func(say func(n int) string, is func(kind string) bool) {
		count := 0
		hosts := make(map[string]int)
		for _, r := range list {
			if is(r.Kind) {
				count++
				hosts[host(r.URL)]++
			}
		}
		if count > 0 {
			what = append(what, say(count)+from(hosts))
		}
	}
	add(func(n int) string { return lang.N(n, "{n} picture", "{n} pictures") }, func(kind string) bool { return kind == "image" })
	add(func(n int) string { return lang.N(n, "{n} tracker", "{n} trackers") }, func(kind string) bool { return kind == "tracker" })
	add(func(n int) string { return lang.N(n, "{n} other thing", "{n} other things") }, func(kind string) bool { return kind != "image" && kind != "tracker" })
	if len(what) == 0 {
		return ""
	}
	return lang.T("Not loaded from the internet: {list}.", "list", And(what))
}

// from names where most things are: " from x.example and 2 other places".
func from(hosts map[string]int) string {
	names := make([]string, 0, len(hosts))
	for h := range hosts {
		if h != "" {
			names = append(names, h)
		}
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(hosts[b]-hosts[a], cmp.Compare(a, b)) })
	switch len(names) {
	case 0:
		return ""
	case 1:
		return " " + lang.T("from {host}", "host", names[0])
	}
	return " " + lang.N(len(names)-1, "from {host} and {n} other place", "from {host} and {n} other places", "host", names[0])
}

// host is whom an address belongs to, short enough for a sentence.
func host(ref string) string {
	u, err := url.Parse(ref)
	if err != nil {
		return ""
	}
	name := u.Hostname()
	if r := []rune(name); len(r) > 60 {
		return "…" + string(r[len(r)-59:])
	}
	return name
}

// LinksText warns of links that lead elsewhere than they say; "" when none does.
func LinksText(list []sender.Pretence) string {
	switch len(list) {
	case 0:
		return ""
	case 1:
		return lang.T("A link says {says} and leads to {leads}.", "says", list[0].Says, "leads", list[0].Leads)
	}
	return lang.N(len(list)-1, "A link says {says} and leads to {leads}; {n} more like it.", "A link says {says} and leads to {leads}; {n} more like it.", "says", list[0].Says, "leads", list[0].Leads)
}

// And joins words as a sentence does: "a, b and c".
func And(words []string) string {
	switch len(words) {
	case 0:
		return ""
	case 1:
		return words[0]
	}
	text := words[0]
	for _, w := range words[1 : len(words)-1] {
		text += ", " + w
	}
	return lang.T("{list} and {last}", "list", text, "last", words[len(words)-1])
}
