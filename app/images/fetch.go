package images

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
)

// agent says no more than a browser's oldest word.
const agent = "Mozilla/5.0"

// transport is the connections of one call.
type transport struct {
	http    *http.Transport
	allowed func(netip.AddrPort) bool
}

func newTransport(allowed func(netip.AddrPort) bool) *transport {
	if allowed == nil {
		allowed = public
	}
	t := &transport{allowed: allowed}
	dialer := net.Dialer{Timeout: maxTime, Control: t.control}
	t.http = &http.Transport{
		Proxy:                  nil, // the environment's is not asked
		DialContext:            dialer.DialContext,
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12},
		ForceAttemptHTTP2:      true,
		DisableCompression:     true,
		MaxResponseHeaderBytes: 64 << 10,
		MaxConnsPerHost:        atOnce,
	}
	return t
}

func (t *transport) close() { t.http.CloseIdleConnections() }

// control judges the very address that is about to be connected to: a name
// that resolves to another one the second time gains nothing.
func (t *transport) control(network, address string, _ syscall.RawConn) error {
	ap, err := netip.ParseAddrPort(address)
	if err != nil || !strings.HasPrefix(network, "tcp") || !t.allowed(ap) {
		return ErrAddress
	}
	return nil
}

// picture fetches one, by https if it can.
func (t *transport) picture(ctx context.Context, ref string, plain bool, room *budget) Image {
	ctx, cancel := context.WithTimeout(ctx, maxTime)
	defer cancel()
	img := Image{URL: ref}
	u, err := target(ref)
	if err != nil {
		img.Err = err
		return img
	}
	asked := u.Scheme
	u.Scheme = "https"
	data, err := t.get(ctx, u, plain)
	if err != nil && asked == "http" && !errors.Is(err, ErrAddress) {
		switch {
		case plain:
			u.Scheme = "http"
			data, err = t.get(ctx, u, plain)
		case noTLS(err):
			err = fmt.Errorf("%w: %w", ErrPlain, err)
		}
	}
	if err == nil && !room.take(len(data)) {
		err = ErrTooBig
	}
	if err == nil {
		img.Type, img.Width, img.Height, err = inspect(data)
	}
	if err != nil {
		img.Err = err
		return img
	}
	img.Data = data
	return img
}

// noTLS reports whether the other side does not speak TLS, or not as itself.
func noTLS(err error) bool {
	var refused *net.OpError
	var header tls.RecordHeaderError
	var certificate *tls.CertificateVerificationError
	return errors.As(err, &refused) || errors.As(err, &header) || errors.As(err, &certificate)
}

// target is the address of a picture without what would tell who asks.
func target(ref string) (*url.URL, error) {
	if len(ref) > maxURL {
		return nil, fmt.Errorf("address of %d octets: %w", len(ref), ErrAddress)
	}
	u, err := url.Parse(ref)
	if err != nil {
		return nil, fmt.Errorf("%w: not an address", ErrAddress) // url's error repeats the mail's text
	}
	u.Scheme = strings.ToLower(u.Scheme)
	return u, judge(u)
}

// judge refuses what no picture of a mail has.
func judge(u *url.URL) error {
	if u.Scheme != "http" && u.Scheme != "https" || u.Opaque != "" || u.User != nil || u.Hostname() == "" || localName(u.Hostname()) {
		return ErrAddress
	}
	u.Fragment, u.RawFragment = "", ""
	return nil
}

// get is one picture's octets. With plain a redirect may leave https.
func (t *transport) get(ctx context.Context, u *url.URL, plain bool) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, ErrAddress
	}
	req.Header.Set("User-Agent", agent)
	req.Header.Set("Accept", "image/png,image/jpeg,image/gif,image/webp,image/bmp")
	client := http.Client{Transport: t.http, CheckRedirect: func(next *http.Request, via []*http.Request) error {
		next.Header.Del("Referer") // which the client has just set
		if len(via) > maxRedirects {
			return errors.New("too many redirects")
		}
		if next.URL.Scheme == "http" && !plain {
			return ErrPlain
		}
		return judge(next.URL)
	}}
	resp, err := client.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("the server answered %d", resp.StatusCode)
	}
	kind, _, _ := mime.ParseMediaType(resp.Header.Get("Content-Type"))
	if !drawn(kind) {
		return nil, ErrKind
	}
	if resp.ContentLength > maxSize {
		return nil, ErrTooBig
	}
	data, err := io.ReadAll(io.LimitReader(resp.Body, maxSize+1))
	if err == nil && len(data) > maxSize {
		err = ErrTooBig
	}
	return data, err
}
