package parse

// Size is how many octets a part has with its transfer encoding removed. It
// decodes piece by piece and keeps none of it.
func (m *Message) Size(p *Part) int64 {
	d := m.decoder(p)
	if d == nil {
		return int64(len(m.source(p)))
	}
	var n int64
	var piece []byte
	for !d.done() {
		piece = d.step(piece[:0])
		n += int64(len(piece))
	}
	return n
}
