package e2e

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

var toxiproxy = sync.OnceValues(func() (string, error) {
	path := filepath.Join(built, "toxiproxy")
	cmd := exec.Command("go", "build", "-modfile=.tools/go.mod", "-o", path, "github.com/Shopify/toxiproxy/v2/cmd/server")
	cmd.Dir = filepath.Join("..", "..")
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build toxiproxy: %w\n%s", err, out)
	}
	return path, nil
})

// toxic is a bad line to a server: Toxiproxy, driven over its HTTP interface.
type toxic struct {
	testing.TB
	api  string
	port int
}

// newToxic leads to a port on loopback and lives as long as the test.
func newToxic(t testing.TB, port int) *toxic {
	t.Helper()
	p := &toxic{TB: t, port: freePort(t)}
	api := freePort(t)
	p.api = fmt.Sprintf("http://127.0.0.1:%d", api)
	log, err := os.Create(filepath.Join(t.TempDir(), "log"))
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program(t, toxiproxy), "-host", "127.0.0.1", "-port", fmt.Sprint(api), "-seed", "1")
	cmd.Stdout, cmd.Stderr = log, log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait()
		log.Close()
	})
	waitFor(t, "Toxiproxy", func() bool {
		r, err := http.Get(p.api + "/version")
		if err == nil {
			r.Body.Close()
		}
		return err == nil
	})
	p.call("POST", "/proxies", map[string]any{
		"name": "imap", "listen": fmt.Sprintf("127.0.0.1:%d", p.port), "upstream": fmt.Sprintf("127.0.0.1:%d", port), "enabled": true,
	})
	return p
}

func freePort(t testing.TB) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

func (p *toxic) call(method, path string, body any) {
	p.Helper()
	b, err := json.Marshal(body)
	if err != nil {
		p.Fatal(err)
	}
	req, err := http.NewRequest(method, p.api+path, bytes.NewReader(b))
	if err != nil {
		p.Fatal(err)
	}
	r, err := http.DefaultClient.Do(req)
	if err != nil {
		p.Fatal(err)
	}
	defer r.Body.Close()
	if text, _ := io.ReadAll(r.Body); r.StatusCode >= 300 {
		p.Fatalf("toxiproxy %s %s: %s %s", method, path, r.Status, strings.TrimSpace(string(text)))
	}
}

// add poisons what the server says, or with upstream what it is told.
func (p *toxic) add(kind, stream string, attributes map[string]any) {
	p.Helper()
	p.call("POST", "/proxies/imap/toxics", map[string]any{"name": "it", "type": kind, "stream": stream, "toxicity": 1.0, "attributes": attributes})
}

// remove ends what add began.
func (p *toxic) remove() {
	p.Helper()
	p.call("DELETE", "/proxies/imap/toxics/it", nil)
}

// setUp opens the line or closes it, with all connections.
func (p *toxic) setUp(up bool) {
	p.Helper()
	p.call("POST", "/proxies/imap", map[string]any{"enabled": up})
}
