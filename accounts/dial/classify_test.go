package dial

import (
	"bufio"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"godwit/accounts"
)

func TestClassify(t *testing.T) {
	s := accounts.Server{Protocol: accounts.POP3, Host: "pop.example.org", Port: 995}
	op := func(err error) error {
		return &net.OpError{Op: "dial", Net: "tcp", Err: os.NewSyscallError("connect", err)}
	}
	cases := []struct {
		err  error
		kind Kind
	}{
		{&net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", Name: s.Host, IsNotFound: true}}, NoSuchHost},
		{&net.OpError{Op: "dial", Err: &net.DNSError{Err: "server misbehaving", Name: s.Host, IsTemporary: true}}, DNSFailed},
		{&net.OpError{Op: "dial", Err: &net.DNSError{Err: "i/o timeout", Name: s.Host, IsTimeout: true}}, DNSFailed},
		{fmt.Errorf("read: %w", os.ErrDeadlineExceeded), Timeout},
		{context.DeadlineExceeded, Timeout},
		{fmt.Errorf("greeting: %w", io.EOF), Closed},
		{io.ErrUnexpectedEOF, Closed},
		{net.ErrClosed, Closed},
		{io.ErrClosedPipe, Closed},
		{tls.AlertError(70), TLSFailed},
		{&net.OpError{Op: "remote error", Err: errors.New("tls: protocol version not supported")}, TLSFailed},
		{tls.RecordHeaderError{Msg: "x", RecordHeader: [5]byte{'*', ' ', 'O', 'K', ' '}}, NotTLS},
		{tls.RecordHeaderError{Msg: "x", RecordHeader: [5]byte{22, 3, 1, 255, 255}}, TLSFailed},
		{&tls.CertificateVerificationError{Err: x509.UnknownAuthorityError{}}, CertUnknown},
		{&tls.CertificateVerificationError{Err: x509.CertificateInvalidError{Reason: x509.NotAuthorizedToSign}}, CertUnknown},
	}
	if runtime.GOOS != "windows" {
		for errno, kind := range map[syscall.Errno]Kind{
			syscall.ECONNREFUSED: Refused, syscall.ENETUNREACH: Unreachable, syscall.EHOSTUNREACH: Unreachable,
			syscall.ENETDOWN: Unreachable, syscall.EACCES: Unreachable, syscall.ETIMEDOUT: Timeout,
			syscall.ECONNRESET: Closed, syscall.EPIPE: Closed,
		} {
			cases = append(cases, struct {
				err  error
				kind Kind
			}{op(errno), kind})
		}
	}
	for _, c := range cases {
		err := Classify(c.err, s)
		e := wantKind(t, err, c.kind)
		if e.Host != s.Host || e.Port != s.Port || e.Protocol != s.Protocol {
			t.Errorf("%v: the error is about %s %s:%d", c.err, e.Protocol, e.Host, e.Port)
		}
		if !errors.Is(err, c.err) && !strings.Contains(err.Error(), c.err.Error()) {
			t.Errorf("%v: the cause is lost in %v", c.err, err)
		}
		if again := Classify(err, s); again != err {
			t.Errorf("%v: classified twice", c.err)
		}
	}
}

func TestClassifyLeavesAlone(t *testing.T) {
	s := accounts.Server{Host: "imap.example.org", Port: 993}
	if err := Classify(nil, s); err != nil {
		t.Errorf("nil became %v", err)
	}
	for _, err := range []error{context.Canceled, fmt.Errorf("select: %w", context.Canceled), errors.New("bad answer"), bufio.ErrTooLong} {
		if got := Classify(err, s); got != err {
			t.Errorf("%v became %v", err, got)
		}
	}
}

func TestBadHosts(t *testing.T) {
	for _, host := range []string{"", "mail example.org", "https://mail.example.org", "a..b", "-x.example.org", strings.Repeat("a", 64) + ".org"} {
		_, err := Dialer{}.Connect(t.Context(), accounts.Server{Protocol: accounts.IMAP, Host: host, Port: 993, Security: accounts.TLS})
		wantKind(t, err, NoSuchHost)
	}
}

func TestBroadcastIsUnreachable(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux is known to refuse this at once")
	}
	_, err := Dialer{}.Connect(t.Context(), accounts.Server{Protocol: accounts.IMAP, Host: "255.255.255.255", Port: 993, Security: accounts.TLS})
	wantKind(t, err, Unreachable)
}

func TestErrorText(t *testing.T) {
	e := newError(accounts.Server{Protocol: accounts.IMAP, Host: "::1", Port: 993, User: "ann@example.org"}, NotTLS, io.EOF)
	if got, want := e.Error(), "imap [::1]:993: not tls: EOF"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
