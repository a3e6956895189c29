package localserver

import (
	"strconv"
	"strings"

	"godwit/accounts"
)

// Step is a moment at which something can go wrong.
type Step struct {
	Protocol accounts.Protocol
	Name     StepName
	Arg      string
}

// StepName names the moment; what Arg is stands beside it.
type StepName string

const (
	StepConnect StepName = "connect" // before the greeting
	StepLogin   StepName = "login"   // the user's name; SMTP: AUTH
	StepHello   StepName = "hello"   // SMTP: the client's name
	StepMail    StepName = "mail"    // SMTP: the sender's address
	StepRcpt    StepName = "rcpt"    // SMTP: a recipient's address
	StepBody    StepName = "body"    // SMTP: after 354, before the body is read
	StepDot     StepName = "dot"     // SMTP: the whole body is here, no reply given yet
	StepRetr    StepName = "retr"    // POP3: the message's number
	StepSelect  StepName = "select"  // IMAP: the mailbox
)

// Fault is what the server does at a step instead of what it should.
type Fault struct {
	Reply   string // this line: "450 4.7.1 Later", "-ERR [IN-USE] Busy", "NO [UNAVAILABLE] Later", "* BYE No"
	Drop    bool   // close the connection, after Reply if there is one
	Hang    bool   // no answer until the server is closed
	Deliver bool   // StepDot: the message is delivered all the same
}

// fault asks what goes wrong at a step; nil for nothing.
func (s *Server) fault(p accounts.Protocol, name StepName, arg string) *Fault {
	if s.options.Fault == nil {
		return nil
	}
	return s.options.Fault(Step{p, name, arg})
}

// smtpReply splits "450 4.7.1 Later".
func smtpReply(line string) (code int, enhanced [3]int, text string) {
	word, text, _ := strings.Cut(line, " ")
	code, _ = strconv.Atoi(word) // a test's mistake shows as reply code 0
	word, rest, _ := strings.Cut(text, " ")
	parts := strings.Split(word, ".")
	if len(parts) != 3 {
		return code, [3]int{-1, -1, -1}, text // no enhanced code
	}
	for i, p := range parts {
		n, err := strconv.Atoi(p)
		if err != nil {
			return code, [3]int{-1, -1, -1}, text
		}
		enhanced[i] = n
	}
	return code, enhanced, rest
}

// imapReply splits "NO [UNAVAILABLE] Later".
func imapReply(line string) (status, code, text string) {
	status, text, _ = strings.Cut(line, " ")
	if rest, ok := strings.CutPrefix(text, "["); ok {
		if word, words, ok := strings.Cut(rest, "]"); ok {
			return status, word, strings.TrimSpace(words)
		}
	}
	return status, "", text
}
