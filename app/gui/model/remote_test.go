package model

import (
	"testing"

	"godwit/app/sender"
	"godwit/sync/htmldoc"
)

func TestRemoteText(t *testing.T) {
	a, b, c := "https://x.example/a", "https://y.example/b", "http://z.example/c"
	for want, list := range map[string][]htmldoc.Remote{
		"": nil,
		"Not loaded from the internet: 1 picture from x.example.":                                                            {{URL: a, Kind: "image"}},
		"Not loaded from the internet: 2 pictures from x.example and 1 tracker from y.example.":                              {{URL: a, Kind: "image"}, {URL: a + "a", Kind: "image"}, {URL: b, Kind: "tracker"}},
		"Not loaded from the internet: 3 pictures from x.example and 1 other place.":                                         {{URL: b, Kind: "image"}, {URL: a, Kind: "image"}, {URL: a + "2", Kind: "image"}},
		"Not loaded from the internet: 3 trackers from x.example and 2 other places.":                                        {{URL: a, Kind: "tracker"}, {URL: b, Kind: "tracker"}, {URL: c, Kind: "tracker"}},
		"Not loaded from the internet: 1 picture from x.example, 1 tracker from y.example and 1 other thing from z.example.": {{URL: a, Kind: "image"}, {URL: b, Kind: "tracker"}, {URL: c, Kind: "style"}},
		"Not loaded from the internet: 1 picture.":                                                                           {{URL: "file:///etc/passwd", Kind: "image"}},
	} {
		if got := RemoteText(list); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}

func TestLinksText(t *testing.T) {
	p := sender.Pretence{Says: "bank.example", Leads: "x.example"}
	for i, want := range []string{"", "A link says bank.example and leads to x.example.", "A link says bank.example and leads to x.example; 1 more like it.", "A link says bank.example and leads to x.example; 2 more like it."} {
		if got := LinksText([]sender.Pretence{p, p, p}[:i]); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}
