package lang

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// used is what the source asks the catalogs for.
type used struct {
	where string
	one   string   // of N: the English text for one
	named []string // the parts that the call fills; nil where that is not known
}

// TestCatalogs holds the catalogs and the source together.
func TestCatalogs(t *testing.T) {
	keys := keysOf(t, "..")
	sentences := sentencesOf(t, filepath.Join("..", "..", ".."))
	if len(keys) < 500 || len(sentences) < 100 {
		t.Fatalf("found only %d texts and %d sentences in the source", len(keys), len(sentences))
	}
	for _, l := range All()[1:] {
		texts := load(l).texts
		if texts == nil {
			t.Fatalf("the catalog of %s cannot be read", l.Tag)
		}
		for key, u := range keys {
			f, ok := texts[key]
			if !ok {
				t.Errorf("%s lacks %q, used at %s", l.Tag, key, u.where)
				continue
			}
			if want := l.plurals(u); len(f) != want {
				t.Errorf("%s has %d forms for %q, not %d", l.Tag, len(f), key, want)
			}
		}
		for key, f := range texts {
			u, inWindow := keys[key]
			_, inCore := sentences[key]
			if !inWindow && !inCore {
				t.Errorf("%s has %q, which nothing uses", l.Tag, key)
			}
			for i, text := range f {
				sameParts(t, l, key, text, u.one != "" && i < len(f)-1)
				if strings.TrimSpace(text) != text && strings.TrimSpace(key) == key {
					t.Errorf("%s: %q begins or ends with a space", l.Tag, text)
				}
			}
		}
	}
}

// TestPartsAreFilled finds calls that fill other parts than their text has.
func TestPartsAreFilled(t *testing.T) {
	for key, u := range keysOf(t, "..") {
		if u.named == nil {
			continue
		}
		if got, want := slices.Compact(slices.Sorted(slices.Values(u.named))), braces(key); !slices.Equal(got, want) {
			t.Errorf("%s: %q is given %q", u.where, key, got)
		}
	}
}

// TestExplanations: what the core says to people is said in all languages.
func TestExplanations(t *testing.T) {
	var catalogs []*spoken
	for _, l := range All()[1:] {
		catalogs = append(catalogs, load(l))
	}
	for sentence, must := range sentencesOf(t, filepath.Join("..", "..", "..")) {
		var lacking []string
		for _, c := range catalogs {
			if _, ok := c.texts[sentence]; !ok {
				lacking = append(lacking, c.Tag)
			}
		}
		if len(lacking) > 0 && (must || len(lacking) < len(catalogs)) {
			t.Errorf("%q has no translation in %q", sentence, lacking)
		}
	}
}

func (l Language) plurals(u used) int {
	if u.one == "" || l.form(1) == l.form(5) {
		return 1
	}
	return 2
}

var inBraces = regexp.MustCompile(`\{[a-z0-9]+\}`)

func braces(text string) []string {
	return slices.Compact(slices.Sorted(slices.Values(inBraces.FindAllString(text, -1))))
}

// sameParts: a text for one may leave its number out.
func sameParts(t *testing.T, l Language, key, text string, one bool) {
	t.Helper()
	want, got := braces(key), braces(text)
	if one {
		numberless := func(p string) bool { return p == "{n}" }
		want, got = slices.DeleteFunc(want, numberless), slices.DeleteFunc(got, numberless)
	}
	if !slices.Equal(want, got) {
		t.Errorf("%s: %q has the parts %q, its translation %q", l.Tag, key, want, got)
	}
}

// keysOf reads the calls of this package below a folder.
func keysOf(t *testing.T, root string) map[string]used {
	t.Helper()
	keys := make(map[string]used)
	each(t, root, func(files *token.FileSet, path string, f *ast.File) {
		if !strings.Contains(filepath.ToSlash(path), "/lang/") && !imports(f, "godwit/app/gui/lang") {
			return
		}
		for _, d := range f.Decls {
			gen, outside := d.(*ast.GenDecl)
			ast.Inspect(d, func(n ast.Node) bool {
				call, ok := n.(*ast.CallExpr)
				if !ok {
					return true
				}
				name := called(call, f.Name.Name == "lang")
				if name != "T" && name != "N" && name != "Date" {
					return true
				}
				where := files.Position(call.Pos()).String()
				if outside && gen.Tok == token.VAR {
					t.Errorf("%s: lang.%s runs before a language is chosen; make it a function", where, name)
				}
				note(t, keys, name, where, call)
				return true
			})
		}
	})
	return keys
}

func note(t *testing.T, keys map[string]used, name, where string, call *ast.CallExpr) {
	t.Helper()
	if strings.Contains(filepath.ToSlash(where), "lang/") && !strings.HasPrefix(name, "T") {
		return
	}
	texts, rest := call.Args, []ast.Expr(nil)
	switch name {
	case "T":
		texts, rest = call.Args[:1], call.Args[1:]
	case "N":
		texts, rest = call.Args[1:3], call.Args[3:]
	case "Date":
		texts = call.Args[1:2]
	}
	var literal []string
	for _, e := range texts {
		s, plain := flatten(e)
		if !plain {
			t.Errorf("%s: the text is not written out; a table holds the results of lang.T, not texts", where)
			return
		}
		literal = append(literal, s)
	}
	u := used{where: where}
	if name != "Date" && !call.Ellipsis.IsValid() {
		u.named = []string{}
		if name == "N" {
			u.one, u.named = literal[0], append(u.named, "{n}")
		}
		for i := 0; i < len(rest); i += 2 {
			s, plain := flatten(rest[i])
			if !plain || i+1 == len(rest) {
				t.Errorf("%s: parts are names and values in turn", where)
			}
			u.named = append(u.named, "{"+s+"}")
		}
	}
	keys[literal[len(literal)-1]] = u
}

// called is the name of the function of this package that a call calls.
func called(call *ast.CallExpr, within bool) string {
	switch f := call.Fun.(type) {
	case *ast.SelectorExpr:
		if x, ok := f.X.(*ast.Ident); ok && x.Name == "lang" {
			return f.Sel.Name
		}
	case *ast.Ident:
		if within {
			return f.Name
		}
	}
	return ""
}

func each(t *testing.T, root string, do func(*token.FileSet, string, *ast.File)) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		files := token.NewFileSet()
		f, err := parser.ParseFile(files, path, nil, 0)
		if err == nil {
			do(files, path, f)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func imports(f *ast.File, path string) bool {
	return slices.ContainsFunc(f.Imports, func(i *ast.ImportSpec) bool { return i.Path.Value == strconv.Quote(path) })
}
