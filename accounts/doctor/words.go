package doctor

import (
	"bufio"
	"errors"
	"io"
	"strconv"
	"strings"

	"godwit/accounts"
	"godwit/accounts/dial"
)

const (
	maxLine  = 8 << 10 // octets; a longer one is of no mail server
	maxLines = 200     // of one answer
)

// errForeign: what was said is not of the protocol.
var errForeign = errors.New("not the protocol")

func (t *talk) say(line string) error {
	_, err := t.conn.Write([]byte(line + "\r\n"))
	return err
}

func (t *talk) line() (string, error) {
	b, err := t.in.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		return "", t.foreign("")
	}
	if err != nil {
		if len(b) > 0 && errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		return "", err
	}
	return strings.TrimRight(string(b), "\r\n"), nil
}

// foreign is for a peer that speaks of something else: the first line of its own.
func (t *talk) foreign(line string) error {
	e := &dial.Error{Kind: dial.NotThisProtocol, Host: t.server.Host, Port: t.server.Port, Protocol: t.server.Protocol, Err: errForeign}
	switch {
	case strings.HasPrefix(line, "HTTP/"), strings.HasPrefix(strings.ToLower(line), "<!doctype html"), strings.HasPrefix(strings.ToLower(line), "<html"):
		e.Kind = dial.Portal
	case strings.HasPrefix(line, "* "):
		e.Speaks = "IMAP"
	case strings.HasPrefix(line, "+OK"):
		e.Speaks = "POP3"
	case strings.HasPrefix(line, "SSH-"):
		e.Speaks = "SSH"
	case strings.HasPrefix(line, "220") && t.server.Protocol != accounts.SMTP:
		e.Speaks = "SMTP"
	}
	return e
}

func (t *talk) greeting() error {
	line, err := t.line()
	if err != nil {
		return err
	}
	word := strings.ToUpper(line)
	has := func(prefix string) bool { return strings.HasPrefix(word, prefix) }
	switch t.server.Protocol {
	case accounts.IMAP:
		switch {
		case has("* OK"):
			return nil
		case has("* PREAUTH") && t.server.Security == accounts.STARTTLS:
			return t.noTLS("signed in before tls could begin")
		case has("* PREAUTH"):
			return nil
		case has("* BYE"):
			return ErrRefused
		}
	case accounts.POP3:
		switch {
		case has("+OK"):
			return nil
		case has("-ERR"):
			return ErrRefused
		}
	case accounts.SMTP:
		_, err := t.reply(line)
		switch {
		case err != nil || strings.HasPrefix(line, "220"):
			return err
		case line[0] >= '4':
			return ErrRefused
		}
	}
	return t.foreign(line)
}

// reply reads what is left of an SMTP answer that begins with a line; it says
// whether it is a yes.
func (t *talk) reply(line string) (ok bool, err error) {
	for range maxLines {
		code, err := strconv.Atoi(line[:min(3, len(line))])
		if err != nil || code < 200 || code > 599 || len(line) > 3 && line[3] != ' ' && line[3] != '-' {
			return false, t.foreign(line)
		}
		if len(line) == 3 || line[3] == ' ' {
			return code < 300, nil
		}
		if line, err = t.line(); err != nil {
			return false, err
		}
		t.extension(line)
	}
	return false, t.foreign("")
}

// extension notes a line of the answer to EHLO.
func (t *talk) extension(line string) {
	words := strings.Fields(strings.ToUpper(line[min(4, len(line)):]))
	if len(words) == 0 {
		return
	}
	if rest, ok := strings.CutPrefix(words[0], "AUTH="); ok {
		words = append([]string{"AUTH", rest}, words[1:]...)
	}
	switch words[0] {
	case "AUTH":
		t.heard.Mechanisms = append(t.heard.Mechanisms, atoms(words[1:])...)
	case "STARTTLS":
		t.heard.CanStart = true
	case "SIZE":
		if len(words) > 1 {
			t.heard.Size, _ = strconv.ParseInt(words[1], 10, 64)
		}
	}
	t.heard.Words = append(t.heard.Words, atoms(words[:1])...)
}

// startTLS asks for it whether it is offered or not: in plain text the offer has
// no worth.
func (t *talk) startTLS() error {
	switch t.server.Protocol {
	case accounts.IMAP:
		ok, err := t.tagged("d1", "STARTTLS")
		if err == nil && !ok {
			err = t.noTLS("STARTTLS was refused")
		}
		return err
	case accounts.POP3:
		ok, err := t.status("STLS")
		if err == nil && !ok {
			err = t.noTLS("STLS was refused")
		}
		return err
	}
	if err := t.hello(); err != nil {
		return err
	}
	if !t.heard.CanStart {
		return t.noTLS("STARTTLS is not offered")
	}
	if err := t.say("STARTTLS"); err != nil {
		return err
	}
	line, err := t.line()
	if err != nil {
		return err
	}
	switch {
	case strings.HasPrefix(line, "421"):
		return ErrRefused
	case !strings.HasPrefix(line, "220 ") && line != "220":
		return t.noTLS("STARTTLS was refused")
	}
	return nil
}

func (t *talk) noTLS(why string) error {
	return &dial.Error{Kind: dial.NoStartTLS, Host: t.server.Host, Port: t.server.Port, Protocol: t.server.Protocol, Err: errors.New(why)}
}

func (t *talk) hello() error {
	if err := t.say("EHLO [127.0.0.1]"); err != nil {
		return err
	}
	line, err := t.line()
	if err != nil {
		return err
	}
	ok, err := t.reply(line)
	if err == nil && !ok {
		err = ErrRefused
	}
	return err
}
