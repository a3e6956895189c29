package quote

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"godwit/sync/htmldoc"
)

// Block is the nodes of a tree that are a quote: neighbours below one parent.
type Block struct {
	Lines int // as many as a person would count, roughly

	nodes  []*html.Node
	button *html.Node
	label  *html.Node
	closed bool
}

const (
	maxLook = 100_000 // nodes that are looked at
	style   = "display:inline-block;background:#e6eaed;color:#3c4a52;border-radius:6px;padding:2px 10px;margin:6px 0;font:13px sans-serif;text-decoration:none"
)

// HTML finds the quote of a mail, nil if there is none to fold: what programs mark
// as one, with the line that leads to it, or what Outlook puts below its line.
func HTML(body *html.Node) *Block {
	s := scan{left: maxLook}
	s.walk(body)
	if s.block == nil || s.left < 0 || s.again || s.before == s.after {
		return nil // none, more than one, nothing but a quote, or words on both sides of it
	}
	b := &Block{nodes: s.block}
	var c counter
	for _, n := range s.block {
		c.count(n)
	}
	c.newline()
	if b.Lines = c.lines; b.Lines < leastQuoted {
		return nil
	}
	return b
}

// Fold hides the block behind a link to target, or shows it below that link.
func (b *Block) Fold(closed bool, target string) {
	if b.button == nil {
		b.label = &html.Node{Type: html.TextNode}
		a := &html.Node{Type: html.ElementNode, Data: "a", DataAtom: atom.A, Attr: []html.Attribute{{Key: "href", Val: target}, {Key: "style", Val: style}}}
		a.AppendChild(b.label)
		b.button = &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}
		b.button.AppendChild(a)
		b.nodes[0].Parent.InsertBefore(b.button, b.nodes[0])
	}
	b.label.Data = Label(Quoted, b.Lines, !closed)
	if closed == b.closed {
		return
	}
	b.closed = closed
	parent, next := b.button.Parent, b.button.NextSibling
	for _, n := range b.nodes {
		if closed {
			parent.RemoveChild(n)
		} else {
			parent.InsertBefore(n, next)
		}
	}
}

// scan goes through a mail in the order of reading.
type scan struct {
	left          int
	block         []*html.Node
	before, after bool // own words stand there
	again         bool // a second quote
	tail          bool // the rest is quoted
}

func (s *scan) walk(n *html.Node) {
	for c := n.FirstChild; c != nil && !s.tail; c = c.NextSibling {
		if s.left--; s.left < 0 {
			return
		}
		switch {
		case c.Type == html.TextNode:
			if strings.TrimSpace(strings.Trim(c.Data, "\u00a0\u200b\u200c\ufeff")) != "" {
				if s.block != nil {
					s.after = true
				} else {
					s.before = true
				}
			}
		case c.Type != html.ElementNode, c.Data == "style", c.Data == "title", signs(c):
		case c.Data == "img":
			if s.block == nil && htmldoc.Attr(c, "width") != "1" {
				s.before = true
			}
		case outlook(c):
			first := c
			for first.Parent != nil && first.Parent.Data != "body" && alone(first) {
				first = first.Parent
			}
			s.found(rest(first))
			s.tail = true
		case prefix(c):
			q := nextElement(c)
			if q == nil || !quoted(q) && q.Data != "blockquote" {
				s.walk(c)
				continue
			}
			s.found(between(c, q))
			c = q
		case quoted(c):
			if forwarded(c) {
				s.before = true
				continue
			}
			s.again = s.again || answered(c)
			s.found([]*html.Node{c})
		default:
			s.walk(c)
		}
	}
}

func (s *scan) found(nodes []*html.Node) {
	if s.block != nil {
		s.again = true
		return
	}
	s.block = nodes
}

func hasClass(n *html.Node, names ...string) bool {
	for class := range strings.FieldsSeq(htmldoc.Attr(n, "class")) {
		for _, name := range names {
			if strings.EqualFold(class, name) {
				return true
			}
		}
	}
	return false
}

// signs reports whether an element is a signature, which is nobody's answer.
func signs(n *html.Node) bool {
	return hasClass(n, "gmail_signature", "moz-signature", "gmail_signature_prefix") || htmldoc.Attr(n, "id") == "Signature"
}

// quoted reports whether a program has marked an element as a quote.
func quoted(n *html.Node) bool {
	return n.Data == "blockquote" && strings.EqualFold(htmldoc.Attr(n, "type"), "cite") ||
		hasClass(n, "gmail_quote", "gmail_quote_container", "yahoo_quoted", "protonmail_quote", "zmail_extra", "tutanota_quote", "gmail_extra")
}

// prefix reports whether an element leads to a quote after it: "On ... wrote:".
func prefix(n *html.Node) bool {
	if hasClass(n, "moz-cite-prefix", "gmail_attr") {
		return true
	}
	if n.Data != "div" && n.Data != "p" {
		return false
	}
	t := strings.TrimSpace(words(n, 400))
	return len(t) < 400 && wrote.MatchString(t) && begins.MatchString(t)
}

// forwarded reports whether a quote is passed on, which is what the mail is for.
func forwarded(n *html.Node) bool {
	t := strings.TrimSpace(words(n, 60))
	return strings.HasPrefix(t, "-----") || strings.HasPrefix(t, "Begin forwarded message")
}

// answered reports whether somebody wrote between the quotes of an element.
func answered(n *html.Node) bool {
	if n.Data == "blockquote" {
		return false
	}
	quotes := false
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Data == "blockquote":
			quotes = true
		case quotes && c.Type == html.TextNode && strings.TrimSpace(c.Data) != "",
			quotes && c.Type == html.ElementNode && !signs(c) && strings.TrimSpace(words(c, 200)) != "":
			return true
		}
	}
	return false
}

// outlook reports whether an element begins what Outlook puts below an answer.
func outlook(n *html.Node) bool {
	switch htmldoc.Attr(n, "id") {
	case "divRplyFwdMsg", "appendonsend", "x_divRplyFwdMsg", "mail-editor-reference-message-container":
		return true
	}
	if hasClass(n, "OutlookMessageHeader") {
		return true
	}
	css := strings.ToLower(strings.ReplaceAll(htmldoc.Attr(n, "style"), " ", ""))
	return n.Data == "div" && (strings.Contains(css, "border-top:solid") || strings.Contains(css, "border-top:1")) &&
		from.MatchString(strings.TrimSpace(words(n, 200)))
}

// words is the beginning of what an element says.
func words(n *html.Node, most int) string {
	var b strings.Builder
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil && b.Len() < most; c = c.NextSibling {
			if c.Type == html.TextNode {
				b.WriteString(strings.ReplaceAll(c.Data, "\n", " "))
			}
			walk(c)
		}
	}
	walk(n)
	return b.String()
}

// alone reports whether nothing stands beside a node.
func alone(n *html.Node) bool {
	for c := n.Parent.FirstChild; c != nil; c = c.NextSibling {
		if c != n && (c.Type == html.ElementNode || strings.TrimSpace(c.Data) != "") {
			return false
		}
	}
	return true
}

// rest is a node and all after it; a line that is drawn before it too.
func rest(n *html.Node) []*html.Node {
	before := n.PrevSibling
	for before != nil && before.Type == html.TextNode && strings.TrimSpace(before.Data) == "" {
		before = before.PrevSibling
	}
	if before != nil && before.Data == "hr" {
		n = before
	}
	var nodes []*html.Node
	for ; n != nil; n = n.NextSibling {
		nodes = append(nodes, n)
	}
	return nodes
}

// nextElement is the element after n with nothing said in between.
func nextElement(n *html.Node) *html.Node {
	for c := n.NextSibling; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.ElementNode && c.Data != "br":
			return c
		case c.Type == html.TextNode && strings.TrimSpace(c.Data) != "":
			return nil
		}
	}
	return nil
}

func between(a, b *html.Node) []*html.Node {
	var nodes []*html.Node
	for n := a; n != nil; n = n.NextSibling {
		nodes = append(nodes, n)
		if n == b {
			break
		}
	}
	return nodes
}

// counter counts lines of text.
type counter struct {
	lines int
	words bool
}

func (c *counter) newline() {
	if c.words {
		c.lines++
	}
	c.words = false
}

func (c *counter) count(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		c.words = c.words || strings.TrimSpace(n.Data) != ""
		return
	case html.ElementNode:
	default:
		return
	}
	switch n.Data {
	case "br", "p", "div", "tr", "li", "blockquote", "h1", "h2", "h3", "h4", "pre", "table", "hr", "ul", "ol":
		c.newline()
		defer c.newline()
	}
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		c.count(k)
	}
}
