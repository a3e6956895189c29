package wire

import (
	"strconv"
	"strings"
)

// said passes a command on to the protocol log. A sign-in's arguments stay out.
func (c *Client) said(words []string) {
	switch words[0] {
	case "USER", "PASS", "APOP":
		words = []string{words[0], "***"}
	}
	c.log.Sent([]byte(strings.Join(words, " ")))
}

// heard passes a line of the server on. What it said before TLS stays out.
func (c *Client) heard(line []byte) {
	if c.log == nil {
		return
	}
	if !c.shown() {
		line = []byte("(" + strconv.Itoa(len(line)) + " octets before TLS)")
	}
	c.log.Received(line)
}

// heardBody stands for a message.
func (c *Client) heardBody(octets int64) {
	if c.log != nil {
		c.log.Received([]byte("{" + strconv.FormatInt(octets, 10) + " octets}"))
	}
}

const maxRun = 50 // commands of one kind that are passed on

// part passes on a command of a pipeline as its answer is read. Behind the
// first of them all is quiet, until whole.
func (c *Client) part(i int, verb string, n int, tail string) {
	if c.log == nil {
		return
	}
	if i == maxRun {
		c.resting, c.log = c.log, nil
		return
	}
	c.log.Sent([]byte(verb + " " + strconv.Itoa(n) + tail))
}

// whole ends what part began.
func (c *Client) whole(n int, verb string) {
	if c.resting != nil {
		c.log, c.resting = c.resting, nil
		c.log.Note(strconv.Itoa(n-maxRun) + " more " + verb)
	}
}
