package wire

import (
	"errors"
	"io"
	"strconv"
)

// Retrieve collects messages of at most limit octets in the given order,
// several at a time where the server can do that. take gets each message's
// bytes, which are good until it returns, or the *Error with which the server
// refused this one. An error of take, and any failure of the connection, ends
// it; the connection is of no more use then. A message beyond the limit is
// such a failure: ErrTooLarge.
func (c *Client) Retrieve(numbers []int, limit int64, take func(n int, r io.Reader, refused *Error) error) error {
	return c.pipeline("RETR", "", numbers, limit, take)
}

// Headers is Retrieve for the headers alone (TOP n 0), which not every server
// knows.
func (c *Client) Headers(numbers []int, limit int64, take func(n int, r io.Reader, refused *Error) error) error {
	return c.pipeline("TOP", " 0", numbers, limit, take)
}

func (c *Client) pipeline(verb, tail string, numbers []int, limit int64, take func(int, io.Reader, *Error) error) error {
	ahead := 1
	if c.has("PIPELINING") {
		ahead = window
	}
	sent := 0
	defer c.whole(len(numbers), verb)
	for i, n := range numbers {
		c.part(i, verb, n, tail)
		// A full window goes out at once, and again when half of it is answered.
		if sent-i <= ahead/2 {
			var lines []byte
			for ; sent < len(numbers) && sent < i+ahead; sent++ {
				lines = append(lines, verb+" "+strconv.Itoa(numbers[sent])+tail+"\r\n"...)
			}
			if len(lines) > 0 {
				if _, err := c.conn.Write(lines); err != nil {
					return c.lost(verb, err)
				}
			}
		}
		if err := c.one(verb, n, limit, take); err != nil {
			return err
		}
	}
	return nil
}

func (c *Client) one(verb string, n int, limit int64, take func(int, io.Reader, *Error) error) error {
	if _, err := c.status(verb); err != nil {
		var refused *Error
		if errors.As(err, &refused) {
			return take(n, nil, refused)
		}
		return err
	}
	b := newBody(c.r, c.bareLF, limit)
	if err := take(n, b, nil); err != nil {
		return c.lost(verb, err)
	}
	if _, err := io.Copy(io.Discard, b); err != nil {
		return c.lost(verb, err)
	}
	c.heardBody(limit - b.left)
	return nil
}

// Delete marks messages for deletion, which Quit carries out. It returns how
// many the server marked.
func (c *Client) Delete(numbers []int) (marked int, err error) {
	ahead := 1
	if c.has("PIPELINING") {
		ahead = window
	}
	defer c.whole(len(numbers), "DELE")
	done := 0
	for len(numbers) > 0 {
		group := numbers[:min(ahead, len(numbers))]
		numbers = numbers[len(group):]
		var lines []byte
		for _, n := range group {
			lines = append(lines, "DELE "+strconv.Itoa(n)+"\r\n"...)
		}
		if _, err := c.conn.Write(lines); err != nil {
			return marked, c.lost("DELE", err)
		}
		for _, n := range group {
			c.part(done, "DELE", n, "")
			done++
			_, err := c.status("DELE")
			var refused *Error
			switch {
			case err == nil:
				marked++
			case !errors.As(err, &refused):
				return marked, err
			}
		}
	}
	return marked, nil
}
