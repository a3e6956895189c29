package css

import (
	"strings"

	"github.com/andybalholm/cascadia"
)

// Rule is what one selector sets. Specificity counts ids, classes and names;
// of equal ones the greater Order wins. Layer is that of @layer, from 1; rules
// outside of layers, of 0, are the strongest.
type Rule struct {
	Declarations []Declaration
	Layer        int
	Pseudo       string // "before", "after", or ""
	Specificity  [3]int
	Order        int
	selector     cascadia.Sel
}

// Never true in mail that is only read, or not to be asked for: the last ones no
// browser knows, and they read all the text below an element.
var neverHolds = []string{
	":hover", ":active", ":focus", ":visited", ":target", ":checked", "::", ":-", ":selection", ":placeholder",
	":contains", ":matches", ":haschild",
}

func (s *Sheet) add(selector string, declarations []Declaration) {
	if at, _ := choice(selector); at >= 0 {
		for _, one := range alternatives(selector) {
			s.add(one, declarations)
		}
		return
	}
	if selector == "" || len(selector) > maxSelector || s.rules >= maxRules {
		return
	}
	pseudo := ""
	for _, name := range []string{"before", "after"} {
		if bare, ok := strings.CutSuffix(selector, ":"+name); ok {
			pseudo = name
			selector = strings.TrimSuffix(bare, ":")
		}
	}
	for _, never := range neverHolds {
		if strings.Contains(selector, never) {
			return
		}
	}
	if strings.Count(selector, ":has(") > 1 || strings.Count(selector, "~") > 2 { // each looks at everything, for each
		return
	}
	if selector == "" || strings.ContainsAny(selector[len(selector)-1:], " >+~") {
		selector += "*"
	}
	selector = strings.ReplaceAll(selector, ":root", "html")
	selector = strings.ReplaceAll(selector, ":link", "[href]")
	sel, err := cascadia.Parse(selector)
	if err != nil {
		return
	}
	sp := sel.Specificity()
	r := &Rule{declarations, s.layer, pseudo, [3]int{sp[0], sp[1], sp[2]}, s.rules, sel}
	s.rules++
	s.hasBefore = s.hasBefore || pseudo == "before"
	s.hasAfter = s.hasAfter || pseudo == "after"
	s.file(r, selector)
}

// file puts a rule where Match looks for it: under the id, class or name that
// its last compound asks for.
func (s *Sheet) file(r *Rule, selector string) {
	if strings.ContainsAny(selector, "\\(") {
		s.rest = append(s.rest, r)
		return
	}
	last := unbracketed(selector)
	if i := strings.LastIndexAny(last, " \t\n\r\f>+~"); i >= 0 {
		last = last[i+1:]
	}
	name := func(mark byte) string {
		i := strings.IndexByte(last, mark)
		if i < 0 {
			return ""
		}
		return compoundName(last[i+1:])
	}
	if id := name('#'); id != "" {
		s.byID[id] = append(s.byID[id], r)
	} else if class := name('.'); class != "" {
		s.byClass[class] = append(s.byClass[class], r)
	} else if tag := strings.ToLower(compoundName(last)); tag != "" && tag != "*" {
		s.byTag[tag] = append(s.byTag[tag], r)
	} else {
		s.rest = append(s.rest, r)
	}
}

// unbracketed is a selector without its conditions on attributes.
func unbracketed(s string) string {
	var out strings.Builder
	for i := 0; i < len(s); {
		end := skip(s, i)
		if s[i] != '[' {
			out.WriteString(s[i:end])
		}
		i = end
	}
	return out.String()
}

func compoundName(s string) string {
	if i := strings.IndexAny(s, ".#:["); i >= 0 {
		return s[:i]
	}
	return s
}
