package css

import "strings"

const (
	maxNested       = 100 // selectors that one rule inside of others stands for
	maxAlternatives = 64  // selectors that one with :is() stands for
)

// unnested parts the declarations of a rule from the rules inside of it (CSS
// Nesting 1).
func unnested(body string) (own, rules string) {
	var plain, inner strings.Builder
	for body != "" {
		i := min(until(body, ";"), brace(body))
		if i == len(body) || body[i] == ';' {
			i = min(i+1, len(body))
			plain.WriteString(body[:i])
		} else {
			i = skipBracket(body, i)
			inner.WriteString(body[:i])
		}
		body = body[i:]
	}
	return plain.String(), inner.String()
}

// nest gives the selectors of a rule with those of the rule around it.
func nest(selectors, in []string) []string {
	if in == nil {
		return selectors
	}
	var out []string
	for _, parent := range in {
		for _, one := range selectors {
			if strings.IndexByte(one, '&') < 0 {
				one = "& " + one
			}
			if one = strings.ReplaceAll(one, "&", ":is("+parent+")"); len(one) <= maxSelector && len(out) < maxNested {
				out = append(out, one)
			}
		}
	}
	return out
}

// alternatives are the selectors that one with :is() or :where() stands for.
func alternatives(selector string) []string {
	out, done := []string{selector}, false
	for range 8 { // one after the other, and in each other
		if done {
			return out
		}
		done = true
		var next []string
		for _, one := range out {
			at, open := choice(one)
			if at < 0 {
				next = append(next, one)
				continue
			}
			done = false
			end := skipBracket(one, open)
			for _, alt := range split(strings.TrimSuffix(one[open+1:end], ")"), ",") {
				if s := chosen(one[:at], alt, one[end:]); s != "" && len(s) <= maxSelector && len(next) < maxAlternatives {
					next = append(next, s)
				}
			}
		}
		out = next
	}
	return nil
}

// choice is where the first :is() or :where() begins, and its bracket.
func choice(s string) (at, open int) {
	at = -1
	for _, name := range []string{":is(", ":where(", ":-webkit-any(", ":-moz-any("} {
		if i := strings.Index(s, name); i >= 0 && (at < 0 || i < at) {
			at, open = i, i+len(name)-1
		}
	}
	return at, open
}

// chosen puts one of the alternatives into its place: behind the compound that
// :is() ends, or in front of it if it has to begin it. "" if nothing can match.
func chosen(before, alt, after string) string {
	start := strings.LastIndexAny(before, " \t\r\n\f>+~(") + 1
	own := before[start:]
	begins := alt != "" && strings.IndexByte(".#[:", alt[0]) < 0 || strings.ContainsAny(unbracketed(alt), " >+~")
	switch {
	case alt == "":
		return ""
	case own == "" || !begins:
		return before + alt + after
	case own == "*":
		own = ""
	case strings.IndexByte(".#[:", own[0]) < 0:
		return ""
	}
	return before[:start] + alt + own + after
}

// layerOf is the number of a cascade layer; each without a name is a new one.
func (s *Sheet) layerOf(name string) int {
	name = strings.TrimSpace(name)
	n, known := s.layers[name]
	if !known || name == "" {
		n = len(s.layers) + 1
		if name == "" {
			name = "\x00" + string(rune(n))
		}
		s.layers[name] = n
	}
	return n
}

// nameLayers reads "@layer a, b": the order of layers whose rules come later.
func (s *Sheet) nameLayers(statement string) {
	if names, ok := strings.CutPrefix(strings.ToLower(statement), "@layer "); ok {
		for _, name := range split(statement[len(statement)-len(names):], ",") {
			s.layerOf(name)
		}
	}
}
