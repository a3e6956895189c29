package wire

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"strings"
	"unicode/utf8"
)

const (
	maxFlags = 1000
	maxFlag  = 255 // octets
)

// flags takes a list of flags; NIL, or none, is the empty list.
func (w *Conn) flags() string { return w.flagList(&w.in, false) }

// permanentFlags reads the arguments of the response code PERMANENTFLAGS.
func (w *Conn) permanentFlags(args []byte) string {
	in := scanner{r: bufio.NewReader(bytes.NewReader(append(bytes.Clone(args), "\r\n"...))), lim: w.lim}
	in.begin(len(args) + 2)
	return w.flagList(&in, true)
}

// flagList takes flags as go-imap reads them. In permanent ones \* may stand,
// and the parentheses may be missing.
func (w *Conn) flagList(in *scanner, permanent bool) string {
	var out []byte
	in.spaces()
	list := in.accept('(')
	depth, count := 1, 0
	for in.err == nil && depth > 0 {
		in.spaces()
		c := in.peek()
		if c == '\n' {
			break
		}
		if c == '(' || c == ')' { // some put lists into the list
			if c == ')' && !list {
				break
			}
			in.drop()
			if depth--; c == '(' {
				depth += 2
			}
			continue
		}
		before := in.left
		f, isNil := in.flag(c)
		if in.left == before && in.err == nil {
			in.drop() // whatever stands here is no flag
		}
		if count++; !isNil && count <= maxFlags {
			out = w.name.flag(out, f, c == '"' || c == '{' || c == '~', permanent)
		}
		if !list && !permanent {
			break
		}
	}
	return string(out)
}

// flag takes a flag; isNil tells an unquoted NIL.
func (s *scanner) flag(first byte) (f []byte, isNil bool) {
	if first == '"' || first == '{' || first == '~' {
		return s.str()
	}
	f = s.word()
	return f, len(f) == 3 && bytes.EqualFold(f, []byte("NIL"))
}

// aliasPrefix begins the alias of a keyword that is no atom; the rest is the
// keyword as the server has it, in base64.
const aliasPrefix = "Godwit:"

// flag appends a flag as go-imap reads it. One that is no atom ("a]b", "to do")
// has an alias; the server's spelling is remembered for commands. What no
// server could have meant is left out.
func (a *aliases) flag(out, f []byte, quoted, permanent bool) []byte {
	bare := bytes.TrimPrefix(f, []byte(`\`))
	name := string(f)
	switch {
	case isAtom(bare) && !strings.HasPrefix(name, aliasPrefix):
	case permanent && name == `\*`:
	case len(bare) == 0 || len(f) > maxFlag || f[0] == '\\' || bytes.ContainsFunc(f, isControl):
		return out
	default:
		name = a.remember(f, quoted)
	}
	if len(out) > 0 {
		out = append(out, ' ')
	}
	return append(out, name...)
}

func isControl(r rune) bool { return r < ' ' || r == 0x7f }

// remember makes the alias of a keyword.
func (a *aliases) remember(f []byte, quoted bool) string {
	alias := aliasPrefix + base64.RawURLEncoding.EncodeToString(f)
	a.mu.Lock()
	defer a.mu.Unlock()
	spelled := string(f)
	if quoted {
		spelled = quote(spelled)
	}
	a.keep(&a.flags, alias, spelled)
	return alias
}

// flagsOut puts the server's spelling of keywords into a command line.
func (a *aliases) flagsOut(line []byte) []byte {
	if !bytes.Contains(line, []byte(aliasPrefix)) {
		return line
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	var out []byte
	for len(line) > 0 {
		n := bytes.IndexAny(line, " ()\r\n")
		if n < 0 {
			n = len(line)
		}
		if raw, ok := a.flags[string(line[:n])]; ok {
			out = append(out, raw...)
		} else {
			out = append(out, line[:n]...)
		}
		line = line[n:]
		if len(line) > 0 {
			out, line = append(out, line[0]), line[1:]
		}
	}
	return out
}

// FlagName is the keyword, UTF-8, that stands behind what go-imap was given
// for it; other flags are their own names.
func FlagName(alias string) string {
	enc, ok := strings.CutPrefix(alias, aliasPrefix)
	if !ok {
		return alias
	}
	raw, err := base64.RawURLEncoding.DecodeString(enc)
	if err != nil {
		return alias
	}
	if utf8.Valid(raw) {
		return string(raw)
	}
	runes := make([]rune, len(raw)) // Latin-1
	for i, c := range raw {
		runes[i] = rune(c)
	}
	return string(runes)
}

// FlagAlias is how go-imap can say a flag: the name itself if it is an atom,
// an alias if the server has named this keyword in this session. Others the
// server could not keep: ok is false.
func (w *Conn) FlagAlias(name string) (alias string, ok bool) {
	if bare := strings.TrimPrefix(name, `\`); isAtom([]byte(bare)) && !strings.HasPrefix(name, aliasPrefix) {
		return name, true
	}
	w.name.mu.Lock()
	defer w.name.mu.Unlock()
	alias = aliasPrefix + base64.RawURLEncoding.EncodeToString([]byte(name))
	if _, ok := w.name.flags[alias]; ok {
		return alias, true
	}
	for alias := range w.name.flags { // the server's is Latin-1
		if FlagName(alias) == name {
			return alias, true
		}
	}
	return "", false
}
