package dial

import (
	"crypto/tls"
	"net"
	"sync"
	"time"

	"godwit/accounts"
)

// chunk is how much one deadline covers in a write: one TLS record. A large
// message over a slow line then fails only when the line stands still.
const chunk = 16 << 10

// Conn is a connection with a deadline on every read and write. A deadline set
// through net.Conn's methods can shorten these waits, never lengthen them:
// libraries that clear a deadline do not get a wait without end.
//
// One goroutine may read while another writes; Close and SetWait may be called
// from anywhere. StartTLS must not overlap a read or a write.
type Conn struct {
	net.Conn

	server accounts.Server
	host   string // server.Host as A-labels
	limit  time.Duration

	resolved []string
	saw      func(accounts.Server, Certificate) // Dialer.Saw

	mu         sync.Mutex
	wait       time.Duration // 0: readWait
	read       time.Time     // deadlines set by the user of the connection; zero: none
	write      time.Time
	readSince  time.Time // when the read that is under way began; zero: none is
	writeSince time.Time
	heard      time.Time // when something was last read; zero: not yet
	readBy     time.Time // what the system was last told; zero: nothing that holds
	writeBy    time.Time
}

// Heard is when something was last read; zero: never.
func (c *Conn) Heard() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.heard
}

// Read waits at most the connection's wait for the first byte.
func (c *Conn) Read(p []byte) (int, error) {
	c.mu.Lock()
	inner := c.Conn
	c.readSince = time.Now()
	err := arm(inner.SetReadDeadline, &c.readBy, c.readSince, c.deadline(c.readSince, c.read))
	if _, protected := inner.(*tls.Conn); protected && err == nil && c.writeSince.IsZero() {
		// TLS may answer a new key from within a read.
		err = arm(inner.SetWriteDeadline, &c.writeBy, c.readSince, c.deadline(c.readSince, time.Time{}))
	}
	c.mu.Unlock()
	if err != nil {
		return 0, err
	}
	n, err := inner.Read(p)
	c.mu.Lock()
	c.readSince = time.Time{}
	if n > 0 {
		c.heard = time.Now()
	}
	c.mu.Unlock()
	return n, err
}

// Write gives each 16 KiB the connection's wait.
func (c *Conn) Write(p []byte) (int, error) {
	written := 0
	for {
		n, err := c.writeChunk(p[written:min(written+chunk, len(p))])
		written += n
		if err != nil || written == len(p) {
			return written, err
		}
	}
}

func (c *Conn) writeChunk(p []byte) (int, error) {
	c.mu.Lock()
	inner := c.Conn
	c.writeSince = time.Now()
	err := arm(inner.SetWriteDeadline, &c.writeBy, c.writeSince, c.deadline(c.writeSince, c.write))
	c.mu.Unlock()
	if err != nil {
		return 0, err
	}
	n, err := inner.Write(p)
	c.mu.Lock()
	c.writeSince = time.Time{}
	c.mu.Unlock()
	return n, err
}

// SetWait bounds each following single read or write, and one that is under
// way, counted from its beginning; 0 goes back to the default of one minute.
// Dialer.Timeout shortens it.
func (c *Conn) SetWait(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.wait = d
	c.rearm()
}

// SetDeadline sets both deadlines; see Conn for what it can do.
func (c *Conn) SetDeadline(t time.Time) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.read, c.write = t, t
	return c.rearm()
}

// SetReadDeadline makes reads fail at t, if they have not before.
func (c *Conn) SetReadDeadline(t time.Time) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.read = t
	return c.rearm()
}

// SetWriteDeadline makes writes fail at t, if they have not before.
func (c *Conn) SetWriteDeadline(t time.Time) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.write = t
	return c.rearm()
}

// Close closes the connection and ends a read or write that is under way.
func (c *Conn) Close() error {
	c.mu.Lock()
	inner := c.Conn
	c.mu.Unlock()
	return inner.Close()
}

// TLS describes the protection, such as "TLS 1.3 TLS_AES_128_GCM_SHA256"; ""
// where there is none.
func (c *Conn) TLS() string {
	state, ok := c.tlsState()
	if !ok {
		return ""
	}
	return tls.VersionName(state.Version) + " " + tls.CipherSuiteName(state.CipherSuite)
}

// State is of the protection, for what depends on its keys; nil where there is
// none.
func (c *Conn) State() *tls.ConnectionState {
	if state, ok := c.tlsState(); ok {
		return &state
	}
	return nil
}

// Loopback reports whether the other end is this machine. Behind a proxy nobody
// knows where it is.
func (c *Conn) Loopback() bool {
	if c.server.Proxy != "" {
		return false
	}
	addr, ok := c.RemoteAddr().(*net.TCPAddr)
	return ok && addr.IP.IsLoopback()
}

func (c *Conn) tlsState() (tls.ConnectionState, bool) {
	c.mu.Lock()
	inner := c.Conn
	c.mu.Unlock()
	if tc, ok := inner.(*tls.Conn); ok {
		return tc.ConnectionState(), true
	}
	return tls.ConnectionState{}, false
}

// deadline is the earlier of what the user set and the connection's own wait.
func (c *Conn) deadline(since, set time.Time) time.Time {
	wait := c.wait
	if wait <= 0 {
		wait = readWait
	}
	own := since.Add(shorter(wait, c.limit))
	if !set.IsZero() && set.Before(own) {
		return set
	}
	return own
}

// rearm applies changed waits to what is under way. What begins later sets its
// own deadline.
func (c *Conn) rearm() error {
	if !c.readSince.IsZero() {
		c.readBy = c.deadline(c.readSince, c.read)
		if err := c.Conn.SetReadDeadline(c.readBy); err != nil {
			return err
		}
	}
	if !c.writeSince.IsZero() {
		c.writeBy = c.deadline(c.writeSince, c.write)
		return c.Conn.SetWriteDeadline(c.writeBy)
	}
	return nil
}

// arm sets a deadline, unless one is set that comes a little earlier: in a quick
// exchange that is a good part of the work. told is that one.
func arm(set func(time.Time) error, told *time.Time, since, until time.Time) error {
	const little = 64
	if early := until.Sub(*told); early >= 0 && early <= until.Sub(since)/little {
		return nil
	}
	*told = until
	return set(until)
}
