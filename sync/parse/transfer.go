package parse

import (
	"bytes"
	"io"
)

// decoder removes a transfer encoding piece by piece. It has no errors: what
// is not in the encoding is skipped or taken as it is.
type decoder interface {
	step(dst []byte) []byte // decodes some more onto dst
	done() bool
}

// chunk is about how many source octets a step takes.
const chunk = 32 << 10

// source is the body of a part as it came.
func (m *Message) source(p *Part) []byte {
	if p.data != nil {
		return p.data
	}
	return m.Raw[p.Start:p.End:p.End]
}

// decoder is nil for a body that is to be taken as it is: without an encoding,
// or not in the one it is said to be in.
func (m *Message) decoder(p *Part) decoder {
	src := m.source(p)
	switch p.Encoding {
	case "base64":
		if looksBase64(src) {
			return newBase64Decoder(src)
		}
	case "quoted-printable":
		return &quotedDecoder{src: src}
	case "x-uuencode":
		if start := uuBegin(src, 0); start >= 0 {
			return &uuDecoder{src: src[start:]}
		}
	case "x-yenc":
		if start := yencBegin(src, 0); start >= 0 {
			return &yencDecoder{src: src[start:]}
		}
	}
	return nil
}

// Decode reads a part with its transfer encoding removed, decoding as it goes.
func (m *Message) Decode(p *Part) io.Reader {
	d := m.decoder(p)
	if d == nil {
		return bytes.NewReader(m.source(p))
	}
	return &decodeReader{d: d}
}

// Bytes is a part with its transfer encoding removed. Without one it is a
// slice of Raw: do not change it.
func (m *Message) Bytes(p *Part) []byte {
	src := m.source(p)
	if p.Encoding == "base64" {
		if out, ok := strictBase64(src); ok {
			return out
		}
	}
	d := m.decoder(p)
	if d == nil {
		return src
	}
	out := make([]byte, 0, len(src))
	for !d.done() {
		out = d.step(out)
	}
	return out
}

type decodeReader struct {
	d       decoder
	buf     []byte
	waiting []byte
}

func (r *decodeReader) Read(p []byte) (int, error) {
	for len(r.waiting) == 0 {
		if r.d.done() {
			return 0, io.EOF
		}
		r.buf = r.d.step(r.buf[:0])
		r.waiting = r.buf
	}
	n := copy(p, r.waiting)
	r.waiting = r.waiting[n:]
	return n, nil
}
