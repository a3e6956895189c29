package autoconfig

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"godwit/accounts/dial"
)

// Network is whom to ask. Tests answer themselves.
type Network struct {
	MX   func(ctx context.Context, domain string) []string // most preferred first; none when nobody answers
	SRV  func(ctx context.Context, service, domain string) []*net.SRV
	Get  func(ctx context.Context, address string) (Page, error)
	Post func(ctx context.Context, address, body string) (Page, error)
}

// Page is an answer over HTTPS.
type Page struct {
	Host string // whose it is, after every redirect
	Body []byte // at most maxConfig octets and one
}

const (
	dnsWait      = 2 * time.Second
	pageWait     = 4 * time.Second
	maxRedirects = 3
)

// Internet is the real one. Its HTTPS trusts whom mail servers' connections trust.
func Internet() Network {
	fetch := newFetcher()
	return Network{MX: exchangers, SRV: srv, Get: fetch.get, Post: fetch.post}
}

// Nobody is a network in which nobody has anything to say.
func Nobody() Network {
	return Network{
		MX:   func(context.Context, string) []string { return nil },
		SRV:  func(context.Context, string, string) []*net.SRV { return nil },
		Get:  func(context.Context, string) (Page, error) { return Page{}, errNoPage },
		Post: func(context.Context, string, string) (Page, error) { return Page{}, errNoPage },
	}
}

func exchangers(ctx context.Context, domain string) []string {
	ctx, cancel := context.WithTimeout(ctx, dnsWait)
	defer cancel()
	// Records that are not host names come as an error beside those that are.
	records, _ := net.DefaultResolver.LookupMX(ctx, domain+".")
	var hosts []string
	for _, r := range records {
		hosts = append(hosts, r.Host)
	}
	return hosts
}

func srv(ctx context.Context, service, domain string) []*net.SRV {
	ctx, cancel := context.WithTimeout(ctx, dnsWait)
	defer cancel()
	_, records, _ := net.DefaultResolver.LookupSRV(ctx, service, "tcp", domain+".")
	return records
}

// fetcher asks for pages over HTTPS.
type fetcher struct{ client *http.Client }

var (
	errPlain    = errors.New("it leads to a page without protection")
	errTooMany  = errors.New("it leads on and on")
	errNoPage   = errors.New(outcomeNothing)
	errSecret   = errors.New("it wants a password first")
	errNoAnswer = errors.New("no answer")
	errBadTLS   = errors.New("its certificate is not in order")
)

func newFetcher() fetcher {
	roots, _ := dial.Roots() // those that could be read
	return fetcher{&http.Client{
		Timeout: pageWait,
		Transport: &http.Transport{
			TLSClientConfig:        &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12},
			DisableKeepAlives:      true,
			MaxResponseHeaderBytes: 64 << 10,
		},
		CheckRedirect: func(next *http.Request, via []*http.Request) error {
			next.Header.Del("Referer")
			switch {
			case next.URL.Scheme != "https":
				return errPlain
			case len(via) > maxRedirects:
				return errTooMany
			}
			return nil
		},
	}}
}

func (f fetcher) get(ctx context.Context, address string) (Page, error) {
	return f.do(ctx, http.MethodGet, address, "")
}

func (f fetcher) post(ctx context.Context, address, body string) (Page, error) {
	return f.do(ctx, http.MethodPost, address, body)
}

// do asks for a page. Its errors are words for a person.
func (f fetcher) do(ctx context.Context, method, address, body string) (Page, error) {
	req, err := http.NewRequestWithContext(ctx, method, address, strings.NewReader(body))
	if err != nil {
		return Page{}, errNoPage
	}
	req.Header.Set("User-Agent", "Mozilla/5.0")
	if body != "" {
		req.Header.Set("Content-Type", "text/xml; charset=utf-8")
	}
	answer, err := f.client.Do(req)
	if err != nil {
		return Page{}, inWords(err)
	}
	defer answer.Body.Close()
	switch answer.StatusCode {
	case http.StatusOK:
	case http.StatusUnauthorized, http.StatusForbidden:
		return Page{}, errSecret
	default:
		return Page{}, errNoPage
	}
	data, err := io.ReadAll(io.LimitReader(answer.Body, maxConfig+1))
	if err != nil {
		return Page{}, errNoAnswer
	}
	return Page{Host: answer.Request.URL.Hostname(), Body: data}, nil
}

// inWords says in brief why there is no page.
func inWords(err error) error {
	for _, known := range []error{errPlain, errTooMany} {
		if errors.Is(err, known) {
			return known
		}
	}
	var nowhere *net.DNSError
	var certificate *tls.CertificateVerificationError
	switch {
	case errors.As(err, &nowhere) && nowhere.IsNotFound:
		return errNoPage
	case errors.As(err, &certificate):
		return errBadTLS
	}
	return errNoAnswer
}
