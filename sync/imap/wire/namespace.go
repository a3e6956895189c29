package wire

import (
	"bufio"
	"bytes"
)

// Namespace is where a server keeps a user's own mailboxes (RFC 2342): Courier
// and Cyrus have all of them below "INBOX.". Both are empty where it does not say.
type Namespace struct {
	Prefix string // UTF-8, with the delimiter at its end
	Delim  string
}

// namespaceData finds the first personal namespace in an untagged NAMESPACE
// response; ok is false if it is none, or says nothing of one.
func namespaceData(text []byte, lim Limits) (ns Namespace, ok bool) {
	in := scanner{r: bufio.NewReader(bytes.NewReader(append(bytes.Clone(text), "\r\n"...))), lim: lim}
	in.begin(lim.Line)
	if !bytes.EqualFold(in.word(), []byte("NAMESPACE")) {
		return ns, false
	}
	in.spaces()
	if !in.accept('(') {
		return ns, false
	}
	in.spaces()
	if !in.accept('(') {
		return ns, false
	}
	prefix, noPrefix := in.str()
	in.spaces()
	delim, noDelim := in.str()
	if in.err != nil || noPrefix {
		return ns, false
	}
	ns.Prefix = decodeName(string(prefix))
	if !noDelim && len(delim) == 1 {
		ns.Delim = string(delim)
	}
	return ns, true
}
