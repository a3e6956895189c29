package wire

import (
	"bytes"
	"strconv"
	"strings"
)

// asks are what is added to the client's commands, because go-imap has no
// words for it.
type asks struct {
	uidValidity uint32 // with modSeq: for the next SELECT; 0: nothing
	modSeq      uint64
	vanished    bool   // FETCH with CHANGEDSINCE tells what vanished: QRESYNC is enabled
	extra       bool   // every UID FETCH
	items       string // " X-GM-MSGID ...": what extra asks for; "" if the server has none
	status      string // " MAILBOXID": what every STATUS asks for; "" if the server has none
	utf8        bool   // UTF8=ACCEPT is enabled
}

// itemsFor lists what the server can tell beside a message, and beside a STATUS.
func (a *asks) itemsFor(caps Caps) {
	if caps.Has("X-GM-EXT-1") {
		a.items += " X-GM-MSGID X-GM-THRID X-GM-LABELS"
	}
	if caps.Has("OBJECTID") {
		a.items += " EMAILID THREADID"
		a.status += " MAILBOXID"
	}
	if caps.Has("APPENDLIMIT") { // without a value: each mailbox has its own (RFC 7889 2)
		a.status += " APPENDLIMIT"
	}
}

func (s *sent) resync(uidValidity uint32, modSeq uint64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ask.uidValidity, s.ask.modSeq = uidValidity, modSeq
}

func (s *sent) askExtra(on bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ask.extra = on
}

// naming is the mailbox that SELECT or CREATE was last said for, UTF-8.
func (s *sent) naming() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.named
}

// rewrite is a command line, with its end, as it is to be said. Lines that
// begin no command are left alone.
func (s *sent) rewrite(line []byte) []byte {
	tag, rest, ok := bytes.Cut(line, []byte(" "))
	if !ok || len(tag) < 2 || tag[0] != 'T' || !number10(tag[1:]) {
		return line
	}
	prefix := line[:len(tag)+1]
	text := string(bytes.TrimRight(rest, "\r\n"))
	was := text
	switch word, args, _ := strings.Cut(text, " "); word {
	case "SELECT", "EXAMINE":
		s.named = mailboxArg(args)
		text = s.ask.selecting(text)
	case "CREATE":
		s.named = mailboxArg(args)
	case "STATUS":
		if i := strings.LastIndexByte(text, ')'); i > 0 && i == len(text)-1 {
			text = text[:i] + s.ask.status + ")"
		}
	case "LIST":
		if before, after, ok := strings.Cut(text, "STATUS ("); ok && s.ask.status != "" {
			text = before + "STATUS (" + s.ask.status[1:] + " " + after
		}
	case "UID":
		text = s.ask.uid(text)
	}
	if text == was {
		return line
	}
	return append(append(bytes.Clone(prefix), text...), "\r\n"...)
}

// selecting adds to SELECT. What is asked for is for this one, even if it
// cannot be added to it.
func (a *asks) selecting(text string) string {
	uidValidity, modSeq := a.uidValidity, a.modSeq
	a.uidValidity, a.modSeq = 0, 0
	if uidValidity == 0 || modSeq == 0 || strings.HasSuffix(text, "}") {
		return text
	}
	return strings.TrimSuffix(text, " (CONDSTORE)") + " (QRESYNC (" +
		strconv.FormatUint(uint64(uidValidity), 10) + " " + strconv.FormatUint(modSeq, 10) + "))"
}

// uid adds to UID FETCH, UID STORE and UID SEARCH.
func (a *asks) uid(text string) string {
	switch {
	case strings.HasPrefix(text, "UID FETCH "):
		if a.extra && a.items != "" {
			text = strings.Replace(text, " (UID", " (UID"+a.items, 1)
		}
		if a.vanished && strings.Contains(text, " (CHANGEDSINCE ") {
			text = strings.TrimSuffix(text, ")") + " VANISHED)"
		}
	case strings.HasPrefix(text, "UID SEARCH ") && a.utf8: // there is no other charset then (RFC 6855 3)
		text = strings.Replace(text, " CHARSET UTF-8 ", " ", 1)
	}
	return text
}

// mailboxArg is the mailbox name that a command's arguments begin with, UTF-8;
// "" if it is a literal.
func mailboxArg(args string) string {
	if n := 0; args != "" {
		if n = quotedEnd([]byte(args)); n > 0 {
			return decodeName(unquote(args[:n]))
		}
	}
	word, _, _ := strings.Cut(args, " ")
	if strings.HasPrefix(word, "{") {
		return ""
	}
	return decodeName(word)
}

// unquote is the text of a quoted string.
func unquote(s string) string {
	s = s[1 : len(s)-1]
	if !strings.Contains(s, `\`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) {
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String()
}
