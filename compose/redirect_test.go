package compose

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"godwit/sync/mail"
	"godwit/sync/parse"
)

func TestRedirect(t *testing.T) {
	const original = "Return-Path: <bob@example.net>\r\nReceived: from x by y; Tue, 3 Nov 2026 08:00:00 +0000\r\nDKIM-Signature: v=1; b=abc\r\n" +
		"Resent-From: <old@example.net>\r\nFrom:  Bob  <bob@example.net>\r\nTo: ada@example.org\r\nSubject: =?iso-8859-1?q?gr=FC?=\r\n\tfolded\r\n\r\n.dot\r\n8-bit \xfc\r\n"
	r := Resent{From: ada, To: []mail.Address{{Name: strings.Repeat("Ü", 60), Email: "eve@bücher.example"}, bob}, Bcc: addresses("hidden@x.example"), Stamp: Stamp{when, id}}
	f, err := Redirect([]byte(original), r)
	if err != nil {
		t.Fatal(err)
	}
	got := string(f.Bytes())
	_, untouched, _ := strings.Cut(original, "\r\n")
	if !strings.HasSuffix(got, untouched) {
		t.Errorf("the message was changed:\n%s", got)
	}
	top := strings.TrimSuffix(got, untouched)
	if !strings.HasPrefix(top, "Resent-Date: Tue, 03 Nov 2026 09:30:00 +0100\r\nResent-From: \"Ada Lovelace\" <ada@example.org>\r\nResent-To:\r\n =?utf-8?q?") ||
		!strings.HasSuffix(top, "Resent-Message-ID: <"+id+">\r\n") || strings.Contains(got, "hidden") {
		t.Errorf("fields:\n%s", top)
	}
	if want := "[eve@xn--bcher-kva.example bob@example.net hidden@x.example]"; fmt.Sprint(f.Recipients) != want || f.From != ada.Email || f.MessageID != id {
		t.Errorf("envelope %s %s %s", f.From, f.Recipients, f.MessageID)
	}
	m := parse.Parse(f.Bytes())
	if a := m.Header.Addresses("Resent-To"); len(a) != 2 || a[0].Name != strings.Repeat("Ü", 60) {
		t.Errorf("Resent-To %v", a)
	}
	if e := m.Header.Envelope(); e.From[0] != bob {
		t.Errorf("from %v", e.From)
	}
	for name, raw := range map[string]string{"no message": "\r\n\r\nx", "a line that is too long": "From: a@b.example\r\n\r\n" + strings.Repeat("x", 1200)} {
		if _, err := Redirect([]byte(raw), r); err == nil {
			t.Errorf("%s was passed on", name)
		}
	}
	if f, err = Redirect([]byte(original), Resent{From: ada, Bcc: addresses("b@x.example"), Stamp: Stamp{when, id}}); err != nil || !bytes.Contains(f.Bytes(), []byte("Resent-To: undisclosed-recipients:;\r\n")) {
		t.Errorf("blind copies only: %v", err)
	}
}
