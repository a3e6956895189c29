package compose

import (
	"encoding/base64"
	"io"

	"godwit/sync/mail"
)

func base64Reader(r io.Reader) io.Reader { return base64.NewDecoder(base64.StdEncoding, r) }

func messageEnvelope() mail.Envelope {
	return mail.Envelope{
		From:       []mail.Address{{Name: "Bób", Email: "bob@example.net"}},
		To:         []mail.Address{{Email: "ada@example.org"}, {Name: "Eve", Email: "eve@example.com"}},
		Subject:    "Plans for a very long winter, in which nobody has anything to do but to write letters",
		Date:       when,
		MessageID:  "second@example.net",
		References: []string{"first-of-them-all-with-a-long-name@example.net", "another-of-them-with-a-long-name@example.net"},
	}
}
