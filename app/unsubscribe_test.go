package app

import "testing"

func TestUnsubscribeOf(t *testing.T) {
	for _, c := range []struct {
		head string
		want Unsubscribe
	}{
		{"", Unsubscribe{}},
		{"List-Unsubscribe: <mailto:out@x.example?subject=out>\r\n", Unsubscribe{Mail: "mailto:out@x.example?subject=out"}},
		{"List-Unsubscribe: <https://x.example/out>,\r\n <mailto:out@x.example>\r\n", Unsubscribe{Mail: "mailto:out@x.example", Page: "https://x.example/out"}},
		{"List-Unsubscribe: <https://x.example/\r\n out>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n", Unsubscribe{Page: "https://x.example/out", OneClick: true}},
		{"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n", Unsubscribe{}},
		{"List-Unsubscribe: <http://x.example/out>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n", Unsubscribe{}},
		{"List-Unsubscribe: <javascript:alert(1)>, <file:///etc/passwd>, <https:///x>, <\r\n", Unsubscribe{}},
		{"List-Unsubscribe: https://x.example/out\r\n", Unsubscribe{}},
	} {
		if got := ReadBytes([]byte(c.head + "From: a@x.example\r\n\r\nText\r\n")).Unsubscribe; got != c.want {
			t.Errorf("%q: %+v, want %+v", c.head, got, c.want)
		}
	}
}
