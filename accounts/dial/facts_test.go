package dial

import (
	"io"
	"net"
	"runtime"
	"strings"
	"testing"
	"time"

	"godwit/accounts"
)

const canAsk = runtime.GOOS != "windows"

func TestQuiet(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	s := accounts.Server{Host: "localhost", Port: l.Addr().(*net.TCPAddr).Port, Security: accounts.Plain}
	c, err := Dialer{}.Connect(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if all := strings.Join(c.Resolved(), " "); !strings.Contains(all, "127.0.0.1") || c.Certificate() != "" {
		t.Errorf("resolved %s, certificate %q", all, c.Certificate())
	}
	peer, err := l.Accept()
	if err != nil {
		t.Fatal(err)
	}
	if quietHere := c.Quiet(); quietHere != canAsk {
		t.Errorf("nothing was said: %v", quietHere)
	}
	peer.Write([]byte("x"))
	wait(t, func() bool { return !c.Quiet() })
	if _, err := io.ReadFull(c, make([]byte, 1)); err != nil {
		t.Fatal(err)
	}
	wait(t, func() bool { return c.Quiet() == canAsk })
	peer.Close()
	wait(t, func() bool { return !c.Quiet() })
}

// wait asks until it is so.
func wait(t *testing.T, so func() bool) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); !so(); {
		if time.Now().After(end) {
			t.Fatal("it does not come about")
		}
		time.Sleep(time.Millisecond)
	}
}

func TestTriedAddresses(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := accounts.Server{Host: "127.0.0.1", Port: l.Addr().(*net.TCPAddr).Port, Security: accounts.Plain}
	l.Close()
	_, err = Dialer{}.Connect(t.Context(), s)
	if e, ok := err.(*Error); !ok || len(e.Tried) != 1 || e.Tried[0] != "127.0.0.1" {
		t.Errorf("%v", err)
	}
}

// TestArm: the system is told of a deadline where the one it knows is later, or
// much earlier, and never is a wait longer than asked.
func TestArm(t *testing.T) {
	now := time.Now()
	for _, c := range []struct {
		told, until time.Duration
		set         bool
	}{
		{0, time.Minute, true},
		{time.Minute, time.Minute, false},
		{59500 * time.Millisecond, time.Minute, false},
		{58 * time.Second, time.Minute, true},
		{time.Minute + 1, time.Minute, true},
		{-time.Second, 0, true},
		{time.Second, -time.Second, true}, // passed already
	} {
		told, set := now.Add(c.told), false
		if err := arm(func(time.Time) error { set = true; return nil }, &told, now, now.Add(c.until)); err != nil {
			t.Fatal(err)
		}
		if set != c.set || told.After(now.Add(c.until)) {
			t.Errorf("told %v, until %v: set %v", c.told, c.until, set)
		}
	}
}
