package wire

import (
	"strconv"
)

// quota handles QUOTA (RFC 9208 5.1): a root, and what is used of it. What is
// no resource with two numbers is left out.
func (w *Conn) quota() {
	in := &w.in
	root, _ := in.str()
	in.spaces()
	in.accept('(')
	var list []byte
	for in.err == nil {
		in.spaces()
		if c := in.peek(); c == '\n' || c == ')' || c == '(' {
			break
		}
		name, _ := in.str()
		in.spaces()
		used, ok1 := number(in.word())
		in.spaces()
		limit, ok2 := number(in.word())
		if !ok1 || !ok2 || !isAtom(name) || used >= 1<<62 || limit >= 1<<62 {
			continue
		}
		if len(list) > 0 {
			list = append(list, ' ')
		}
		list = append(append(list, name...), ' ')
		list = strconv.AppendUint(list, used, 10)
		list = strconv.AppendUint(append(list, ' '), limit, 10)
	}
	in.finish()
	if in.err == nil && quotable(string(root)) {
		w.say("* QUOTA ", quote(string(root)), " (", string(list), ")\r\n")
	}
}

const maxRoots = 100

// quotaRoot handles QUOTAROOT: a mailbox, and the roots that hold it.
func (w *Conn) quotaRoot() {
	in := &w.in
	name, _ := in.str()
	out := "* QUOTAROOT " + quote(w.name.incoming(name))
	for range maxRoots {
		in.spaces()
		if in.peek() == '\n' {
			break
		}
		before := in.left
		root, _ := in.str()
		if in.left == before {
			break
		}
		if quotable(string(root)) {
			out += " " + quote(string(root))
		}
	}
	in.finish()
	if in.err == nil && len(name) > 0 {
		w.say(out, "\r\n")
	}
}
