package htmldoc

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
)

// references collects what the document would have loaded.
type references struct {
	base *url.URL // <base href>, nil if none
	list []Remote
	seen map[Remote]bool
	deep int // documents inside of attributes around this one
}

// add lists a reference if following it would leave this machine, or look at
// its files.
func (r *references) add(ref, kind string) {
	ref = squeeze(ref)
	if ref == "" || ref[0] == '#' || len(r.list) >= maxRefs {
		return
	}
	switch scheme(ref) {
	case "data":
		r.inside(ref, kind)
		return
	case "cid", "mid", "about", "javascript", "vbscript", "mailto", "tel", "blob":
		return
	case "":
		if ref = r.resolve(ref); ref == "" {
			return
		}
	}
	e := Remote{ref, kind}
	if !r.seen[e] {
		r.seen[e] = true
		r.list = append(r.list, e)
	}
}

// What an attribute of these names says is an address, or has some in it.
var referring = set(`src lowsrc dynsrc srcset imagesrcset background poster action formaction manifest ping href
	xlink:href data code codebase archive classid value content srcdoc from to by values`)

// refers reports whether an element may refer to anything: most do not.
func refers(t html.Token) bool {
	for _, a := range t.Attr {
		if referring[a.Key] || strings.ContainsAny(a.Val, "(\"'\\") {
			return true
		}
	}
	return false
}

// element lists what the attributes of an element refer to.
func (r *references) element(t html.Token, a, style map[string]string, hidden bool) {
	if !refers(t) {
		return
	}
	name := t.Data
	image := "image"
	if (name == "img" || name == "image" || name == "input") && (hidden || pixel(a, style)) {
		image = "tracker"
	}
	if name == "base" {
		r.add(a["href"], "base")
		if r.base == nil {
			r.base = baseURL(a["href"])
		}
		return
	}
	kind := sourceKind(name)
	if kind == "image" {
		kind = image
	}
	for _, key := range []string{"src", "lowsrc", "dynsrc"} {
		r.add(a[key], kind)
	}
	r.srcset(a["srcset"], image)
	r.srcset(a["imagesrcset"], image)
	r.add(a["background"], "image")
	r.add(a["poster"], "image")
	r.add(a["action"], "form")
	r.add(a["formaction"], "form")
	r.add(a["manifest"], "prefetch")
	for _, target := range strings.Fields(a["ping"]) {
		r.add(target, "ping")
	}
	switch name {
	case "link":
		r.add(a["href"], linkKind(a["rel"]))
	case "object", "applet", "embed":
		for _, key := range []string{"data", "code", "codebase", "archive", "classid"} {
			r.add(a[key], "object")
		}
	case "param":
		if v := squeeze(a["value"]); scheme(v) != "" || strings.HasPrefix(v, "//") {
			r.add(v, "object")
		}
	case "meta":
		r.meta(strings.ToLower(strings.TrimSpace(a["http-equiv"])), a["content"])
	case "iframe":
		r.document(a["srcdoc"])
	case "a", "area":
	default: // SVG's image, use, feImage and the like
		for _, key := range []string{"from", "to", "by", "values"} { // of an animation
			for v := range strings.SplitSeq(a[key], ";") {
				if v = squeeze(v); strings.HasPrefix(v, "//") || strings.Contains(v, "://") {
					r.add(v, image)
				}
			}
		}
		r.add(a["href"], image)
		r.add(a["xlink:href"], image)
	}
	for _, at := range t.Attr {
		if at.Key == "style" || strings.Contains(at.Val, "(") && containsFold(at.Val, "url(") {
			r.css(at.Val, "image")
		}
	}
}

func sourceKind(name string) string {
	switch name {
	case "iframe", "frame":
		return "frame"
	case "video", "audio", "source", "track", "bgsound":
		return "media"
	case "script":
		return "script"
	case "embed", "object", "applet":
		return "object"
	}
	return "image"
}

func linkKind(rel string) string {
	rel = strings.ToLower(rel)
	switch {
	case strings.Contains(rel, "stylesheet"):
		return "style"
	case strings.Contains(rel, "icon"):
		return "image"
	}
	return "prefetch"
}

// srcset lists the candidates of "a.png 1x, b.png 2x".
func (r *references) srcset(s, kind string) {
	for s != "" {
		s = strings.TrimLeft(s, " \t\r\n\f,")
		end := strings.IndexAny(s, " \t\r\n\f")
		if end < 0 {
			end = len(s)
		}
		r.add(strings.TrimRight(s[:end], ","), kind)
		comma := strings.IndexByte(s[end:], ',')
		if comma < 0 || strings.HasSuffix(s[:end], ",") {
			comma = 0
			if !strings.HasSuffix(s[:end], ",") {
				return
			}
		}
		s = s[end+comma:]
	}
}

// pixel reports whether an image is too small to be meant for eyes.
func pixel(a, style map[string]string) bool {
	w, h := length(a["width"]), length(a["height"])
	if v, ok := style["width"]; ok {
		w = length(v)
	}
	if v, ok := style["height"]; ok {
		h = length(v)
	}
	switch {
	case w >= 0 && h >= 0:
		return w <= 2 && h <= 2 || w == 0 || h == 0
	case w >= 0:
		return w <= 1
	case h >= 0:
		return h <= 1
	}
	return false
}

// length is a number of pixels; -1 for anything else.
func length(s string) float64 {
	n, unit := number(s)
	if unit != "" && unit != "px" && unit != "pt" && n != 0 {
		return -1
	}
	return n
}
