package spell

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"
)

func open(t testing.TB, name string) *Dictionary {
	t.Helper()
	aff, err := os.Open("testdata/" + name + ".aff")
	if err != nil {
		t.Fatal(err)
	}
	defer aff.Close()
	dic, err := os.Open("testdata/" + name + ".dic")
	if err != nil {
		t.Fatal(err)
	}
	defer dic.Close()
	d, err := Read(name, aff, dic)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestCheck compares with what hunspell 1.7 said of the same words by the same
// dictionaries.
func TestCheck(t *testing.T) {
	for _, name := range []string{"english", "german", "forms", "joined"} {
		d := open(t, name)
		golden, err := os.ReadFile("testdata/" + name + ".golden")
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(golden)) {
			right, word, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
			if got := d.Check(word); got != (right == "1") {
				t.Errorf("%s: %q is right: %v, hunspell says %s", name, word, got, right)
			}
		}
	}
}

func TestOtherScript(t *testing.T) {
	if d := open(t, "english"); !d.Check("שלום") || d.Check("worlda") {
		t.Error("words of another script are judged")
	}
}

func TestSuggest(t *testing.T) {
	d := open(t, "english")
	for word, want := range map[string]string{
		"wrold": "world", "fone": "phone", "alot": "a lot", "plyaed": "played", "Wrold": "World", "PALYED": "PLAYED",
		"anna": "Anna", "worrd": "word", "wird": "word", "crise": "cries", "naive": "naïve", "dont": "don’t", "playplay": "play play",
	} {
		if got := d.Suggest(word); !slices.Contains(got, want) {
			t.Errorf("%q: %q, want %q among them", word, got, want)
		}
	}
	for _, word := range []string{"dman", "xqzvk", "", strings.Repeat("x", 1000)} {
		if got := d.Suggest(word); slices.Contains(got, "damn") || word != "dman" && len(got) > 0 {
			t.Errorf("%q: %q", word, got)
		}
	}
}

// TestHostile: files that are no dictionaries, or made to be slow, are errors or
// cost little.
func TestHostile(t *testing.T) {
	for name, f := range map[string]struct{ aff, dic string }{
		"nothing":       {"", ""},
		"no words":      {"SET UTF-8\n", "0\n"},
		"unknown set":   {"SET EBCDIC-7\n", "1\nword\n"},
		"long line":     {"", "1\n" + strings.Repeat("x", maxLine+1)},
		"alias 0":       {"AF 1\nAF A\n", "1\nword/7\n"},
		"number":        {"FLAG num\n", "1\nword/notnumber\n"},
		"open brackets": {"FLAG long\nCOMPOUNDRULE 1\nCOMPOUNDRULE (aa\n", "1\nword/aa\n"},
	} {
		if _, err := Read("x", strings.NewReader(f.aff), strings.NewReader(f.dic)); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	aff := "COMPOUNDFLAG A\nCOMPOUNDMIN 1\nSFX B Y 1\nSFX B 0 a/B .\nPFX C Y 1\nPFX C 0 a/C .\nCOMPOUNDRULE 1\nCOMPOUNDRULE A*B*A*B*A*B*\nMAP 1\nMAP ab\n"
	d, err := Read("x", strings.NewReader(aff), strings.NewReader("2\na/ABC\naa/ABC\n"))
	if err != nil {
		t.Fatal(err)
	}
	d.Check(strings.Repeat("a", 99) + "b")
	stars, err := Read("x", strings.NewReader("COMPOUNDMIN 1\nCOMPOUNDRULE 1\nCOMPOUNDRULE "+strings.Repeat("A*", 1000)+"B\n"), strings.NewReader("1\na/A\n"))
	if err != nil {
		t.Fatal(err)
	}
	stars.Check(strings.Repeat("a", 90))
	long, err := Read("x", strings.NewReader("ICONV 1\nICONV a "+strings.Repeat("b", 60_000)+"\n"), strings.NewReader("1\nword\n"))
	if err != nil {
		t.Fatal(err)
	}
	long.Check(strings.Repeat("a", 90))
	d.Suggest(strings.Repeat("a", 49) + "c")
	d.Suggest("\xdb")
	if !d.Check(strings.Repeat("xy", 60)) {
		t.Error("what nobody wrote as a word is underlined")
	}
}

func TestGuess(t *testing.T) {
	var installed []Installed
	for _, l := range []string{"de_AT", "de_DE", "en_GB", "en_US", "fr_FR", "ru_RU"} {
		installed = append(installed, Installed{Language: l})
	}
	for _, tt := range []struct{ text, usual, want string }{
		{"Ich habe das nicht verstanden, aber es ist gut.", "en_US", "de_DE"},
		{"Ich habe das nicht verstanden, aber es ist gut.", "de_AT", "de_AT"},
		{"I have not understood this, but it is fine with us.", "de_DE", "en_US"},
		{"I have not understood this, but it is fine with us.", "en_GB", "en_GB"},
		{"Je ne sais pas où il est, mais nous sommes ici pour vous.", "en_US", "fr_FR"},
		{"Это не то, что я хотел сказать, но так и быть.", "en_US", "ru_RU"},
		{"", "fr_FR", "fr_FR"},
		{"Hallo", "fr_FR", "fr_FR"},
		{"", "nl_NL", "de_DE"},
	} {
		if at := Guess(tt.text, installed, tt.usual); at < 0 || installed[at].Language != tt.want {
			t.Errorf("%q in %s: %d", tt.text, tt.usual, at)
		}
	}
	if Guess("the and of", nil, "en_US") != -1 {
		t.Error("a language that is not installed")
	}
}

func TestFind(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("DICPATH", dir)
	for name, text := range map[string]string{"xx_YY.aff": "SET UTF-8\n", "xx_YY.dic": "1\nword\n", "zz_ZZ.aff": "", "hyph_xx.aff": "", "hyph_xx.dic": ""} {
		if err := os.WriteFile(dir+"/"+name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	i := slices.IndexFunc(Find(), func(i Installed) bool { return i.Language == "xx_YY" })
	if i < 0 || slices.ContainsFunc(Find(), func(i Installed) bool { return i.Language == "zz_ZZ" || i.Language == "hyph_xx" }) {
		t.Fatalf("%v", Find())
	}
	d, err := Find()[i].Read()
	if err != nil || !d.Check("word") {
		t.Fatal(err)
	}
	env := func(key string) string {
		return map[string]string{"HOME": "/home/anna", "ProgramFiles": "C:\\Program Files", "APPDATA": "C:\\AppData"}[key]
	}
	for _, system := range []string{"windows", "darwin", "linux"} {
		if len(places(system, env)) < 3 {
			t.Errorf("%s: %q", system, places(system, env))
		}
	}
}

// FuzzRead reads whatever is given as rules and words, and asks about a word.
func FuzzRead(f *testing.F) {
	for _, name := range []string{"english", "german", "forms", "joined"} {
		aff, _ := os.ReadFile("testdata/" + name + ".aff")
		dic, _ := os.ReadFile("testdata/" + name + ".dic")
		f.Add(aff, dic, "Arbeitsschutz")
	}
	f.Fuzz(func(t *testing.T, aff, dic []byte, word string) {
		if len(aff) > 20_000 || len(dic) > 20_000 || len(word) > 60 {
			return
		}
		d, err := Read("x", bytes.NewReader(aff), bytes.NewReader(dic))
		if err != nil {
			return
		}
		d.Check(word)
		d.Suggest(word)
	})
}

func BenchmarkCheck(b *testing.B) {
	d := open(b, "german")
	for b.Loop() {
		d.Check("Arbeitsschiffschutz")
	}
}

func TestName(t *testing.T) {
	for code, want := range map[string]string{"de_AT": "German (AT)", "en": "English", "sr_Latn_RS": "Serbian (Latn, RS)", "ca-valencia": "Catalan (valencia)", "xx_YY": "xx_YY", "": ""} {
		if got := Name(code); got != want {
			t.Errorf("%q is called %q, want %q", code, got, want)
		}
	}
}
