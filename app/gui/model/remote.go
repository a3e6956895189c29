package model

import (
	"cmp"
	"net/url"
	"slices"

	"godwit/app/sender"
	"godwit/sync/htmldoc"
)

// RemoteText says what a message wanted to load from the internet, and from
// whom; "" when it wanted nothing.
func RemoteText(list []htmldoc.Remote) string {
	var what []string
	add := func(one, many string, is func(kind string) bool) {
		count := 0
		hosts := make(map[string]int)
		for _, r := range list {
			if is(r.Kind) {
				count++
				hosts[host(r.URL)]++
			}
		}
		if count > 0 {
			what = append(what, Plural(count, one, many)+from(hosts))
		}
	}
	add("picture", "pictures", func(kind string) bool { return kind == "image" })
	add("tracker", "trackers", func(kind string) bool { return kind == "tracker" })
	add("other thing", "other things", func(kind string) bool { return kind != "image" && kind != "tracker" })
	if len(what) == 0 {
		return ""
	}
	return "Not loaded from the internet: " + And(what) + "."
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
		return " from " + names[0]
	}
	return " from " + names[0] + " and " + Plural(len(names)-1, "other place", "other places")
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
		return "A link says " + list[0].Says + " and leads to " + list[0].Leads + "."
	}
	return "A link says " + list[0].Says + " and leads to " + list[0].Leads + "; " + Plural(len(list)-1, "more like it", "more like it") + "."
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
	return text + " and " + words[len(words)-1]
}
