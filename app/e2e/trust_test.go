package e2e

import (
	"fmt"
	"regexp"
	"testing"
	"time"

	"godwit/app/e2e/servers"
)

// TestAcceptedCertificate: a server of one's own, which nobody vouches for; its
// certificate is accepted, and then changes.
func TestAcceptedCertificate(t *testing.T) {
	own := servers.NewCA(t) // which this user's computer does not trust
	cert, key := own.Issue(t, "bridge.test", time.Now().Add(24*time.Hour))
	d := servers.StartDovecotWith(t, cert, key, ada)
	a := newUser(t, servers.StartDesktop(t), servers.NewCA(t))
	add := func(pin ...string) []string {
		return append([]string{
			"account", "add", "--email", ada, "--password-stdin", "--out-host", "none",
			"--in-host", "127.0.0.1", "--in-port", fmt.Sprint(d.IMAPS), "--in-security", "tls",
		}, pin...)
	}
	refused := a.ctl(servers.Password+"\n", add()...)
	pin := regexp.MustCompile(`SHA-256 is ([0-9a-f]{64})`).FindStringSubmatch(refused.err)
	if refused.code != 4 || pin == nil {
		t.Fatalf("exit %d\n%s", refused.code, refused.err)
	}
	a.must(servers.Password+"\n", add("--in-pin", pin[1])...)
	a.must("", "sync")

	d.Stop()
	newCert, newKey := servers.NewCA(t).Issue(t, "bridge.test", time.Now().Add(24*time.Hour))
	d.Certify(t, newCert, newKey)
	d.Start(t)
	a.fails(4, "GW-TLS-CHANGED", "", "sync")
}
