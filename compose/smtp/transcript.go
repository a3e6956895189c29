package smtp

import (
	"fmt"
	"strings"
	"unicode"
)

// transcript is what was said in one attempt, without what is secret.
type transcript []string

func (t *transcript) record(side, line string) {
	const most = 2000 // lines; a message to a thousand recipients has as many
	if len(*t) < most {
		*t = append(*t, side+line)
	}
}

// printable makes a server's words safe to show and bounds them.
func printable(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == 0x2028 || r == 0x2029 {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "?"))
	return cutText(s, 1000)
}

func cutText(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "")
}

// traffic describes the body in the transcript.
func traffic(n int64) string { return fmt.Sprintf("(%d octets of message)", n) }
