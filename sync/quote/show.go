package quote

import (
	"fmt"
	"strings"
)

// Button is a line of a shown text that stands for a fold, or closes it again.
type Button struct{ Line, Fold int }

// Show is the text with its folds closed, but for those that are open, and the
// lines in it that are buttons.
func Show(text string, folds []Fold, open func(fold int) bool) (string, []Button) {
	if len(folds) == 0 {
		return text, nil
	}
	lines := strings.Split(text, "\n")
	var out []string
	var buttons []Button
	at := 0
	for i, f := range folds {
		out = append(out, lines[at:f.From]...)
		buttons = append(buttons, Button{len(out), i})
		out = append(out, Label(f.Kind, f.To-f.From, open(i)))
		if open(i) {
			out = append(out, lines[f.From:f.To]...)
		}
		at = f.To
	}
	out = append(out, lines[at:]...)
	return strings.Join(out, "\n"), buttons
}

// Label is what a button says.
func Label(k Kind, lines int, open bool) string {
	what := "Quoted text"
	if k == Signature {
		what = "Signature"
	}
	if open {
		return "••• Hide: " + what
	}
	return fmt.Sprintf("••• %s, %d lines", what, lines)
}
