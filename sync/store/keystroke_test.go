package store

import (
	"slices"
	"testing"
	"time"

	"godwit/sync/query"
)

// BenchmarkKeystroke searches 100,000 messages after each key of searches that
// are typed, and for two letters alone, and says how long the first page took.
func BenchmarkKeystroke(b *testing.B) {
	s, _ := filled(b, benchMessages)
	for _, kind := range []struct {
		name   string
		typed  []string
		single bool // all at once, not key by key
	}{
		{"words", []string{"w17 w230", "w5000", "w39999", "w3 w9 w1200"}, false},
		{"phrase", []string{`"w1 w2"`, `"w30 w7 w2`, `"w3 w800"`}, false},
		{"from-word", []string{"from:bob w300", "from:bo w9", "from:carol w1"}, false},
		{"two-letters", []string{"w1", "w2", "w3", "w4", "w5", "w6", "w7", "w8", "w9", "bo", "ad", "ex", "zz"}, true},
		{"mixed", []string{"(w5 OR is:unread) w9", "w1 -w2 in:archive", "before:2026-03-20 w700", "has:pdf OR w20000"}, false},
	} {
		b.Run(kind.name, func(b *testing.B) {
			var took []time.Duration
			for b.Loop() {
				for _, text := range kind.typed {
					for end := 1; end <= len(text); end++ {
						if kind.single && end < len(text) {
							continue
						}
						begun := time.Now()
						if _, err := s.Search(b.Context(), query.ParseTyped(text[:end], begun).Root, 0, 0, 50); err != nil {
							b.Fatal(err)
						}
						took = append(took, time.Since(begun))
					}
				}
			}
			slices.Sort(took)
			at := func(part float64) float64 { return float64(took[int(part*float64(len(took)-1))].Microseconds()) / 1000 }
			b.ReportMetric(at(0.5), "ms-p50")
			b.ReportMetric(at(0.95), "ms-p95")
			b.ReportMetric(at(1), "ms-max")
		})
	}
}
