package edit

import "strings"

// PrevQuote and NextQuote are the starts of the runs of quoted lines before and
// after p, or p where there is none.
func (d *Document) PrevQuote(p Pos) Pos {
	line := p.Line
	if first, _ := QuoteBlock(d.Text, line); p.Col == 0 && first == line || !d.quoted(line) {
		line--
	}
	for ; line >= 0; line-- {
		if d.quoted(line) {
			first, _ := QuoteBlock(d.Text, line)
			return Pos{Line: first}
		}
	}
	return p
}

// NextQuote is the start of the next run of quoted lines after p, or p.
func (d *Document) NextQuote(p Pos) Pos {
	_, line := QuoteBlock(d.Text, p.Line)
	to := p
	d.Text.Each(line, func(i int, s string) bool {
		if level, _ := QuoteLevel(s); level > 0 && i > p.Line {
			to = Pos{Line: i}
			return false
		}
		return true
	})
	return to
}

func (d *Document) quoted(line int) bool {
	level, _ := QuoteLevel(d.Text.Line(line))
	return level > 0
}

// EraseQuote removes what is quoted from the caret on, up to the next words of
// one's own, and tells whether there was anything.
func (d *Document) EraseQuote() bool {
	c := d.caret.Pos
	if !d.quoted(c.Line) {
		return false
	}
	_, last := QuoteBlock(d.Text, c.Line)
	s := d.Text.Line(c.Line)
	_, skip := QuoteLevel(s)
	from := c
	switch {
	case c.Col <= skip:
		from.Col = 0
	case last == c.Line+1 && c.Col == len(s):
		return false
	}
	to := Pos{last - 1, len(d.Text.Line(last - 1))}
	if from.Col == 0 { // whole lines go
		if last < d.Text.Lines() {
			to = Pos{Line: last}
		} else if from.Line > 0 {
			from = Pos{from.Line - 1, len(d.Text.Line(from.Line - 1))}
		}
	}
	d.Replace(from, to, "")
	return true
}

// InsertQuote puts in what somebody else wrote, as a quote on lines of its own.
func (d *Document) InsertQuote(s string) {
	lines := strings.Split(strings.TrimRight(CleanBreaks(s), "\n"), "\n")
	for i, one := range lines {
		lines[i] = quoteOf(one)
	}
	text := strings.Join(lines, "\n") + "\n"
	if from, _ := d.Selected(); from.Col > 0 {
		text = "\n" + text
	}
	d.Insert(text)
}
