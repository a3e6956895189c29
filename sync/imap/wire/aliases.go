package wire

import (
	"bytes"
	"strings"
	"sync"
)

// aliases let a client name a mailbox whose name is no modified UTF-7. The
// client sees and says the name decoded leniently; on the way out its encoded
// form is replaced by the server's own spelling.
type aliases struct {
	mu    sync.Mutex
	flags map[string]string // alias of a keyword -> as the server spells it
	raw   map[string]string // quoted encoded name -> quoted name as the server spells it

	size int // octets of both

	utf8 bool // UTF8=ACCEPT is enabled: names are said in UTF-8 (RFC 6855 3)
}

const (
	maxAliases = 4 << 20 // octets of all
	maxName    = 4096    // octets of a mailbox name; a longer one is none
)

// incoming returns the spelling of a server's mailbox name that go-imap decodes.
func (a *aliases) incoming(raw []byte) string {
	if strings.EqualFold(string(raw), "INBOX") {
		return "INBOX"
	}
	enc := encodeName(decodeName(string(raw)))
	if enc != string(raw) || a.utf8 && bytes.IndexByte(raw, '&') >= 0 {
		a.mu.Lock()
		defer a.mu.Unlock()
		if !bytes.ContainsAny(raw, "\r\n") {
			a.keep(&a.raw, quote(enc), quote(string(raw)))
		}
	}
	return enc
}

// keep notes a spelling, as long as there is room.
func (a *aliases) keep(in *map[string]string, alias, spelled string) {
	if _, ok := (*in)[alias]; ok {
		return
	}
	if a.size += len(alias) + len(spelled) + 64; a.size > maxAliases {
		return
	}
	if *in == nil {
		*in = map[string]string{}
	}
	(*in)[alias] = spelled
}

// outgoing puts the server's spelling into a command line.
func (a *aliases) outgoing(line []byte) []byte {
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.raw) == 0 && !a.utf8 {
		return line
	}
	open := bytes.IndexByte(line, '"')
	if open < 0 {
		return line
	}
	out := append([]byte(nil), line[:open]...)
	for rest := line[open:]; len(rest) > 0; {
		n := quotedEnd(rest)
		if n == 0 {
			out = append(out, rest[0])
			rest = rest[1:]
			continue
		}
		if raw, ok := a.raw[string(rest[:n])]; ok {
			out = append(out, raw...)
		} else if a.utf8 && bytes.IndexByte(rest[:n], '&') > 0 && !bytes.Contains(line, []byte(" SEARCH ")) {
			out = append(out, quote(decodeName(unquote(string(rest[:n]))))...)
		} else {
			out = append(out, rest[:n]...)
		}
		rest = rest[n:]
	}
	return out
}

// quotedEnd is the length of the quoted string at the start of b, 0 if none is there.
func quotedEnd(b []byte) int {
	if b[0] != '"' {
		return 0
	}
	for i := 1; i < len(b); i++ {
		switch b[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return 0
}

func quote(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}
