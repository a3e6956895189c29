package htmldoc

import (
	"strings"

	"golang.org/x/net/html"
)

const (
	maxNodes  = 300_000   // nodes of a tree; the rest is cut off
	maxTags   = 150_000   // start tags that are read
	maxStyles = 512 << 10 // octets of style sheets that are kept
	maxOpen   = 330       // open elements of a tree; formatting elements, opened again, come on top
)

// SafeTree is a mail's HTML as a tree that is safe to lay out: only elements
// and attributes of a list, no scripts, frames, plug-ins or drawings, forms that
// cannot be sent, and never deeper than some 450 elements. It was made without loading anything.
type SafeTree struct {
	Doc    *html.Node // the document node; html, head and body are below
	Body   *html.Node
	Styles []Sheet // the style elements, in order
	Refs   []Ref   // what it wanted to load, and the images inside of the mail
	Quirks bool    // no document type: browsers lay it out the old way
	Almost bool    // a document type of old: as Quirks, but only for the height of lines
	Cut    bool    // something was past the limits and is missing
	Nodes  int     // how many there are
	Octets int     // of text in them

	refs references
}

// Sheet is a style element: its text and the media it is meant for.
type Sheet struct{ Text, Media string }

// Ref is a reference and where it first stands in the HTML, in octets. Kind is
// one of [Remote]'s, or "embedded" for a part of the mail (cid:).
type Ref struct {
	URL, Kind string
	Offset    int
}

// Tree reads HTML into a tree. It cannot fail: what browsers repair is
// repaired, and what the parser refuses all the same is shown as plain text.
func Tree(source string) *SafeTree {
	t := &SafeTree{refs: references{seen: map[Remote]bool{}}}
	if len(source) > maxInput {
		source, t.Cut = source[:maxInput], true
	}
	source = strings.ToValidUTF8(source, "\ufffd")
	f := flattener{tree: t, maxOpen: maxOpen, maxFormat: 64}
	doc, err := parse(f.flatten(source))
	if err != nil { // still too deep for the parser
		f := flattener{tree: &SafeTree{refs: references{seen: map[Remote]bool{}}}, maxOpen: 60, maxFormat: 4}
		if doc, err = parse(f.flatten(source)); err != nil {
			doc, _ = parse("<pre>" + html.EscapeString(Text(source)) + "</pre>")
		}
		t.Cut = true
	}
	t.Doc = doc
	t.Quirks = true
	t.clean(doc)
	return t
}

func parse(s string) (*html.Node, error) {
	return html.ParseWithOptions(strings.NewReader(s), html.ParseOptionEnableScripting(false))
}

// Resolve is the address that a reference of the document means, as it stands
// in Refs; "" if it leads nowhere a mail may lead. Images inside of the mail
// keep "cid:" and "data:".
func (t *SafeTree) Resolve(ref string) string {
	ref = squeeze(ref)
	if ref == "" || ref[0] == '#' {
		return ""
	}
	switch scheme(ref) {
	case "http", "https":
		return ref
	case "cid":
		return "cid:" + ref[len("cid:"):]
	case "data":
		if hasPrefixFold(ref, "data:image/") && !hasPrefixFold(ref, "data:image/svg") {
			return ref
		}
	case "":
		return t.refs.resolve(ref)
	}
	return ""
}

// Attr is the value of an attribute, "" if there is none.
func Attr(n *html.Node, key string) string {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			return n.Attr[i].Val
		}
	}
	return ""
}
