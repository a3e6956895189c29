package app

import (
	"net/url"
	"slices"
	"strings"

	"godwit/sync/htmldoc"
)

// trackers marks the pictures that are there to tell their sender that a
// message was opened: those that nobody was to see (which htmldoc finds) and
// those whose address is a known counter's, or holds who opened it and names no
// picture.
func trackers(list []htmldoc.Remote) []htmldoc.Remote {
	list = slices.Clone(list)
	for i, r := range list {
		if r.Kind == "image" && tracks(r.URL) {
			list[i].Kind = "tracker"
		}
	}
	return list
}

// counters are hosts that deliver nothing but counting pixels, and paths at
// which the senders of newsletters count.
var (
	counterHosts = []string{
		"google-analytics.com", "mailtrack.io", "pixel.wp.com", "mailfoogae.appspot.com", "t.yesware.com", "app.bananatag.com", "bl-1.com",
		"track.getsidekick.com", "t.sidekickopen.com", "t.signauxdeux.com", "pixel.inbox.exacttarget.com", "beacon.krxd.net",
		"sb.scorecardresearch.com", "bat.bing.com", "ad.doubleclick.net", "emltrk.com", "pixel.app.returnpath.net", "r.superhuman.com",
	}
	counterPaths = []string{
		"/track/open", "/tracking/open", "/trackopen", "/track_open", "/open.php", "/open.aspx", "/openrate", "/opened", "/email_open",
		"/email-open", "/mail/open", "/open/", "/wf/open", "/ss/o/", "/e/o/", "/e3t/", "/trk/", "/beacon", "/collect?", "/imp?", "/tr?",
		"/pixel?", "/pixel/", "/gp/r.html", "/o.gif", "/t.gif", "/px.gif", "/pixel.gif", "/pixel.png", "/1x1.gif", "/1x1.png", "/spacer.php",
	}
	picturePaths   = []string{"/image", "/img", "/media", "/photo", "/avatar", "/picture", "/logo"}
	pictureEndings = []string{".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".svg", ".avif"}
)

func tracks(ref string) bool {
	u, err := url.Parse(ref)
	if err != nil {
		return false
	}
	host, path := strings.ToLower(u.Hostname()), strings.ToLower(u.Path)
	for _, c := range counterHosts {
		if host == c || strings.HasSuffix(host, "."+c) {
			return true
		}
	}
	if u.RawQuery != "" {
		path += "?"
	}
	shows := slices.ContainsFunc(pictureEndings, func(end string) bool { return strings.HasSuffix(strings.TrimSuffix(path, "?"), end) })
	for _, c := range counterPaths {
		if strings.Contains(path, c) && (!shows || strings.Contains(c, ".")) {
			return true
		}
	}
	if shows || slices.ContainsFunc(picturePaths, func(p string) bool { return strings.Contains(path, p) }) {
		return false
	}
	for _, values := range u.Query() {
		if slices.ContainsFunc(values, personal) {
			return true
		}
	}
	return false
}

// personal reports whether a value names one reader: an address, or a string of
// letters and digits too long for anything else.
func personal(v string) bool {
	if i := strings.IndexByte(v, '@'); i > 0 && strings.Contains(v[i:], ".") {
		return true
	}
	letters, digits := 0, 0
	for _, c := range v {
		switch {
		case c >= '0' && c <= '9':
			digits++
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z':
			letters++
		case c != '-' && c != '_' && c != '=' && c != '+' && c != '.':
			return false
		}
	}
	return letters+digits >= 20 && digits >= 4 && letters >= 4
}
