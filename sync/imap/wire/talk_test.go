package wire

import (
	"bufio"
	"io"

	"godwit/accounts/dial"
)

// testConn is a session whose server says what in holds.
func testConn(c *dial.Conn, in io.Reader, lim Limits, caps ...string) *Conn {
	return testSession(c, in, Options{Limits: lim}, caps, nil)
}

func testSession(c *dial.Conn, in io.Reader, o Options, offered, enabled []string) *Conn {
	caps, on := Caps{}, map[string]bool{}
	for _, name := range offered {
		caps[name] = true
	}
	for _, name := range enabled {
		on[name] = true
	}
	r := &raw{conn: c, out: c, alerts: newAlerts(o.Alert, ""), in: scanner{r: bufio.NewReaderSize(in, 4096), lim: o.Limits.withDefaults()}}
	w := &Conn{}
	w.start(r, o, caps, on)
	return w
}
