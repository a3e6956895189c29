package parse

import (
	"strings"
)

// DecodeText decodes encoded words (RFC 2047) and raw 8-bit text to UTF-8.
func DecodeText(s string) string { return decodeText(s, "") }

// decodeText is DecodeText with a charset to try for raw text that is not UTF-8.
//
// Words of one charset that stand side by side are joined before they are
// decoded, because senders split multibyte characters between them. Words are
// also decoded where RFC 2047 5 forbids them (inside quotes, next to letters,
// with spaces in them), because senders put them there.
func decodeText(s, charset string) string {
	if plain(s) {
		return s
	}
	d := wordDecoder{charset: charset}
	last := 0
	for pos := 0; pos < len(s); {
		i := strings.Index(s[pos:], "=?")
		if i < 0 {
			break
		}
		i += pos
		w, end := d.word(s, i)
		if end < 0 {
			pos = i + 2
			if d.unclosed {
				break
			}
			continue
		}
		if gap := s[last:i]; !d.pending || strings.Trim(gap, " \t\r\n") != "" {
			d.flush()
			d.raw(gap)
		}
		d.add(w)
		pos, last = end, end
	}
	d.flush()
	d.raw(s[last:])
	return d.out.String()
}

// encodedWord is =?charset?encoding?text?=, taken apart.
type encodedWord struct {
	charset string
	base64  bool
	text    string
}

type wordDecoder struct {
	out      strings.Builder
	charset  string // for raw text
	pending  bool
	word0    string // charset of what is pending
	data     []byte
	rest     string // base64 of less than a whole group, from the word before
	unclosed bool   // there is no "?=" further on
}

// word reads the encoded word at pos; end is -1 if there is none.
func (d *wordDecoder) word(s string, pos int) (w encodedWord, end int) {
	const maxCharset = 60
	head := s[pos+2 : min(len(s), pos+2+maxCharset)]
	q := strings.IndexByte(head, '?')
	if q <= 0 || strings.ContainsAny(head[:q], " \t\r\n=") {
		return w, -1
	}
	w.charset = charsetLabel(head[:q]) // without the language of RFC 2231 5
	start := pos + 2 + q + 3
	if start > len(s) || s[start-1] != '?' {
		return w, -1
	}
	switch s[start-2] {
	case 'b', 'B':
		w.base64 = true
	case 'q', 'Q':
	default:
		return w, -1
	}
	for end = start; ; {
		i := strings.Index(s[end:], "?=")
		if i < 0 {
			d.unclosed = end == start
			return w, -1
		}
		end += i + 2
		if w.base64 || !d.hexAfter(s, end) {
			break
		}
		end-- // a bare "?" followed by "=XX": the word goes on
	}
	w.text = s[start : end-2]
	return w, end
}

// hexAfter reports whether "?=" before pos is an unencoded question mark
// followed by an escape such as "=20" and not the end of the word.
func (d *wordDecoder) hexAfter(s string, pos int) bool {
	if pos+2 > len(s) || unhex(s[pos]) < 0 || unhex(s[pos+1]) < 0 {
		return false
	}
	const maxWord = 200
	rest := s[pos:min(len(s), pos+maxWord)]
	end := strings.Index(rest, "?=")
	return end >= 0 && !strings.ContainsAny(rest[:end], " \t\r\n") && !strings.Contains(rest[:end+1], "=?")
}

func (d *wordDecoder) add(w encodedWord) {
	if d.pending && d.word0 != w.charset {
		d.flush()
	}
	d.pending, d.word0 = true, w.charset
	if !w.base64 {
		d.endGroup()
		if strings.IndexByte(w.text, '_') >= 0 || strings.Contains(w.text, "=20") {
			w.text = strings.ReplaceAll(w.text, " ", "") // it encodes its spaces: others come from folding
		}
		d.data = appendQ(d.data, w.text)
		return
	}
	text := d.rest + w.text
	d.rest = ""
	if n := len(text) % 4; n != 0 && !strings.ContainsAny(text, "= \t") {
		text, d.rest = text[:len(text)-n], text[len(text)-n:]
	}
	d.data = appendBase64(d.data, text)
}

// endGroup decodes a base64 group that the next word did not complete.
func (d *wordDecoder) endGroup() {
	d.data = appendBase64(d.data, d.rest)
	d.rest = ""
}

func (d *wordDecoder) flush() {
	if !d.pending {
		return
	}
	d.endGroup()
	d.out.WriteString(decodeCharset(d.word0, d.data))
	d.pending, d.data = false, d.data[:0]
}

func (d *wordDecoder) raw(s string) {
	if ascii(s) && strings.IndexByte(s, 0x1b) < 0 {
		d.out.WriteString(s)
		return
	}
	d.out.WriteString(decodeCharset(rawCharset(s, d.charset), []byte(s)))
}

// rawCharset is what undeclared bytes in a header are in: UTF-8 if they can
// be, ISO-2022-JP by its escapes, else what the body is declared in.
func rawCharset(s, declared string) string {
	switch {
	case strings.Contains(s, "\x1b$") || strings.Contains(s, "\x1b("):
		return "iso-2022-jp"
	case declared == "utf-8" || declared == "us-ascii" || validUTF8(s):
		return ""
	}
	return declared
}

// appendQ decodes the Q encoding (RFC 2047 4.2).
func appendQ(dst []byte, s string) []byte {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '_':
			dst = append(dst, ' ')
		case c == '=' && i+2 < len(s) && unhex(s[i+1]) >= 0 && unhex(s[i+2]) >= 0:
			dst = append(dst, byte(unhex(s[i+1])<<4|unhex(s[i+2])))
			i += 2
		default:
			dst = append(dst, c)
		}
	}
	return dst
}

func appendBase64(dst []byte, s string) []byte {
	d := newBase64Decoder([]byte(s))
	for !d.done() {
		dst = d.step(dst)
	}
	return dst
}
