package lang

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// speakers are the files of the core that write sentences for people.
var speakers = []string{
	"app/explain*.go", "app/doctor*.go", "app/sender/*.go", "app/files/kind.go", "app/files/judge.go", "app/files/archive.go",
	"app/unsubscribe.go", "app/tags.go", "app/outbox.go", "app/peoplebook.go", "app/quota.go", "app/delivery.go", "app/sentcopy.go",
	"accounts/*.go", "accounts/preflight/*.go", "accounts/autoconfig/*.go",
	"compose/address.go", "compose/check.go", "compose/header.go", "compose/warn.go",
	"sync/imap/opmove.go", "sync/imap/ops.go", "sync/pop3/tidy.go", "sync/store/mark*.go", "sync/store/move.go",
	"sync/parse/*.go", "sync/query/*.go",
}

// sentencesOf are the texts of the core, with numbers for what they fill in. True
// are those of app.Explanation and whole sentences, which people see; the others
// may be a part of one, or a name of no language.
func sentencesOf(t *testing.T, root string) map[string]bool {
	t.Helper()
	out := make(map[string]bool)
	for _, pattern := range speakers {
		for _, path := range sources(t, root, pattern) {
			f := parsed(t, path)
			if f.Name.Name != "files" { // where Text is a kind
				explained(f, func(s string) { out[s] = true })
			}
			ast.Inspect(f, func(n ast.Node) bool {
				e, ok := n.(ast.Expr)
				if !ok {
					return true
				}
				s, plain := flatten(e)
				if plain { // perhaps a format, which is filled elsewhere
					part := 0
					s = verb.ReplaceAllStringFunc(s, func(string) string { part++; return fmt.Sprintf("{%d}", part) })
				}
				if hasLetters(s) {
					out[s] = out[s] || strings.HasSuffix(s, ".") && s[0] != ' ' && len(word.FindAllString(s, 2)) == 2 // else it goes on
				}
				_, sum := e.(*ast.BinaryExpr)
				return !sum
			})
		}
	}
	return out
}

func sources(t *testing.T, root, pattern string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(root, pattern))
	if err != nil || files == nil {
		t.Fatalf("%s: no files, %v", pattern, err)
	}
	return slices.DeleteFunc(files, func(path string) bool { return strings.HasSuffix(path, "_test.go") })
}

func parsed(t *testing.T, path string) *ast.File {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// explained hands out the fields of explanations.
func explained(f *ast.File, add func(string)) {
	field := func(name string, e ast.Expr) {
		if name != "Title" && name != "Text" && name != "Action" {
			return
		}
		if s, _ := flatten(e); hasLetters(s) {
			add(s)
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.KeyValueExpr:
			if key, ok := n.Key.(*ast.Ident); ok {
				field(key.Name, n.Value)
			}
		case *ast.AssignStmt:
			for i, left := range n.Lhs {
				sel, ok := left.(*ast.SelectorExpr)
				if !ok || i >= len(n.Rhs) {
					continue
				}
				e := n.Rhs[i]
				if n.Tok == token.ADD_ASSIGN { // the text until now is the first part
					e = &ast.BinaryExpr{X: left, Op: token.ADD, Y: e}
				}
				field(sel.Sel.Name, e)
			}
		}
		return true
	})
}

func hasLetters(s string) bool {
	return word.MatchString(inBraces.ReplaceAllString(s, ""))
}

var (
	verb = regexp.MustCompile(`%[a-z]`)
	word = regexp.MustCompile(`[A-Za-z]{2,}`)
)

// flatten writes an expression as a text with numbers for what is not literal;
// plain says that all of it is.
func flatten(e ast.Expr) (text string, plain bool) {
	part := 0
	text, plain = flattenFrom(e, &part)
	return text, plain
}

func flattenFrom(e ast.Expr, part *int) (string, bool) {
	next := func() string { *part++; return fmt.Sprintf("{%d}", *part) }
	switch e := e.(type) {
	case *ast.BasicLit:
		s, err := strconv.Unquote(e.Value)
		return s, err == nil && e.Kind == token.STRING
	case *ast.BinaryExpr:
		x, plainX := flattenFrom(e.X, part)
		y, plainY := flattenFrom(e.Y, part)
		return x + y, plainX && plainY
	case *ast.CallExpr:
		if f, ok := e.Fun.(*ast.SelectorExpr); ok && f.Sel.Name == "Sprintf" {
			s, _ := flattenFrom(e.Args[0], part)
			return verb.ReplaceAllStringFunc(s, func(string) string { return next() }), false
		}
	}
	return next(), false
}
