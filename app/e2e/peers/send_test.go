package peers

import (
	"context"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/accounts/dial"
	"godwit/compose/smtp"
	"godwit/sync/localserver/badsmtp"
)

// BenchmarkSend submits 100 messages of 10 KB to a server on loopback: over one
// line, and with msmtp, which is called for each as a mail program calls it.
func BenchmarkSend(b *testing.B) {
	if _, err := exec.LookPath("msmtp"); err != nil {
		b.Fatal("msmtp is not installed; make bench installs it")
	}
	const messages = 100
	letter := "From: ada@example.org\r\nTo: bob@example.net\r\nSubject: x\r\n\r\n" + strings.Repeat(strings.Repeat("a", 76)+"\r\n", 131)
	sink, err := badsmtp.Start(nil, nil, false)
	if err != nil {
		b.Fatal(err)
	}
	defer sink.Close()
	s := sink.Address()
	client := &smtp.Client{
		Dial:   dial.Dialer{Timeout: time.Minute},
		Secret: func(context.Context, accounts.Server) (string, error) { return "", nil },
	}
	var ours, theirs []time.Duration
	for b.Loop() {
		begun := time.Now()
		line := client.Line(s)
		for range messages {
			env := smtp.Envelope{From: "ada@example.org", Recipients: []string{"bob@example.net"}}
			if _, err := line.Send(b.Context(), env, strings.NewReader(letter)); err != nil {
				b.Fatal(err)
			}
		}
		line.Close()
		middle := time.Now()
		for range messages {
			cmd := exec.Command("msmtp", "--host="+s.Host, "--port="+strconv.Itoa(s.Port), "--auth=off", "--tls=off", "--from=ada@example.org", "bob@example.net")
			cmd.Stdin = strings.NewReader(letter)
			if out, err := cmd.CombinedOutput(); err != nil {
				b.Fatalf("msmtp: %v\n%s", err, out)
			}
		}
		ours, theirs = append(ours, middle.Sub(begun)), append(theirs, time.Since(middle))
	}
	if got := sink.Delivered("bob@example.net"); got != 2*messages*len(ours) {
		b.Fatalf("%d messages arrived", got)
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(median(ours).Seconds(), "s")
	b.ReportMetric(median(theirs).Seconds(), "msmtp-s")
	b.ReportMetric(float64(median(theirs))/float64(median(ours)), "times-msmtp")
}
