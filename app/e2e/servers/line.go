package servers

import (
	"fmt"
	"net"
	"sync"
	"sync/atomic"
	"testing"
)

// Line is a TCP line on loopback to a server, which a test can cut.
type Line struct {
	Port int // where clients connect

	target   string
	listener net.Listener
	work     sync.WaitGroup

	mu    sync.Mutex
	plan  []Cut
	down  bool
	calls map[*call]bool
	cuts  int
}

// Cut says when a connection ends, and how. The zero value lets it live.
type Cut struct {
	How       How
	AfterUp   int64 // octets from the client until it happens; 0: never for that direction
	AfterDown int64 // octets from the server
}

// How is the way in which a connection ends.
type How string

const (
	Reset     How = "reset"      // RST to both ends
	Close     How = "close"      // FIN to both ends, as a server that goes down sends it
	HalfClose How = "half-close" // FIN to the client, while what it sends still arrives
	Stall     How = "stall"      // nothing passes any more, and nobody is told
)

// NewLine leads to a port on loopback and lives as long as the test.
func NewLine(t testing.TB, port int) *Line {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	line := &Line{
		Port: l.Addr().(*net.TCPAddr).Port, target: fmt.Sprintf("127.0.0.1:%d", port),
		listener: l, calls: make(map[*call]bool),
	}
	line.work.Go(line.accept)
	t.Cleanup(func() {
		l.Close()
		line.Drop()
		line.work.Wait()
	})
	return line
}

// Plan says how the next connections end, in their order. Those after them live.
func (l *Line) Plan(cuts ...Cut) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.plan = cuts
}

// Heal forgets the plan, opens the line, and ends what stalls.
func (l *Line) Heal() {
	l.Plan()
	l.SetDown(false)
	l.Drop()
}

// SetDown refuses new connections, or takes them again.
func (l *Line) SetDown(down bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.down = down
}

// Drop resets every connection there is.
func (l *Line) Drop() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for c := range l.calls {
		c.reset()
	}
}

// Cuts is how many connections were cut by plan so far.
func (l *Line) Cuts() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.cuts
}

func (l *Line) accept() {
	for {
		client, err := l.listener.Accept()
		if err != nil {
			return
		}
		server, err := net.Dial("tcp", l.target)
		if err != nil {
			client.Close()
			continue
		}
		c := &call{line: l, client: client.(*net.TCPConn), server: server.(*net.TCPConn)}
		l.mu.Lock()
		if l.down {
			c.reset()
			l.mu.Unlock()
			continue
		}
		if len(l.plan) > 0 {
			c.cut, l.plan = l.plan[0], l.plan[1:]
		}
		l.calls[c] = true
		l.mu.Unlock()
		l.work.Go(c.run)
	}
}

// call is one connection over the line.
type call struct {
	line           *Line
	client, server *net.TCPConn
	cut            Cut

	once             sync.Once
	muteUp, muteDown atomic.Bool
}

func (c *call) run() {
	var both sync.WaitGroup
	both.Go(func() { c.pass(c.server, c.client, c.cut.AfterUp, &c.muteUp) })
	both.Go(func() { c.pass(c.client, c.server, c.cut.AfterDown, &c.muteDown) })
	both.Wait()
	c.client.Close()
	c.server.Close()
	c.line.mu.Lock()
	defer c.line.mu.Unlock()
	delete(c.line.calls, c)
}

// pass carries octets one way until either end is done. What comes after a
// silent cut is read, so that its sender sees nothing of it, and dropped.
func (c *call) pass(to, from *net.TCPConn, limit int64, mute *atomic.Bool) {
	defer to.CloseWrite()
	buf := make([]byte, 16<<10)
	for passed := int64(0); ; {
		n, err := from.Read(buf)
		out := buf[:n]
		due := c.cut.How != "" && limit > 0 && passed < limit && passed+int64(n) >= limit
		if due {
			out = buf[:limit-passed]
		}
		passed += int64(n)
		if !mute.Load() {
			if _, werr := to.Write(out); werr != nil {
				return
			}
		}
		if due {
			c.once.Do(c.happen)
		}
		if err != nil {
			return
		}
	}
}

func (c *call) happen() {
	c.line.mu.Lock()
	c.line.cuts++
	c.line.mu.Unlock()
	switch c.cut.How {
	case Reset:
		c.reset()
	case Close:
		c.client.Close()
		c.server.Close()
	case HalfClose:
		c.muteDown.Store(true)
		c.client.CloseWrite()
	case Stall:
		c.muteDown.Store(true)
		c.muteUp.Store(true)
	}
}

// reset ends both directions with RST.
func (c *call) reset() {
	for _, conn := range []*net.TCPConn{c.client, c.server} {
		conn.SetLinger(0)
		conn.Close()
	}
}
