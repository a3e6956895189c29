package parse

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"godwit/sync/mail"
)

// corpus is the folder of a public collection of test mail with expected
// results, which is kept beside the project and not in it.
func corpus(t *testing.T, name string) string {
	dir := filepath.Join(corpora(), name)
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("no corpus %s: set GODWIT_CORPORA to the folder that holds it", dir)
	}
	return dir
}

func corpora() string {
	if root := os.Getenv("GODWIT_CORPORA"); root != "" {
		return root
	}
	return filepath.Join("..", "..", "..", "shared", "corpora")
}

// facts counts agreements with what others say of the same message. Where we
// and they differ for good, testdata/disagreements.txt says why: a line each of
// the form "corpus, file: fact = reason".
type facts struct {
	t           *testing.T
	corpus      string
	agree, seen int
	known       map[string]string
	met         map[string]bool
}

func newFacts(t *testing.T, corpus string) *facts {
	data, err := os.ReadFile(filepath.Join("testdata", "disagreements.txt"))
	if err != nil {
		t.Fatal(err)
	}
	f := &facts{t: t, corpus: corpus, known: map[string]string{}, met: map[string]bool{}}
	for line := range strings.Lines(string(data)) {
		key, reason, ok := strings.Cut(strings.TrimSpace(line), " = ")
		if ok && strings.HasPrefix(key, corpus+", ") && !strings.HasPrefix(line, "#") {
			f.known[key] = reason
		}
	}
	return f
}

func (f *facts) compare(file, what string, got, want any) {
	f.seen++
	g, w := fmt.Sprint(got), fmt.Sprint(want)
	if g == w || replaced(g, w) {
		f.agree++
		return
	}
	key := f.corpus + ", " + strings.Replace(file, ".crlf.json", "", 1) + ": " + what
	key = strings.Replace(key, ".json", "", 1)
	f.met[key] = true
	if f.known[key] == "" {
		f.t.Errorf("%s\n\tgot  %.300q\n\twant %.300q", key, g, w)
	}
}

// replaced reports whether want differs only where U+FFFD says that its author
// could not read the character.
func replaced(got, want string) bool {
	if !strings.Contains(want, "\ufffd") {
		return false
	}
	g, w := []rune(got), []rune(want)
	if len(g) != len(w) {
		return false
	}
	for i := range g {
		if g[i] != w[i] && w[i] != '\ufffd' {
			return false
		}
	}
	return true
}

// done fails when a disagreement that is listed is none any more.
func (f *facts) done() {
	f.t.Logf("%d of %d facts agree (%.1f %%)", f.agree, f.seen, 100*float64(f.agree)/float64(max(1, f.seen)))
	for key := range f.known {
		if !f.met[key] {
			f.t.Errorf("%s: listed as a disagreement, but there is none", key)
		}
	}
}

func addressLines(list []mail.Address) string {
	var out []string
	for _, a := range list {
		out = append(out, a.Name+" <"+a.Email+">")
	}
	return strings.Join(out, "\n")
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// mime4jNode is an element of the files in which mime4j says what it found.
type mime4jNode struct {
	XMLName  xml.Name
	Name     string       `xml:"name,attr"`
	Children []mime4jNode `xml:",any"`
}

// leaves are the names of the files with the leaves' content; "message" for an
// attached message.
func (n mime4jNode) leaves(top bool) []string {
	switch {
	case n.XMLName.Local == "text-body" || n.XMLName.Local == "binary-body":
		return []string{n.Name}
	case n.XMLName.Local == "message" && !top:
		return []string{"message"}
	}
	var list []string
	for _, c := range n.Children {
		list = append(list, c.leaves(false)...)
	}
	return list
}

// TestMime4j compares the leaves.
func TestMime4j(t *testing.T) {
	dir := corpus(t, "mime4j")
	f := newFacts(t, "mime4j")
	files, _ := filepath.Glob(filepath.Join(dir, "core", "src", "test", "resources", "*", "*.msg"))
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		data, err := os.ReadFile(strings.TrimSuffix(file, ".msg") + "_decoded.xml")
		if err != nil {
			continue
		}
		var root mime4jNode
		decoder := xml.NewDecoder(bytes.NewReader(data))
		decoder.Strict = false
		if err := decoder.Decode(&root); err != nil {
			t.Logf("%s: %v", filepath.Base(file), err)
			continue
		}
		m := Parse(raw)
		leaves, want := m.Leaves(), root.leaves(true)
		name := filepath.Base(file)
		f.compare(name, "parts", len(leaves), len(want))
		for i := range min(len(leaves), len(want)) {
			if want[i] == "message" {
				f.compare(name, "attached message", leaves[i].Type, "message/rfc822")
				continue
			}
			content, err := os.ReadFile(filepath.Join(filepath.Dir(file), want[i]))
			if err != nil {
				t.Fatal(err)
			}
			lf := func(b []byte) string { return strings.TrimSpace(strings.ReplaceAll(string(b), "\r\n", "\n")) }
			f.compare(name, "content of "+leaves[i].ID, lf(m.Bytes(leaves[i])), lf(content))
		}
	}
	f.done()
}
