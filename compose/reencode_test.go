package compose

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"godwit/sync/parse"
)

const mixed = `From: ada@example.org
Content-Type: multipart/mixed; boundary="b o"
Content-Transfer-Encoding: 8bit

préamble
--b o
Content-Type: multipart/alternative; boundary=inner

--inner
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Grüße  
.
--inner
Content-Type: text/html; charset=utf-8

<p>plain</p>
--inner--

--b o
Content-Type: application/x-thing; name=a
Content-Transfer-Encoding: binary

øøø
--b o
Content-Type: message/rfc822

Subject: within

käse

--b o
Content-Type: application/pgp-signature

c2ln
--b o--
`

func TestSevenBit(t *testing.T) {
	raw := []byte(strings.ReplaceAll(mixed, "\n", "\r\n"))
	got, err := SevenBit(raw)
	if err != nil {
		t.Fatal(err)
	}
	if !ascii(string(got)) {
		t.Errorf("not 7-bit:\n%s", got)
	}
	if err := wireDefect(got); err != nil {
		t.Error(err)
	}
	if !bytes.Contains(got, []byte("MIME-Version: 1.0\r\n")) || bytes.Contains(got, []byte("8bit")) {
		t.Errorf("labels:\n%s", got)
	}
	for _, kept := range []string{"--inner\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>plain</p>\r\n--inner--", "Content-Type: application/pgp-signature\r\n\r\nc2ln\r\n--b o--\r\n"} {
		if !bytes.Contains(got, []byte(kept)) {
			t.Errorf("%q is not as it was:\n%s", kept, got)
		}
	}
	before, after := parse.Parse(raw), parse.Parse(got)
	was, is := before.Leaves(), after.Leaves()
	if len(was) != len(is) || len(is) != 5 {
		t.Fatalf("%d parts became %d", len(was), len(is))
	}
	for i := range was {
		if a, b := before.Bytes(was[i]), after.Bytes(is[i]); was[i].Type != "message/rfc822" && !bytes.Equal(a, b) {
			t.Errorf("part %d was %q and is %q", i, a, b)
		}
	}
	within := parse.Parse(after.Bytes(is[3]))
	if text, _ := within.Text(); strings.TrimSpace(text) != "käse" {
		t.Errorf("the message within says %q", text)
	}
}

func TestSevenBitRefuses(t *testing.T) {
	for name, in := range map[string]string{
		"header":         "Subject: ü\n\nx\n",
		"signed":         "Content-Type: multipart/signed; boundary=b\n\n--b\n\nü\n--b\nContent-Type: application/pgp-signature\n\nx\n--b--\n",
		"signed within":  "Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: multipart/signed; boundary=b\n\n--b\n\nü\n--b--\n--a--\n",
		"encrypted":      "Content-Type: multipart/encrypted; boundary=b\n\n--b\n\nü\n--b--\n",
		"pkcs7":          "Content-Type: application/pkcs7-mime\n\nü\n",
		"pkcs7 of old":   "Content-Type: application/x-pkcs7-mime; smime-type=signed-data\n\nü\n",
		"DKIM":           "DKIM-Signature: v=1\n\nü\n",
		"clear-signed":   "\n-----BEGIN PGP SIGNED MESSAGE-----\n\nü\n",
		"said encoded":   "Content-Transfer-Encoding: base64\n\nü\n",
		"no boundary":    "Content-Type: multipart/mixed\n\nü\n",
		"partial":        "Content-Type: message/partial; id=1; number=1\n\nü\n",
		"header of part": "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Description: ü\n\nx\n--b--\n",
	} {
		if name == "clear-signed" {
			in = "Subject: x\n" + in
		}
		if got, err := SevenBit([]byte(strings.ReplaceAll(in, "\n", "\r\n"))); !errors.Is(err, ErrUnchangeable) {
			t.Errorf("%s: %v, taken as %q", name, err, got)
		}
	}
	signed := []byte("Content-Type: multipart/signed; boundary=b\r\n\r\n--b\r\n\r\nplain\r\n--b--\r\n")
	if got, err := SevenBit(signed); err != nil || !bytes.Equal(got, signed) {
		t.Errorf("a signed message of 7 bits: %q, %v", got, err)
	}
}

// TestCanonicalLongLinesInParts: a part with a line too long for the wire is
// encoded, its neighbours stay.
func TestCanonicalLongLinesInParts(t *testing.T) {
	long := strings.Repeat("lång ", 400)
	f, err := Canonical([]byte("From: ada@example.org\nTo: bob@example.net\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\n" + long + "\n--b\nX: y\n\nshört\n--b--\n"))
	if err != nil {
		t.Fatal(err)
	}
	m := parse.Parse(f.Bytes())
	leaves := m.Leaves()
	first, _ := io.ReadAll(m.Decode(leaves[0]))
	if len(leaves) != 2 || strings.TrimSpace(string(first)) != strings.TrimSpace(long) {
		t.Errorf("%d parts, the first is %q", len(leaves), first)
	}
	if !bytes.Contains(f.Bytes(), []byte("X: y\r\n\r\nshört\r\n--b--")) {
		t.Errorf("the other part has changed:\n%s", f.Bytes())
	}
}

func FuzzSevenBit(f *testing.F) {
	f.Add(mixed)
	f.Add("Content-Type: multipart/mixed; boundary=b\n\n--b\n\nü")
	f.Fuzz(func(t *testing.T, s string) {
		got, err := SevenBit(crlf([]byte(s)))
		if err == nil && !ascii(string(got)) {
			t.Errorf("%q is not 7-bit", got)
		}
	})
}
