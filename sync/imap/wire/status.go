package wire

import (
	"bytes"
	"strconv"
	"strings"
)

const maxText = 2000 // of the server's words

// status handles OK, NO and BAD, tagged or not, from the text on.
func (w *Conn) status(tag, typ string) {
	w.in.spaces()
	code, text := splitCode(w.in.text(w.lim.Line))
	w.noteCode(code, text)
	said := w.code(code)
	if tag != "*" {
		w.readOnly.Store(bytes.EqualFold(code, []byte("READ-ONLY")))
	}
	if tag == "*" && (said == "" || typ != "OK") {
		return // words for people, not for us
	}
	w.say(tag, " ", typ)
	if said != "" {
		w.say(" [", said, "]")
	}
	// A bracket that nothing closes would look like a code without end.
	if t := strings.TrimLeft(clean(text), "[ "); t != "" {
		w.say(" ", t)
	} else {
		w.say(" done")
	}
	w.say("\r\n")
}

// splitCode takes the response code off a text (RFC 9051 7.1).
func splitCode(line []byte) (code, text []byte) {
	if len(line) == 0 || line[0] != '[' {
		return nil, line
	}
	quoted, depth := false, 0
	for i := 1; i < len(line); i++ {
		switch c := line[i]; {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == ']' && depth <= 0:
			return bytes.TrimSpace(line[1:i]), bytes.TrimSpace(line[i+1:])
		}
	}
	if i := bytes.IndexByte(line, ']'); i > 0 {
		return bytes.TrimSpace(line[1:i]), bytes.TrimSpace(line[i+1:])
	}
	return nil, line
}

// clean is text without control characters, cut to a length for people.
func clean(text []byte) string {
	t := bytes.Clone(text[:min(len(text), maxText)])
	for i, c := range t {
		if c < ' ' || c == 0x7f {
			t[i] = ' '
		}
	}
	return string(bytes.TrimSpace(t))
}

// code is a response code as go-imap reads it: whole where it knows and the
// server wrote sense, else its name, else nothing.
func (w *Conn) code(code []byte) string {
	name, args, _ := bytes.Cut(code, []byte(" "))
	args = bytes.TrimSpace(args)
	upper := string(bytes.ToUpper(name))
	switch upper {
	case "CAPABILITY", "CLOSED", "NOMODSEQ":
		return ""
	case "UIDNEXT", "UIDVALIDITY":
		if n, ok := number32(args); ok {
			return upper + " " + strconv.FormatUint(uint64(n), 10)
		}
		return ""
	case "HIGHESTMODSEQ":
		if n, ok := number(args); ok {
			return upper + " " + strconv.FormatUint(n, 10)
		}
		return ""
	case "APPENDUID":
		f := bytes.Fields(args)
		if len(f) != 2 {
			return ""
		}
		v, ok1 := number32(f[0])
		u, ok2 := number32(f[1])
		if !ok1 || !ok2 || u == 0 {
			return ""
		}
		return upper + " " + strconv.FormatUint(uint64(v), 10) + " " + strconv.FormatUint(uint64(u), 10)
	case "COPYUID":
		f := bytes.Fields(args)
		if len(f) != 3 || !isSet(f[1]) || !isSet(f[2]) {
			return ""
		}
		if _, ok := number32(f[0]); !ok {
			return ""
		}
		return upper + " " + string(bytes.Join(f, []byte(" ")))
	case "PERMANENTFLAGS":
		return upper + " (" + w.permanentFlags(args) + ")"
	}
	if !isAtom([]byte(upper)) {
		return ""
	}
	return upper
}
