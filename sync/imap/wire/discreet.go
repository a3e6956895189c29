package wire

import (
	"bytes"
	"strconv"
	"strings"
)

// heard passes on what the server said while the session is set up. What it
// said before TLS, and what it says in a sign-in beside the verdict, stays out.
func (r *raw) heard(line []byte) {
	switch {
	case r.log == nil:
	case !r.secure:
		r.log.Received([]byte("(" + strconv.Itoa(len(line)) + " octets before TLS)"))
	case r.quiet && bytes.HasPrefix(line, []byte("+")):
		r.log.Received([]byte("+ ***"))
	default:
		r.log.Received(literalShown(line))
	}
}

// discreet is a command as it may be kept.
func (r *raw) discreet(line string) string {
	if !r.quiet {
		return line
	}
	word, args, _ := strings.Cut(line, " ")
	if word != "AUTHENTICATE" {
		return word + " ***"
	}
	mechanism, _, initial := strings.Cut(args, " ")
	if initial {
		mechanism += " ***"
	}
	return word + " " + mechanism
}

// alert passes on a text of the server that a person is to read.
func (r *raw) alert(text []byte) {
	code, words := splitCode(text)
	if r.secure && bytes.EqualFold(code, []byte("ALERT")) {
		r.alerts.tell(words)
	}
}
