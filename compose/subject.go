package compose

import (
	"regexp"
	"strings"
)

// What clients put before the subject of a reply and of a forwarded message, in
// the languages they are sold in; "Re[2]:" and "RE^2:" count replies.
var (
	replyPrefix   = regexp.MustCompile(`(?i)^(re|aw|antw|antwort|sv|vs|odp|ynt|rif|res|ref|回复|回覆|答复|返信|rv)(\s*[\[(^]\d+[\])]?)?\s*[:：]\s*`)
	forwardPrefix = regexp.MustCompile(`(?i)^(fwd?|wg|tr|vb|vl|doorst|enc|pd|i|转发|轉寄|転送)\s*[:：]\s*`)
	listTag       = regexp.MustCompile(`^\[[^\[\]]{1,60}\]\s*`)
)

// maxSubject bounds what is taken over from a message of another's making.
const maxSubject = 900

// replySubject is the subject with one "Re: " before it, whatever stood there:
// "AW: Re[2]: x" and "[list] Re: x" become "Re: x" and "Re: [list] x".
func replySubject(s string) string {
	s = plainSubject(s)
	s = stripAll(replyPrefix, s)
	if tag := listTag.FindString(s); tag != "" {
		s = strings.TrimSpace(tag + stripAll(replyPrefix, s[len(tag):]))
	}
	return strings.TrimSpace("Re: " + s)
}

// forwardSubject is the subject with one "Fwd: " before it.
func forwardSubject(s string) string {
	return strings.TrimSpace("Fwd: " + stripAll(forwardPrefix, plainSubject(s)))
}

func plainSubject(s string) string { return cut(oneLine(s), maxSubject) }

func stripAll(prefix *regexp.Regexp, s string) string {
	for {
		p := prefix.FindString(s)
		if p == "" {
			return s
		}
		s = s[len(p):]
	}
}

// oneLine makes a header value of s: control characters and runs of white space
// become one blank each.
func oneLine(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == 0x85 || r == 0x2028 || r == 0x2029 {
			return ' '
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// cut shortens s to at most n octets, on a rune's border.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "")
}
