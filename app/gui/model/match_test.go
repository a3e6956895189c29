package model

import (
	"fmt"
	"testing"
)

func TestMatch(t *testing.T) {
	for _, c := range []struct {
		typed, title, also string
		ok                 bool
		marks              string
	}{
		{"", "Archive", "", true, "[]"},
		{"arch", "Archive", "", true, "[0 1 2 3]"},
		{"ARCH", "archive", "", true, "[0 1 2 3]"},
		{"all rep", "Reply to all", "", true, "[9 10 11 0 1 2]"},
		{"spam", "Junk", "spam bad", true, "[]"},
		{"pam", "Junk", "spam", false, "[]"},
		{"losch", "Löschen", "", true, "[0 1 2 3 4]"},
		{"ölm", "Olme", "", true, "[0 1 2]"},
		{"rta", "Reply to all", "", true, "[0 6 9]"},
		{"tar", "Reply to all", "", false, "[]"},
		{"x", "Next message", "", true, "[2]"},
		{"z", "Next message", "", false, "[]"},
		{"reply zz", "Reply", "", false, "[]"},
		{"收件", "收件箱", "", true, "[0 1]"},
	} {
		m, ok := Match(c.typed, c.title, c.also)
		if got := fmt.Sprint(m.Marks); ok != c.ok || got != c.marks {
			t.Errorf("%q in %q: %v %s, want %v %s", c.typed, c.title, ok, got, c.ok, c.marks)
		}
	}
}

// What is better comes first.
func TestMatchOrder(t *testing.T) {
	order := []struct{ title, also string }{
		{"Move to…", ""}, {"Quick move", ""}, {"File", "move put"}, {"Remove", ""}, {"My own verb", ""},
	}
	last := 1 << 20
	for _, o := range order {
		m, ok := Match("mo", o.title, o.also)
		if !ok || m.Score >= last {
			t.Errorf("%q scores %d (%v), the one before %d", o.title, m.Score, ok, last)
		}
		last = m.Score
	}
}

func FuzzMatch(f *testing.F) {
	f.Add("re all", "Reply to all", "answer")
	f.Add("é", "École", "")
	f.Fuzz(func(t *testing.T, typed, title, also string) {
		m, _ := Match(typed, title, also)
		for _, i := range m.Marks {
			if i < 0 || i >= len([]rune(title)) {
				t.Fatalf("a mark at %d of %q", i, title)
			}
		}
	})
}
