package model

import (
	"fmt"
	"testing"
)

func TestFindWords(t *testing.T) {
	for _, c := range []struct {
		typed, want string
		texts       []string
	}{
		{"dark", "[[] [[0 4]]]", []string{"Colours", "Dark or light"}},
		{"of", "[[[5 7]]]", []string{"soft of"}},
		{"颜色", "[[[1 3]]]", []string{"的颜色"}},
		{"no such", "", []string{"nothing"}},
		{"  ", "[[]]", []string{"all"}},
	} {
		marks, ok := FindWords(c.typed, c.texts...)
		got := ""
		if ok {
			got = fmt.Sprint(marks)
		}
		if got != c.want {
			t.Errorf("%q in %q: %s, want %s", c.typed, c.texts, got, c.want)
		}
	}
}
