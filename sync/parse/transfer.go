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

func (m *Message) decoder(p *Part) decoder {
	src := m.Raw[p.Start:p.End]
	switch p.Encoding {
	case "base64":
		return &base64Decoder{src: src}
	case "quoted-printable":
		return &quotedDecoder{src: src}
	case "x-uuencode":
		return &uuDecoder{src: src}
	}
	return nil
}

// Decode reads a part with its transfer encoding removed, decoding as it goes.
func (m *Message) Decode(p *Part) io.Reader {
	d := m.decoder(p)
	if d == nil {
		return bytes.NewReader(m.Raw[p.Start:p.End])
	}
	return &decodeReader{d: d}
}

// Bytes is a part with its transfer encoding removed. Without one it is a
// slice of Raw: do not change it.
func (m *Message) Bytes(p *Part) []byte {
	d := m.decoder(p)
	if d == nil {
		return m.Raw[p.Start:p.End:p.End]
	}
	if p.Encoding == "base64" {
		if out, ok := strictBase64(m.Raw[p.Start:p.End]); ok {
			return out
		}
	}
	out := make([]byte, 0, p.End-p.Start)
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
