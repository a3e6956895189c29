package peers

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"godwit/app/e2e/servers"
)

// BenchmarkPOP3 collects 5,000 messages over TLS into an empty profile, with
// threads and index; mpop pipelines them into a Maildir and leaves them there.
func BenchmarkPOP3(b *testing.B) {
	s := newBench(b, 5_000)
	maildir := filepath.Join(s.dir, "mpop")
	s.write("mpoprc", fmt.Sprintf(`account a
host localhost
port %d
user %s
password %s
auth user
tls on
tls_starttls off
tls_trust_file %s
pipelining on
keep on
uidls_file %s
delivery maildir %s
`, s.server.POP3S, login, servers.Password, s.ca, filepath.Join(s.dir, "mpop-uidls"), maildir))
	mpop := func() spent {
		for _, old := range []string{maildir, filepath.Join(s.dir, "mpop-uidls")} {
			if err := os.RemoveAll(old); err != nil {
				b.Fatal(err)
			}
		}
		for _, sub := range []string{"cur", "new", "tmp"} {
			if err := os.MkdirAll(filepath.Join(maildir, sub), 0o700); err != nil {
				b.Fatal(err)
			}
		}
		return s.run("mpop", "-C", filepath.Join(s.dir, "mpoprc"), "-q", "a")
	}
	mpop() // the server makes its own index
	var r runs
	var rss, cpu float64
	for b.Loop() {
		theirs := mpop()
		s.add("pop3", "pop3", s.server.POP3S)
		ours := s.godwit("pop3", "bench", "sync")
		if n := s.figure(ours, "sync.new"); n != 5_000 {
			b.Fatalf("%v messages came", n)
		}
		r.add(ours, theirs)
		rss, cpu = ours.rss, ours.cpu.Seconds()
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(median(r.ours).Seconds(), "s")
	b.ReportMetric(median(r.theirs).Seconds(), "mpop-s")
	b.ReportMetric(median(r.ours).Seconds()/median(r.theirs).Seconds(), "of-mpop")
	b.ReportMetric(rss, "MB-resident")
	b.ReportMetric(cpu, "cpu-s")
}
