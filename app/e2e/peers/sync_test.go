package peers

import (
	"slices"
	"testing"
	"time"
)

// runs are pairs: ours and mbsync's, one after the other.
type runs struct{ ours, theirs []time.Duration }

func (r *runs) add(ours, theirs spent) {
	r.ours, r.theirs = append(r.ours, ours.wall), append(r.theirs, theirs.wall)
}

func median(d []time.Duration) time.Duration { return slices.Sorted(slices.Values(d))[len(d)/2] }

func (r *runs) report(b *testing.B) {
	ours, theirs := median(r.ours), median(r.theirs)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(ours.Seconds(), "s")
	b.ReportMetric(theirs.Seconds(), "mbsync-s")
	b.ReportMetric(ours.Seconds()/theirs.Seconds(), "of-mbsync")
}

// BenchmarkFirstSync brings 20,000 messages with bodies, threads and index,
// over TLS, into an empty profile; mbsync only copies them, without fsync.
func BenchmarkFirstSync(b *testing.B) {
	s := newBench(b, 20_000)
	s.mbsync(true) // the server makes its own index
	var r runs
	var headers, rss, cpu float64
	for b.Loop() {
		theirs := s.mbsync(true)
		s.addAccount("first")
		ours := s.godwit("first", "bench", "sync")
		if n := s.figure(ours, "sync.new"); n != 20_000 {
			b.Fatalf("%v messages came", n)
		}
		r.add(ours, theirs)
		headers, rss, cpu = s.figure(ours, "sync.headers"), ours.rss, ours.cpu.Seconds()
	}
	r.report(b)
	b.ReportMetric(headers, "headers-s")
	b.ReportMetric(rss, "MB-resident")
	b.ReportMetric(cpu, "cpu-s")
}

// BenchmarkResync looks at an account in step: nothing changed among 100,000
// messages, then 10 new and 100 changed flags.
func BenchmarkResync(b *testing.B) {
	s := newBench(b, 100_000)
	s.addAccount("p")
	s.godwit("p", "sync")
	s.mbsync(true)
	b.Run("unchanged", func(b *testing.B) {
		var r runs
		for b.Loop() {
			r.add(s.godwit("p", "sync"), s.mbsync(false))
		}
		r.report(b)
	})
	b.Run("10new100flags", func(b *testing.B) {
		var r runs
		for b.Loop() {
			s.change(10, 100)
			r.add(s.godwit("p", "sync"), s.mbsync(false))
		}
		r.report(b)
	})
}
