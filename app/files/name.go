package files

import (
	"path"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxName is how many octets a name may have on every system, with room for a
// number and for the ending of a file being written.
const maxName = 200

// Safe makes a name of a file out of what anybody wrote: without folders, control
// characters and characters that turn or hide text, without what some system
// gives a meaning, not hidden, not too long.
func Safe(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == utf8.RuneError, unicode.IsControl(r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Co, r), r == 0x2028, r == 0x2029, r == 0x115F, r == 0x3164:
			return -1
		case unicode.IsSpace(r):
			return ' '
		}
		return r
	}, s)
	s = s[strings.LastIndexAny(s, `/\`)+1:]
	if len(s) > 1 && s[1] == ':' {
		s = s[2:]
	}
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`<>:"|?*`, r) {
			return '_'
		}
		return r
	}, s)
	s = strings.Join(strings.Fields(s), " ")
	s = strings.TrimRight(s, ". ")
	s = strings.TrimLeft(s, ".~ ")
	if strings.HasPrefix(s, "-") { // no option of a command
		s = "_" + s[1:]
	}
	if s == "" {
		return "unnamed"
	}
	if device(s) {
		s = "_" + s
	}
	return short(s, maxName)
}

// device says whether Windows takes a name for a device, whatever its ending.
func device(s string) bool {
	base, _, _ := strings.Cut(strings.ToLower(s), ".")
	base = strings.TrimRight(base, " ")
	switch base {
	case "con", "prn", "aux", "nul", "conin$", "conout$":
		return true
	}
	for _, port := range []string{"com", "lpt"} {
		if rest, ok := strings.CutPrefix(base, port); ok && utf8.RuneCountInString(rest) == 1 && strings.ContainsAny(rest, "0123456789¹²³") {
			return true
		}
	}
	return false
}

// short cuts a name to some octets and keeps its ending.
func short(s string, most int) string {
	if len(s) <= most {
		return s
	}
	ext := path.Ext(s)
	if len(ext) > 20 {
		ext = ""
	}
	s = s[:most-len(ext)]
	for len(s) > 0 && !utf8.ValidString(s) {
		s = s[:len(s)-1]
	}
	return strings.TrimRight(s, ". ") + ext
}

// Unique is name, or name with a number before its ending where it is taken.
func Unique(name string, taken func(string) bool) string {
	ext := path.Ext(name)
	base := strings.TrimSuffix(name, ext)
	for n := 1; ; n++ {
		try := name
		if n > 1 {
			try = base + "-" + strconv.Itoa(n) + ext
		}
		if !taken(try) {
			return try
		}
	}
}
