package htmldoc

import (
	"strconv"
	"strings"
)

func set(names string) map[string]bool {
	m := map[string]bool{}
	for _, n := range strings.Fields(names) {
		m[n] = true
	}
	return m
}

var (
	void = set("area base br col embed hr img input link meta param source track wbr bgsound frame image keygen")
	// What holds no text for a person.
	unseen = set("head title script style template object applet svg select datalist option textarea iframe noframes noembed audio video canvas frameset")
	// One line end before and after.
	block = set("address article aside body center details dialog dd div dt fieldset figcaption footer form header legend li main nav section summary tr caption thead tbody tfoot html map")
	// An empty line before and after.
	paragraph = set("p h1 h2 h3 h4 h5 h6 blockquote pre xmp plaintext listing ul ol dl menu dir table figure")
	tablePart = set("table thead tbody tfoot tr td th caption")
)

// closing is which open elements a start tag ends, and where the search stops.
type closing struct{ ends, until map[string]bool }

var endedBy = map[string]closing{
	"li":     {set("li"), set("ul ol menu dir table td th")},
	"dt":     {set("dt dd"), set("dl table td th")},
	"dd":     {set("dt dd"), set("dl table td th")},
	"td":     {set("td th"), set("tr table")},
	"th":     {set("td th"), set("tr table")},
	"tr":     {set("tr"), set("table")},
	"thead":  {set("thead tbody tfoot"), set("table")},
	"tbody":  {set("thead tbody tfoot"), set("table")},
	"tfoot":  {set("thead tbody tfoot"), set("table")},
	"option": {set("option"), set("select")},
	"body":   {set("head"), set("body")},
	"a":      {set("a"), set("table td th")},
}

func closesParagraph(name string) bool {
	return name == "hr" || paragraph[name] || block[name] && !tablePart[name]
}

// before writes what stands in front of an element that can be seen.
func (r *reader) before(e *element, a map[string]string) {
	switch {
	case paragraph[e.name]:
		e.after = 2
	case block[e.name]:
		e.after = 1
	}
	inList := r.inside("li")
	switch e.name {
	case "ul", "ol", "menu", "dir":
		if inList {
			e.after = 1
		}
	case "table":
		if r.inside("td") || r.inside("th") {
			e.after = 1
		}
	}
	r.out.lines(e.after)
	if r.lead != nil && e.name == "div" && quoting(a) {
		e.frames = r.out.push("> ", "> ")
	}
	switch e.name {
	case "blockquote":
		e.frames = r.out.push("> ", "> ")
	case "ol":
		if n, err := strconv.Atoi(strings.TrimSpace(a["start"])); err == nil {
			e.number = n
		}
		e.style = a["type"]
	case "li":
		e.frames = r.item(a)
	case "dd":
		e.frames = r.out.push("  ", "  ")
	case "pre", "xmp", "plaintext", "listing":
		e.pre = true
		r.out.preStart()
	case "td", "th":
		r.cell()
		r.out.watch()
	case "q":
		r.out.text("“")
	case "a":
		if target := r.refs.link(a["href"]); target != "" {
			e.link = &openLink{target: target}
		}
	}
}

func (r *reader) inside(name string) bool {
	for i := len(r.open) - 1; i >= 0; i-- {
		if r.open[i].name == name {
			return true
		}
	}
	return false
}

// item writes the bullet or number of a list item.
func (r *reader) item(a map[string]string) int {
	for i := len(r.open) - 1; i >= 0; i-- {
		list := &r.open[i]
		if list.name != "ol" && list.name != "ul" && list.name != "menu" && list.name != "dir" {
			continue
		}
		if list.name != "ol" {
			break
		}
		if n, err := strconv.Atoi(strings.TrimSpace(a["value"])); err == nil {
			list.number = n
		}
		marker := numeral(list.number, list.style) + ". "
		list.number++
		return r.out.push(marker, strings.Repeat(" ", len(marker)))
	}
	return r.out.push("• ", "  ")
}

// numeral is a number in the style of a list: "a", "A", "i" or "I", else figures.
func numeral(n int, style string) string {
	if len(style) != 1 || n < 1 || n > 3999 {
		return strconv.Itoa(n)
	}
	out := ""
	switch style {
	case "a", "A":
		for ; n > 0; n = (n - 1) / 26 {
			out = string(rune('a'+(n-1)%26)) + out
		}
	case "i", "I":
		values := []int{1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1}
		for i, sign := range strings.Fields("m cm d cd c xc l xl x ix v iv i") {
			for ; n >= values[i]; n -= values[i] {
				out += sign
			}
		}
	default:
		return strconv.Itoa(n)
	}
	if style < "a" {
		return strings.ToUpper(out)
	}
	return out
}

// cell separates a cell from the one before: by a bar if both can stand on one
// line, else by a line end.
func (r *reader) cell() {
	for i := len(r.open) - 1; i >= 0; i-- {
		if row := &r.open[i]; row.name == "tr" {
			if row.cell >= 0 && row.cell == r.out.breaks {
				r.out.bar()
			} else {
				r.out.lines(1)
			}
			row.cell = r.out.breaks
			return
		}
	}
	r.out.lines(1)
}

func cellTag(e element) bool { return e.name == "td" || e.name == "th" }

// following writes what follows an element that could be seen.
func (r *reader) following(e element) {
	switch e.name {
	case "q":
		r.out.text("”")
	case "td", "th":
		if r.out.pending > 0 { // its text ended in a block of its own
			for i := len(r.open) - 1; i >= 0; i-- {
				if r.open[i].name == "tr" {
					r.open[i].cell = -1
					break
				}
			}
		}
	}
	if e.link != nil {
		r.closeLink(e.link)
	}
	if cellTag(e) {
		r.endCell()
	}
	r.out.lines(e.after)
	r.out.pop(e.frames)
	if e.name == "tr" {
		r.endRow(e.cells)
	}
}

// void writes an element that has no content.
func (r *reader) void(name string, a, style map[string]string) {
	switch name {
	case "br":
		r.out.line()
	case "hr":
		r.out.lines(2)
		r.out.text("---")
		r.out.lines(2)
	case "img", "image":
		alt := strings.Join(strings.Fields(a["alt"]), " ")
		if alt == "" || r.lead != nil || pixel(a, style) {
			return
		}
		r.out.text("[" + alt + "]")
		if l := r.openLink(); l != nil && l.text.Len() < maxLinkText {
			l.text.WriteString(" " + alt + " ")
		}
	case "area":
		if target := r.refs.link(a["href"]); target != "" {
			r.link(strings.TrimSpace(a["alt"]), target)
		}
	case "input":
		if t := strings.ToLower(a["type"]); t == "submit" || t == "button" {
			r.out.text(a["value"])
		}
	}
}
