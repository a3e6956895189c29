package compose

import (
	"bytes"
	"testing"
)

// BenchmarkBuild builds a message with 25 MB attached.
func BenchmarkBuild(b *testing.B) {
	d := simple()
	d.Attachments = []Attachment{{Name: "film.mp4", Data: bytes.Repeat([]byte("0123456789abcdef"), 25<<20/16)}}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Build(d, when, id); err != nil {
			b.Fatal(err)
		}
	}
}
