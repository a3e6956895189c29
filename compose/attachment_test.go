package compose

import (
	"bytes"
	"math/rand/v2"
	"testing"

	"godwit/sync/parse"
)

// TestLargeAttachments: every octet arrives, whatever the last line's length.
func TestLargeAttachments(t *testing.T) {
	const small = 64 << 10
	random := rand.NewChaCha8([32]byte{})
	file := make([]byte, small+100*base64Octets)
	random.Read(file)
	build := func(sizes ...int) Final {
		d := simple()
		for _, n := range sizes {
			d.Attachments = append(d.Attachments, Attachment{Name: "a.bin", Data: file[:n]})
		}
		f := mustBuild(t, d)
		m := parse.Parse(f.Bytes())
		parts := m.Attachments()
		if len(parts) != len(sizes) {
			t.Fatalf("%d attachments of %d", len(parts), len(sizes))
		}
		for i, n := range sizes {
			if !bytes.Equal(m.Bytes(parts[i]), file[:n]) {
				t.Errorf("attachment of %d octets is another", n)
			}
		}
		return f
	}
	by, past := build(small-small%base64Octets), build(small-small%base64Octets+10*base64Octets)
	if more := len(past.Bytes()) - len(by.Bytes()); more != 10*78 {
		t.Errorf("ten lines more take %d octets", more)
	}
	build(len(file), 3, len(file)-1, small+1, small)
}
