package render

import (
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"maps"
	"math/rand/v2"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"godwit/app/render/display"
	"godwit/app/render/picture"
	"godwit/app/render/raster"
	"godwit/sync/htmldoc"
)

// cost is what opening a mail took.
type cost struct {
	name   string
	cpu    time.Duration // of the whole process, the collector of garbage included
	parts  [5]time.Duration
	memory int // octets of the process at their highest, less those before
	err    error
}

var costParts = [5]string{"text", "tree", "layout", "dark", "paint"}

func cpuTime() time.Duration {
	var u syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// peak is the most memory since forgetPeak; 0 where the system does not say.
func peak() int {
	status, _ := os.ReadFile("/proc/self/status")
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	n := 0
	fmt.Sscan(rest, &n)
	return n << 10
}

func forgetPeak() { os.WriteFile("/proc/self/clear_refs", []byte("5"), 0) }

// open does with a mail what showing it does: its text, its tree, the layout,
// the colours for the dark, and three screens, at the beginning and the end.
func open(name, source string, o Options) cost {
	forgetPeak()
	before := peak()
	c := cost{name: name}
	begin := cpuTime()
	last := begin
	lap := func(i int) {
		now := cpuTime()
		c.parts[i] += now - last
		last = now
	}
	htmldoc.Read(source)
	lap(0)
	doc := htmldoc.Tree(source)
	lap(1)
	pic := image.NewRGBA(image.Rect(0, 0, 1200, 800))
	o.Images = func(ref string) Image {
		if strings.HasPrefix(ref, "cid:") {
			return Image{Width: 1200, Height: 800, State: Ready}
		}
		if data, err := picture.Data(ref); err == nil {
			if w, h, err := picture.Size(data); err == nil {
				return Image{Width: w, Height: h, State: Ready}
			}
		}
		return Image{State: Blocked}
	}
	list, _, err := Layout(context.Background(), doc, o)
	lap(2)
	c.err = err
	if err == nil {
		list = raster.Dark(list, color.NRGBA{30, 30, 30, 255})
		lap(3)
		p := raster.New(func(string) image.Image { return pic })
		for _, y := range []float32{0, 700, list.Height - 700} {
			if y >= 0 {
				if _, err := p.Paint(list, display.Rect{Y: y, W: 700, H: 700}, 1, color.Black); err != nil {
					c.err = err
					break
				}
			}
		}
		lap(4)
	}
	c.cpu = cpuTime() - begin
	c.memory = peak() - before
	return c
}

func (c cost) String() string {
	var parts []string
	for i, d := range c.parts {
		parts = append(parts, fmt.Sprintf("%s %d", costParts[i], d.Milliseconds()))
	}
	return fmt.Sprintf("%-24s %5d ms of CPU (%s), %4d MB %v", c.name, c.cpu.Milliseconds(), strings.Join(parts, ", "), c.memory>>20, c.err)
}

// TestCosts opens hostile mails and mutated ones, none of which may find a fault,
// and prints what they cost. GODWIT_MUTATIONS=10000 is the whole of it; without,
// there are some hundreds, and the hostile ones are shorter.
func TestCosts(t *testing.T) {
	rounds, size := 200, 40_000
	if testing.Short() {
		rounds, size = 50, 20_000
	}
	if v := os.Getenv("GODWIT_MUTATIONS"); v != "" {
		size = 1 << 30
		if _, err := fmt.Sscan(v, &rounds); err != nil {
			t.Fatal(err)
		}
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	o := options()
	o.Fonts.Warm()
	only := os.Getenv("GODWIT_ONLY") // the name of one
	seeds := mails(t)
	var all []cost
	for name, source := range hostile() {
		if only != "" && name != only {
			continue
		}
		if size > 1<<20 {
			debug.FreeOSMemory()
		}
		all = append(all, open(name, source[:min(len(source), size)], o))
		seeds["hostile "+name] = source[:min(len(source), 20_000)]
	}
	report(t, all)
	if only != "" {
		return
	}
	names := slices.Sorted(maps.Keys(seeds))
	all = nil
	for i := range rounds {
		name := names[i%len(names)]
		c := open(fmt.Sprintf("%d of %s", i, name), mutated(rand.New(rand.NewPCG(1, uint64(i))), seeds[name]), o)
		all = append(all, c)
	}
	report(t, all)
}

func report(t *testing.T, all []cost) {
	slices.SortFunc(all, func(a, b cost) int { return int(b.cpu - a.cpu) })
	most := 0
	for _, c := range all {
		most = max(most, c.memory)
		if errors.Is(c.err, ErrFault) {
			t.Errorf("%s: %v", c.name, c.err)
		}
	}
	for _, c := range all[:min(len(all), 20)] {
		t.Log(c)
	}
	t.Logf("%d mails, at most %d MB", len(all), most>>20)
}
