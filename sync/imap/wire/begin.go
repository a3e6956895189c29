package wire

import (
	"bufio"
	"bytes"
	"runtime/debug"
	"strings"
)

// begin does what a session needs between sign-in and the first command of
// go-imap. A server that refuses one of these goes without.
func (r *raw) begin(o Options, caps Caps) (*Conn, error) {
	w := &Conn{}
	if caps.Has("ID") {
		// NetEase refuses SELECT to clients that did not say who they are.
		a, err := r.command(`ID ("name" "Godwit" "version" ` + quote(version()) + `)`)
		if err != nil {
			return nil, err
		}
		w.serverID = a.id
	}
	caps.hide(r.server.Host, r.greets, w.serverID)
	if caps.Has("NAMESPACE") {
		a, err := r.command("NAMESPACE")
		if err != nil {
			return nil, err
		}
		w.personal = a.personal
	}
	enabled, err := r.enable(o, caps)
	if err != nil {
		return nil, err
	}
	if o.Compress && caps.Has("COMPRESS=DEFLATE") {
		if w.compressed, err = r.compress(); err != nil {
			return nil, err
		}
	}
	if o.Notify && caps.Has("NOTIFY") { // last: what follows its OK is news
		done, err := r.notify()
		if err != nil {
			return nil, err
		}
		w.notifies.Store(done)
	}
	w.start(r, o, caps, enabled)
	return w, nil
}

// enable switches on what changes how the server speaks (RFC 5161), and
// returns what it says it switched on.
func (r *raw) enable(o Options, caps Caps) (map[string]bool, error) {
	var want []string
	if o.Resync && caps.Has("QRESYNC") {
		want = append(want, "QRESYNC")
	}
	if caps.Has("UTF8=ACCEPT") || caps.Has("UTF8=ONLY") {
		want = append(want, "UTF8=ACCEPT")
	}
	if len(want) == 0 || !caps.Has("ENABLE") {
		return nil, nil
	}
	a, err := r.command("ENABLE " + strings.Join(want, " "))
	if err != nil || a.status != "OK" {
		return nil, err
	}
	return a.enabled, nil
}

// notify asks to be told of every mailbox (RFC 5465). The selected one is told
// of as without NOTIFY, but at any time; removals wait for a command's end.
func (r *raw) notify() (bool, error) {
	const selected = "NOTIFY SET (selected-delayed (MessageNew MessageExpunge FlagChange)) "
	for _, events := range []string{
		"(personal (MessageNew MessageExpunge FlagChange MailboxName))",
		"(personal (MessageNew MessageExpunge FlagChange))", // MailboxName is often not there: [BADEVENT]
	} {
		a, err := r.command(selected + events)
		if err != nil || a.status == "OK" {
			return err == nil, err
		}
	}
	return false, nil
}

// version is Godwit's, as it was built.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return strings.Trim(info.Main.Version, "()")
	}
	return "unknown"
}

// enabledData finds extensions in an untagged ENABLED response, nil if it is none.
func enabledData(text []byte) map[string]bool {
	f := bytes.Fields(text)
	if len(f) == 0 || !bytes.EqualFold(f[0], []byte("ENABLED")) {
		return nil
	}
	return parseCaps(f[1:])
}

const maxID = 30 // fields

// idData reads an untagged ID response (RFC 2971), nil if it is none.
func idData(text []byte, lim Limits) map[string]string {
	in := scanner{r: bufio.NewReader(bytes.NewReader(append(bytes.Clone(text), "\r\n"...))), lim: lim}
	in.begin(lim.Line)
	if !bytes.EqualFold(in.word(), []byte("ID")) {
		return nil
	}
	id := map[string]string{}
	in.spaces()
	if !in.accept('(') {
		return id
	}
	for in.err == nil && len(id) < maxID {
		in.spaces()
		if c := in.peek(); c == '\n' || c == ')' {
			break
		}
		field, _ := in.str()
		in.spaces()
		value, isNil := in.str()
		if !isNil && in.err == nil {
			id[strings.ToLower(clean(field))] = clean(value)
		}
	}
	return id
}
