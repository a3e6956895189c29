package localserver

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"godwit/accounts"
)

// transact carries out a command of the TRANSACTION state and reports whether
// the session goes on.
func (d *maildrop) transact(verb, arg string) bool {
	switch verb {
	case "STAT":
		n, size := 0, 0
		for _, m := range d.messages {
			if !d.deleted[m] {
				n++
				size += len(m.raw)
			}
		}
		d.ok(fmt.Sprintf("%d %d", n, size))
	case "LIST":
		d.list(arg, func(m *message) string { return strconv.Itoa(len(m.raw)) })
	case "UIDL":
		d.list(arg, func(m *message) string { return fmt.Sprintf("%08x%08x", d.inbox.validity, m.uid) })
	case "RSET":
		clear(d.deleted)
		d.ok("")
	case "RETR":
		if f := d.server.fault(accounts.POP3, StepRetr, arg); f != nil {
			return d.carryOut(f)
		}
		if m := d.message(arg); m != nil {
			d.send(m.raw)
		}
	case "TOP":
		which, count, _ := strings.Cut(arg, " ")
		n, err := strconv.Atoi(count)
		if err != nil || n < 0 {
			d.err("How many lines?")
		} else if m := d.message(which); m != nil {
			d.send(top(m.raw, n))
		}
	case "DELE":
		if m := d.message(arg); m != nil {
			d.deleted[m] = true
			d.ok("")
		}
	default:
		d.err("That command is not known here")
	}
	return true
}

// message finds a message by its number; without one, the client is told.
func (d *maildrop) message(arg string) *message {
	n, err := strconv.Atoi(arg)
	if err != nil || n < 1 || n > len(d.messages) || d.deleted[d.messages[n-1]] {
		d.err("There is no such message")
		return nil
	}
	return d.messages[n-1]
}

func (d *maildrop) list(arg string, what func(*message) string) {
	if arg != "" {
		if m := d.message(arg); m != nil {
			d.ok(arg + " " + what(m))
		}
		return
	}
	d.ok("")
	for i, m := range d.messages {
		if !d.deleted[m] {
			fmt.Fprintf(d.w, "%d %s\r\n", i+1, what(m))
		}
	}
	d.w.WriteString(".\r\n")
}

// send writes a multi-line answer: dots stuffed, ended with CRLF.
func (d *maildrop) send(raw []byte) {
	d.ok("")
	for line := range bytes.Lines(raw) {
		if line[0] == '.' {
			d.w.WriteByte('.')
		}
		d.w.Write(line)
	}
	if !bytes.HasSuffix(raw, []byte("\r\n")) {
		d.w.WriteString("\r\n")
	}
	d.w.WriteString(".\r\n")
}

// top is the header, the empty line and the first n lines of the body.
func top(raw []byte, n int) []byte {
	end, body := 0, false
	for line := range bytes.Lines(raw) {
		if body {
			if n == 0 {
				break
			}
			n--
		} else if len(bytes.TrimRight(line, "\r\n")) == 0 {
			body = true
		}
		end += len(line)
	}
	return raw[:end]
}
