package wire

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Entry is one message of the mailbox, by the number it has in this session.
type Entry struct {
	N    int
	UID  string // RFC 1939 7; "" if the server does not say
	Size int64  // octets, as the server estimates; 0 if it does not say
}

// ErrNoUIDs: the server does not know UIDL.
var ErrNoUIDs = errors.New("pop3: the server gives its messages no unique ids")

// List returns the mailbox in order of the messages' numbers. For a server
// without UIDL it returns the list without ids, and ErrNoUIDs.
func (c *Client) List() ([]Entry, error) {
	var entries []Entry
	place := map[int]int{}
	if _, err := c.command("LIST"); err != nil {
		return nil, err
	}
	err := c.each("LIST", maxList, func(line string) error {
		n, rest, err := number(line)
		if err != nil {
			return err
		}
		// Some servers add words behind the size, or leave it out.
		size, _ := strconv.ParseInt(first(rest), 10, 64)
		if _, twice := place[n]; twice {
			return fmt.Errorf("message %d is listed twice", n)
		}
		place[n] = len(entries)
		entries = append(entries, Entry{N: n, Size: max(size, 0)})
		return nil
	})
	if err != nil {
		return nil, err
	}
	if _, err := c.command("UIDL"); err != nil {
		var refused *Error
		if errors.As(err, &refused) && !refused.Temporary() {
			return entries, ErrNoUIDs
		}
		return nil, err
	}
	err = c.each("UIDL", maxList, func(line string) error {
		n, rest, err := number(line)
		if err != nil {
			return err
		}
		uid := first(rest)
		if i, ok := place[n]; ok && len(uid) <= maxUID {
			entries[i].UID = uid
		}
		return nil
	})
	return entries, err
}

// number cuts a message's number off a line.
func number(line string) (n int, rest string, err error) {
	word := first(line)
	n, err = strconv.Atoi(word)
	if err != nil || n < 1 {
		return 0, "", fmt.Errorf("a line of the list has no message number: %.40q", line)
	}
	return n, strings.TrimSpace(strings.TrimLeft(line, " \t")[len(word):]), nil
}

func first(line string) string {
	if words := strings.Fields(line); len(words) > 0 {
		return words[0]
	}
	return ""
}
