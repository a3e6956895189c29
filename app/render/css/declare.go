package css

import "strings"

// Declaration is one property, by its longhand name in lower case, and what it
// is set to, as written. Names that begin with -- keep their case.
type Declaration struct {
	Name, Value string
	Important   bool
}

// Declarations reads the inside of a rule or a style attribute. Shorthands come
// out as the properties that they stand for.
func Declarations(s string) []Declaration {
	s = uncomment(s)
	out := make([]Declaration, 0, 8)
	for s != "" && len(out) < maxPerBlock {
		end := until(s, ";")
		one := s[:end]
		s = s[min(len(s), end+1):]
		colon := strings.IndexByte(one, ':')
		if colon < 0 || len(one)-colon > maxValue {
			continue
		}
		name, value := strings.TrimSpace(one[:colon]), strings.TrimSpace(one[colon+1:])
		important := false
		if i := strings.LastIndexByte(value, '!'); i >= 0 && strings.EqualFold(strings.TrimSpace(value[i+1:]), "important") {
			important, value = true, strings.TrimSpace(value[:i])
		}
		if name == "" || value == "" || strings.ContainsAny(name, " {}()") {
			continue
		}
		if !strings.HasPrefix(name, "--") {
			name = strings.ToLower(name)
			if strings.HasPrefix(name, "mso-") || name[0] == '-' && name != "-webkit-line-clamp" || name[0] == '*' || name[0] == '_' {
				continue
			}
		}
		out = Expand(out, Declaration{name, value, important})
	}
	return out
}
