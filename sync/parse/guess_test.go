package parse

import (
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

func TestGuessCharset(t *testing.T) {
	const (
		chinese     = "您好,这是一封没有说明字符集的邮件。请查收附件中的报价单,谢谢!"
		traditional = "您好,這是一封沒有說明字元集的郵件。請查收附件中的報價單,謝謝!"
		japaneseT   = "お世話になっております。会議の件について、ご連絡いたします。"
		koreanT     = "안녕하세요. 문자 집합을 밝히지 않은 편지입니다. 감사합니다."
		russian     = "Здравствуйте, это письмо без указания кодировки. С уважением, Иван."
		german      = "Die Grüße aus München sind schöner über den Äckern, süße Möhren für Jürgen."
		french      = "L'été dernier, à l'hôtel, nous avons mangé des crêpes très légères, déjà goûtées."
		polish      = "Naïve façade, ça va “très” bien — déjà vu"
	)
	cases := []struct {
		charset encoding.Encoding
		text    string
	}{
		{simplifiedchinese.GB18030, chinese},
		{traditionalchinese.Big5, traditional},
		{japanese.EUCJP, japaneseT},
		{japanese.ShiftJIS, japaneseT},
		{korean.EUCKR, koreanT},
		{charmap.Windows1251, russian},
		{charmap.KOI8R, russian},
		{charmap.Windows1252, german},
		{charmap.Windows1252, french},
		{charmap.Windows1252, polish},
	}
	for _, c := range cases {
		raw := encode(t, c.charset.NewEncoder(), c.text)
		for _, label := range []string{"", "us-ascii", "utf-8", "unheard-of"} {
			if got := decodeCharset(label, []byte(raw)); got != c.text {
				t.Errorf("%v labelled %q: got %q, want %q", c.charset, label, got, c.text)
			}
		}
		h := ParseHeader([]byte("Subject: " + raw + "\r\n"))
		if got := h.Text("Subject"); got != c.text {
			t.Errorf("subject in %v: got %q, want %q", c.charset, got, c.text)
		}
	}
}
