package peers

import (
	"encoding/base64"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// mailbox makes mail as people have it: a mean of about 19 KB with a median of
// 5, nearly half of it replies, a third with HTML beside the text, one in ten
// with an attachment, words by Zipf's law. The same seed makes the same octets.
type mailbox struct {
	r     *rand.Rand
	zipf  *rand.Zipf
	words []string
	ids   []string // of what was written, for replies
	begun time.Time
	noise []byte
}

func newMailbox(seed uint64) *mailbox {
	r := rand.New(rand.NewPCG(seed, 19))
	m := &mailbox{r: r, zipf: rand.NewZipf(r, 1.07, 3, 40_000), begun: time.Date(2022, 1, 1, 8, 0, 0, 0, time.UTC)}
	for len(m.words) <= 40_000 {
		m.words = append(m.words, m.word())
	}
	m.noise = make([]byte, 1<<20)
	for i := range m.noise {
		m.noise[i] = byte(r.Uint32())
	}
	return m
}

func (m *mailbox) word() string {
	const begin, middle = "b c d f g h k l m n p r s t v w st br pl gr", "a e i o u ea ou ai é ü"
	b, v := strings.Fields(begin), strings.Fields(middle)
	var w strings.Builder
	for range 1 + m.r.IntN(4) {
		w.WriteString(b[m.r.IntN(len(b))] + v[m.r.IntN(len(v))])
	}
	return w.String()
}

// text is n words in lines.
func (m *mailbox) text(n int, end string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(m.words[m.zipf.Uint64()])
		if i%12 == 11 {
			b.WriteString(end)
		} else {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// fill writes n messages into a Maildir, oldest first.
func (m *mailbox) fill(dir string, n int) error {
	for _, sub := range []string{"cur", "new", "tmp"} {
		if err := os.MkdirAll(filepath.Join(dir, sub), 0o755); err != nil {
			return err
		}
	}
	for range n {
		when := m.begun.Add(time.Duration(len(m.ids)) * 20 * time.Minute)
		raw := m.message(when)
		name := filepath.Join(dir, "cur", fmt.Sprintf("%d.M%06dP1.gen,S=%d:2,", when.Unix(), len(m.ids), len(raw)))
		if m.r.IntN(10) > 0 {
			name += "S"
		}
		if err := os.WriteFile(name, []byte(raw), 0o644); err != nil {
			return err
		}
		if err := os.Chtimes(name, when, when); err != nil {
			return err
		}
	}
	return nil
}

func (m *mailbox) message(when time.Time) string {
	id := fmt.Sprintf("%d.%x@example.org", len(m.ids), m.r.Uint64())
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\r\n", args...) }
	for hop := range 3 {
		line("Received: from mx%d.example.net (mx%d.example.net [192.0.2.%d])\r\n\tby mx.example.org with ESMTPS id %x;\r\n\t%s", hop, hop, hop+1, m.r.Uint64(), when.Format(time.RFC1123Z))
	}
	line("DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.net; s=k1; h=from:to:subject;\r\n\tb=%s", base64.StdEncoding.EncodeToString(m.noise[m.r.IntN(1<<19):][:96]))
	line("From: %s <%s@%s.example>", strings.TrimSpace(m.text(2, " ")), m.words[m.r.IntN(400)], m.words[m.r.IntN(200)])
	line("To: w@localhost")
	line("Subject: %s", strings.TrimSpace(m.text(2+m.r.IntN(7), " ")))
	line("Date: %s\r\nMessage-ID: <%s>", when.Format(time.RFC1123Z), id)
	if n := len(m.ids); n > 10 && m.r.IntN(100) < 46 {
		parent := m.ids[n-1-int(400*math.Pow(m.r.Float64(), 3))%n]
		line("In-Reply-To: <%s>\r\nReferences: <%s>", parent, parent)
	}
	if m.r.IntN(100) < 46 {
		line("List-Id: <%s.lists.example>", m.words[m.r.IntN(10)])
	}
	m.ids = append(m.ids, id)
	line("MIME-Version: 1.0")
	words := int(math.Exp(5 + 0.9*m.r.NormFloat64()))
	switch p := m.r.IntN(100); {
	case p < 11:
		size := min(700_000, int(math.Exp(11.1+1.1*m.r.NormFloat64())))
		line("Content-Type: multipart/mixed; boundary=bb\r\n\r\n--bb\r\nContent-Type: text/plain; charset=utf-8\r\n")
		b.WriteString(m.text(words, "\r\n"))
		line("\r\n--bb\r\nContent-Type: application/octet-stream; name=data.bin\r\nContent-Disposition: attachment; filename=data.bin\r\nContent-Transfer-Encoding: base64\r\n")
		body := m.noise[m.r.IntN(1<<20-size):][:size]
		for len(body) > 0 {
			n := min(57, len(body))
			line("%s", base64.StdEncoding.EncodeToString(body[:n]))
			body = body[n:]
		}
		line("--bb--")
	case p < 48:
		line("Content-Type: multipart/alternative; boundary=bb\r\n\r\n--bb\r\nContent-Type: text/plain; charset=utf-8\r\n")
		b.WriteString(m.text(words, "\r\n"))
		line("\r\n--bb\r\nContent-Type: text/html; charset=utf-8\r\n")
		for range 4 + words/60 {
			line(`<tr><td style="padding:20px;font-size:15px;line-height:22px;color:#222222"><p style="margin:0 0 12px 0">%s</p></td></tr>`, m.text(60, "\r\n"))
		}
		line("--bb--")
	default:
		line("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n")
		b.WriteString(m.text(words, "\r\n"))
	}
	return b.String()
}
