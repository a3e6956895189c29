package css

import "strings"

const maxCalc = 8 // brackets in brackets

// calc reads calc(), min(), max() and clamp(). A limit that is a percentage of
// something unknown cannot be kept in a Length; such values are refused, but for
// a percentage limited by pixels.
func calc(s string, u Units, depth int) (Length, bool) {
	name, inner, ok := Call(s)
	if strings.HasPrefix(s, "(") {
		name, inner, ok = "calc", strings.TrimSuffix(s[1:], ")"), true
	}
	if !ok || depth > maxCalc {
		return Length{}, false
	}
	switch name {
	case "calc", "-webkit-calc", "-moz-calc":
		l, _, ok := sum(inner, u, depth)
		return l, ok
	case "min", "max", "clamp":
		return limited(name, Commas(inner), u, depth)
	}
	return Length{}, false
}

// sum reads terms between + and -, which stand between spaces. plain says that
// it is a number without unit.
func sum(s string, u Units, depth int) (total Length, plain, ok bool) {
	total.Kind = Given
	plain = true
	sign := float32(1)
	var term []string
	flush := func() bool {
		l, number, ok := product(strings.Join(term, " "), u, depth)
		term = term[:0]
		total.Px += sign * l.Px
		total.Percent += sign * l.Percent
		plain = plain && number
		return ok
	}
	for _, f := range Fields(s) {
		if (f == "+" || f == "-") && len(term) > 0 {
			if !flush() {
				return total, false, false
			}
			sign = 1
			if f == "-" {
				sign = -1
			}
			continue
		}
		term = append(term, f)
	}
	return total, plain, flush()
}

func product(s string, u Units, depth int) (l Length, plain, ok bool) {
	l = Pixels(1)
	plain = true
	operator := byte('*')
	for {
		i := until(s, "*/")
		v, number, ok := factor(strings.TrimSpace(s[:i]), u, depth)
		switch {
		case !ok || !plain && !number:
			return l, false, false
		case operator == '/':
			if !number || v.Px == 0 {
				return l, false, false
			}
			l.Px, l.Percent = l.Px/v.Px, l.Percent/v.Px
		case plain:
			l.Px, l.Percent = v.Px*l.Px, v.Percent*l.Px
			plain = number
		default:
			l.Px, l.Percent = l.Px*v.Px, l.Percent*v.Px
		}
		if i == len(s) {
			l.Px, l.Percent = clampTo(l.Px), clampTo(l.Percent)
			return l, plain, true
		}
		operator = s[i]
		s = s[i+1:]
	}
}

func factor(s string, u Units, depth int) (l Length, plain, ok bool) {
	if strings.HasSuffix(s, ")") {
		if strings.HasPrefix(s, "(") && depth < maxCalc {
			return sum(s[1:len(s)-1], u, depth+1)
		}
		l, ok = calc(s, u, depth+1)
		return l, false, ok
	}
	v, unit, ok := Number(s)
	if ok && unit == "" {
		return Pixels(v), true, true
	}
	l, ok = ParseLength(s, u)
	return l, false, ok && l.Fixed()
}

// limited reads min(), max() and clamp() of at most one percentage.
func limited(name string, parts []string, u Units, depth int) (out Length, ok bool) {
	if name == "clamp" {
		if len(parts) != 3 {
			return out, false
		}
		low, ok := limited("max", parts[:2], u, depth+1)
		high, _, ok2 := sum(parts[2], u, depth+1)
		if !ok || !ok2 || high.Percent != 0 {
			return out, false
		}
		low.Most = high.Px
		if low.Percent == 0 {
			return Pixels(low.Of(0)), true
		}
		return low, true
	}
	out.Kind = Given
	limit, limits := float32(0), 0
	for _, p := range parts {
		l, _, ok := sum(p, u, depth+1)
		switch {
		case !ok || l.Percent != 0 && out.Percent != 0:
			return out, false
		case l.Percent != 0:
			out.Percent, out.Px = l.Percent, l.Px
		case limits == 0, name == "min" && l.Px < limit, name == "max" && l.Px > limit:
			limit = l.Px
			limits++
		}
	}
	switch {
	case out.Percent == 0:
		return Pixels(limit), limits > 0
	case limits == 0:
	case name == "min":
		out.Most = max(limit, .01)
	default:
		out.Least = limit
	}
	return out, true
}
