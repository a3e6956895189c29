package images

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// pressTime is how long the other side may take to answer.
const pressTime = 20 * time.Second

// Press sends the one request of a mailing list's unsubscribe button (RFC 8058),
// which a person pressed: over the same guarded connection as pictures, https
// only, without following a redirect, without a cookie, and with no more in it
// than the standard's words.
func (f *Fetcher) Press(ctx context.Context, address string) error {
	ctx, cancel := context.WithTimeout(ctx, pressTime)
	defer cancel()
	u, err := target(address)
	if err != nil {
		return err
	}
	if u.Scheme != "https" {
		return ErrPlain
	}
	t := newTransport(f.allowed)
	defer t.close()
	if f.prepare != nil {
		f.prepare(t)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, u.String(), strings.NewReader("List-Unsubscribe=One-Click"))
	if err != nil {
		return ErrAddress
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("User-Agent", agent)
	client := http.Client{Transport: t.http, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.Do(req)
	if err != nil {
		return fmt.Errorf("unsubscribe at %s: %w", u.Host, err)
	}
	defer resp.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(resp.Body, 64<<10))
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		return fmt.Errorf("unsubscribe at %s: the server answered %d", u.Host, resp.StatusCode)
	}
	return nil
}
