package images

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"testing"

	"golang.org/x/image/bmp"
)

// web is a web server with a certificate for x.example, and a Fetcher to which
// every public name leads there.
type web struct {
	*Fetcher
	mux *http.ServeMux

	mu    sync.Mutex
	seen  []*http.Request
	dials []string
}

func newWeb(t *testing.T) *web {
	w := &web{Fetcher: new(Fetcher), mux: http.NewServeMux()}
	record := http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		w.mu.Lock()
		w.seen = append(w.seen, r)
		w.mu.Unlock()
		w.mux.ServeHTTP(rw, r)
	})
	secure, plain := httptest.NewTLSServer(record), httptest.NewServer(record)
	t.Cleanup(secure.Close)
	t.Cleanup(plain.Close)
	w.allowed = func(netip.AddrPort) bool { return true }
	w.prepare = func(tr *transport) {
		tr.http.TLSClientConfig.RootCAs = secure.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs
		tr.http.TLSClientConfig.ServerName = "example.com" // of httptest's certificate
		dial := tr.http.DialContext
		tr.http.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
			w.mu.Lock()
			w.dials = append(w.dials, address)
			w.mu.Unlock()
			host, port, _ := net.SplitHostPort(address)
			switch {
			case net.ParseIP(host) != nil:
				return dial(ctx, network, address)
			case host == "old.example" && port == "443":
				return dial(ctx, network, "127.0.0.1:1") // nobody is there
			case port == "443":
				return dial(ctx, network, secure.Listener.Addr().String())
			}
			return dial(ctx, network, plain.Listener.Addr().String())
		}
	}
	return w
}

func (w *web) serve(path, kind string, data []byte) {
	w.mux.HandleFunc(path, func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("Content-Type", kind)
		rw.Write(data)
	})
}

func (w *web) one(t *testing.T, ref string) Image {
	t.Helper()
	return w.Fetch(t.Context(), 1, []string{ref}, false)[0]
}

func pixels(w, h int) image.Image {
	m := image.NewPaletted(image.Rect(0, 0, w, h), color.Palette{color.White, color.Black})
	return m
}

func encoded(t *testing.T, encode func(*bytes.Buffer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := encode(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func aPNG(t *testing.T, w, h int) []byte {
	return encoded(t, func(b *bytes.Buffer) error { return png.Encode(b, pixels(w, h)) })
}

const aWebP = "RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00\x2f\x00\x00\x00\x10\x07\x10\x11\x11\x88\x88\xfe\x07\x00"

func TestKinds(t *testing.T) {
	w := newWeb(t)
	for kind, data := range map[string][]byte{
		"image/png":  aPNG(t, 3, 2),
		"image/jpeg": encoded(t, func(b *bytes.Buffer) error { return jpeg.Encode(b, pixels(3, 2), nil) }),
		"image/gif":  encoded(t, func(b *bytes.Buffer) error { return gif.Encode(b, pixels(3, 2), nil) }),
		"image/bmp":  encoded(t, func(b *bytes.Buffer) error { return bmp.Encode(b, pixels(3, 2)) }),
		"image/webp": []byte(aWebP),
	} {
		w.serve("/"+kind, kind, data)
		img := w.one(t, "https://x.example/"+kind)
		if img.Err != nil || img.Type != kind || !bytes.Equal(img.Data, data) || img.Width == 0 || img.Height == 0 {
			t.Errorf("%s: %+v", kind, img)
		}
	}
}

func TestRefused(t *testing.T) {
	w := newWeb(t)
	small := aPNG(t, 1, 1)
	huge := bytes.Clone(small)
	binary.BigEndian.PutUint32(huge[16:], 60_000) // the width in IHDR; its checksum is not looked at before
	w.serve("/html", "text/html", small)
	w.serve("/svg", "image/svg+xml", []byte("<svg/>"))
	w.serve("/liar", "image/png", []byte("<html>"))
	w.serve("/short", "image/png", small[:12])
	w.serve("/none", "", small)
	w.serve("/bomb", "image/png", huge)
	w.serve("/big", "image/png", append(bytes.Clone(small), make([]byte, maxSize)...))
	w.mux.HandleFunc("/stream", func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("Content-Type", "image/png")
		rw.(http.Flusher).Flush() // no length
		rw.Write(append(bytes.Clone(small), make([]byte, maxSize)...))
	})
	w.mux.HandleFunc("/loop", func(rw http.ResponseWriter, r *http.Request) { http.Redirect(rw, r, "/loop", http.StatusFound) })
	w.mux.HandleFunc("/file", func(rw http.ResponseWriter, r *http.Request) {
		http.Redirect(rw, r, "file:///etc/passwd", http.StatusFound)
	})
	w.mux.HandleFunc("/local", func(rw http.ResponseWriter, r *http.Request) {
		http.Redirect(rw, r, "https://localhost/a.png", http.StatusFound)
	})
	w.mux.HandleFunc("/down", func(rw http.ResponseWriter, r *http.Request) {
		http.Redirect(rw, r, "http://x.example/ok", http.StatusFound)
	})
	w.serve("/ok", "image/png", small)
	for path, want := range map[string]error{
		"html": ErrKind, "svg": ErrKind, "liar": ErrKind, "short": ErrKind, "none": ErrKind,
		"bomb": nil, "big": ErrTooBig, "stream": ErrTooBig,
		"loop": nil, "file": ErrAddress, "local": ErrAddress, "down": ErrPlain, "missing": nil,
	} {
		img := w.one(t, "https://x.example/"+path)
		if img.Err == nil || img.Data != nil || want != nil && !errors.Is(img.Err, want) {
			t.Errorf("%s: %v, %d octets", path, img.Err, len(img.Data))
		}
	}
	for _, r := range w.seen {
		if r.URL.Path == "/ok" {
			t.Error("a redirect to a connection without protection was followed")
		}
	}
}

// Addresses are judged when they are connected to, whatever the name was.
func TestNoWayInside(t *testing.T) {
	w := newWeb(t)
	w.allowed = nil
	w.serve("/ok", "image/png", aPNG(t, 1, 1))
	// x.example "resolves" to the server on loopback
	for _, ref := range []string{"https://x.example/ok", "http://x.example/ok", "https://127.0.0.1/ok", "http://[::1]/ok", "http://[::ffff:127.0.0.1]/ok", "http://169.254.169.254/latest/meta-data"} {
		for _, plain := range []bool{false, true} {
			img := w.Fetch(t.Context(), 1, []string{ref}, plain)[0]
			if !errors.Is(img.Err, ErrAddress) {
				t.Errorf("%s: %v", ref, img.Err)
			}
		}
	}
	if len(w.seen) > 0 {
		t.Errorf("%d requests were made", len(w.seen))
	}
}

func TestRedirectInside(t *testing.T) {
	w := newWeb(t)
	inside := netip.MustParseAddr("127.0.0.2")
	w.allowed = func(ap netip.AddrPort) bool { return ap.Addr().Unmap() != inside }
	w.mux.HandleFunc("/in", func(rw http.ResponseWriter, r *http.Request) {
		http.Redirect(rw, r, "https://127.0.0.2/a.png", http.StatusMovedPermanently)
	})
	if img := w.one(t, "https://x.example/in"); !errors.Is(img.Err, ErrAddress) {
		t.Errorf("%v", img.Err)
	}
}

// A request tells nothing but that a picture is wanted.
func TestNothingIsTold(t *testing.T) {
	t.Setenv("HTTPS_PROXY", "http://127.0.0.1:1")
	t.Setenv("HTTP_PROXY", "http://127.0.0.1:1")
	w := newWeb(t)
	w.mux.HandleFunc("/from", func(rw http.ResponseWriter, r *http.Request) {
		http.SetCookie(rw, &http.Cookie{Name: "who", Value: "you"})
		http.Redirect(rw, r, "https://y.example/to", http.StatusFound)
	})
	w.serve("/to", "image/png", aPNG(t, 1, 1))
	for range 2 {
		w.kept = cache{}
		if img := w.one(t, "https://x.example/from?id=1#frag"); img.Err != nil {
			t.Fatal(img.Err)
		}
	}
	for _, r := range w.seen {
		for name := range r.Header {
			if name != "User-Agent" && name != "Accept" {
				t.Errorf("%s: %s: %s", r.URL, name, r.Header[name])
			}
		}
		if r.UserAgent() != agent || r.Method != http.MethodGet {
			t.Errorf("%s by %q", r.Method, r.UserAgent())
		}
	}
}

func TestHTTPSFirst(t *testing.T) {
	w := newWeb(t)
	w.serve("/a", "image/png", aPNG(t, 1, 1))
	if img := w.one(t, "http://x.example/a"); img.Err != nil || w.seen[0].TLS == nil {
		t.Errorf("not upgraded: %v", img.Err)
	}
	if img := w.one(t, "http://old.example/a"); !errors.Is(img.Err, ErrPlain) || len(w.seen) != 1 {
		t.Errorf("went without protection unasked: %v", img.Err)
	}
	img := w.Fetch(t.Context(), 1, []string{"http://old.example/a"}, true)[0]
	if img.Err != nil || w.seen[1].TLS != nil {
		t.Errorf("asked for: %v", img.Err)
	}
	if img := w.Fetch(t.Context(), 1, []string{"https://old.example/a"}, true)[0]; img.Err == nil || len(w.seen) != 2 {
		t.Error("https became http")
	}
}

func TestCountAndOrder(t *testing.T) {
	w := newWeb(t)
	w.serve("/", "image/png", aPNG(t, 1, 1))
	refs := []string{"https://x.example/0", "https://x.example/0"}
	for i := range maxCount + 5 {
		refs = append(refs, fmt.Sprintf("https://x.example/%d", i))
	}
	list := w.Fetch(t.Context(), 1, refs, false)
	for i, img := range list {
		late := i >= maxCount+2
		if img.URL != refs[i] || errors.Is(img.Err, ErrTooMany) != late {
			t.Fatalf("%d: %+v", i, img)
		}
	}
	if len(w.seen) != maxCount {
		t.Errorf("%d requests", len(w.seen))
	}
}

func TestKept(t *testing.T) {
	w := newWeb(t)
	w.serve("/a", "image/png", aPNG(t, 1, 1))
	for range 3 {
		w.one(t, "https://x.example/a")
		w.one(t, "https://x.example/none")
	}
	w.Fetch(t.Context(), 2, []string{"https://x.example/a"}, false)
	paths := make(map[string]int)
	for _, r := range w.seen {
		paths[r.URL.Path]++
	}
	if paths["/a"] != 2 || paths["/none"] != 3 {
		t.Errorf("%v", paths)
	}
}

func TestCacheIsBounded(t *testing.T) {
	var c cache
	for i := range 20 {
		c.put(key{1, strings.Repeat("x", i)}, Image{Data: make([]byte, 10<<20)})
	}
	if _, ok := c.get(key{1, ""}); ok || c.size > maxKept || len(c.byKey) != len(c.order) {
		t.Errorf("%d octets in %d pictures", c.size, len(c.byKey))
	}
	if _, ok := c.get(key{1, strings.Repeat("x", 19)}); !ok {
		t.Error("the newest is gone")
	}
}

func TestCancelled(t *testing.T) {
	w := newWeb(t)
	ctx, cancel := context.WithCancel(t.Context())
	w.mux.HandleFunc("/hang", func(rw http.ResponseWriter, r *http.Request) {
		cancel()
		<-r.Context().Done()
	})
	if img := w.Fetch(ctx, 1, []string{"https://x.example/hang"}, false)[0]; !errors.Is(img.Err, context.Canceled) {
		t.Errorf("%v", img.Err)
	}
}

func TestBudget(t *testing.T) {
	b := &budget{left: 10}
	if !b.take(6) || b.take(5) || !b.take(4) {
		t.Error("the budget is not kept")
	}
}
