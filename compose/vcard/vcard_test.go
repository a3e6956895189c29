package vcard

import (
	"fmt"
	"strings"
	"testing"
)

const sample = "\uFEFFBEGIN:VCARD\r\nVERSION:4.0\r\nUID:urn:uuid:4fbe\r\nFN:Ada Lovelace\r\nN:Lovelace;Ada;;Lady;\r\n" +
	"EMAIL;TYPE=home:ada@home.example\r\nEMAIL;PREF=1:ada@example.org\r\nNOTE:a\\, b\\nc and a long line that goes on\r\n  and on\r\n" +
	"item1.X-ABLABEL:x;y\r\nTEL;VALUE=uri;TYPE=\"voice,home\":tel:+1\r\nEND:VCARD\r\n" +
	"BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=FCller;J=F6rg\nEMAIL;INTERNET;PREF:j@m.example\nADR;ENCODING=QUOTED-PRINTABLE:;;Stra=C3=9Fe 1=0D=0A=\nHinten;;;\n" +
	"PHOTO;JPEG;ENCODING=BASE64:\n AAEC\n AwQF\n\nEND:VCARD\n" +
	"BEGIN:VCARD\nVERSION:3.0\nPRODID:x\nEND:VCARD\n" + // nothing in it
	"BEGIN:VCARD\nFN:cut off\n" +
	"BEGIN:VCARD\nVERSION:3.0\nFN:The team\nX-ADDRESSBOOKSERVER-KIND:group\nX-ADDRESSBOOKSERVER-MEMBER:urn:uuid:4fbe\nMEMBER:mailto:eve@x.example\nEND:VCARD\n"

func said(cards []Card) string {
	var out []string
	for _, c := range cards {
		out = append(out, fmt.Sprintf("%s %v %v %v", c.Name, c.Emails, c.Group, c.Members))
	}
	return strings.Join(out, "\n")
}

func TestRead(t *testing.T) {
	cards, broken, err := Read(strings.NewReader(sample))
	want := "Ada Lovelace [ada@example.org ada@home.example] false []\nJörg Müller [j@m.example] false []\nThe team [] true [4fbe eve@x.example]"
	if got := said(cards); err != nil || broken != 2 || got != want {
		t.Fatalf("%d broken, %v:\n%s", broken, err, got)
	}
	if cards[0].UID != "4fbe" || cards[1].UID == "" {
		t.Errorf("UIDs %q, %q", cards[0].UID, cards[1].UID)
	}
	for _, v := range []Version{V3, V4} {
		out := Write(cards, v)
		for line := range strings.SplitSeq(out, "\r\n") {
			if len(line) > 75 {
				t.Errorf("%s: a line of %d octets", v, len(line))
			}
		}
		again, broken, err := Read(strings.NewReader(out))
		if err != nil || broken != 0 || said(again) != want || again[1].UID != cards[1].UID {
			t.Errorf("%s, read again: %d broken, %v:\n%s", v, broken, err, said(again))
		}
		if Write(again, v) != out {
			t.Errorf("%s, written again:\n%s\nwant:\n%s", v, Write(again, v), out)
		}
		flat := strings.ReplaceAll(out, "\r\n ", "")
		for _, part := range []string{`NOTE:a\, b\nc and a long line that goes on and on`, "item1.X-ABLABEL:x;y", "Straße 1\\nHinten"} {
			if !strings.Contains(flat, part) {
				t.Errorf("%s lacks %q:\n%s", v, part, flat)
			}
		}
		photo := map[Version]string{V3: "PHOTO;ENCODING=b;TYPE=JPEG:AAECAwQF", V4: "PHOTO:data:image/jpeg;base64,AAECAwQF"}[v]
		if !strings.Contains(flat, photo) {
			t.Errorf("%s has another picture:\n%s", v, flat)
		}
	}
}

func TestNew(t *testing.T) {
	c := New("1", "Doe; Jane, \\the\n1st", "j@d.example")
	again, _, err := Read(strings.NewReader(Write([]Card{c, NewGroup("2", "Us", "a@b.example", "c@d.example")}, V4)))
	if err != nil || said(again) != "Doe; Jane, \\the 1st [j@d.example] false []\nUs [] true [a@b.example c@d.example]" {
		t.Errorf("%v: %s", err, said(again))
	}
}

func FuzzRead(f *testing.F) {
	f.Add(sample)
	f.Add("BEGIN:VCARD\nN:\\;\\\nEMAIL;ENCODING=B:x\nA=\n=:=\nEND:VCARD")
	f.Fuzz(func(t *testing.T, in string) {
		cards, _, err := Read(strings.NewReader(in))
		if err != nil {
			return
		}
		for _, v := range []Version{V3, V4} {
			again, broken, err := Read(strings.NewReader(Write(cards, v)))
			if err != nil || broken != 0 || len(again) != len(cards) {
				t.Fatalf("%s: %d of %d cards, %d broken, %v:\n%s", v, len(again), len(cards), broken, err, Write(cards, v))
			}
		}
	})
}
