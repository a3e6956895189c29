package doctor

import (
	"context"
	"errors"
	"strings"
	"sync"
	"time"

	"godwit/accounts"
	"godwit/accounts/dial"
)

// probeWait bounds each look at what may be there instead.
const probeWait = 5 * time.Second

// instead finds what a server that did not greet may be. A port for TLS waits for
// the client to begin, and so does a web server; both look like silence.
func instead(ctx context.Context, d dial.Dialer, s accounts.Server, stage Stage, err error) error {
	var e *dial.Error
	if stage != Greeting || s.Security == accounts.TLS || !errors.As(err, &e) || e.Kind != dial.Timeout && e.Kind != dial.Closed {
		return err
	}
	if d.Timeout == 0 || d.Timeout > probeWait {
		d.Timeout = probeWait
	}
	var tls, web bool
	var work sync.WaitGroup
	work.Go(func() { tls = speaksTLS(ctx, d, s) })
	work.Go(func() { web = e.Kind == dial.Timeout && speaksHTTP(ctx, d, s) })
	work.Wait()
	found := *e
	switch {
	case tls:
		found.Kind = dial.SpeaksTLS
	case web:
		found.Kind = dial.Portal
	}
	return &found
}

// speaksTLS: an answer to a handshake, whatever it says of the certificate.
func speaksTLS(ctx context.Context, d dial.Dialer, s accounts.Server) bool {
	s.Security = accounts.TLS
	c, err := d.Connect(ctx, s)
	if err == nil {
		_ = c.Close()
		return true
	}
	var e *dial.Error
	return errors.As(err, &e) && (strings.HasPrefix(string(e.Kind), "cert-") || e.Kind == dial.TLSFailed)
}

// speaksHTTP asks as a browser would. A mail server takes it for an unknown
// command.
func speaksHTTP(ctx context.Context, d dial.Dialer, s accounts.Server) bool {
	c, err := d.Connect(ctx, s)
	if err != nil {
		return false
	}
	defer c.Close()
	stop := context.AfterFunc(ctx, func() { _ = c.Close() })
	defer stop()
	if _, err := c.Write([]byte("GET / HTTP/1.0\r\n\r\n")); err != nil {
		return false
	}
	answer := make([]byte, len("HTTP/"))
	for n := 0; n < len(answer); {
		m, err := c.Read(answer[n:])
		if n += m; err != nil {
			return false
		}
	}
	return string(answer) == "HTTP/"
}
