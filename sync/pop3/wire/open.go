package wire

import (
	"bufio"
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"godwit/accounts"
	"godwit/accounts/dial"
)

func (c *Client) greeting() error {
	b, err := c.line()
	if err != nil {
		return c.lost("greeting", err)
	}
	c.heard(b)
	if _, ok := word(string(b), "+OK"); ok {
		return nil
	}
	if text, ok := word(string(b), "-ERR"); ok {
		return c.refused("the connection", text)
	}
	return c.foreign("the greeting")
}

// startTLS does not look whether STLS is offered: the offer would be of no
// worth, and neither would its absence.
func (c *Client) startTLS(ctx context.Context) error {
	if _, err := c.command("STLS"); err != nil {
		var refused *Error
		var other *dial.Error
		if errors.As(err, &refused) || errors.As(err, &other) && other.Kind == dial.NotThisProtocol {
			return &dial.Error{
				Kind: dial.NoStartTLS, Host: c.server.Host, Port: c.server.Port, Protocol: accounts.POP3,
				Err: errors.New("the server does not begin tls"),
			}
		}
		return err
	}
	if err := c.conn.StartTLS(ctx, c.r.Buffered()); err != nil {
		return err
	}
	c.r = bufio.NewReaderSize(c.conn, bufferSize)
	return nil
}

// capabilities maps a capability to its arguments, upper case (RFC 2449 5).
type capabilities map[string][]string

// askCapabilities leaves the set empty where the server does not know CAPA.
func (c *Client) askCapabilities() error {
	c.capa = capabilities{}
	if _, err := c.command("CAPA"); err != nil {
		var refused *Error
		if errors.As(err, &refused) {
			return nil
		}
		return err
	}
	return c.each("CAPA", maxWords, func(line string) error {
		if words := strings.Fields(strings.ToUpper(line)); len(words) > 0 {
			c.capa[words[0]] = words[1:]
		}
		return nil
	})
}

// speakUTF8 lets the server give messages with UTF-8 in their headers as they are
// (RFC 6856 2), and asks for its words in English. Both are only offers.
func (c *Client) speakUTF8() error {
	for _, words := range [][]string{{"LANG", "en"}, {"UTF8"}} {
		if !c.has(words[0]) {
			continue
		}
		_, err := c.command(words...)
		var refused *Error
		if err != nil && !errors.As(err, &refused) {
			return err
		}
	}
	return nil
}

// has reports whether the server announced a capability.
func (c *Client) has(capability string) bool {
	_, ok := c.capa[capability]
	return ok
}

// maxDelay bounds what a server may ask for with LOGIN-DELAY.
const maxDelay = time.Hour

// LoginDelay is how long the server wants to be left alone between two
// sign-ins (RFC 2449 6.5), 0 if it does not say.
func (c *Client) LoginDelay() time.Duration {
	args := c.capa["LOGIN-DELAY"]
	if len(args) == 0 {
		return 0
	}
	n, err := strconv.ParseUint(args[0], 10, 20)
	if err != nil {
		return 0
	}
	return min(time.Duration(n)*time.Second, maxDelay)
}
