package vcard

import (
	"strings"
	"testing"
)

func TestWith(t *testing.T) {
	cards, _, err := Read(strings.NewReader("BEGIN:VCARD\nVERSION:4.0\nUID:1\nN:Quill;Zoë;;;\nFN:Zoë Quill\nEMAIL;TYPE=home:z@home.example\nitem1.EMAIL:z@work.example\nTEL:+1 2\nEND:VCARD\n" +
		"BEGIN:VCARD\nVERSION:4.0\nKIND:group\nUID:2\nFN:Us\nMEMBER:urn:uuid:1\nMEMBER:mailto:a@b.example\nNOTE:kept\nEND:VCARD\n"))
	if err != nil || len(cards) != 2 {
		t.Fatal(err, cards)
	}
	zoe := cards[0].With("Zoë Q", "z@new.example", "z@home.example")
	us := cards[1].With("All of us", "c@d.example", "1")
	out := Write([]Card{zoe, us}, V4)
	again, _, err := Read(strings.NewReader(out))
	if err != nil || said(again) != "Zoë Q [z@new.example z@home.example] false []\nAll of us [] true [c@d.example 1]" {
		t.Errorf("%v: %s", err, said(again))
	}
	for _, part := range []string{"TEL:+1 2", "EMAIL;TYPE=home:z@home.example", "NOTE:kept", "MEMBER:urn:uuid:1"} {
		if !strings.Contains(out, part) {
			t.Errorf("%q is lost:\n%s", part, out)
		}
	}
	if strings.Contains(out, "Quill") || strings.Contains(out, "work.example") {
		t.Errorf("what was replaced is there still:\n%s", out)
	}
	if same := cards[0].With("Zoë Quill", cards[0].Emails...); Write([]Card{same}, V4) != Write(cards[:1], V4) {
		t.Errorf("without a change: %s", Write([]Card{same}, V4))
	}
}
