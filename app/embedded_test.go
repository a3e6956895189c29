package app

import (
	"strings"
	"testing"

	"godwit/sync/parse"
)

func TestEmbedded(t *testing.T) {
	msg := parse.Parse([]byte(strings.ReplaceAll(`MIME-Version: 1.0
Content-Type: multipart/related; boundary=b

--b
Content-Type: text/html

<img src="cid:Logo@x"><img src="cid:a%2Bb@x"><img src="cid:gone@x">
--b
Content-Type: image/png
Content-ID: <logo@x>
Content-Transfer-Encoding: base64

AQID
--b
Content-Type: image/png
Content-ID: <a+b@x>

xyz
--b--
`, "\n", "\r\n")))
	got := embedded(msg, []string{"cid:Logo@x", "cid:a%2Bb@x", "cid:gone@x"})
	if len(got) != 2 || string(got["cid:Logo@x"]) != "\x01\x02\x03" || string(got["cid:a%2Bb@x"]) != "xyz" {
		t.Errorf("embedded are %q", got)
	}
}
