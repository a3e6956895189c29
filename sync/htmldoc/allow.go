package htmldoc

import (
	"strings"

	"golang.org/x/net/html"
)

var (
	// Elements that are laid out; any other is taken for a span.
	shownElements = set(`html head body a abbr acronym address article aside b bdi bdo big blockquote br caption center
		cite code col colgroup dd del details dfn dir div dl dt em fieldset figcaption figure font footer form h1 h2 h3 h4
		h5 h6 header hgroup hr i img input ins kbd label legend li listing main mark menu nav nobr ol p pre q rp rt ruby s
		samp section small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr xmp
		area map button select optgroup option textarea progress meter picture source`)
	// Attributes that any element may have.
	shownAttributes = set(`align alt background bgcolor border bordercolor cellpadding cellspacing checked class clear
		color cols colspan dir disabled face frame height hidden hspace id lang leftmargin link marginheight marginwidth max media min multiple name noshade
		nowrap open placeholder reversed rows rowspan rules selected size span start style text title topmargin type valign value vspace width wrap`)
)

// clean makes a parsed tree safe, in place.
func (t *SafeTree) clean(doc *html.Node) {
	left := maxNodes
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil; {
			next := c.NextSibling
			left--
			t.Nodes++
			switch {
			case left < 0, c.Type == html.CommentNode, c.Type == html.RawNode:
				t.Cut = t.Cut || left < 0
				n.RemoveChild(c)
			case c.Type == html.DoctypeNode:
				t.Quirks, t.Almost = quirky(c)
				n.RemoveChild(c)
			case c.Type == html.ElementNode:
				if c.Namespace != "" || gone[c.Data] {
					n.RemoveChild(c)
					break
				}
				t.element(c)
				walk(c)
			case c.Type == html.TextNode:
				t.Octets += len(c.Data)
			}
			c = next
		}
	}
	walk(doc)
	if t.Body == nil { // a frameset: nothing to show
		t.Body = &html.Node{Type: html.ElementNode, Data: "body"}
		doc.AppendChild(t.Body)
	}
}

func (t *SafeTree) element(n *html.Node) {
	if n.Data == "image" {
		n.Data = "img"
	}
	if !shownElements[n.Data] {
		n.Data, n.DataAtom = "span", 0
	}
	if n.Data == "body" && t.Body == nil {
		t.Body = n
	}
	t.candidate(n)
	kept := n.Attr[:0]
	seen := 0
	for _, a := range n.Attr {
		if seen++; seen > 64 || a.Namespace != "" {
			break
		}
		switch {
		case a.Key == "href" && (n.Data == "a" || n.Data == "area"):
			if strings.HasPrefix(squeeze(a.Val), "#") { // inside of the mail
				kept = append(kept, a)
			} else if a.Val = t.refs.link(a.Val); a.Val != "" {
				kept = append(kept, a)
			}
		case a.Key == "src" && (n.Data == "img" || n.Data == "input" || n.Data == "source"), a.Key == "background":
			if a.Val = t.Resolve(a.Val); a.Val != "" {
				kept = append(kept, a)
			}
		case shownAttributes[a.Key] && len(a.Val) < 64<<10:
			kept = append(kept, a)
		}
	}
	n.Attr = kept
}

// candidate makes the first picture of a set the one that a source of pictures
// offers, or an image that names no other.
func (t *SafeTree) candidate(n *html.Node) {
	if n.Data != "source" && (n.Data != "img" || Attr(n, "src") != "") {
		return
	}
	first := strings.TrimLeft(Attr(n, "srcset"), " \t\r\n\f,")
	if i := strings.IndexAny(first, " \t\r\n\f"); i >= 0 { // as references finds it
		first = first[:i]
	}
	if first = strings.TrimRight(first, ","); first != "" {
		n.Attr = append(n.Attr, html.Attribute{Key: "src", Val: first})
	}
}

// quirky reports whether a document type asks for the old way of layout, or for
// limited quirks (HTML 13.2.6.4.1).
func quirky(n *html.Node) (quirks, almost bool) {
	if n.Data != "html" {
		return true, false
	}
	public, system := "", false
	for _, a := range n.Attr {
		switch a.Key {
		case "public":
			public = strings.ToLower(a.Val)
		case "system":
			system = true
		}
	}
	switch {
	case public == "":
		return false, false
	case strings.HasPrefix(public, "-//w3c//dtd html 4.01 transitional"), strings.HasPrefix(public, "-//w3c//dtd html 4.01 frameset"):
		return !system, system
	case strings.HasPrefix(public, "-//w3c//dtd xhtml 1.0 transitional"), strings.HasPrefix(public, "-//w3c//dtd xhtml 1.0 frameset"):
		return false, true
	case strings.HasPrefix(public, "-//w3c//dtd html 4.01"), strings.HasPrefix(public, "-//w3c//dtd xhtml 1."):
		return false, false
	}
	return true, false
}
