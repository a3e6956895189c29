package parse

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/cention-sany/utf7"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/ianaindex"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// charsetLabel is a declared charset as it is compared: lower case, without
// the quotes, junk and language suffix (RFC 2231 5) that come with it.
func charsetLabel(s string) string {
	s = strings.Trim(s, " \t\r\n\"'")
	if i := strings.IndexAny(s, ";*, \t\"'"); i >= 0 {
		s = s[:i]
	}
	if i := strings.IndexFunc(s, func(r rune) bool { return r <= ' ' || r >= 0x7f }); i >= 0 {
		s = s[:i] // "utf-8\u201d"
	}
	return strings.ToLower(s)
}

// decodeCharset makes UTF-8 of data in the charset of that label. Text without
// a label, or with one that nobody knows, is UTF-8 if it can be and
// windows-1252 else.
//
// A byte order mark is believed before a label, as browsers do.
func decodeCharset(label string, data []byte) string {
	switch {
	case bytes.HasPrefix(data, []byte("\ufeff")) && utf8.Valid(data):
		label = "utf-8"
	case len(data) > 3 && (data[0] == 0xff && data[1] == 0xfe || data[0] == 0xfe && data[1] == 0xff) &&
		bytes.IndexByte(data, 0) > 0 && !strings.HasPrefix(label, "utf-32") && !strings.HasPrefix(label, "utf32"):
		label = "utf-16"
	}
	switch label {
	case "utf-8", "utf8", "utf8mb4", "utf-8mb4", "unicode-1-1-utf-8", "cp65001", "utf_8", "utf-8-sig":
		return decodeUTF8(data)
	case "utf-7", "utf7", "unicode-1-1-utf-7", "csunicode11utf7":
		return decodeUTF7(data)
	case "iso-2022-kr", "csiso2022kr":
		return decodeISO2022KR(data)
	case "", "us-ascii", "ascii", "ansi_x3.4-1968", "iso646-us", "unknown-8bit", "x-unknown", "default", "none":
		return decodeUnlabelled(data)
	}
	if asciiBytes(data) && (!stateful(label) || wide(label) && bytes.IndexByte(data, 0) < 0) {
		return string(data) // with a wide label, one that is wrong
	}
	if wide(label) && littleEndian(data) {
		label = "utf-16le"
	}
	e := encodingOf(label)
	if e == nil {
		return decodeUnlabelled(data)
	}
	if table, ok := e.(*charmap.Charmap); ok {
		return decodeTable(table, data)
	}
	out, err := e.NewDecoder().Bytes(data)
	if err != nil {
		return decodeUnlabelled(data)
	}
	if utf8.Valid(data) && !stateful(label) && bytes.Contains(out, []byte("\ufffd")) {
		return string(data) // it fails as what it is said to be, and is UTF-8
	}
	return strings.TrimPrefix(string(out), "\ufeff")
}

// decodeTable decodes a charset of one octet a character, ASCII in strides.
func decodeTable(table *charmap.Charmap, data []byte) string {
	if table.DecodeByte('a') != 'a' { // EBCDIC
		runes := make([]rune, len(data))
		for i, c := range data {
			runes[i] = table.DecodeByte(c)
		}
		return string(runes)
	}
	var upper [utf8.RuneSelf]struct {
		text [utf8.UTFMax]byte
		n    uint8
	}
	high := 0
	for _, c := range data {
		high += int(c >> 7)
	}
	out := make([]byte, 0, len(data)+high+high/8)
	for i := 0; i < len(data); {
		start := i
		for i < len(data) && data[i] < utf8.RuneSelf {
			i++
		}
		out = append(out, data[start:i]...)
		for ; i < len(data) && data[i] >= utf8.RuneSelf; i++ {
			u := &upper[data[i]-utf8.RuneSelf]
			if u.n == 0 {
				u.n = uint8(utf8.EncodeRune(u.text[:], table.DecodeByte(data[i])))
			}
			if u.n == 2 {
				out = append(out, u.text[0], u.text[1])
			} else {
				out = append(out, u.text[:u.n]...)
			}
		}
	}
	return string(out)
}

// stateful reports whether text in a charset can look like ASCII and not be it.
func stateful(label string) bool {
	return strings.HasPrefix(label, "iso-2022") || strings.HasPrefix(label, "csiso2022") ||
		strings.HasPrefix(label, "hz") || strings.HasPrefix(label, "utf-16") || strings.HasPrefix(label, "utf16") ||
		strings.HasPrefix(label, "utf-32") || strings.HasPrefix(label, "ucs") || strings.HasPrefix(label, "unicode") ||
		strings.Contains(label, "ebcdic") || strings.HasPrefix(label, "ibm037") || strings.HasPrefix(label, "cp037") ||
		strings.HasPrefix(label, "iso-10646") || strings.HasPrefix(label, "ibm1047") || strings.HasPrefix(label, "cp50220")
}

func wide(label string) bool {
	return label == "utf-16" || label == "utf16" || label == "unicode" || label == "ucs-2"
}

// littleEndian reports whether UTF-16 without a byte order mark is more likely
// so: text of the western kind has its zeros second then.
func littleEndian(data []byte) bool {
	if len(data) < 2 || data[0] == 0xfe || data[0] == 0xff {
		return false
	}
	first, second := 0, 0
	for i := 0; i+1 < len(data); i += 2 {
		if data[i] == 0 {
			first++
		}
		if data[i+1] == 0 {
			second++
		}
	}
	return second > first
}

// decodeUTF8 puts up with a wrong label: text with more stray bytes than
// sequences is in another charset (see guessCharset), else the strays are
// replaced.
func decodeUTF8(data []byte) string {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if utf8.Valid(data) {
		return string(data)
	}
	good, bad := 0, 0
	for rest := data; len(rest) > 0; {
		r, n := utf8.DecodeRune(rest)
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case n > 1:
			good++
		}
		rest = rest[n:]
	}
	if bad > good {
		if label := guessCharset(data); label != "" {
			if out, err := encodingOf(label).NewDecoder().Bytes(data); err == nil {
				return string(out)
			}
		}
		return decode1252(data)
	}
	return strings.ToValidUTF8(string(data), "\ufffd")
}

func decodeUnlabelled(data []byte) string {
	if bytes.Contains(data, []byte("\x1b$")) && asciiBytes(data) {
		if out, err := japanese.ISO2022JP.NewDecoder().Bytes(data); err == nil {
			return string(out)
		}
	}
	return decodeUTF8(data)
}

func decode1252(data []byte) string { return decodeTable(charmap.Windows1252, data) }

// decodeUTF7 is RFC 2152.
func decodeUTF7(data []byte) string {
	out, err := utf7.UTF7.NewDecoder().Bytes(data)
	if err != nil {
		return decodeUnlabelled(data)
	}
	return string(out)
}

// decodeISO2022KR is RFC 1557: between SO and SI the bytes are those of EUC-KR
// without their high bit.
func decodeISO2022KR(data []byte) string {
	data = bytes.ReplaceAll(data, []byte("\x1b$)C"), nil)
	out := make([]byte, 0, len(data))
	shifted := false
	for _, c := range data {
		switch {
		case c == 0x0e:
			shifted = true
		case c == 0x0f:
			shifted = false
		case c == '\n':
			shifted = false
			out = append(out, c)
		case shifted && c > ' ' && c < 0x7f:
			out = append(out, c|0x80)
		default:
			out = append(out, c)
		}
	}
	text, err := korean.EUCKR.NewDecoder().Bytes(out)
	if err != nil {
		return decodeUnlabelled(data)
	}
	return string(text)
}

// encodingOf knows the labels that mail uses: first what they really mean,
// then what browsers take them for, then the IANA registry. nil: unknown.
func encodingOf(label string) encoding.Encoding {
	switch label {
	case "iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "latin-1", "l1", "iso-8859-1-windows-3.1-latin-1",
		"ansi", "windows-1252", "cp1252", "cp-1252", "x-cp1252", "win-1252":
		return charmap.Windows1252 // a superset, and what the senders meant
	case "gb2312", "gbk", "x-gbk", "cp936", "ms936", "windows-936", "cn-gb", "euc-cn", "gb_2312-80", "csgb2312", "gb18030", "gb-2312", "x-euc-cn":
		return simplifiedchinese.GB18030
	case "hz-gb-2312", "hz-gb2312", "hz":
		return simplifiedchinese.HZGB2312
	case "ks_c_5601", "ks_c_5601-1987", "ks_c_5601-1989", "ksc5601", "ksc_5601", "ks_x_1001", "euc-kr", "euc_kr", "euckr", "cp949", "uhc", "x-windows-949", "ms949", "windows-949":
		return korean.EUCKR
	case "x-sjis", "sjis", "shift-jis", "shift_jis", "shiftjis", "ms_kanji", "cp932", "ms932", "windows-31j", "x-ms-cp932", "windows-932":
		return japanese.ShiftJIS
	case "iso-2022-jp", "iso2022jp", "iso-2022-jp-1", "iso-2022-jp-2", "iso-2022-jp-3", "iso-2022-jp-ms", "cp50220", "cp50221", "csiso2022jp":
		return japanese.ISO2022JP
	case "utf-16", "utf16", "unicode", "ucs-2", "iso-10646-ucs-2":
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	case "utf-16le", "utf16le":
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case "utf-32", "utf32", "ucs-4", "iso-10646-ucs-4":
		return utf32.UTF32(utf32.BigEndian, utf32.UseBOM)
	case "utf-32le", "utf32le":
		return utf32.UTF32(utf32.LittleEndian, utf32.UseBOM)
	case "utf-32be", "utf32be":
		return utf32.UTF32(utf32.BigEndian, utf32.UseBOM)
	case "tis-620", "tis620", "iso-8859-11", "cp874", "windows-874":
		return charmap.Windows874
	case "iso-8859-9", "iso8859-9", "latin5":
		return charmap.Windows1254
	}
	names := []string{label}
	// "cp-850", "x-windows-1251", "iso8859-2" and the like.
	if rest, ok := strings.CutPrefix(label, "x-"); ok {
		names = append(names, rest)
	}
	if digits := strings.TrimLeft(label, "abcdefghijklmnopqrstuvwxyz-_"); digits != "" && digits != label {
		switch prefix := label[:len(label)-len(digits)]; prefix {
		case "cp-", "ibm-", "cp_", "ibm", "cp":
			names = append(names, "cp"+digits, "ibm"+digits, "windows-"+digits)
		case "win-", "win", "windows", "windows_":
			names = append(names, "windows-"+digits)
		case "iso", "iso_", "iso-":
			names = append(names, "iso-"+strings.ReplaceAll(digits, "_", "-"))
		}
	}
	for _, name := range names {
		if e, err := htmlindex.Get(name); err == nil && e != encoding.Replacement {
			return e
		}
		if e, err := ianaindex.MIME.Encoding(name); err == nil && e != nil {
			return e
		}
		if e, err := ianaindex.IANA.Encoding(name); err == nil && e != nil {
			return e
		}
	}
	return nil
}

func asciiBytes(data []byte) bool {
	for _, c := range data {
		if c >= 0x80 {
			return false
		}
	}
	return true
}
