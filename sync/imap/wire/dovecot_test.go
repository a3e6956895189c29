package wire

import (
	"context"
	"fmt"
	"maps"
	"net"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"godwit/accounts"
	"godwit/accounts/dial"
	"godwit/accounts/protolog"
	"godwit/app/e2e/servers"
)

const plugins = `
mail_plugins = $mail_plugins zlib quota
protocol imap {
  mail_plugins = $mail_plugins imap_zlib imap_quota
}
mailbox_list_index = yes
plugin {
  quota = maildir:User quota
  quota_rule = *:storage=10M
}
`

// dovecot is a real server, with a user for one test.
type dovecot struct {
	*servers.Dovecot
	user string
}

func TestDovecot(t *testing.T) {
	tests := map[string]func(*testing.T, dovecot){
		"compress": testCompress, "resync": testResync, "vanished": testVanishedNow,
		"notify": testNotify, "quota": testQuota, "protocol": testProtocol,
	}
	ca := servers.NewCA(t)
	t.Setenv("SSL_CERT_FILE", ca.File)
	d := servers.StartDovecotExtra(t, ca, plugins, slices.Sorted(maps.Keys(tests))...)
	for user, test := range tests {
		t.Run(user, func(t *testing.T) { test(t, dovecot{d, user}) })
	}
}

// counted counts what goes over a connection.
type counted struct {
	net.Conn
	in, out *atomic.Int64
}

func (c counted) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	c.in.Add(int64(n))
	return n, err
}

func (c counted) Write(p []byte) (int, error) {
	n, err := c.Conn.Write(p)
	c.out.Add(int64(n))
	return n, err
}

type client struct {
	*imapclient.Client
	wire    *Conn
	in, out *atomic.Int64
}

func (d dovecot) open(t *testing.T, security accounts.Security, o Options) client {
	t.Helper()
	s := accounts.Server{Protocol: accounts.IMAP, Host: "localhost", Port: d.IMAP, Security: security, User: d.user}
	conn, err := dial.Dialer{}.Connect(context.Background(), s)
	if err != nil {
		t.Fatal(err)
	}
	c := client{in: &atomic.Int64{}, out: &atomic.Int64{}}
	if security == accounts.Plain {
		conn.Conn = counted{conn.Conn, c.in, c.out}
	}
	if c.wire, err = Open(context.Background(), conn, s, servers.Password, o); err != nil {
		t.Fatal(err)
	}
	c.Client = imapclient.New(c.wire, nil)
	t.Cleanup(func() { _ = c.Close() })
	return c
}

func (c client) put(t *testing.T, box, raw string) {
	t.Helper()
	cmd := c.Append(box, int64(len(raw)), nil)
	_, _ = cmd.Write([]byte(raw))
	_ = cmd.Close()
	if _, err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
}

func letter(n int) string {
	return fmt.Sprintf("From: Ada <ada@example.org>\r\nSubject: letter %d\r\n\r\n%s", n, strings.Repeat("The text of a letter.\r\n", 50))
}

func (c client) enter(t *testing.T, box string) *imap.SelectData {
	t.Helper()
	data, err := c.Select(box, &imap.SelectOptions{CondStore: true}).Wait()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func (c client) drain(t *testing.T) (bodies int) {
	t.Helper()
	all, err := c.Fetch(imap.UIDSet{{Start: 1}}, &imap.FetchOptions{UID: true, Flags: true, BodySection: []*imap.FetchItemBodySection{{Peek: true}}}).Collect()
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range all {
		bodies += len(m.BodySection[0].Bytes)
	}
	return bodies
}

// testCompress: a compressed session, also over STARTTLS, works as any other,
// and is shorter.
func testCompress(t *testing.T, d dovecot) {
	plain := d.open(t, accounts.Plain, Options{})
	for n := range 50 {
		plain.put(t, "INBOX", letter(n))
	}
	plain.enter(t, "INBOX")
	want := plain.drain(t)
	c := d.open(t, accounts.Plain, Options{Compress: true})
	if !c.wire.compressed || plain.wire.compressed {
		t.Fatalf("compressed: %v, %v", c.wire.compressed, plain.wire.compressed)
	}
	c.enter(t, "INBOX")
	before := c.in.Load()
	if got := c.drain(t); got != want {
		t.Errorf("%d octets of bodies, want %d", got, want)
	}
	if n := c.in.Load() - before; n > int64(want)/4 {
		t.Errorf("%d octets on the line for %d", n, want)
	} else {
		t.Logf("%d octets on the line for %d of bodies", n, want)
	}
	idle, err := c.Idle() // a continuation must not be held back
	if err != nil {
		t.Fatal(err)
	}
	if err := idle.Close(); err != nil {
		t.Fatal(err)
	}
	c.put(t, "INBOX", letter(50))
	secret := d.open(t, accounts.STARTTLS, Options{Compress: true})
	if secret.enter(t, "INBOX"); !secret.wire.compressed || secret.drain(t) <= want {
		t.Error("STARTTLS and COMPRESS do not go together")
	}
}

// testResync: one SELECT tells what vanished and which flags changed.
func testResync(t *testing.T, d dovecot) {
	c := d.open(t, accounts.Plain, Options{Resync: true})
	if !c.wire.Enabled("QRESYNC") {
		t.Fatal("QRESYNC is not enabled")
	}
	for n := range 10 {
		c.put(t, "INBOX", letter(n))
	}
	box := c.enter(t, "INBOX")
	if _, complete := c.wire.Changed(); !complete || box.HighestModSeq == 0 {
		t.Errorf("modseq %d", box.HighestModSeq)
	}
	if err := c.Unselect().Wait(); err != nil {
		t.Fatal(err)
	}
	other := d.open(t, accounts.Plain, Options{})
	other.enter(t, "INBOX")
	if _, err := other.Store(imap.UIDSetNum(2, 3, 7), &imap.StoreFlags{Op: imap.StoreFlagsAdd, Flags: []imap.Flag{imap.FlagDeleted}}, nil).Collect(); err != nil {
		t.Fatal(err)
	}
	if err := other.Expunge().Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := other.Store(imap.UIDSetNum(5), &imap.StoreFlags{Op: imap.StoreFlagsAdd, Flags: []imap.Flag{imap.FlagSeen, "mine"}}, nil).Collect(); err != nil {
		t.Fatal(err)
	}
	said := c.out.Load()
	c.wire.Resync(box.UIDValidity, box.HighestModSeq)
	now := c.enter(t, "INBOX")
	if c.out.Load()-said > 60 {
		t.Error("more than one command")
	}
	if got := fmt.Sprint(c.wire.Vanished()); got != "2:3,7" {
		t.Errorf("vanished %s", got)
	}
	changed, complete := c.wire.Changed()
	if len(changed) != 1 || !complete || changed[0].UID != 5 || !slices.Contains(changed[0].Flags, "mine") || changed[0].ModSeq <= box.HighestModSeq {
		t.Errorf("changed %+v", changed)
	}
	if now.NumMessages != 7 || now.HighestModSeq <= box.HighestModSeq {
		t.Errorf("%+v", now)
	}
	// The same through FETCH, and nothing is left for the next SELECT.
	msgs, err := c.Fetch(imap.UIDSet{{Start: 1}}, &imap.FetchOptions{UID: true, Flags: true, ChangedSince: box.HighestModSeq}).Collect()
	if err != nil || len(msgs) != 1 {
		t.Errorf("%d messages, %v", len(msgs), err)
	}
	if got := fmt.Sprint(c.wire.Vanished()); got != "2:3,7" {
		t.Errorf("vanished %s", got)
	}
	c.enter(t, "INBOX")
	if changed, _ := c.wire.Changed(); len(changed) != 0 || len(c.wire.Vanished()) != 0 {
		t.Error("told twice")
	}
}

// testVanishedNow: what another client removes is news, without EXPUNGE.
func testVanishedNow(t *testing.T, d dovecot) {
	news := make(chan News, 10)
	c := d.open(t, accounts.Plain, Options{Resync: true, News: func(n News) { news <- n }})
	c.put(t, "INBOX", letter(1))
	c.enter(t, "INBOX")
	idle, err := c.Idle()
	if err != nil {
		t.Fatal(err)
	}
	other := d.open(t, accounts.Plain, Options{})
	other.enter(t, "INBOX")
	if _, err := other.Store(imap.UIDSetNum(1), &imap.StoreFlags{Op: imap.StoreFlagsAdd, Flags: []imap.Flag{imap.FlagDeleted}}, nil).Collect(); err != nil {
		t.Fatal(err)
	}
	if err := other.Expunge().Close(); err != nil {
		t.Fatal(err)
	}
	if n := next(t, news); n != (News{}) {
		t.Errorf("news %+v", n)
	}
	if got := fmt.Sprint(c.wire.Vanished()); got != "1" {
		t.Errorf("vanished %s", got)
	}
	if err := idle.Close(); err != nil {
		t.Error(err)
	}
}

func next(t *testing.T, news <-chan News) News {
	t.Helper()
	select {
	case n := <-news:
		return n
	case <-time.After(20 * time.Second):
		t.Fatal("no news")
	}
	return News{}
}

// testNotify: mail for a mailbox that is not selected is news, and so is a new
// mailbox; commands that ask for a STATUS still get it.
func testNotify(t *testing.T, d dovecot) {
	other := d.open(t, accounts.Plain, Options{})
	if err := other.Create("Größe", nil).Wait(); err != nil {
		t.Fatal(err)
	}
	news := make(chan News, 10)
	c := d.open(t, accounts.Plain, Options{Notify: true, News: func(n News) { news <- n }})
	if !c.wire.notifies.Load() {
		t.Fatal("the server does not tell")
	}
	c.enter(t, "INBOX")
	other.put(t, "Größe", letter(1))
	if n := next(t, news); n.Mailbox != "Größe" || n.List || n.Overflow {
		t.Errorf("news %+v", n)
	}
	if err := other.Create("Neu", nil).Wait(); err != nil {
		t.Fatal(err)
	}
	for n := next(t, news); n.Mailbox != "Neu"; n = next(t, news) {
		t.Logf("news %+v", n)
	}
	st, err := c.Status("Größe", &imap.StatusOptions{NumMessages: true}).Wait()
	if err != nil || st.NumMessages == nil || *st.NumMessages != 1 {
		t.Errorf("%+v, %v", st, err)
	}
	boxes, err := c.List("", "*", &imap.ListOptions{ReturnStatus: &imap.StatusOptions{NumMessages: true}}).Collect()
	if err != nil || len(boxes) < 3 {
		t.Errorf("%d mailboxes, %v", len(boxes), err)
	}
}

func testQuota(t *testing.T, d dovecot) {
	c := d.open(t, accounts.Plain, Options{})
	c.put(t, "INBOX", letter(1))
	roots, err := c.GetQuotaRoot("INBOX").Wait()
	if err != nil || len(roots) != 1 || roots[0].Resources[imap.QuotaResourceStorage].Limit != 10<<10 {
		t.Errorf("%+v, %v", roots, err)
	}
}

// testProtocol: what a session says is kept, without the password.
func testProtocol(t *testing.T, d dovecot) {
	dir := t.TempDir()
	log, err := protolog.Open(dir, "1")
	if err != nil {
		t.Fatal(err)
	}
	c := d.open(t, accounts.STARTTLS, Options{Compress: true, Protocol: log.Conn("imap work", servers.Password)})
	c.put(t, "INBOX", letter(1))
	c.enter(t, "INBOX")
	c.drain(t)
	if err := log.Close(); err != nil {
		t.Fatal(err)
	}
	lines, err := protolog.Read(dir, "1", 0)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, l := range lines {
		all = append(all, string(l.Dir)+" "+l.Text)
	}
	text := strings.Join(all, "\n")
	for _, want := range []string{
		"* imap work", "octets before TLS", "> A1 STARTTLS", "AUTHENTICATE PLAIN ***", "COMPRESS DEFLATE", "> T1 APPEND INBOX {1200 octets}",
		"> T2 SELECT INBOX", "< * 1 EXISTS", "< * 1 FETCH (UID 1 FLAGS (\\Recent) BODY[] {1200 octets}", "< T3 OK",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not kept", want)
		}
	}
	for _, never := range []string{servers.Password, "letter", "Ada"} {
		if strings.Contains(text, never) {
			t.Errorf("%q is kept", never)
		}
	}
	if t.Failed() {
		t.Log(text)
	}
}
