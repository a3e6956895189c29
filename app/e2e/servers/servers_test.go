package servers

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net/smtp"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestSubmission sends a message with the standard library's client: if this
// fails, the servers are at fault, not Godwit.
func TestSubmission(t *testing.T) {
	ca := NewCA(t)
	d := StartDovecot(t, ca, "ada@godwit.test", "grace@godwit.test")
	p := StartPostfix(t, ca, d)
	pem, err := os.ReadFile(ca.File)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(pem)
	c, err := smtp.Dial(fmt.Sprintf("localhost:%d", p.Submission))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if err := c.StartTLS(&tls.Config{ServerName: "localhost", RootCAs: roots}); err != nil {
		t.Fatal(err)
	}
	if err := c.Auth(smtp.PlainAuth("", "ada@godwit.test", Password, "localhost")); err != nil {
		t.Fatal(err, p.Log())
	}
	if err := c.Mail("ada@godwit.test"); err != nil {
		t.Fatal(err)
	}
	if err := c.Rcpt("nobody@godwit.test"); err == nil {
		t.Error("a recipient that does not exist was taken")
	}
	if err := c.Rcpt("grace@godwit.test"); err != nil {
		t.Fatal(err)
	}
	w, err := c.Data()
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprint(w, "From: ada@godwit.test\r\nSubject: hello\r\n\r\nhello\r\n")
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	c.Quit()
	for range 500 {
		if files, _ := filepath.Glob(d.Maildir("grace@godwit.test") + "/new/*"); len(files) == 1 {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatalf("nothing was delivered\n%s", p.Log())
}

// TestDesktop keeps a secret in the real keyring with its own tool.
func TestDesktop(t *testing.T) {
	need(t, "secret-tool")
	d := StartDesktop(t)
	store := exec.Command("secret-tool", "store", "--label=x", "service", "test", "username", "u")
	store.Env, store.Stdin = d.Env, strings.NewReader("secret")
	if out, err := store.CombinedOutput(); err != nil {
		t.Fatalf("store: %v\n%s", err, out)
	}
	lookup := exec.Command("secret-tool", "lookup", "service", "test", "username", "u")
	lookup.Env = d.Env
	if out, err := lookup.Output(); err != nil || string(out) != "secret" {
		t.Errorf("lookup gave %q, %v", out, err)
	}
}
