package model

import "godwit/sync/htmldoc"

// RemoteText says what a message wanted to load from the internet; "" when it
// wanted nothing.
func RemoteText(list []htmldoc.Remote) string {
	pictures, trackers, other := 0, 0, 0
	for _, r := range list {
		switch r.Kind {
		case "image":
			pictures++
		case "tracker":
			trackers++
		default:
			other++
		}
	}
	var what []string
	if pictures > 0 {
		what = append(what, Plural(pictures, "picture", "pictures"))
	}
	if trackers > 0 {
		what = append(what, Plural(trackers, "tracker", "trackers"))
	}
	if other > 0 {
		what = append(what, Plural(other, "other thing", "other things"))
	}
	if len(what) == 0 {
		return ""
	}
	return "Not loaded from the internet: " + And(what) + "."
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
