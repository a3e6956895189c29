package compose

import (
	"bytes"
	"slices"
	"strings"

	"godwit/sync/mail"
	"godwit/sync/parse"
)

// Complete makes a message that a program of this computer wrote fit for the
// world: names without a domain ("root"), or with that of this computer alone
// ("root@desk"), become the address own, whose mailbox they stand for; and a
// message without From is from own. What is complete stays as it is.
func Complete(raw []byte, own mail.Address) ([]byte, error) {
	head, body := programHead(crlf(raw))
	var fields []string
	if len(head) > 0 {
		var err error
		if fields, err = headFields(head); err != nil {
			return nil, err
		}
	}
	for i, f := range fields {
		switch name := fieldName(f); name {
		case "from", "sender", "reply-to", "to", "cc", "bcc":
			list := parse.ParseAddresses(parse.ParseHeader([]byte(f + "\r\n")).Get(name))
			if !slices.ContainsFunc(list, func(a mail.Address) bool { return Local(a.Email) }) {
				continue
			}
			var to []string
			for _, a := range list {
				if Local(a.Email) {
					a.Email = own.Email
				}
				full, err := headerAddress(a)
				if err != nil {
					return nil, err
				}
				to = append(to, full.String())
			}
			before, _, _ := strings.Cut(f, ":")
			fields[i] = before + ": " + strings.Join(to, ",\r\n ") + "\r\n"
		}
	}
	if !hasField(fields, "from") {
		from, err := headerAddress(own)
		if err != nil {
			return nil, err
		}
		fields = append(fields, "From: "+from.String()+"\r\n")
	}
	return append([]byte(strings.Join(fields, "")+"\r\n"), body...), nil
}

// programHead cuts a message where its header ends. With some programs that is
// the first line that cannot be of one.
func programHead(raw []byte) (head, body []byte) {
	if bytes.HasPrefix(raw, []byte("From ")) { // the first line of an mbox entry
		_, raw, _ = bytes.Cut(raw, []byte("\r\n"))
	}
	end := 0
	for line := range bytes.Lines(raw) {
		folded := end > 0 && (line[0] == ' ' || line[0] == '\t')
		if !folded && fieldName(string(line)) == "" {
			break
		}
		end += len(line)
	}
	return raw[:end], bytes.TrimPrefix(raw[end:], []byte("\r\n"))
}

// Local reports whether an address means nothing outside of this computer.
func Local(email string) bool {
	_, domain, _ := strings.Cut(email, "@")
	return email != "" && !strings.Contains(domain, ".") && !strings.HasPrefix(domain, "[")
}
