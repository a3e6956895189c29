package wire

import (
	"bufio"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"godwit/accounts"
)

// Error is an -ERR to a command that was not a sign-in.
type Error struct {
	Command string // "RETR", without arguments
	Code    string // response code (RFC 2449 8, RFC 3206), upper case: "IN-USE", "SYS/TEMP"
	Text    string // the server's words; "" if they were said before the connection was protected
}

func (e *Error) Error() string {
	text := "pop3: the server refused " + e.Command
	if e.Code != "" {
		text += " (" + e.Code + ")"
	}
	if e.Text != "" {
		text += ": " + e.Text
	}
	return text
}

// Temporary reports a refusal that says nothing about the wish itself, so that
// it is worth asking again.
func (e *Error) Temporary() bool { return temporary(e.Code, e.Text) }

func temporary(code, text string) bool {
	switch code {
	case "IN-USE", "LOGIN-DELAY", "SYS/TEMP":
		return true
	case "":
	default:
		return false
	}
	text = strings.ToLower(text)
	for _, words := range []string{
		"temporar", "try again", "later", "in use", "busy", "locked", "lock busy", "unavailable", "too many", "timeout", "internal",
	} {
		if strings.Contains(text, words) {
			return true
		}
	}
	return false
}

var errArgument = errors.New("an argument with a line end or NUL cannot be sent")

// send writes a command line.
func (c *Client) send(words ...string) error {
	line := strings.Join(words, " ")
	if strings.ContainsAny(line, "\r\n\x00") {
		return fmt.Errorf("%s: %w", words[0], errArgument)
	}
	c.said(words)
	if _, err := c.conn.Write([]byte(line + "\r\n")); err != nil {
		return c.lost(words[0], err)
	}
	return nil
}

// command sends a line and reads the first line of its answer.
func (c *Client) command(words ...string) (string, error) {
	if err := c.send(words...); err != nil {
		return "", err
	}
	return c.status(words[0])
}

// line reads one line, without its end. It is good until the next read.
func (c *Client) line() ([]byte, error) {
	b, err := c.r.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		return nil, errors.New("the server's line is too long")
	}
	if err != nil {
		return nil, err
	}
	b = b[:len(b)-1]
	c.bareLF = len(b) == 0 || b[len(b)-1] != '\r'
	if !c.bareLF {
		b = b[:len(b)-1]
	}
	return b, nil
}

// status reads an answer's first line and returns what follows +OK.
func (c *Client) status(command string) (string, error) {
	b, err := c.line()
	if err != nil {
		return "", c.lost(command, err)
	}
	c.heard(b)
	line := string(b)
	if text, ok := word(line, "+OK"); ok {
		return text, nil
	}
	text, ok := word(line, "-ERR")
	if !ok {
		return "", c.lost(command, c.foreign("the answer"))
	}
	return "", c.refused(command, text)
}

// refused makes an *Error of what follows -ERR.
func (c *Client) refused(command, text string) *Error {
	e := &Error{Command: command}
	if !c.shown() {
		return e
	}
	if rest, ok := strings.CutPrefix(text, "["); ok {
		if code, words, ok := strings.Cut(rest, "]"); ok {
			e.Code, text = strings.ToUpper(printable(code)), words
		}
	}
	e.Text = printable(text)
	return e
}

// shown reports whether what the server says may be shown: it is not, while
// anyone on the way could have said it and the account wants protection.
func (c *Client) shown() bool { return c.server.Security == accounts.Plain || c.conn.TLS() != "" }

// word cuts an indicator off a line; servers write it in either case.
func word(line, indicator string) (rest string, ok bool) {
	if len(line) < len(indicator) || !strings.EqualFold(line[:len(indicator)], indicator) {
		return "", false
	}
	rest = line[len(indicator):]
	return strings.TrimSpace(rest), rest == "" || rest[0] == ' ' || rest[0] == '\t'
}

const maxText = 500

func printable(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "?"))
	if r := []rune(s); len(r) > maxText {
		s = string(r[:maxText]) + "…"
	}
	return strings.TrimSpace(s)
}

// each reads the lines of a multi-line answer; f gets them unstuffed.
func (c *Client) each(command string, limit int, f func(line string) error) error {
	for n := 0; ; n++ {
		b, err := c.line()
		if err != nil {
			return c.lost(command, err)
		}
		line := string(b)
		if line == "." {
			c.log.Note(strconv.Itoa(n) + " lines of " + command)
			return nil
		}
		if n >= limit {
			return c.lost(command, errors.New("the server's list is too long"))
		}
		if err := f(strings.TrimPrefix(line, ".")); err != nil {
			return c.lost(command, err)
		}
	}
}
