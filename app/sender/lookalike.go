package sender

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/publicsuffix"
	"golang.org/x/text/unicode/norm"
)

// confusable are letters and digits that look like ASCII (a choice of Unicode
// UTS 39's, of what a domain may hold), pairs of the letter and its look.
var confusable = strings.NewReplacer(
	"а", "a", "ɑ", "a", "α", "a", "ạ", "a", "ӕ", "ae", "æ", "ae", "Ь", "b", "ь", "b", "ƅ", "b", "с", "c", "ϲ", "c", "ᴄ", "c", "ԁ", "d", "ɗ", "d", "đ", "d",
	"е", "e", "ҽ", "e", "ẹ", "e", "ε", "e", "ғ", "f", "ƒ", "f", "ɡ", "g", "ց", "g", "һ", "h", "հ", "h", "ℎ", "h", "і", "i", "ı", "i", "ɩ", "i", "ι", "i", "ị", "i",
	"ј", "j", "ϳ", "j", "κ", "k", "ӏ", "l", "ⅼ", "l", "ł", "l", "ا", "l", "ո", "n", "ɴ", "n", "η", "n", "о", "o", "ο", "o", "օ", "o", "ọ", "o", "ơ", "o", "ø", "o", "σ", "o", "ס", "o",
	"р", "p", "ρ", "p", "ԛ", "q", "գ", "q", "г", "r", "ᴦ", "r", "ʀ", "r", "ѕ", "s", "ꜱ", "s", "ș", "s", "τ", "t", "ț", "t", "ս", "u", "υ", "u", "ʋ", "u", "ụ", "u", "ц", "u",
	"ѵ", "v", "ν", "v", "ѡ", "w", "ԝ", "w", "ա", "w", "ω", "w", "х", "x", "χ", "x", "у", "y", "ү", "y", "γ", "y", "ʏ", "y", "ᴢ", "z", "ʐ", "z", "з", "3", "ӡ", "3", "б", "6",
	"‐", "-", "‑", "-", "–", "-", "ー", "-", "一", "-", "·", "", "・", "",
)

// alike are shapes of ASCII that are taken for each other.
var alike = strings.NewReplacer("rn", "m", "vv", "w", "0", "o", "1", "l", "i", "l", "5", "s", "3", "e", "4", "a", "8", "b", "-", "")

// skeleton is the look of a domain (UTS 39 4): what looks the same has the same.
func skeleton(domain string) string { return alike.Replace(plainLook(domain)) }

// plainLook is a domain in the ASCII letters that it looks like, if it does.
func plainLook(domain string) string {
	return confusable.Replace(norm.NFKC.String(strings.ToLower(unicodeOf(domain))))
}

// lookAlike finds a domain that was made to be taken for another one.
func lookAlike(domain, what string, f Facts) []Proof {
	org := organisation(domain)
	known := friends(f)
	if slices.Contains(known, org) {
		return nil
	}
	warn := func(level Level, text string) []Proof { return []Proof{{"look-alike", level, text}} }
	look := skeleton(org)
	for _, k := range known {
		switch {
		case skeleton(k) == look:
			return warn(Warning, what+" "+show(domain)+" looks like "+show(k)+", and is another one.")
		case strings.HasPrefix(domain, k+".") || strings.Contains(domain, "."+k+"."):
			return warn(Warning, what+" begins like "+show(k)+" and belongs to "+show(org)+".")
		}
	}
	if u := unicodeOf(org); u != org {
		if plain := plainLook(org); isASCII(plain) && strings.ContainsFunc(u, foreign) {
			return warn(Warning, what+" "+show(org)+" is written in foreign letters to look like "+plain+".")
		}
		for label := range strings.SplitSeq(u, ".") {
			if mixed(label) {
				return warn(Warning, what+" "+show(org)+" mixes letters of several scripts.")
			}
		}
	}
	for _, k := range known {
		if f.Contact == First && near(org, k) {
			return warn(Caution, what+" "+show(org)+" is one letter away from "+show(k)+".")
		}
	}
	return nil
}

// friends are the organisations a person knows, once each.
func friends(f Facts) []string {
	var list []string
	for _, s := range slices.Concat(f.Own, f.Friends) {
		if d := ascii(s[strings.LastIndexByte(s, '@')+1:]); d != "" {
			list = append(list, organisation(d))
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

func isASCII(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r >= 0x80 })
}

// foreign letters are not Latin. Those with marks are letters of their own in
// many languages, and only suspect beside a domain that is known.
func foreign(r rune) bool { return unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) }

// mixed reports whether a word has letters of scripts that no language mixes.
func mixed(label string) bool {
	scripts := make(map[string]bool)
	for _, r := range label {
		if !unicode.IsLetter(r) {
			continue
		}
		switch {
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Bopomofo):
		case unicode.Is(unicode.Latin, r):
			scripts["latin"] = true
		case unicode.Is(unicode.Cyrillic, r):
			scripts["cyrillic"] = true
		case unicode.Is(unicode.Greek, r):
			scripts["greek"] = true
		case unicode.Is(unicode.Armenian, r):
			scripts["armenian"] = true
		default:
			scripts["other"] = true
		}
	}
	return len(scripts) > 1
}

// near reports whether two domains below one suffix differ in one letter that
// is wrong, missing, too much, or swapped with its neighbour.
func near(a, b string) bool {
	suffix, _ := publicsuffix.PublicSuffix(a)
	if other, _ := publicsuffix.PublicSuffix(b); other != suffix {
		return false
	}
	a, b = strings.TrimSuffix(a, "."+suffix), strings.TrimSuffix(b, "."+suffix)
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) < 6 || len(b) > len(a)+1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(b) > len(a) {
		return a[i:] == b[i+1:]
	}
	return i < len(a) && (a[i+1:] == b[i+1:] || i+2 <= len(a) && a[i+1] == b[i] && a[i] == b[i+1] && a[i+2:] == b[i+2:])
}
