package machine

import (
	"context"
	"os"
	"slices"
	"testing"
	"testing/fstest"

	"golang.org/x/sys/unix"
)

func TestSupply(t *testing.T) {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text + "\n")} }
	mains := func(online string) fstest.MapFS {
		return fstest.MapFS{"AC/type": file("Mains"), "AC/online": file(online)}
	}
	with := func(a fstest.MapFS, status, scope string) fstest.MapFS {
		a["BAT0/type"], a["BAT0/status"] = file("Battery"), file(status)
		if scope != "" {
			a["BAT0/scope"] = file(scope)
		}
		return a
	}
	for name, c := range map[string]struct {
		dir  fstest.MapFS
		want Answer
	}{
		"no folder":                  {fstest.MapFS{}, Unknown},
		"mains only":                 {mains("1"), No},
		"mains off, no battery":      {mains("0"), Unknown},
		"charging":                   {with(mains("1"), "Charging", "System"), No},
		"unplugged":                  {with(mains("0"), "Discharging", ""), Yes},
		"full":                       {with(fstest.MapFS{}, "Full", ""), No},
		"plugged, yet it discharges": {with(mains("1"), "Discharging", ""), No},
		"a mouse's battery":          {with(fstest.MapFS{}, "Discharging", "Device"), Unknown},
		"nonsense":                   {fstest.MapFS{"x/type": file("\x00"), "y": file("")}, Unknown},
	} {
		if got := supply(c.dir); got != c.want {
			t.Errorf("%s: %d", name, got)
		}
	}
	two := with(mains("0"), "Discharging", "")
	two["BAT1/type"], two["BAT1/status"] = file("Battery"), file("Full")
	if supply(two) != Yes {
		t.Error("one of two batteries is full")
	}
}

func TestDefaultRoutes(t *testing.T) {
	const v4 = `Iface	Destination	Gateway 	Flags	RefCnt	Use	Metric	Mask		MTU	Window	IRTT
wlan0	00000000	0102A8C0	0003	0	0	600	00000000	0	0	0
wlan0	0002A8C0	00000000	0001	0	0	600	00FFFFFF	0	0	0
tun0	00000000	00000000	0001	0	0	50	00000080	0	0	0
`
	if got := defaults4(v4); !slices.Equal(got, []string{"wlan0 by 0102A8C0"}) {
		t.Errorf("%q", got)
	}
	const v6 = `00000000000000000000000000000000 00 00000000000000000000000000000000 00 fe800000000000000000000000000001 00000400 00000001 00000000 00000003    wlan0
00000000000000000000000000000000 00 00000000000000000000000000000000 00 00000000000000000000000000000000 ffffffff 00000001 00000000 00200200       lo
20010db8000000000000000000000000 40 00000000000000000000000000000000 00 00000000000000000000000000000000 00000400 00000001 00000000 00000001    wlan0
`
	if got := defaults6(v6); !slices.Equal(got, []string{"wlan0 by fe800000000000000000000000000001"}) {
		t.Errorf("%q", got)
	}
	if got := append(defaults4("x\n\n"), defaults6("\x00")...); len(got) != 0 {
		t.Errorf("%q", got)
	}
}

func TestMetered(t *testing.T) {
	for n, want := range []Answer{Unknown, Yes, No, Yes, No, Unknown} {
		if got := meaning(uint32(n)); got != want {
			t.Errorf("%d: %d", n, got)
		}
	}
}

// A message on the socket is heard, and the end of the context ends the wait.
func TestHear(t *testing.T) {
	pair, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_DGRAM|unix.SOCK_NONBLOCK|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		t.Fatal(err)
	}
	kernel := os.NewFile(uintptr(pair[0]), "kernel")
	defer kernel.Close()
	heard, ended := make(chan struct{}), make(chan struct{})
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		defer close(ended)
		hear(ctx, os.NewFile(uintptr(pair[1]), "us"), func() { heard <- struct{}{} })
	}()
	for range 2 {
		if _, err := kernel.Write([]byte("RTM_NEWADDR")); err != nil {
			t.Fatal(err)
		}
		<-heard
	}
	cancel()
	<-ended
}

// The kernel is asked for its announcements: a socket that cannot be had would
// end the wait before the context does.
func TestAnnounce(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { announce(ctx, func() {}); close(ended) }()
	cancel()
	<-ended
}
