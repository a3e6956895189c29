package doctor

import (
	"slices"
	"strings"

	"godwit/accounts"
)

// offers asks what the server can do, now that the connection is as protected as
// it will be.
func (t *talk) offers() error {
	switch t.server.Protocol {
	case accounts.SMTP:
		return t.hello()
	case accounts.POP3:
		return t.capa()
	}
	_, err := t.tagged("d2", "CAPABILITY")
	t.heard.Bare = err == nil && !slices.Contains(t.heard.Words, "LOGINDISABLED")
	return err
}

// tagged says an IMAP command and reads to its end; capabilities are noted.
func (t *talk) tagged(tag, command string) (ok bool, err error) {
	if err := t.say(tag + " " + command); err != nil {
		return false, err
	}
	for range maxLines {
		line, err := t.line()
		if err != nil {
			return false, err
		}
		words := strings.Fields(strings.ToUpper(line))
		switch {
		case len(words) > 1 && words[0] == strings.ToUpper(tag):
			return words[1] == "OK", nil
		case len(words) > 1 && words[0] == "*" && words[1] == "BYE":
			return false, ErrRefused
		case len(words) > 1 && words[0] == "*" && words[1] == "CAPABILITY":
			t.capabilities(words[2:])
		case len(words) == 0 || words[0] != "*":
			return false, nil // a continuation, or nonsense: not what was asked for
		}
	}
	return false, t.foreign("")
}

func (t *talk) capabilities(words []string) {
	for _, w := range atoms(words) {
		t.heard.Words = append(t.heard.Words, w)
		if m, ok := strings.CutPrefix(w, "AUTH="); ok {
			t.heard.Mechanisms = append(t.heard.Mechanisms, m)
		}
		t.heard.CanStart = t.heard.CanStart || w == "STARTTLS"
	}
}

// status says a POP3 command and reads its first line.
func (t *talk) status(command string) (ok bool, err error) {
	if err := t.say(command); err != nil {
		return false, err
	}
	line, err := t.line()
	return strings.HasPrefix(line, "+OK"), err
}

// capa asks POP3 (RFC 2449). A server that does not know it takes USER.
func (t *talk) capa() error {
	ok, err := t.status("CAPA")
	t.heard.Bare = true
	if err != nil || !ok {
		return err
	}
	t.heard.Bare = false
	for range maxLines {
		line, err := t.line()
		if err != nil || line == "." {
			return err
		}
		words := atoms(strings.Fields(strings.ToUpper(line)))
		if len(words) == 0 {
			continue
		}
		t.heard.Words = append(t.heard.Words, words[0])
		switch words[0] {
		case "SASL":
			t.heard.Mechanisms = append(t.heard.Mechanisms, words[1:]...)
		case "USER":
			t.heard.Bare = true
		case "STLS":
			t.heard.CanStart = true
		}
	}
	return t.foreign("")
}

// atoms are the words that can be names of capabilities or mechanisms; the rest
// would be shown to a person and means nothing.
func atoms(words []string) []string {
	var out []string
	for _, w := range words {
		if len(w) <= 40 && !strings.ContainsFunc(w, func(r rune) bool {
			return !strings.ContainsRune("-_=+.", r) && (r < '0' || r > '9') && (r < 'A' || r > 'Z')
		}) {
			out = append(out, w)
		}
	}
	return out
}
