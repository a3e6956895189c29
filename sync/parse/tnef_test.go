package parse

import (
	"encoding/base64"
	"encoding/binary"
	"strings"
	"testing"
	"unicode/utf16"
)

// property is one of a list that attribute carries.
type property struct {
	kind, id uint16
	value    []byte
}

func wideText(s string) []byte {
	var out []byte
	for _, u := range append(utf16.Encode([]rune(s)), 0) {
		out = binary.LittleEndian.AppendUint16(out, u)
	}
	return out
}

func number(n uint32) []byte { return binary.LittleEndian.AppendUint32(nil, n) }

func properties(list ...property) []byte {
	out := number(uint32(len(list)))
	for _, p := range list {
		out = binary.LittleEndian.AppendUint16(out, p.kind)
		out = binary.LittleEndian.AppendUint16(out, p.id)
		if p.id >= 0x8000 { // a named one
			out = append(out, make([]byte, 16)...)
			out = append(append(out, number(1)...), number(6)...)
			out = append(out, wideText("ab")...)
			out = append(out, 0, 0)
		}
		if fixedSize(p.kind) > 0 {
			out = append(out, p.value...)
			continue
		}
		out = append(append(out, number(1)...), number(uint32(len(p.value)))...)
		out = append(out, p.value...)
		out = append(out, make([]byte, -len(p.value)&3)...)
	}
	return out
}

func attribute(level byte, id uint32, value []byte) string {
	out := append([]byte{level}, number(id)...)
	out = append(append(out, number(uint32(len(value)))...), value...)
	return string(append(out, 0, 0))
}

func tnefStream(attributes ...string) string {
	return string(number(tnefSignature)) + "\x01\x00" + strings.Join(attributes, "")
}

func storedRTF(s string) []byte {
	out := append(number(uint32(len(s)+12)), number(uint32(len(s)))...)
	return append(append(out, "MELA\x00\x00\x00\x00"...), s...)
}

func winmail(text, stream string) string {
	return multi("mixed", "w", leaf("Content-Type: text/plain", text),
		leaf("Content-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64", base64.StdEncoding.EncodeToString([]byte(stream))))
}

func TestTNEF(t *testing.T) {
	file := attribute(2, tnefNewFile, make([]byte, 14)) + attribute(2, tnefFileTitle, []byte("SHORT~1.TXT\x00")) + attribute(2, tnefFileData, []byte("content")) +
		attribute(2, tnefFileProps, properties(property{kindUnicode, propAttachLongName, wideText("größe.txt")}, property{kindString, propAttachType, []byte("text/plain\x00")}))
	short := attribute(2, tnefNewFile, nil) + attribute(2, tnefFileTitle, []byte("S\xfc\xdf.TXT\x00")) + attribute(2, tnefFileData, []byte("x"))
	picture := attribute(2, tnefNewFile, nil) + attribute(2, tnefFileData, []byte("png")) + attribute(2, tnefFileProps, properties(
		property{kindString, propAttachLongName, []byte("p.png\x00")}, property{kindString, propAttachType, []byte("image/png\x00")}, property{kindUnicode, propAttachCID, wideText("cid@x")}))
	html := attribute(1, tnefProps, properties(property{kindUnicode, 0x8001, wideText("named")}, property{3, propInternetCodepage, number(65001)}, property{kindBinary, propHTML, []byte("<p>grüße")}))
	plain := attribute(1, tnefCodepage, append(number(1252), 0, 0, 0, 0)) + attribute(1, tnefBody, []byte("gr\xfc\xdfe\x00"))
	rtf := func(s string) string {
		return attribute(1, tnefProps, properties(property{kindBinary, propRTF, storedRTF(s)}))
	}
	inside := append(make([]byte, 16), tnefStream(plain, file)...)
	message := attribute(2, tnefNewFile, nil) + attribute(2, tnefFileProps, properties(property{3, propAttachMethod, number(tnefMessage)},
		property{kindString, propDisplayName, []byte("inner\x00")}, property{kindObject, propAttachData, inside}))
	cases := []struct{ name, raw, text, html, files string }{
		{"body of the message counts", winmail("hello", tnefStream(html, file)), "hello", "", "größe.txt:content"},
		{"HTML", winmail(" ", tnefStream(html, file)), "", "<p>grüße", "größe.txt:content"},
		{"HTML with a picture", winmail("", tnefStream(html, picture)), "", "<p>grüße", ""},
		{"plain, old name", winmail("", tnefStream(plain, short)), "grüße", "", "Süß.TXT:x"},
		{"RTF", winmail("", tnefStream(rtf(`{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}\f0 gr\'fc\u223?e\par {\b two}\tab\{x\}\emdash}`))), "grüße\ntwo\t{x}—", "", ""},
		{"HTML in RTF", winmail("", tnefStream(rtf(`{\rtf1\ansi\ansicpg1252\fromhtml1 {\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 a &\htmlrtf\par}\htmlrtf0 \'e9{\*\mhtmltag64 <q>}{\*\htmltag72 </p>}}`))), "", "<p>a &é</p>", ""},
		{"message inside", winmail("hello", tnefStream(message)), "hello", "", "inner.txt:grüße,größe.txt:content"},
		{"cut off", winmail("hello", tnefStream(file)[:90]), "hello", "", "SHORT~1.TXT:content"},
		{"sizes that lie", winmail("hello", tnefStream(attribute(2, tnefNewFile, nil))+"\x02"+string(number(tnefFileData))+"\xff\xff\xff\xffabc"), "hello", "", "unnamed:abc"},
		{"counts that lie", winmail("hello", tnefStream(attribute(1, tnefProps, []byte("\xff\xff\xff\xff\x1f\x10\x00\x10\xff\xff\xff\xff\xff\xff\xff\xff")), file)), "hello", "", "größe.txt:content"},
		{"not TNEF", winmail("hello", "nothing"), "hello", "", "winmail.dat:nothing"},
		{"nothing in it", winmail("hello", tnefStream()), "hello", "", "winmail.dat:" + tnefStream()},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			m := Parse([]byte(c.raw))
			if got, _ := m.Text(); strings.TrimSpace(got) != c.text {
				t.Errorf("text %q, want %q", got, c.text)
			}
			html := ""
			if p := m.HTML(); p != nil {
				html = m.PartText(p)
			}
			if html != c.html {
				t.Errorf("HTML %q, want %q", html, c.html)
			}
			if got := files(m); got != c.files {
				t.Errorf("files %q, want %q", got, c.files)
			}
		})
	}
}

// files are the attachments as name:content. Each must be found by its ID.
func files(m *Message) string {
	var list []string
	for _, p := range m.Attachments() {
		content := "not found"
		if again := m.Find(p.ID); again != nil {
			content = string(m.Bytes(again))
		}
		list = append(list, p.Filename+":"+content)
	}
	return strings.Join(list, ",")
}

// TestInflateRTF has the example of MS-OXRTFCP 4.1.1 and one that repeats
// itself (4.1.2).
func TestInflateRTF(t *testing.T) {
	cases := []struct{ in, want string }{
		{"-\x00\x00\x00+\x00\x00\x00LZFu\xf1\xc5\xc7\xa7\x03\x00\n\x00rcpg125B2\n\xf3 hel\t\x00 bw\x05\xb0ld}\n\x80\x0f\xa0", "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"},
		{"\x1a\x00\x00\x00\x1c\x00\x00\x00LZFu\xe2\xd4KQA\x00\x04 WXYZ\rn}\x01\x0e\xb0", "{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"},
		{string(storedRTF("{\\rtf1 x}")), "{\\rtf1 x}"},
	}
	for _, c := range cases {
		if got, ok := inflateRTF([]byte(c.in)); !ok || string(got) != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
	for n := range len(cases[0].in) {
		inflateRTF([]byte(cases[0].in[:n]))
	}
}
