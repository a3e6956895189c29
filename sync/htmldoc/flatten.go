package htmldoc

import (
	"strings"

	"golang.org/x/net/html"
)

// flattener rewrites HTML before the parser sees it: what is never shown goes,
// and start tags past a depth go while their text stays. The parser refuses a
// whole document of 512 open elements, which a long chain of replies reaches.
//
// It goes by the tokens and closes elements the way the parser does, nearly:
// the parser opens formatting elements again behind the end of what they stood
// in, so those that were never closed are counted apart.
type flattener struct {
	tree      *SafeTree
	maxOpen   int
	maxFormat int

	tokens  *html.Tokenizer
	out     strings.Builder
	open    []string
	over    map[string]int // start tags left out whose end tags are to come
	format  map[string]int // open formatting elements by name
	formats int
	offset  int
	tags    int
}

var (
	// Left out with all that they hold.
	gone = set("script iframe object applet svg math template noembed noframes frameset canvas datalist title plaintext style")
	// A drawing ends before these, closed or not.
	breakout   = set("blockquote body br center div dl h1 h2 h3 h4 h5 h6 head hr img li ol p pre table td tr ul")
	played     = set("audio video")
	formatting = set("a b big code em font i nobr s small strike strong tt u")
)

func (f *flattener) flatten(source string) string {
	f.tokens = html.NewTokenizer(strings.NewReader(source))
	f.over, f.format = map[string]int{}, map[string]int{}
	f.out.Grow(len(source))
	for {
		kind := f.next()
		switch kind {
		case html.ErrorToken:
			return f.out.String()
		case html.DoctypeToken, html.TextToken:
			f.out.Write(f.tokens.Raw())
		case html.StartTagToken, html.SelfClosingTagToken:
			if f.tags++; f.tags > maxTags {
				f.tree.Cut = true
				return f.out.String()
			}
			f.start()
		case html.EndTagToken:
			name, _ := f.tokens.TagName()
			f.end(string(name))
		}
	}
}

func (f *flattener) next() html.TokenType {
	f.offset += len(f.tokens.Raw())
	return f.tokens.Next()
}

func (f *flattener) start() {
	raw := string(f.tokens.Raw())
	t := f.tokens.Token()
	f.note(t)
	name := t.Data
	switch {
	case gone[name]:
		if t.Type != html.SelfClosingTagToken || name != "svg" && name != "math" {
			f.skip(name, t)
		}
		return
	case name == "noscript":
		f.tokens.NextIsNotRawText()
		return
	case name == "video" && attributes(t.Attr)["poster"] != "":
		f.poster(t)
		return
	case played[name]: // what stands inside of it is for programs that play nothing
		return
	case name == "base" || name == "link" || name == "meta" || name == "embed" || name == "frame":
		return
	case void[name]:
		f.out.WriteString(raw)
		return
	}
	f.implied(name)
	if len(f.open) >= f.maxOpen || formatting[name] && f.formats >= f.maxFormat {
		f.over[name]++
		return
	}
	f.open = append(f.open, name)
	if formatting[name] {
		f.format[name]++
		f.formats++
	}
	f.out.WriteString(raw)
}

func (f *flattener) end(name string) {
	if f.over[name] > 0 {
		f.over[name]--
		return
	}
	if formatting[name] && f.format[name] > 0 {
		f.format[name]--
		f.formats--
	}
	for i := len(f.open) - 1; i >= 0; i-- {
		if f.open[i] == name {
			f.open = f.open[:i]
			break
		}
	}
	if !gone[name] && name != "noscript" && !played[name] {
		f.out.WriteString("</" + name + ">")
	}
}

// implied closes what the start of an element ends without an end tag.
func (f *flattener) implied(name string) {
	if rule, ok := endedBy[name]; ok {
		for i := len(f.open) - 1; i >= 0 && !rule.until[f.open[i]]; i-- {
			if rule.ends[f.open[i]] {
				f.open = f.open[:i]
				break
			}
		}
	}
	if !closesParagraph(name) {
		return
	}
	for i := len(f.open) - 1; i >= 0; i-- {
		switch f.open[i] {
		case "p":
			f.open = f.open[:i]
			return
		case "table", "td", "th", "caption":
			return
		}
	}
}

// skip leaves out an element and what it holds; the text of a style element is
// kept beside the tree.
func (f *flattener) skip(name string, start html.Token) {
	var text strings.Builder
	inner := ""
	for depth := 1; depth > 0; {
		switch f.next() {
		case html.ErrorToken:
			depth = 0
		case html.TextToken:
			if name == "style" {
				text.Write(f.tokens.Raw())
			} else if inner == "style" { // of a drawing: looked at, and not kept
				from := len(f.tree.refs.list)
				f.tree.refs.css(string(f.tokens.Raw()), "style")
				f.list(from)
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			t := f.tokens.Token()
			if (name == "svg" || name == "math") && breakout[t.Data] {
				f.again(t)
				return
			}
			f.note(t)
			inner = t.Data
			if t.Data == name && t.Type == html.StartTagToken {
				depth++
			}
		case html.EndTagToken:
			inner = ""
			if n, _ := f.tokens.TagName(); string(n) == name {
				depth--
			}
		}
	}
	if name == "style" && text.Len() > 0 {
		f.sheet(text.String(), start)
	}
}

// poster puts the picture of a film into its place.
func (f *flattener) poster(t html.Token) {
	img := html.Token{Type: html.StartTagToken, Data: "img"}
	alt := "▶"
	for _, a := range t.Attr {
		switch a.Key {
		case "poster":
			img.Attr = append(img.Attr, html.Attribute{Key: "src", Val: a.Val})
		case "title":
			alt = a.Val
		case "width", "height", "class", "id", "style", "hidden":
			img.Attr = append(img.Attr, a)
		}
	}
	img.Attr = append(img.Attr, html.Attribute{Key: "alt", Val: alt})
	f.out.WriteString(img.String())
	if t.Type != html.SelfClosingTagToken {
		f.skip("video", t)
	}
}

// again handles a start tag that ended a drawing.
func (f *flattener) again(t html.Token) {
	f.note(t)
	if !void[t.Data] {
		f.implied(t.Data)
		if len(f.open) >= f.maxOpen {
			f.over[t.Data]++
			return
		}
		f.open = append(f.open, t.Data)
	}
	f.out.WriteString(t.String())
}

func (f *flattener) sheet(text string, start html.Token) {
	size := len(text)
	for _, s := range f.tree.Styles {
		size += len(s.Text)
	}
	if size > maxStyles {
		f.tree.Cut = true
		return
	}
	from := len(f.tree.refs.list)
	f.tree.refs.css(text, "style")
	f.list(from)
	f.tree.Styles = append(f.tree.Styles, Sheet{text, attributes(start.Attr)["media"]})
}

// note lists what a start tag refers to.
func (f *flattener) note(t html.Token) {
	if !refers(t) {
		return
	}
	from := len(f.tree.refs.list)
	a := attributes(t.Attr)
	f.tree.refs.element(t, a, declarations(a["style"]), false)
	f.list(from)
	for _, key := range []string{"src", "background"} {
		if v := squeeze(a[key]); scheme(v) == "cid" && len(f.tree.Refs) < maxRefs {
			f.tree.Refs = append(f.tree.Refs, Ref{"cid:" + v[len("cid:"):], "embedded", f.offset})
		}
	}
}

func (f *flattener) list(from int) {
	for _, r := range f.tree.refs.list[from:] {
		f.tree.Refs = append(f.tree.Refs, Ref{r.URL, r.Kind, f.offset})
	}
}
