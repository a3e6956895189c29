package htmldoc

import (
	"strings"

	"golang.org/x/net/html"
)

// reader walks over the tokens and keeps the open elements.
type reader struct {
	tokens *html.Tokenizer
	open   []element
	over   int // start tags past maxDepth whose end tags are still to come
	out    writer
	refs   references
	sheet  sheet
	links  []Link
	seen   map[Link]bool
	target string  // that the text showed last
	lead   *writer // the preheader; nil where none is wanted
}

// element is an open element.
type element struct {
	name   string
	hidden bool // it or one around it is made invisible
	mute   bool // it or one around it holds no text for a person
	tiny   bool // its text is too small to see
	pre    bool
	font   string // families, where they may be of pictures
	frames int    // of the writer, to be taken off at its end
	after  int    // line ends that follow it
	number int    // of the next item of an ordered list
	style  string // of its numbers
	cell   int    // line breaks written when the cell before ended; -1: no cell yet
	cells  []cellSpan
	rowEnd int // of a table: where its last row of data ended
	link   *openLink
}

type openLink struct {
	target string
	text   strings.Builder
}

func newReader(s string) *reader {
	return &reader{tokens: html.NewTokenizer(strings.NewReader(s)), seen: map[Link]bool{}, refs: references{seen: map[Remote]bool{}}}
}

func (r *reader) run() {
	for !r.led() {
		switch r.tokens.Next() {
		case html.ErrorToken:
			r.popTo(0)
			return
		case html.TextToken:
			r.text(string(r.tokens.Text()))
		case html.StartTagToken, html.SelfClosingTagToken:
			r.start(r.tokens.Token())
		case html.EndTagToken:
			name, _ := r.tokens.TagName()
			r.end(string(name))
		}
	}
}

func (r *reader) top() element {
	if len(r.open) == 0 {
		return element{}
	}
	return r.open[len(r.open)-1]
}

func (r *reader) text(s string) {
	top := r.top()
	switch {
	case top.name == "style":
		r.sheet.add(s)
		r.refs.css(s, "style")
		return
	case top.name == "noframes" || top.name == "iframe" || top.name == "noembed":
		return
	case top.mute || r.out.full():
		return
	case top.hidden || top.tiny:
		r.leading(s)
		return
	}
	s = Symbols(top.font, s)
	switch {
	case top.pre:
		r.out.pre(s)
	default:
		r.out.text(s)
	}
	if l := r.openLink(); l != nil && l.text.Len() < maxLinkText {
		l.text.WriteString(s)
	}
}

const maxLinkText = 1000

func (r *reader) openLink() *openLink {
	for i := len(r.open) - 1; i >= 0; i-- {
		if r.open[i].link != nil {
			return r.open[i].link
		}
	}
	return nil
}

func (r *reader) start(t html.Token) {
	a := attributes(t.Attr)
	if t.Data == "noscript" {
		r.tokens.NextIsNotRawText() // there are no scripts: it is shown
	}
	r.implied(t.Data)
	parent := r.top()
	style := declarations(a["style"])
	e := element{name: t.Data, cell: -1, pre: parent.pre, tiny: parent.tiny, font: parent.font, number: 1}
	e.hidden = parent.hidden || r.hides(t.Data, a, style)
	e.mute = parent.mute || unseen[t.Data]
	if size, ok := style["font-size"]; ok {
		e.tiny = tinySize(size)
	} else if t.Data == "font" && a["size"] != "" {
		e.tiny = false
	}
	if family := style["font-family"] + a["face"]; family != "" || style["font"] != "" {
		e.font = family
	}
	r.refs.element(t, a, style, e.hidden)
	if void[t.Data] {
		if !e.hidden && !e.mute {
			r.void(t.Data, a, style)
		}
		return
	}
	if !e.hidden && !e.mute {
		r.before(&e, a)
	}
	if len(r.open) >= maxDepth {
		r.over++
		r.out.pop(e.frames)
		if cellTag(e) && !e.hidden && !e.mute {
			r.out.watched()
		}
		return
	}
	r.open = append(r.open, e)
}

// hides reports whether an element is made invisible by its attributes or by
// a rule of the mail's own style sheet.
func (r *reader) hides(name string, a map[string]string, style map[string]string) bool {
	if _, ok := a["hidden"]; ok || hiddenStyle(style) {
		return true
	}
	if d := style["display"]; d != "" {
		return false
	}
	return r.sheet.hides(name, a["class"], a["id"])
}

func (r *reader) end(name string) {
	switch name {
	case "br":
		r.out.line()
		return
	case "p":
		if r.find("p") < 0 {
			r.out.lines(2)
			return
		}
	}
	if r.over > 0 {
		r.over--
		return
	}
	if i := r.find(name); i >= 0 {
		r.popTo(i)
	}
}

// find is the open element that an end tag closes: not one outside of the cell
// or table that it stands in, unless it belongs to the table.
func (r *reader) find(name string) int {
	for i := len(r.open) - 1; i >= 0; i-- {
		if r.open[i].name == name {
			return i
		}
		switch r.open[i].name {
		case "table":
			return -1
		case "td", "th", "caption":
			if !tablePart[name] {
				return -1
			}
		}
	}
	return -1
}

// implied closes what the start of an element ends without an end tag.
func (r *reader) implied(name string) {
	if rule, ok := endedBy[name]; ok {
		for i := len(r.open) - 1; i >= 0; i-- {
			o := r.open[i].name
			if rule.ends[o] {
				r.popTo(i)
				break
			}
			if rule.until[o] {
				break
			}
		}
	}
	if closesParagraph(name) {
		if i := r.find("p"); i >= 0 {
			r.popTo(i)
		}
	}
}

func (r *reader) popTo(n int) {
	for len(r.open) > n {
		e := r.open[len(r.open)-1]
		r.open = r.open[:len(r.open)-1]
		if !e.hidden && !e.mute {
			r.following(e)
		}
	}
}

func attributes(list []html.Attribute) map[string]string {
	a := make(map[string]string, len(list))
	for _, at := range list {
		if _, twice := a[at.Key]; !twice {
			a[at.Key] = at.Val
		}
	}
	return a
}
