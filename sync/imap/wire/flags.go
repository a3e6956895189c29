package wire

import "bytes"

const maxFlags = 1000

// flags takes a list of flags; NIL, or none, is the empty list.
func (w *Conn) flags() string {
	in := &w.in
	in.spaces()
	if !in.accept('(') {
		in.skipValue()
		return ""
	}
	var names [][]byte
	for in.err == nil {
		in.spaces()
		c := in.peek()
		if c == '\n' || in.accept(')') {
			break
		}
		before := in.left
		if f := in.flag(c); len(names) < maxFlags {
			names = append(names, f)
		}
		if in.left == before && in.err == nil {
			in.drop() // whatever stands here is no flag
		}
	}
	return flagNames(names)
}

func (s *scanner) flag(first byte) []byte {
	if first == '"' || first == '{' || first == '~' {
		f, _ := s.str()
		return f
	}
	return s.word()
}

// flagNames joins those that go-imap can read and say. Others ("a]b", "a(b")
// cannot be used with STORE either.
func flagNames(names [][]byte) string {
	var out []byte
	for _, n := range names {
		bare := bytes.TrimPrefix(n, []byte(`\`))
		if !isAtom(bare) && string(n) != `\*` {
			continue
		}
		if len(out) > 0 {
			out = append(out, ' ')
		}
		out = append(out, n...)
	}
	return string(out)
}
