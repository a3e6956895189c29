package parse

import (
	"sort"
	"strconv"
	"strings"
)

// parseParams splits a structured field such as Content-Type into its value
// and parameters (RFC 2045 5.1), with the continuations, charsets and languages
// of RFC 2231. Names are lower case. Comments, missing semicolons, unquoted
// spaces and stray quotes are put up with; of a parameter that occurs twice the
// first counts.
func parseParams(s string) (value string, params map[string]string) {
	p := paramScanner{s: s}
	if head, rest, _ := strings.Cut(s, ";"); strings.IndexByte(head, '(') >= 0 && strings.IndexByte(dropComments(head), '=') < 0 {
		value, p.s = strings.TrimSpace(dropComments(head)), rest // "text (plain) / plain"
	} else if len(head) < len(s) || strings.IndexByte(head, '=') < 0 || strings.Contains(strings.TrimSpace(head[:strings.IndexByte(head, '=')]), " ") {
		value = p.value(true)
	}
	params = make(map[string]string, 2)
	var split map[string][]segment
	for p.pos < len(p.s) {
		name := strings.ToLower(p.name())
		if !p.equals() {
			continue
		}
		v := p.value(true)
		if name == "" {
			continue
		}
		if strings.IndexByte(name, '*') >= 0 {
			if base, seg, ok := segmentOf(name, v); ok {
				if split == nil {
					split = map[string][]segment{}
				}
				split[base] = append(split[base], seg)
				continue
			}
		}
		if _, twice := params[name]; !twice {
			params[name] = v
		}
	}
	for base, segments := range split {
		if v, ok := joinSegments(segments); ok {
			params[base] = v
		}
	}
	return value, params
}

// segment is one piece of a parameter of RFC 2231.
type segment struct {
	number  int
	encoded bool
	text    string
}

// segmentOf takes names such as "filename*", "filename*0" and "filename*0*" apart.
func segmentOf(name, text string) (base string, seg segment, ok bool) {
	seg.text = text
	if n, cut := strings.CutSuffix(name, "*"); cut {
		name, seg.encoded = n, true
	}
	base, number, numbered := strings.Cut(name, "*")
	if numbered {
		n, err := strconv.Atoi(number)
		if err != nil || n < 0 {
			return "", segment{}, false
		}
		seg.number = n
	}
	return base, seg, base != ""
}

// joinSegments decodes the pieces as one text, for a multibyte character may
// be split between two of them.
func joinSegments(segments []segment) (string, bool) {
	sort.SliceStable(segments, func(i, j int) bool { return segments[i].number < segments[j].number })
	var charset string
	var data []byte
	last := -1
	for i, s := range segments {
		if s.number == last {
			continue
		}
		last = s.number
		text := s.text
		if i == 0 && s.encoded {
			if parts := strings.SplitN(text, "'", 3); len(parts) == 3 {
				charset, text = charsetLabel(parts[0]), parts[2]
			}
		} else if label, rest, ok := strings.Cut(text, "'"); ok && s.encoded && charset != "" && charsetLabel(label) == charset {
			text = rest // some repeat the charset in every piece
		}
		if s.encoded {
			data = append(data, unescape(text)...)
		} else {
			data = append(data, text...)
		}
	}
	return decodeCharset(charset, data), len(data) > 0
}

// unescape replaces %XX; what is not hexadecimal stays.
func unescape(s string) []byte {
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			if hi, lo := unhex(s[i+1]), unhex(s[i+2]); hi >= 0 && lo >= 0 {
				out = append(out, byte(hi<<4|lo))
				i += 2
				continue
			}
		}
		out = append(out, s[i])
	}
	return out
}

func unhex(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}
