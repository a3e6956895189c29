package style

import (
	"strings"

	"godwit/app/render/css"
)

// variables are the custom properties of an element, those of its parent behind.
type variables struct {
	own    map[string]string
	parent *variables
}

const (
	maxVariable = 2000 // octets of a value with its variables put in
	maxDepth    = 8    // variables in variables
	maxChain    = 64   // elements that are asked for a variable
)

func (v *variables) get(name string) (string, bool) {
	for range maxChain {
		if v == nil {
			break
		}
		if s, ok := v.own[name]; ok {
			return s, true
		}
		v = v.parent
	}
	return "", false
}

// variables takes up the custom properties among the declarations.
func (a *applier) variables(found []weighed) {
	var own map[string]string
	for i := range found {
		if strings.HasPrefix(found[i].Name, "--") {
			if own == nil {
				own = map[string]string{}
			}
			own[found[i].Name] = found[i].Value
		}
	}
	if own != nil {
		a.s.vars = &variables{own, a.parent.vars}
	}
}

// substitute puts values for var() and expands the shorthands that waited for
// them. A declaration with a variable that is not there goes.
func (a *applier) substitute(found []weighed) []weighed {
	for i := range found {
		if !strings.Contains(found[i].Value, "var(") || strings.HasPrefix(found[i].Name, "--") {
			continue
		}
		out := append([]weighed(nil), found[:i]...)
		for _, f := range found[i:] {
			if !strings.Contains(f.Value, "var(") || strings.HasPrefix(f.Name, "--") {
				out = append(out, f)
				continue
			}
			value, ok := a.s.vars.resolve(f.Value, 0)
			if !ok {
				continue
			}
			for _, d := range css.Expand(nil, css.Declaration{Name: f.Name, Value: value}) {
				e := f
				e.Declaration = d
				out = append(out, e)
			}
		}
		return out
	}
	return found
}

// resolve puts values for the var() in s.
func (v *variables) resolve(s string, depth int) (string, bool) {
	for {
		i := strings.Index(s, "var(")
		if i < 0 {
			return s, len(s) <= maxVariable
		}
		if depth > maxDepth || len(s) > maxVariable {
			return "", false
		}
		end := closing(s, i+3)
		name, instead, hasInstead := strings.Cut(s[i+4:end], ",")
		value, ok := v.get(strings.TrimSpace(name))
		if ok {
			value, ok = v.resolve(value, depth+1)
		}
		if !ok && hasInstead {
			value, ok = v.resolve(strings.TrimSpace(instead), depth+1)
		}
		if !ok {
			return "", false
		}
		s = s[:i] + value + s[min(len(s), end+1):]
	}
}

// closing is where the bracket at i closes; len(s) if nowhere.
func closing(s string, i int) int {
	depth := 0
	for ; i < len(s); i++ {
		switch s[i] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return len(s)
}
