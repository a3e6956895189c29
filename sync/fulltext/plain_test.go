package fulltext

import "testing"

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"Jürgen Groß, Åse":  "jurgen gross, ase",
		"RE: Ｆｕｌｌ":          "re: full",
		"日本語 テスト":           "日本語 テスト",
		"a\xffb":            "a\uFFFDb",
		"Ελλάς · naïve (2)": "ελλασ · naive (2)",
	} {
		if got := string(Fold(nil, in)); got != want {
			t.Errorf("%q folds to %q, want %q", in, got, want)
		}
	}
}
