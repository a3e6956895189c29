package smtp

import (
	"regexp"
	"strings"
)

// reply is a server's complete answer to one command (RFC 5321 4.2).
type reply struct {
	code     int
	enhanced string // RFC 3463, "5.1.1"
	text     string // without codes, on one line
	lines    []string
}

var enhancedCode = regexp.MustCompile(`^([245]\.\d{1,3}\.\d{1,3})(\s+|$)`)

// readReply takes the answer apart. The enhanced code counts only where it
// agrees with the reply code (RFC 2034 4).
func readReply(said []string) reply {
	var r reply
	var words []string
	for _, line := range said {
		r.code = replyCode(line)
		text := ""
		if len(line) > 4 {
			text = line[4:]
		}
		r.lines = append(r.lines, text)
		if m := enhancedCode.FindStringSubmatch(text); m != nil && r.code > 0 && int(m[1][0]-'0') == r.code/100 {
			r.enhanced = m[1]
			text = text[len(m[0]):]
		}
		if text = strings.TrimSpace(text); text != "" {
			words = append(words, text)
		}
	}
	r.text = printable(strings.Join(words, " "))
	return r
}

func (r reply) ok() bool        { return r.code/100 == 2 }
func (r reply) temporary() bool { return r.code/100 == 4 }
func (r reply) permanent() bool { return r.code/100 == 5 }

// closing: the server ends the session (RFC 5321 3.8).
func (r reply) closing() bool { return r.code == 421 }

// signIn: the server wants another sign-in, or a better protected one (RFC 4954 6).
func (r reply) signIn() bool {
	return r.code == 530 || r.code == 534 || r.code == 535 || r.code == 538
}
