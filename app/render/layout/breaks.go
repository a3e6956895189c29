package layout

import (
	"unicode"

	"godwit/app/render/style"
	"godwit/app/render/text"
)

// breaks says before which runes a line may end.
func (p *paragraph) breaks() []bool {
	out := make([]bool, len(p.runes)+1)
	if !p.simple {
		for i, b := range text.Breaks(p.runes) {
			out[i] = b == text.MayBreak && (p.runes[i-1] != '/' || !alphanumeric(p.runes[i])) || p.breaksHere(i)
		}
		return out // addresses hold together at their slashes, as in browsers
	}
	for i := 1; i < len(p.runes); i++ {
		a, b := p.runes[i-1], p.runes[i]
		out[i] = a == ' ' && b != ' ' || (a == object || b == object) && a != '\u00a0' && b != '\u00a0' && b != ' '
	}
	return out
}

// breaksHere says whether a line may end where the standard has it not: after
// the hyphen of a number, as in browsers, and, as there is no dictionary of Thai
// and Lao here, before the vowels that can only begin a syllable.
func (p *paragraph) breaksHere(i int) bool {
	if i < 2 || i >= len(p.runes) {
		return false
	}
	switch r, before := p.runes[i], p.runes[i-1]; {
	case before == '-':
		return unicode.IsDigit(r) && alphanumeric(p.runes[i-2])
	case r >= 0xe40 && r <= 0xe44:
		return before > 0xe00 && before < 0xe40 || before > 0xe44 && before < 0xe7f
	case r >= 0xec0 && r <= 0xec4:
		return before > 0xe80 && before < 0xec0 || before > 0xec4 && before < 0xeff
	}
	return false
}

func alphanumeric(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func (p *paragraph) words(out []item, t *part, it item, levels []text.Level, breaks []bool, before *style.Style) []item {
	it.font = p.e.font(t.style)
	wraps := t.style.WhiteSpace.Wraps()
	var clusters map[int]bool
	if t.style.BreakAll && wraps {
		clusters = map[int]bool{}
		for _, at := range text.Graphemes(p.runes[t.from:t.to]) {
			clusters[t.from+at] = true
		}
	}
	for from := t.from; from < t.to; {
		isSpace := p.runes[from] == ' '
		to := from + 1
		for to < t.to && (p.runes[to] == ' ') == isSpace && !isSpace && (!breaks[to] || !wraps) && !clusters[to] &&
			(levels == nil || levels[to] == levels[from]) && to-from < maxWord {
			to++
		}
		it.kind = word
		if isSpace {
			it.kind = space
		}
		if levels != nil {
			it.level = levels[from]
		}
		it.text = string(p.runes[from:to])
		it.mayBreak = (breaks[from] || clusters[from] && from > 0) && (wraps || from == t.from && before != nil && before.WhiteSpace.Wraps())
		p.e.shape(&it)
		out = append(out, it)
		from = to
	}
	return out
}
