package compose

import "encoding/base64"

// Weight is about how many octets a draft has on the wire: base64 makes a third
// more of a file, and line ends a little.
func Weight(d Draft) int64 {
	n := int64(2000 + 2*len(d.Body))
	if d.Markdown {
		n += int64(3 * len(d.Body))
	}
	for _, a := range d.Attachments {
		n += Encoded(a.Octets()) + 500
	}
	return n
}

// Encoded is how many octets a file becomes as an attachment.
func Encoded(octets int64) int64 {
	lines := (octets + base64Octets - 1) / base64Octets
	return int64(base64.StdEncoding.EncodedLen(int(octets))) + 2*lines
}
