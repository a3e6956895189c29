package sender

import (
	"strings"
	"testing"
)

func TestPlaceOf(t *testing.T) {
	for _, c := range []struct{ host, name, warning string }{
		{"example.org", "example.org", ""},
		{"WWW.Example.ORG", "www.example.org", ""},
		{"127.0.0.1", "127.0.0.1", ""},
		{"bücher.example", "bücher.example (xn--bcher-kva.example)", ""},
		{"xn--bcher-kva.example", "bücher.example (xn--bcher-kva.example)", ""},
		{"xn--e1awd7f.com", "еріс.com (xn--e1awd7f.com)", "look like epic.com"},
		{"pаypal.example", "pаypal.example (xn--pypal-4ve.example)", "look like paypal.example"},
		{"пример.example", "пример.example (xn--e1afmkfd.example)", ""},
		{"wжw.example", "wжw.example (xn--ww-qlc.example)", "several scripts"},
		{"", "", ""},
	} {
		p := PlaceOf(c.host)
		if p.Name != c.name || c.warning == "" && p.Warning != "" || !strings.Contains(p.Warning, c.warning) {
			t.Errorf("%s: %+v", c.host, p)
		}
	}
}
