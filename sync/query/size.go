package query

import (
	"math"
	"strconv"
	"strings"
)

// sized reads larger:, smaller: and size:, which is larger or, with a <, smaller.
func (p *parser) sized(field, name string, at int, v value) Node {
	s, smaller := v.text, field == "smaller"
	if field == "size" {
		s = strings.TrimLeft(s, ">=")
		if rest, ok := strings.CutPrefix(s, "<"); ok {
			s, smaller = rest, true
		}
	}
	octets, ok := octets(s)
	switch {
	case !ok:
		return p.misread(name, at, v, wanted[field])
	case smaller:
		return Smaller{octets}
	}
	return Larger{octets}
}

// octets reads 500, 20k, 1.5M, 2GB; the steps are of 1000.
func octets(s string) (int64, bool) {
	s = strings.ReplaceAll(strings.TrimSuffix(strings.ToLower(s), "b"), ",", ".")
	s = strings.TrimSuffix(s, "i")
	unit := 1.0
	for i, suffix := range []string{"k", "m", "g"} {
		if rest, ok := strings.CutSuffix(s, suffix); ok {
			s, unit = rest, math.Pow(1000, float64(i+1))
		}
	}
	if strings.IndexFunc(s, func(r rune) bool { return r != '.' && (r < '0' || r > '9') }) >= 0 {
		return 0, false
	}
	n, err := strconv.ParseFloat(s, 64)
	if err != nil || n*unit > 1<<50 {
		return 0, false
	}
	return int64(n * unit), true
}
