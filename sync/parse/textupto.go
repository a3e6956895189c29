package parse

import "io"

// TextUpTo is PartText of at most so many octets of the part: the beginning of
// what is too long to be shown whole.
func (m *Message) TextUpTo(p *Part, most int64) string {
	data, _ := io.ReadAll(io.LimitReader(m.Decode(p), most)) // a decoder has no errors
	return partText(p, data)
}
