package sender

import (
	"testing"

	"godwit/sync/htmldoc"
)

func TestPretences(t *testing.T) {
	for _, c := range []struct{ text, target, says, leads string }{
		{"https://bank.example", "https://x.example/login", "bank.example", "x.example"},
		{"https://bank.example", "https://bank.example/login", "", ""},
		{"https://bank.example", "https://www.bank.example/", "", ""},
		{"www.bank.com", "https://click.x.example/?u=https://www.bank.com", "www.bank.com", "click.x.example"},
		{"bank.com", "http://x.example", "bank.com", "x.example"},
		{"bank.com/login", "http://x.example", "bank.com", "x.example"},
		{"BANK.COM", "http://x.example", "bank.com", "x.example"},
		{"Log in at https://bank.com/now please", "http://x.example", "bank.com", "x.example"},
		{"https://user@bank.com/", "http://x.example", "bank.com", "x.example"},
		{"https://bank.com:443/", "https://bank.com/", "", ""},
		{"https://ba\u200bnk.com", "http://x.example", "bank.com", "x.example"},
		{"ｈｔｔｐｓ：//bank.com", "http://x.example", "bank.com", "x.example"},
		{"https://bank.com", "http://203.0.113.7/x", "bank.com", "203.0.113.7"},
		{"bank.co.uk", "https://shop.co.uk", "bank.co.uk", "shop.co.uk"},
		{"anything", "https://bank.com@x.example/", "bank.com", "x.example"},
		{"Read more", "https://x.example", "", ""},
		{"Node.js", "https://x.example", "", ""},
		{"report.txt", "https://x.example", "", ""},
		{"see bank.com for more", "https://x.example", "", ""},
		{"https://bank.com", "mailto:a@x.example", "", ""},
		{"", "https://x.example", "", ""},
		{"https://", "https://x.example", "", ""},
		{"https://bank.com", "https://%zz", "", ""},
	} {
		list := Pretences([]htmldoc.Link{{Text: c.text, Target: c.target}, {Text: c.text, Target: c.target}})
		switch {
		case c.says == "" && len(list) == 0:
		case len(list) != 1 || list[0] != Pretence{c.says, c.leads}:
			t.Errorf("%q to %q: %+v", c.text, c.target, list)
		}
	}
}
