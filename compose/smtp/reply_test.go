package smtp

import (
	"strings"
	"testing"
)

func TestReadReply(t *testing.T) {
	for _, c := range []struct {
		said     string
		code     int
		enhanced string
		text     string
	}{
		{"250 ok", 250, "", "ok"},
		{"250", 250, "", ""},
		{"250 2.1.5", 250, "2.1.5", ""},
		{"250 2.1.5\tok", 250, "2.1.5", "ok"},
		{"550 5.7.509 no", 550, "5.7.509", "no"},
		{"550-5.1.1 no such\n550 5.1.1 user", 550, "5.1.1", "no such user"},
		{"550 2.1.1 odd", 550, "", "2.1.1 odd"}, // agrees with no refusal
		{"550 5.1.1: odd", 550, "", "5.1.1: odd"},
		{"550 5.1 odd", 550, "", "5.1 odd"},
		{"550 5..1 odd", 550, "", "5..1 odd"},
		{"550 5.1.1.1 odd", 550, "", "5.1.1.1 odd"},
		{"550 5.1234.1 odd", 550, "", "5.1234.1 odd"},
		{"550 55.1.1 odd", 550, "", "55.1.1 odd"},
		{"550 .1.1 odd", 550, "", ".1.1 odd"},
		{"451-4.7.1 try\nagain\n451 4.7.1 later", 451, "4.7.1", "try again later"}, // a line without its code
		{"550 a\x1b[2J\u202ab\u0085c\xff", 550, "", "a [2J b c?"},                  // nothing that a terminal or a reader would obey
		{"250-ok\n251 ok", 251, "", "ok ok"},
		{"250-2.0.0 ok\n550 5.7.1 no", 0, "", "ok no"}, // which of them?
		{"550-no\n250 ok", 0, "", "no ok"},
	} {
		r := readReply(strings.Split(c.said, "\n"))
		if r.code != c.code || r.enhanced != c.enhanced || r.text != c.text {
			t.Errorf("%q: %+v", c.said, r)
		}
	}
}
