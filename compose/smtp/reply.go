package smtp

import "strings"

// reply is a server's complete answer to one command (RFC 5321 4.2).
type reply struct {
	code     int
	enhanced string // RFC 3463, "5.1.1"
	text     string // without codes, on one line
	lines    []string
}

// enhancedCode cuts a code off a text, "" if it does not begin with one: three
// numbers with dots between them (RFC 3463 2).
func enhancedCode(text string) (code, rest string) {
	dots, digits := 0, 0
	for i := 0; ; i++ {
		switch {
		case i < len(text) && text[i] >= '0' && text[i] <= '9':
			if digits++; digits > 3 || dots == 0 && digits > 1 {
				return "", text
			}
		case i < len(text) && text[i] == '.' && digits > 0 && dots < 2:
			dots, digits = dots+1, 0
		case dots == 2 && digits > 0 && (i == len(text) || text[i] == ' ' || text[i] == '\t'):
			return text[:i], text[i:]
		default:
			return "", text
		}
	}
}

// readReply takes the answer apart. The enhanced code counts only where it
// agrees with the reply code (RFC 2034 4). An answer that says yes and no has no
// code at all: all lines must have the same (RFC 5321 4.2.1).
func readReply(said []string) reply {
	var r reply
	var words []string
	torn := false
	for _, line := range said {
		text := line
		if code := replyCode(line); code != 0 { // a server's bug may leave it out in the middle
			torn = torn || r.code != 0 && r.code/100 != code/100
			r.code, text = code, line[min(4, len(line)):]
		}
		r.lines = append(r.lines, text)
		if code, rest := enhancedCode(text); code != "" && int(code[0]-'0') == r.code/100 {
			r.enhanced, text = code, rest
		}
		if text = strings.TrimSpace(text); text != "" {
			words = append(words, text)
		}
	}
	r.text = printable(strings.Join(words, " "))
	if torn {
		r.code, r.enhanced = 0, ""
	}
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
