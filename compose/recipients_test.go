package compose

import (
	"fmt"
	"strings"
	"testing"

	"godwit/sync/mail"
)

func TestRecipients(t *testing.T) {
	for in, want := range map[string]string{
		"a@b.example, c@d.example":                           "a@b.example|c@d.example",
		"a@b.example;c@d.example;\n e@f.example\r\n\r\n":     "a@b.example|c@d.example|e@f.example",
		"Ada <a@b.example>; Eve Doe <e@f.example>":           "Ada <a@b.example>|Eve Doe <e@f.example>",
		"Doe, Jane <j@d.example>, Roe, Rick <r@d.example>":   `"Doe, Jane" <j@d.example>|"Roe, Rick" <r@d.example>`,
		`"Doe, Jane" <j@d.example>,x@y.example`:              `"Doe, Jane" <j@d.example>|x@y.example`,
		"'a@b.example' <a@b.example>; 'Ada L' <a@b.example>": "a@b.example|Ada L <a@b.example>",
		"a@b.example (Ada, the first)":                       `"Ada, the first" <a@b.example>`,
		"mailto:a@b.example <mailto:c@d.example>":            `"a@b.example" <c@d.example>`,
		"Team: a@b.example, c@d.example;":                    "a@b.example|c@d.example",
		"a@b.example c@d.example\te@f.example":               "a@b.example|c@d.example|e@f.example",
		"Ada Lovelace ada@b.example":                         "Ada Lovelace <ada@b.example>",
		`"odd @ one"@b.example`:                              `"odd @ one"@b.example`,
		"max@bücher.example":                                 "max@bücher.example",
		"=?utf-8?q?B=C3=B3b?= <b@d.example>":                 "Bób <b@d.example>",
		"Bob, a@b.example":                                   "!Bob|a@b.example",
		"a@b.example, nonsense":                              "a@b.example|!nonsense",
		"Ada Lovelace\tada@b.example\nEve\teve@d.example":    "Ada Lovelace <ada@b.example>|Eve <eve@d.example>",
		"Ada\tLovelace\tada@b.example\tLondon":               "Ada Lovelace <ada@b.example>",
		"ada@b.example\tAda Lovelace\tLondon":                "Ada Lovelace <ada@b.example>",
		"a@b.example\tc@d.example":                           "a@b.example|c@d.example",
		"Name\tAddress\nAda\tada@b.example":                  "!Name|!Address|Ada <ada@b.example>",
		"two words":                                          "!two words",
		"<a@b.example>,,;;<>":                                "a@b.example|!",
		"\"open <a@b.example>\nc@d.example":                  `"\"open" <a@b.example>|c@d.example`,
		"":                                                   "",
		"a@@b.example":                                       "!a@@b.example",
		"a@b.example\x00":                                    "!a@b.example\x00",
	} {
		var got []string
		for _, r := range Recipients(in) {
			s := r.Address.String()
			if r.Problem != "" {
				s = "!" + s
			}
			got = append(got, s)
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%q: %q, want %q", in, strings.Join(got, "|"), want)
		}
	}
	if got := Recipients(strings.Repeat("a@b.example,", 10_000)); len(got) != maxPasteCount {
		t.Errorf("%d recipients", len(got))
	}
}

func TestMailto(t *testing.T) {
	for _, c := range []struct{ link, want, ignored string }{
		{"mailto:chris@example.com", "[chris@example.com] [] []  ", ""},
		{"MAILTO:joe@example.com?cc=bob@example.com&body=hello", "[joe@example.com] [bob@example.com] []  hello", ""},
		{"mailto:?to=joe@example.com&amp;subject=a%20b", "[joe@example.com] [] [] a b ", ""},
		{"mailto:a@x.example,b@x.example?bcc=c@x.example", "[a@x.example b@x.example] [] [c@x.example]  ", ""},
		{"mailto:gorby%25kremvax@example.com", "[gorby%kremvax@example.com] [] []  ", ""},
		{"mailto:%22not%40me%22@example.org", `["not@me"@example.org] [] []  `, ""},
		{"mailto:user@example.org?subject=caf%C3%A9&body=caf%C3%A9%0D%0Aline", "[user@example.org] [] [] café café\nline", ""},
		{"mailto:bill+ietf@example.org", "[bill+ietf@example.org] [] []  ", ""},
		{"mailto:a@x.example?attach=/etc/passwd&attachment=file:///x&from=boss@x.example&x-y=1", "[a@x.example] [] []  ", "attach attachment from x-y"},
		{"mailto:a@x.example?subject=x%0D%0ABcc:%20evil@x.example", "[a@x.example] [] [] x Bcc: evil@x.example ", ""},
		{"mailto:a@x.example%0D%0ABcc:evil?body=%00%1B[31m%zz", "[a@x.example] [] []  %00%1B[31m%zz", ""},
		{"mailto:a@x.example?body=%00%1Bx#fragment", "[a@x.example] [] []  x", ""},
		{"mailto:", "[] [] []  ", ""},
	} {
		d, ignored, err := Mailto(c.link)
		if got := fmt.Sprintf("[%s] [%s] [%s] %s %s", emails(d.To), emails(d.Cc), emails(d.Bcc), d.Subject, d.Body); err != nil || got != c.want || strings.Join(ignored, " ") != c.ignored {
			t.Errorf("%s: %q, %q, %v; want %q", c.link, got, ignored, err, c.want)
		}
	}
	if _, _, err := Mailto("http://x"); err == nil {
		t.Error("a web address was taken")
	}
	d, _, _ := Mailto("mailto:?in-reply-to=%3Ca@b%3E&body=" + strings.Repeat("%41", 100_000) + "&to=" + strings.Repeat("a@b.example,", 500))
	if d.InReplyTo != "a@b" || len(d.Body) > maxLinkBody || len(d.To) > maxLinkTo {
		t.Errorf("%q, %d octets, %d recipients", d.InReplyTo, len(d.Body), len(d.To))
	}
}

func FuzzMailto(f *testing.F) {
	f.Add("mailto:a@b?subject=x&body=%0d%0a")
	f.Fuzz(func(t *testing.T, link string) {
		d, _, err := Mailto(link)
		if err == nil && (strings.ContainsAny(d.Subject, "\r\n") || len(d.Body) > maxLinkBody || d.From.Email != "" || len(d.Attachments) > 0) {
			t.Errorf("%+v", d)
		}
	})
}

// FuzzRecipients: whatever is pasted, what is called an address can be written
// to.
func FuzzRecipients(f *testing.F) {
	f.Add("Doe, Jane <j@d.example>; 'x' (y) \"z\\\"@a, mailto:a@b Team: c@d;\n\t<<>>")
	f.Fuzz(func(t *testing.T, text string) {
		for _, r := range Recipients(text) {
			if r.Problem != "" {
				continue
			}
			if _, err := Build(Draft{From: ada, To: []mail.Address{r.Address}}, when, id); err != nil {
				t.Fatalf("%+v: %v", r, err)
			}
		}
	})
}
