package wire

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"strconv"
	"time"

	"godwit/accounts"
	"godwit/accounts/dial"
	"godwit/accounts/protolog"
)

const (
	readBuffer = 64 << 10
	maxAnswers = 1000 // untagged responses before the end of one command
)

// Open sets up a session on a fresh connection and signs in. It does STARTTLS
// when s says so, before anything else, and refuses the connection when that
// does not come about. When Open fails, or ctx ends before it is done, the
// connection is closed.
//
// Errors: *dial.Error for the connection, *auth.Error for a refused sign-in,
// auth.ErrNoMechanism, *ByeError.
func Open(ctx context.Context, c *dial.Conn, s accounts.Server, secret string, o Options) (*Conn, error) {
	stop := context.AfterFunc(ctx, func() { _ = c.Close() })
	defer stop()
	o.Limits = o.Limits.withDefaults()
	const waits = 5 // for all of it: a server may drip, or say what means nothing
	slow := time.AfterFunc(waits*o.Limits.Wait, func() { _ = c.Close() })
	w, err := open(ctx, c, s, secret, o)
	if !slow.Stop() && err != nil && ctx.Err() == nil {
		err = bound("no session after %v", waits*o.Limits.Wait)
	}
	if err != nil {
		_ = c.Close()
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, dial.Classify(err, s)
	}
	return w, nil
}

func open(ctx context.Context, c *dial.Conn, s accounts.Server, secret string, o Options) (*Conn, error) {
	r := &raw{conn: c, out: c, server: s, secret: secret, log: o.Protocol, alerts: newAlerts(o.Alert, secret), in: scanner{r: bufio.NewReaderSize(c, readBuffer), lim: o.Limits}}
	preauth, caps, err := r.greeting()
	if err != nil {
		return nil, err
	}
	if s.Security == accounts.STARTTLS {
		if preauth {
			return nil, r.refuse(dial.NoStartTLS, "signed in before TLS could begin")
		}
		if err := r.startTLS(ctx); err != nil {
			return nil, err
		}
		caps = nil // what was said before TLS may be an attacker's
	}
	if caps == nil {
		if caps, err = r.capability(); err != nil {
			return nil, err
		}
	}
	if !preauth {
		if caps, err = r.signIn(caps); err != nil {
			return nil, err
		}
	}
	return r.begin(o, caps)
}

// raw is the connection before go-imap has it.
type raw struct {
	conn   *dial.Conn
	server accounts.Server
	secret string
	in     scanner
	tag    int
	secure bool // STARTTLS is not wanted, or done: the server's words count
	quiet  bool // a sign-in is under way: what is said is not for the log
	greets string
	out    io.Writer // the connection, or what compresses for it
	wait   *patience // nil without compression
	log    *protolog.Conn
	alerts *alerts
}

// answer is how a command ended.
type answer struct {
	status string // "OK", "NO", "BAD", or "+" for a continuation
	text   []byte
	caps   Caps // from an untagged CAPABILITY or a response code, nil if none

	personal Namespace         // from an untagged NAMESPACE
	id       map[string]string // from an untagged ID, nil if none
	enabled  map[string]bool   // from an untagged ENABLED, nil if none
}

// refuse makes the error for a server that is not to be talked to.
func (r *raw) refuse(kind dial.Kind, why string) error {
	return &dial.Error{Kind: kind, Host: r.server.Host, Port: r.server.Port, Protocol: r.server.Protocol, Err: errors.New(why)}
}

// line reads one line. What is no IMAP is an error in the caller.
func (r *raw) line() ([]byte, error) {
	r.in.begin(r.in.lim.Line)
	for r.in.err == nil && r.in.peek() == '\n' { // empty lines
		r.in.endLine()
		r.in.left--
		if r.in.left < 0 {
			r.in.fail(bound("nothing but empty lines"))
		}
	}
	r.in.begin(r.in.lim.Line)
	line := r.in.text(r.in.lim.Line)
	if r.in.err == nil {
		r.heard(line)
	}
	return line, r.in.err
}

func (r *raw) greeting() (preauth bool, caps Caps, err error) {
	r.secure = r.server.Security != accounts.STARTTLS
	line, err := r.line()
	if err != nil {
		return false, nil, err
	}
	first, rest := cutWord(line)
	if string(first) != "*" {
		return false, nil, r.refuse(dial.NotThisProtocol, "the greeting is not of an IMAP server")
	}
	word, text := cutWord(rest)
	if r.secure {
		r.greets = string(text)
		r.alert(text)
	}
	switch string(bytes.ToUpper(word)) {
	case "OK":
		return false, capabilityData(text), nil
	case "PREAUTH":
		return true, capabilityData(text), nil
	case "BYE":
		return false, nil, r.bye(text)
	}
	return false, nil, r.refuse(dial.NotThisProtocol, "the greeting is not of an IMAP server")
}

// bye is the error for a server that ends the session. Before TLS its words
// are not repeated.
func (r *raw) bye(text []byte) error {
	if !r.secure {
		return &ByeError{}
	}
	code, words := splitCode(text)
	name, _, _ := bytes.Cut(code, []byte(" "))
	return &ByeError{Code: clean(name), Text: clean(words)}
}

// startTLS asks for TLS without looking at the capabilities: an attacker can
// remove it there, and old servers forget to mention it.
func (r *raw) startTLS(ctx context.Context) error {
	a, err := r.command("STARTTLS")
	if err != nil {
		return err
	}
	if a.status != "OK" {
		return r.refuse(dial.NoStartTLS, "STARTTLS was refused")
	}
	if err := r.conn.StartTLS(ctx, r.in.r.Buffered()); err != nil {
		return err
	}
	r.in.r.Reset(r.conn)
	r.secure = true
	return nil
}

func (r *raw) capability() (Caps, error) {
	a, err := r.command("CAPABILITY")
	if err != nil {
		return nil, err
	}
	if a.caps == nil {
		a.caps = Caps{}
	}
	return a.caps, nil
}

// command says one line and reads up to its end, or to a continuation.
func (r *raw) command(line string) (answer, error) {
	r.tag++
	r.log.Sent([]byte(r.name() + " " + r.discreet(line)))
	if err := r.write(r.name() + " " + line + "\r\n"); err != nil {
		return answer{}, err
	}
	return r.await()
}

func (r *raw) name() string { return "A" + strconv.Itoa(r.tag) }

func (r *raw) write(s string) error {
	_, err := r.out.Write([]byte(s))
	return err
}

// await reads up to the end of the command under way, or to a continuation.
func (r *raw) await() (answer, error) {
	var a answer
	for range maxAnswers {
		line, err := r.line()
		if err != nil {
			return a, err
		}
		first, rest := cutWord(line)
		switch {
		case string(first) == "*":
			word, text := cutWord(rest)
			if bytes.EqualFold(word, []byte("BYE")) {
				return a, r.bye(text)
			}
			if caps := capabilityData(rest); caps != nil {
				a.caps = caps
			} else if caps := capabilityData(text); caps != nil {
				a.caps = caps
			}
			if ns, ok := namespaceData(rest, r.in.lim); ok {
				a.personal = ns
			}
			if id := idData(rest, r.in.lim); id != nil {
				a.id = id
			}
			if enabled := enabledData(rest); enabled != nil {
				a.enabled = enabled
			}
			r.alert(text)
			r.skipLiterals(line)
		case string(first) == "+":
			a.status, a.text = "+", rest
			return a, nil
		case bytes.EqualFold(first, []byte(r.name())):
			status, text := cutWord(rest)
			a.status, a.text = string(bytes.ToUpper(status)), text
			r.alert(text)
			if caps := capabilityData(text); caps != nil {
				a.caps = caps
			}
			return a, nil
		}
	}
	return a, bound("more than %d answers to one command", maxAnswers)
}

const blank = " \t"

// cutWord cuts a line behind its first word. A star is a word, also where the
// space behind it got lost.
func cutWord(line []byte) (word, rest []byte) {
	line = bytes.TrimLeft(line, blank)
	if len(line) > 0 && line[0] == '*' {
		return line[:1], bytes.TrimLeft(line[1:], blank)
	}
	if i := bytes.IndexAny(line, blank); i >= 0 {
		return line[:i], bytes.TrimLeft(line[i:], blank)
	}
	return line, nil
}

// skipLiterals passes over the literals of an untagged response (ID has some).
func (r *raw) skipLiterals(line []byte) {
	for {
		n, _, ok := announced(line)
		if !ok || r.in.err != nil {
			return
		}
		if n < 0 || n > int64(r.in.lim.Line) {
			r.in.fail(bound("a literal of %d octets before the session began", n))
			return
		}
		r.in.skipOctets(n)
		line = r.in.text(r.in.lim.Line)
	}
}
