package autoconfig

import (
	"crypto/x509"
	"encoding/pem"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// trusted is a server over HTTPS that the machine trusts.
func trusted(t *testing.T, handler http.HandlerFunc) *httptest.Server {
	t.Helper()
	s := httptest.NewTLSServer(handler)
	t.Cleanup(s.Close)
	if _, err := x509.SystemCertPool(); err != nil { // read once, and not with our file
		t.Fatal(err)
	}
	roots := filepath.Join(t.TempDir(), "roots.pem")
	data := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw})
	if err := os.WriteFile(roots, data, 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("SSL_CERT_FILE", roots)
	return s
}

func TestFetch(t *testing.T) {
	plain := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write(config("plain.example"))
	}))
	defer plain.Close()
	s := trusted(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/here":
			_, _ = w.Write([]byte("here"))
		case "/on":
			http.Redirect(w, r, "/here", http.StatusFound)
		case "/round":
			http.Redirect(w, r, "/round", http.StatusFound)
		case "/plain":
			http.Redirect(w, r, plain.URL, http.StatusFound)
		case "/secret":
			w.Header().Set("WWW-Authenticate", "Basic")
			w.WriteHeader(http.StatusUnauthorized)
		case "/large":
			for range 1000 {
				_, _ = w.Write(make([]byte, 1000))
			}
		case "/post":
			if r.Method != http.MethodPost || r.Header.Get("Authorization") != "" {
				t.Errorf("%s with %v", r.Method, r.Header)
			}
			_, _ = w.Write([]byte("posted"))
		default:
			http.NotFound(w, r)
		}
	})
	f := newFetcher()
	for path, want := range map[string]string{
		"/here": "here", "/on": "here", "/round": errTooMany.Error(), "/plain": errPlain.Error(),
		"/secret": errSecret.Error(), "/none": outcomeNothing,
	} {
		page, err := f.get(t.Context(), s.URL+path)
		got := string(page.Body)
		if err != nil {
			got = err.Error()
		} else if page.Host != "127.0.0.1" {
			t.Errorf("%s comes from %q", path, page.Host)
		}
		if got != want {
			t.Errorf("%s is %q, want %q", path, got, want)
		}
	}
	if page, err := f.get(t.Context(), s.URL+"/large"); err != nil || len(page.Body) != maxConfig+1 {
		t.Errorf("large: %d octets, %v", len(page.Body), err)
	}
	if page, err := f.post(t.Context(), s.URL+"/post", "<a/>"); err != nil || string(page.Body) != "posted" {
		t.Errorf("post: %q, %v", page.Body, err)
	}
}

func TestFetchTrustsNoStranger(t *testing.T) {
	s := httptest.NewTLSServer(http.NotFoundHandler())
	defer s.Close()
	if _, err := newFetcher().get(t.Context(), s.URL); err != errBadTLS {
		t.Errorf("got %v", err)
	}
	if _, err := newFetcher().get(t.Context(), strings.Replace(s.URL, "https://127.0.0.1", "https://127.0.0.1:1", 1)); err == nil {
		t.Error("an address that is none was fetched")
	}
}
