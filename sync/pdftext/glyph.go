package pdftext

import (
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// glyph is what a glyph is called by Adobe's list, as far as words are made of
// it; "" for what has no name but a number, and " " for other signs.
func glyph(s string) string {
	s, _, _ = strings.Cut(s, ".") // a.sc is an a
	if strings.Contains(s, "_") { // f_i
		var b strings.Builder
		for part := range strings.SplitSeq(s, "_") {
			b.WriteString(glyph(part))
		}
		return b.String()
	}
	if len(s) == 1 {
		return s
	}
	if c, ok := glyphs[s]; ok {
		return c
	}
	for _, prefix := range []string{"uni", "u"} {
		if hex, ok := strings.CutPrefix(s, prefix); ok && len(hex) >= 4 && len(hex) <= 6 {
			if n, err := strconv.ParseUint(hex, 16, 32); err == nil {
				return string(rune(n))
			}
		}
	}
	for accent, mark := range accents {
		if letter, ok := strings.CutSuffix(s, accent); ok && len(letter) == 1 {
			return norm.NFC.String(letter + mark)
		}
	}
	if len(s) > 3 && strings.Trim(s, "0123456789") == s {
		return " "
	}
	return ""
}

var glyphs = map[string]string{
	"zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
	"ff": "ff", "fi": "fi", "fl": "fl", "ffi": "ffi", "ffl": "ffl",
	"germandbls": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "oslash": "ø", "Oslash": "Ø", "lslash": "ł", "Lslash": "Ł",
	"eth": "ð", "Eth": "Ð", "thorn": "þ", "Thorn": "Þ", "dcroat": "đ", "Dcroat": "Đ", "dotlessi": "ı", "mu": "µ",
	"at": "@", "period": ".", "comma": ",", "hyphen": "-", "sfthyphen": "-", "quoteright": "’", "quotesingle": "'", "apostrophe": "'",
	"underscore": "_", "slash": "/", "colon": ":", "Euro": "€", "space": " ", "nbspace": " ",
}

var accents = map[string]string{
	"acute": "\u0301", "grave": "\u0300", "circumflex": "\u0302", "dieresis": "\u0308", "tilde": "\u0303", "ring": "\u030A",
	"caron": "\u030C", "cedilla": "\u0327", "ogonek": "\u0328", "macron": "\u0304", "breve": "\u0306", "dotaccent": "\u0307",
	"hungarumlaut": "\u030B", "commaaccent": "\u0326",
}
