package report

import (
	"bytes"
	"regexp"
	"strings"
	"unicode"

	"godwit/sync/mail"
	"godwit/sync/parse"
)

// status reads the fields of a message/delivery-status part. The standard wants
// a group of fields about the message and then one for each recipient, with
// empty lines between; servers leave out the first, leave out the empty lines,
// and put some inside of a group.
func (r *Report) status(raw []byte) {
	if len(raw) > maxText {
		raw = raw[:maxText]
	}
	raw = bytes.ReplaceAll(raw, []byte("\r\n"), []byte("\n"))
	var group parse.Header
	for block := range bytes.SplitSeq(raw, []byte("\n\n")) {
		h := parse.ParseHeader(append(bytes.Trim(block, "\n"), "\n\n"...))
		if begins(h) {
			r.recipient(group)
			group = parse.Header{}
		}
		for _, f := range h.Fields {
			if starts(f.Name) && group.Get(f.Name) != "" {
				r.recipient(group)
				group = parse.Header{}
			}
			group.Fields = append(group.Fields, f)
			r.perMessage(f)
		}
	}
	r.recipient(group)
}

// begins reports whether a block of fields is of another recipient than those
// before it.
func begins(h parse.Header) bool {
	return h.Get("Final-Recipient") != "" || h.Get("Original-Recipient") != ""
}

// starts are the fields that a recipient has once.
func starts(name string) bool {
	return strings.EqualFold(name, "Final-Recipient") || strings.EqualFold(name, "Original-Recipient") || strings.EqualFold(name, "Action")
}

func (r *Report) perMessage(f parse.Field) {
	switch strings.ToLower(f.Name) {
	case "original-envelope-id":
		if r.Envid == "" {
			r.Envid = line(unxtext(f.Value))
		}
	case "reporting-mta":
		if r.Host == "" {
			r.Host = machine(f.Value)
		}
	case "original-message-id", "x-original-message-id":
		r.name(f.Value)
	}
}

// recipient adds what a group of fields says, if it is about anyone.
func (r *Report) recipient(group parse.Header) {
	if len(r.Recipients) >= maxRecipients {
		return
	}
	var p Recipient
	for _, name := range []string{"Original-Recipient", "Final-Recipient", "X-Actual-Recipient"} {
		p.address(address(group.Get(name)))
	}
	if len(p.Addresses) == 0 {
		return
	}
	p.Text = words(group.Get("Diagnostic-Code"))
	p.Enhanced = enhanced(group.Get("Status"))
	if p.Enhanced == "" || strings.HasSuffix(p.Enhanced, ".0.0") {
		if better := enhanced(p.Text); better != "" {
			p.Enhanced = better
		}
	}
	p.Host = machine(group.Get("Remote-MTA"))
	p.State = action(group.Get("Action"), p)
	r.Recipients = append(r.Recipients, p)
}

func (p *Recipient) address(a string) {
	if a == "" {
		return
	}
	for _, known := range p.Addresses {
		if strings.EqualFold(known, a) {
			return
		}
	}
	p.Addresses = append(p.Addresses, a)
}

// action is RFC 3464 2.3.3; where a server leaves it out, the class of the
// status says it.
func action(value string, p Recipient) mail.DeliveryState {
	word, _, _ := strings.Cut(strings.TrimSpace(strings.ToLower(value)), " ")
	switch strings.Trim(word, "(),;.") {
	case "failed", "failure":
		return mail.DeliveryFailed
	case "delayed":
		return mail.DeliveryDelayed
	case "delivered":
		return mail.Delivered
	case "relayed":
		return mail.DeliveryRelayed
	case "expanded":
		return mail.DeliveryExpanded
	}
	code := p.Enhanced
	if code == "" {
		code = reply.FindString(p.Text)
	}
	switch {
	case strings.HasPrefix(code, "2"):
		return mail.Delivered
	case strings.HasPrefix(code, "4"):
		return mail.DeliveryDelayed
	}
	return mail.DeliveryFailed
}

var (
	reply    = regexp.MustCompile(`\b[245][0-5][0-9]\b`)
	codes    = regexp.MustCompile(`[0-9.]+`)
	status   = regexp.MustCompile(`^[245]\.[0-9]{1,3}\.[0-9]{1,3}$`)
	repeated = regexp.MustCompile(`\s([245][0-5][0-9])[- ][245]\.[0-9]{1,3}\.[0-9]{1,3}\s`)
)

// enhanced is the first code of RFC 3463 in a text; an IP address is none.
func enhanced(s string) string {
	for _, c := range codes.FindAllString(s, 50) {
		if c = strings.TrimRight(c, "."); status.MatchString(c) {
			return c
		}
	}
	return ""
}

// words are a server's own, on one line: without the type before them, and
// without the code that stands before each line of a long reply.
func words(s string) string {
	if kind, rest, ok := strings.Cut(s, ";"); ok && !strings.ContainsAny(strings.TrimSpace(kind), " \t<") {
		s = rest
	}
	s = line(parse.DecodeText(s))
	if first := reply.FindString(s); first != "" && strings.HasPrefix(s, first) {
		head, rest := s[:min(len(s), len(first)+8)], s[min(len(s), len(first)+8):]
		s = head + repeated.ReplaceAllString(rest, " ")
	}
	return clip(s, maxWords)
}

// line is text of a stranger's on one line, without what a terminal would obey.
func line(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "�"))
	return strings.Join(strings.Fields(s), " ")
}

// clip shortens at a character.
func clip(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	return strings.ToValidUTF8(s[:limit], "") + "…"
}

// machine is the name in a field such as "dns; mx.example.org (192.0.2.1)".
func machine(s string) string {
	if _, name, ok := strings.Cut(s, ";"); ok {
		s = name
	}
	fields := strings.Fields(line(s))
	if len(fields) == 0 {
		return ""
	}
	return clip(strings.Trim(fields[0], "<>()\"'"), 255)
}
