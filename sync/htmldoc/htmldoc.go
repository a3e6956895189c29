// Package htmldoc reads the HTML of mail, which nobody vouches for, and says
// what is in it: readable plain text, the links, and what it wanted to load.
//
// It never loads anything, runs nothing and lays nothing out. It cannot fail:
// broken HTML is read the way browsers read it as far as text goes, and what is
// past the limits on size and depth is cut off or flattened. It works on the
// token stream alone, with a stack of its own of bounded depth, so the time
// taken grows with the size of the document only.
package htmldoc

import "strings"

const (
	maxInput = 8 << 20 // octets of HTML; the rest is not read
	maxText  = 4 << 20 // octets of text made of it
	maxDepth = 200     // open elements; x/net/html's parser refuses 512
	maxRefs  = 10000   // links, and references, that are listed
)

// Doc is what a mail's HTML says, made safe.
type Doc struct {
	Text   string
	Links  []Link   // that a person could click, in order of appearance, deduplicated
	Remote []Remote // what it wanted to load, in order of appearance, deduplicated
}

// Link is a visible link. The target has a scheme that a mail may use; scripts
// and local files never appear.
type Link struct{ Text, Target string }

// Remote is a reference that a browser would have fetched. Kind is "image",
// "tracker" (an image that nobody was to see), "style", "font", "frame",
// "media", "object", "script", "form", "refresh", "prefetch", "ping" or "base".
type Remote struct{ URL, Kind string }

// Text is the plain text of an HTML mail, for reading, preview, index and
// reply: paragraphs, lists, tables, quotes ("> ") and links kept readable. What
// is hidden from a person is left out.
func Text(html string) string { return Read(html).Text }

// Read is Text with the links and the remote references.
func Read(html string) Doc {
	if len(html) > maxInput {
		html = html[:maxInput]
	}
	r := newReader(strings.ToValidUTF8(html, "\ufffd"))
	r.run()
	return Doc{Text: r.out.String(), Links: r.links, Remote: r.refs.list}
}
