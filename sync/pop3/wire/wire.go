// Package wire is a POP3 client (RFC 1939, 2449, 2595, 5034) over a connection
// that package dial opened.
//
// It asks for everything it knows after the connection is protected, so that
// nothing said in plain text before STLS is used or shown. It hands a message
// over byte for byte as the server sent it, less the dot-stuffing. It sends no
// argument with a line end in it, answers no APOP challenge, and keeps no
// password.
//
// Every line, list and message has a bound, every wait a deadline. A refusal
// of one message in a pipeline is that message's error and disturbs no other;
// any other failure leaves the connection unusable, and the caller closes it:
// a POP3 session that ends without QUIT deletes nothing.
package wire

import (
	"bufio"
	"context"
	"fmt"
	"time"

	"godwit/accounts"
	"godwit/accounts/dial"
	"godwit/accounts/protolog"
)

const (
	bufferSize = 64 << 10 // also bounds a line, octets
	maxWords   = 200      // capabilities
	maxList    = 1 << 20  // messages of a mailbox
	maxUID     = 255      // octets; RFC 1939 allows 70
	window     = 20       // commands under way in a pipeline
)

// greetingWait and commandWait replace the connection's default: servers scan
// a large mailbox before they answer PASS or UIDL.
const (
	greetingWait = time.Minute
	commandWait  = 3 * time.Minute
)

// Client is a signed-in POP3 session. One goroutine uses it.
type Client struct {
	conn   *dial.Conn
	r      *bufio.Reader
	server accounts.Server
	capa   capabilities
	bareLF bool // the server ends its own lines with LF alone
	log    *protolog.Conn

	resting *protolog.Conn // the log, while a long pipeline is not for it
}

// Open reads the greeting, protects the connection where the account asks for
// STARTTLS, and signs in. It returns *dial.Error, *auth.Error or *Error. The
// connection is closed on failure. What is said goes to log, less what is secret
// and less the messages.
func Open(ctx context.Context, conn *dial.Conn, s accounts.Server, secret string, log *protolog.Conn) (*Client, error) {
	c := &Client{conn: conn, r: bufio.NewReaderSize(conn, bufferSize), server: s, log: log}
	if err := c.begin(ctx, secret); err != nil {
		_ = conn.Close()
		return nil, err
	}
	return c, nil
}

func (c *Client) begin(ctx context.Context, secret string) error {
	c.conn.SetWait(greetingWait)
	if err := c.greeting(); err != nil {
		return err
	}
	c.conn.SetWait(commandWait)
	if c.server.Security == accounts.STARTTLS {
		if err := c.startTLS(ctx); err != nil {
			return err
		}
	}
	if err := c.askCapabilities(); err != nil {
		return err
	}
	if err := c.speakUTF8(); err != nil {
		return err
	}
	return c.signIn(secret)
}

// Close ends the connection without a word; what was marked for deletion
// stays.
func (c *Client) Close() error { return c.conn.Close() }

// Quit ends the session. Only its success makes deletions happen.
func (c *Client) Quit() error {
	_, err := c.command("QUIT")
	_ = c.conn.Close()
	return err
}

// lost is a connection that broke.
func (c *Client) lost(doing string, err error) error {
	return fmt.Errorf("%s: %w", doing, dial.Classify(err, c.server))
}

// foreign is a peer that does not speak POP3.
func (c *Client) foreign(what string) error {
	return &dial.Error{
		Kind: dial.NotThisProtocol, Host: c.server.Host, Port: c.server.Port, Protocol: accounts.POP3,
		Err: fmt.Errorf("%s is not of POP3", what),
	}
}
