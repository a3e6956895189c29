package parse

import "bytes"

// Limits on what a message may make the parser build. Past each one the rest
// of the message is left as it is, and a defect is recorded.
const (
	maxDepth  = 50      // multiparts inside each other
	maxParts  = 1000    // nodes of the tree
	maxHeader = 1 << 20 // octets of one header block
)

// Message is a parsed message: a tree of offsets into the raw bytes.
type Message struct {
	Raw     []byte
	Header  Header // of the message itself, the same as Root.Header
	Root    *Part
	Defects []Defect
}

// Defect is something wrong with the message that the parser repaired.
type Defect struct {
	Kind string `json:"kind"` // stable word, "missing-boundary"
	Part string `json:"part,omitempty"`
	Text string `json:"text"`
}

// Parse never fails: whatever the bytes are, there is a message with headers,
// text and parts, and its defects. The message keeps raw; do not change it.
func Parse(raw []byte) *Message {
	b := newBuilder(raw)
	root := &Part{}
	b.entity(root, b.mark(), "text/plain")
	if root.ID == "" && !root.multipart() {
		root.ID = "1"
	}
	root.Header.body = b.charset
	b.once(root.Header)
	return &Message{Raw: raw, Header: root.Header, Root: root, Defects: b.defects}
}

// mark is the length of the byte order mark that some editors put in front.
func (b *builder) mark() int {
	if bytes.HasPrefix(b.raw, []byte("\ufeff")) {
		return len("\ufeff")
	}
	return 0
}

// once reports fields that RFC 5322 3.6 allows only once and that decide what
// a reader believes about a message.
func (b *builder) once(h Header) {
	for _, name := range []string{"From", "Subject", "Date", "Message-ID", "Content-Type"} {
		if h.count(name) > 1 {
			b.defect("duplicate-field", "", name+" occurs more than once; the first counts")
		}
	}
	if h.Get("From") == "" {
		b.defect("missing-from", "", "there is no From field")
	}
}
