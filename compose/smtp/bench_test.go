package smtp

import (
	"bufio"
	"fmt"
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/sync/localserver/badsmtp"
)

// letter has some 10 KB.
var letter = "From: <ada@example.org>\r\nSubject: x\r\n\r\n" + strings.Repeat(strings.Repeat("a", 76)+"\r\n", 131)

// BenchmarkOne submits one message over a connection of its own, in turn with
// the bare protocol: the same commands from a few lines of code.
func BenchmarkOne(b *testing.B) {
	sink, err := badsmtp.Start(nil, nil, false)
	if err != nil {
		b.Fatal(err)
	}
	defer sink.Close()
	s := sink.Address()
	var ours, bare []time.Duration
	for b.Loop() {
		begun := time.Now()
		if _, err := client(time.Minute).Send(b.Context(), s, envelope("bob@example.net"), strings.NewReader(letter)); err != nil {
			b.Fatal(err)
		}
		middle := time.Now()
		if err := submitBare(s); err != nil {
			b.Fatal(err)
		}
		ours, bare = append(ours, middle.Sub(begun)), append(bare, time.Since(middle))
	}
	median := func(d []time.Duration) float64 { return float64(slices.Sorted(slices.Values(d))[len(d)/2]) }
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(median(ours)/1000, "µs")
	b.ReportMetric(median(bare)/1000, "bare-µs")
	b.ReportMetric(median(ours)/median(bare), "of-bare")
}

// submitBare waits for each answer, as a server without PIPELINING wants it.
func submitBare(s accounts.Server) error {
	conn, err := net.Dial("tcp", s.Address())
	if err != nil {
		return err
	}
	defer conn.Close()
	in := bufio.NewReader(conn)
	for _, said := range []string{
		"", "EHLO [127.0.0.1]\r\n", fmt.Sprintf("MAIL FROM:<ada@example.org> SIZE=%d\r\n", len(letter)),
		"RCPT TO:<bob@example.net>\r\n", "DATA\r\n", letter + ".\r\n", "QUIT\r\n",
	} {
		if _, err := conn.Write([]byte(said)); err != nil {
			return err
		}
		for {
			line, err := in.ReadString('\n')
			if err != nil {
				return err
			}
			if line[3] == ' ' {
				break
			}
		}
	}
	return nil
}
