package app

import (
	"testing"

	"godwit/sync/htmldoc"
)

func TestTrackers(t *testing.T) {
	for url, want := range map[string]string{
		"https://x.example/logo.png":                                           "image",
		"https://x.example/logo.png?v=a8f7d6e5c4b3a2918273":                    "image",
		"https://cdn.example/collections/spring.jpg":                           "image",
		"https://x.example/open/spring.jpg":                                    "image",
		"https://media.x.example/dms/image/v2/D4E03AQ?t=pKq93jdLs02kdLPqw83Z1": "image",
		"https://x.example/chart?width=600&title=open":                         "image",
		"https://x.example/avatar?size=96":                                     "image",
		"https://x.us1.list-manage.com/track/open.php?u=1&id=2":                "tracker",
		"https://u1.ct.x.example/wf/open?upn=abc":                              "tracker",
		"https://www.google-analytics.com/collect?v=1":                         "tracker",
		"https://x.example/o.gif?id=1":                                         "tracker",
		"https://x.example/i?u=anna@example.org":                               "tracker",
		"https://x.example/i?u=4f8a2b7c9d1e3f5a6b7c8d9e":                       "tracker",
		"https://%zz": "image",
	} {
		if got := trackers([]htmldoc.Remote{{URL: url, Kind: "image"}})[0].Kind; got != want {
			t.Errorf("%s: %s", url, got)
		}
	}
	given := []htmldoc.Remote{{URL: "https://x.example/wf/open", Kind: "image"}, {URL: "https://x.example/wf/open", Kind: "style"}}
	if out := trackers(given); given[0].Kind != "image" || out[1].Kind != "style" {
		t.Errorf("%v became %v", given, out)
	}
}
