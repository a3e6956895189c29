package export

import (
	"encoding/base64"
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html"

	"godwit/sync/htmldoc"
)

// policy lets a browser load nothing for the page but what is written in it, and
// run nothing: the second wall, behind the one that Page is.
const policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

// Page writes a letter as a page of HTML that stands alone: what is safe of the
// message, with the given pictures in it, below a card that says whose it is.
func Page(w io.Writer, l Letter) error {
	var b strings.Builder
	fmt.Fprintf(&b, "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"%s\">"+
		"<meta name=\"referrer\" content=\"no-referrer\"><meta name=\"viewport\" content=\"width=device-width\"><title>%s</title>\n", policy, html.EscapeString(l.Subject))
	body := lines(strings.Split(strings.TrimRight(l.Text, "\n"), "\n"))
	attributes := ` style="margin:16px"`
	if l.HTML != "" {
		doc := htmldoc.Tree(l.HTML)
		if doc.Quirks { // the mail was made for it
			s := b.String()[len("<!DOCTYPE html>\n"):]
			b.Reset()
			b.WriteString(s)
		}
		for _, s := range doc.Styles {
			fmt.Fprintf(&b, "<style media=\"%s\">%s</style>\n", html.EscapeString(s.Media), l.css(s.Text, doc))
		}
		var inside strings.Builder
		for c := doc.Body.FirstChild; c != nil; c = c.NextSibling {
			l.node(&inside, c, doc)
		}
		body = inside.String()
		attributes = l.attributes(doc.Body, doc)
	}
	fmt.Fprintf(&b, "</head><body%s>%s\n%s\n</body></html>\n", attributes, card(l), body)
	_, err := io.WriteString(w, b.String())
	return err
}

// own is the style of the card's elements, which no style of the mail outranks.
func own(rules string) string {
	out := "all:initial!important"
	for r := range strings.SplitSeq(rules, ";") {
		out += ";" + r + "!important"
	}
	return out
}

// card is who wrote to whom, above the message.
func card(l Letter) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<div style="%s"><div dir="%s" style="%s">%s</div>`,
		own("display:block;background:#f4f6f7;border:1px solid #dfe4e6;border-radius:8px;padding:14px 18px;margin:12px;text-align:left"),
		direction(l.Subject), own("display:block;font:bold 18px sans-serif;color:#1c2428;margin-bottom:8px;overflow-wrap:anywhere"), html.EscapeString(l.Subject))
	for _, f := range l.Fields {
		fmt.Fprintf(&b, `<div style="%s"><span style="%s">%s</span>%s</div>`, own("display:block;font:13px/1.5 sans-serif;color:#1c2428;overflow-wrap:anywhere"),
			own("display:inline-block;font:13px/1.5 sans-serif;color:#56636a;width:72px"), html.EscapeString(f.Name), html.EscapeString(f.Text))
	}
	return b.String() + "</div>"
}

// raw elements hold text that a parser reads in ways of its own: they are
// written as pre.
var raw = map[string]bool{"xmp": true, "listing": true, "plaintext": true}

// empty elements have no end.
var empty = map[string]bool{"br": true, "hr": true, "img": true, "input": true, "col": true, "wbr": true, "area": true, "source": true}

// node writes an element and what is in it. The tree is as safe as htmldoc makes
// it; what loads something is added or taken away here. It is not deep.
func (l *Letter) node(b *strings.Builder, n *html.Node, doc *htmldoc.SafeTree) {
	switch n.Type {
	case html.TextNode:
		b.WriteString(html.EscapeString(n.Data))
		return
	case html.ElementNode:
	default:
		return
	}
	name := n.Data
	if raw[name] {
		name = "pre"
	}
	b.WriteString("<" + name + l.attributes(n, doc) + ">")
	if empty[name] {
		return
	}
	if name == "pre" {
		b.WriteString("\n") // a parser drops the first line end
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		l.node(b, c, doc)
	}
	b.WriteString("</" + name + ">")
}

// attributes are an element's, with pictures as data and styles made safe.
func (l *Letter) attributes(n *html.Node, doc *htmldoc.SafeTree) string {
	var b strings.Builder
	put := func(key, value string) { fmt.Fprintf(&b, ` %s="%s"`, key, html.EscapeString(value)) }
	for _, a := range n.Attr {
		switch a.Key {
		case "src", "background":
			if data := l.data(a.Val, doc); data != "" {
				put(a.Key, data)
			}
		case "style":
			put("style", l.css(a.Val, doc))
		case "href":
			put("href", a.Val)
			if !strings.HasPrefix(a.Val, "#") {
				put("rel", "noopener noreferrer")
			}
		default:
			if !strings.HasPrefix(a.Key, "on") {
				put(a.Key, a.Val)
			}
		}
	}
	return b.String()
}

// data is a picture as a reference that holds it; "" where there is none.
func (l *Letter) data(ref string, doc *htmldoc.SafeTree) string {
	ref = doc.Resolve(ref)
	octets := l.Pictures[ref]
	if octets == nil {
		if strings.HasPrefix(ref, "data:image/") {
			return ref // never SVG: Resolve refuses it
		}
		return ""
	}
	for starts, kind := range map[string]string{"\x89PNG": "png", "\xff\xd8\xff": "jpeg", "GIF8": "gif", "RIFF": "webp", "BM": "bmp"} {
		if strings.HasPrefix(string(octets[:min(len(octets), 8)]), starts) {
			return "data:image/" + kind + ";base64," + base64.StdEncoding.EncodeToString(octets)
		}
	}
	return ""
}
