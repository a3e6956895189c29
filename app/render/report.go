package render

import (
	"net/url"
	"strings"

	"godwit/sync/htmldoc"
)

// Report says what a mail wanted to load, and what was made of it.
type Report struct {
	Images   []htmldoc.Ref // remote images that a person would see
	Trackers []htmldoc.Ref // remote images that nobody was to see
	Embedded []htmldoc.Ref // images that came with the mail
	Others   []htmldoc.Ref // style sheets, fonts, frames, scripts, …: never loaded
	OwnDark  bool          // the mail's own rules for dark colours hold: leave its colours alone
	Cut      bool          // the mail was too long or too deep, and something is missing
}

func newReport(doc *htmldoc.SafeTree) Report {
	r := Report{Cut: doc.Cut}
	for _, ref := range doc.Refs {
		switch ref.Kind {
		case "image":
			r.Images = append(r.Images, ref)
		case "tracker":
			r.Trackers = append(r.Trackers, ref)
		case "embedded":
			r.Embedded = append(r.Embedded, ref)
		default:
			r.Others = append(r.Others, ref)
		}
	}
	return r
}

// Hosts are the names of the servers that references lead to, in their order,
// each once.
func Hosts(refs []htmldoc.Ref) []string {
	var out []string
	seen := map[string]bool{}
	for _, r := range refs {
		u, err := url.Parse(r.URL)
		if err != nil || u.Hostname() == "" {
			continue
		}
		if host := strings.ToLower(u.Hostname()); !seen[host] {
			seen[host] = true
			out = append(out, host)
		}
	}
	return out
}
