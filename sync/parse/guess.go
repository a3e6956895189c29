package parse

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/traditionalchinese"
)

// guessCharset says what text that is neither UTF-8 nor labelled is in, by the
// shape of its octets above 127. In western text they stand alone among ASCII
// letters; in other scripts they come in runs. "" is windows-1252: where
// nothing speaks clearly for another, that is what senders of such mail use.
func guessCharset(data []byte) string {
	const prefix = 8 << 10
	data = data[:min(len(data), prefix)]
	s := measure(data)
	const few = 8 // too few to tell
	if s.high < few || 10*s.inRuns < 6*s.high {
		return ""
	}
	switch {
	case s.odd == 0 && s.low == 0: // pairs of the EUC kind
		switch {
		case 100*s.kana > 15*s.pairs:
			return "euc-jp"
		case 100*s.hangul > 95*s.pairs:
			return "euc-kr"
		}
		return "gb18030"
	case 100*s.sjisKana > 15*s.high/2:
		return "shift_jis"
	case big5(data):
		return "big5"
	case 100*s.cyrillic1251 > 25*s.high && s.cyrillic1251 > s.cyrillicKOI8:
		return "windows-1251"
	case 100*s.cyrillicKOI8 > 25*s.high:
		return "koi8-r"
	}
	return ""
}

// shape counts the octets of a text above 127.
type shape struct {
	high, inRuns int // all; those in runs of three and more
	odd          int // runs of an odd length
	low          int // octets that EUC has not
	pairs        int // of runs, with first octets in the rows of kana and of hangul
	kana, hangul int
	sjisKana     int
	cyrillic1251 int // the vowels that are most of Russian, in two charsets
	cyrillicKOI8 int
}

func measure(data []byte) shape {
	var s shape
	for i := 0; i < len(data); {
		if data[i] < utf8.RuneSelf {
			i++
			continue
		}
		start := i
		for ; i < len(data) && data[i] >= utf8.RuneSelf; i++ {
			s.count(data[i])
		}
		run := data[start:i]
		if len(run) >= 3 {
			s.inRuns += len(run)
		}
		s.odd += len(run) % 2
		for j := 0; j+1 < len(run); j += 2 {
			s.pairs++
			switch lead := run[j]; {
			case lead == 0xa4 || lead == 0xa5:
				s.kana++
			case lead >= 0xb0 && lead <= 0xc8 || lead <= 0xa3:
				s.hangul++
			}
		}
		for j := start; j+1 < len(data) && j < i; j += 2 { // the second octet may be ASCII
			if data[j] == 0x82 && data[j+1] >= 0x9f && data[j+1] <= 0xf1 || data[j] == 0x83 && data[j+1] >= 0x40 && data[j+1] <= 0x96 {
				s.sjisKana++
			}
		}
	}
	return s
}

func (s *shape) count(c byte) {
	s.high++
	switch {
	case c < 0xa1 || c == 0xff:
		s.low++
	case strings.IndexByte("\xee\xe5\xe0\xe8\xed\xf2", c) >= 0: // о е а и н т
		s.cyrillic1251++
	case strings.IndexByte("\xcf\xc5\xc1\xc9\xce\xd4", c) >= 0:
		s.cyrillicKOI8++
	}
}

// big5 reports whether text is Chinese in Big5: all of it can be decoded, and
// most of it is in the rows of the common characters.
func big5(data []byte) bool {
	pairs, common := 0, 0
	for i := 0; i+1 < len(data); i++ {
		c, next := data[i], data[i+1]
		if c < utf8.RuneSelf {
			continue
		}
		if c < 0xa1 || c > 0xf9 || next < 0x40 || next > 0x7e && next < 0xa1 {
			return false
		}
		pairs++
		if c >= 0xa4 && c <= 0xc6 || c <= 0xa3 {
			common++
		}
		i++
	}
	out, err := traditionalchinese.Big5.NewDecoder().Bytes(data)
	if err != nil {
		return false
	}
	lost := strings.Count(string(out), "\ufffd")
	return lost <= 1 && 10*common >= 8*pairs // one may be cut in two where the prefix ends
}
