package images

import (
	"errors"
	"io"
	"net/http"
	"net/netip"
	"testing"
)

func TestPress(t *testing.T) {
	w := newWeb(t)
	var body, cookie, kind string
	w.mux.HandleFunc("/out", func(rw http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		body, cookie, kind = r.Method+" "+string(b), r.Header.Get("Cookie")+r.Header.Get("Referer"), r.Header.Get("Content-Type")
		rw.WriteHeader(http.StatusAccepted)
	})
	w.mux.HandleFunc("/away", func(rw http.ResponseWriter, r *http.Request) { http.Redirect(rw, r, "/out", http.StatusFound) })
	w.mux.HandleFunc("/gone", func(rw http.ResponseWriter, r *http.Request) { rw.WriteHeader(http.StatusGone) })
	if err := w.Press(t.Context(), "https://list.example/out"); err != nil {
		t.Fatal(err)
	}
	if body != "POST List-Unsubscribe=One-Click" || cookie != "" || kind != "application/x-www-form-urlencoded" {
		t.Errorf("sent %q %q %q", body, cookie, kind)
	}
	body = ""
	for _, address := range []string{"https://list.example/away", "https://list.example/gone"} {
		if err := w.Press(t.Context(), address); err == nil || body != "" {
			t.Errorf("%s: %v, and %q was sent on", address, err, body)
		}
	}
	if err := w.Press(t.Context(), "http://list.example/out"); !errors.Is(err, ErrPlain) || body != "" {
		t.Errorf("without protection: %v", err)
	}
	w.allowed = func(netip.AddrPort) bool { return false }
	if err := w.Press(t.Context(), "https://list.example/out"); err == nil || body != "" {
		t.Errorf("to an address that is not public: %v", err)
	}
}
