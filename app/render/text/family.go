package text

import "strings"

// alike lists fonts with the same measures, which stand in for each other
// without moving a letter. The names are in lower case.
var alike = map[string][]string{
	"arial":           {"liberation sans", "arimo", "nimbus sans", "helvetica"},
	"helvetica":       {"liberation sans", "arimo", "nimbus sans", "arial"},
	"helvetica neue":  {"liberation sans", "arimo", "arial"},
	"arial narrow":    {"liberation sans narrow"},
	"times new roman": {"liberation serif", "tinos", "nimbus roman", "times"},
	"times":           {"liberation serif", "tinos", "nimbus roman", "times new roman"},
	"courier new":     {"liberation mono", "cousine", "nimbus mono ps", "courier"},
	"courier":         {"liberation mono", "cousine", "nimbus mono ps", "courier new"},
	"calibri":         {"carlito"},
	"cambria":         {"caladea"},
	"georgia":         {"gelasio"},
}

// kinds says which kind of letters well-known fonts have, for lists that name no
// generic family.
var kinds = map[string]string{
	"georgia": "serif", "times": "serif", "times new roman": "serif", "cambria": "serif", "garamond": "serif",
	"palatino": "serif", "palatino linotype": "serif", "book antiqua": "serif", "merriweather": "serif", "lora": "serif", "playfair display": "serif",
	"courier": "monospace", "courier new": "monospace", "consolas": "monospace", "menlo": "monospace", "monaco": "monospace",
	"lucida console": "monospace", "sf mono": "monospace", "sfmono-regular": "monospace", "ui-monospace": "monospace", "roboto mono": "monospace",
}

// generic says what the generic families of CSS are here. The last resort is
// what is bundled.
var generic = map[string][]string{
	"sans-serif": {"arial", "liberation sans", "arimo", "helvetica", "noto sans", "dejavu sans"},
	"serif":      {"times new roman", "liberation serif", "tinos", "times", "noto serif", "dejavu serif"},
	"monospace":  {"liberation mono", "cousine", "menlo", "consolas", "courier new", "noto sans mono", "dejavu sans mono"},
	"cursive":    {"comic sans ms", "apple chancery", "comic neue", "z003", "urw chancery l"},
	"fantasy":    {"impact", "papyrus"},
}

// system names what a platform calls the font of its own windows.
var system = map[string]bool{
	"system-ui": true, "-apple-system": true, "blinkmacsystemfont": true, "ui-sans-serif": true, "ui-rounded": true, "emoji": true, "math": true,
}

// maxFamilies bounds a list that a mail has written.
const maxFamilies = 16

// families is what to look for, in turn: each name and what equals it, then the
// generic family, then any of the same kind.
func families(css string) []string {
	var out []string
	kind := ""
	for n, name := range strings.Split(css, ",") {
		name = strings.ToLower(strings.Trim(strings.TrimSpace(name), `"'`))
		if name == "" || n >= maxFamilies {
			continue
		}
		if names, ok := generic[name]; ok {
			out = append(out, names...)
			kind = name
			break // a generic family is always there
		}
		switch {
		case system[name]:
		default:
			out = append(out, name)
			out = append(out, alike[name]...)
		}
		if kind == "" {
			if kind = kinds[name]; kind == "" {
				kind = "sans-serif"
			}
		}
	}
	switch kind {
	case "":
		kind = "serif"
		fallthrough
	case "serif", "monospace":
		out = append(out, generic[kind]...)
	}
	return append(out, generic["sans-serif"]...)
}
