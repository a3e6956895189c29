package query

// Problem is a place in a search that was not as it should be. The search is
// done all the same.
type Problem struct {
	At, End    int    // octets of the text, as it was given
	Incomplete bool   // it may be that a person is still typing
	Text       string // a sentence or two for a person
}

func (p *parser) problem(at, end int, text string) {
	p.problems = append(p.problems, Problem{At: at, End: end, Text: text})
}

// incomplete notes what may still be typed.
func (p *parser) incomplete(at int, text string) {
	p.problems = append(p.problems, Problem{At: at, End: p.at, Incomplete: true, Text: text})
}
