package smtp

import (
	"math/rand/v2"
	"strings"
	"testing"
)

func TestExamine(t *testing.T) {
	for in, want := range map[string]bool{
		"": true, "\r\n": true, "a\r\n": true, "a\r\n\r\nb\r\n": true,
		"a": false, "a\n": false, "a\r": false, "\n": false, "\r": false, "a\rb\r\n": false,
		"a\r\nb\n": false, "\r\r\n": false, "\n\r\n": false, "a\n\rb\r\n": false, "\r\n\r": false,
	} {
		for size := 1; size < 6; size++ { // wherever a buffer ends
			c, err := examine(strings.NewReader(in), make([]byte, size))
			if (err == nil) != want || c.size != int64(len(in)) && want {
				t.Errorf("%q by %d: %v, %d octets", in, size, err, c.size)
			}
		}
	}
	for range 100 {
		at := rand.IntN(40)
		in := strings.Repeat("a", at) + "\x80" + strings.Repeat("a", 40-at) + "\r\n"
		if c, err := examine(strings.NewReader(in), make([]byte, 1+rand.IntN(50))); err != nil || !c.eightBit {
			t.Errorf("an octet over 127 at %d is not seen (%v)", at, err)
		}
	}
	if c, _ := examine(strings.NewReader(strings.Repeat("\x7f", 40)+"\r\n"), make([]byte, 50)); c.eightBit {
		t.Error("an octet is seen that is not there")
	}
}
