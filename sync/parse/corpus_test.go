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
	root := os.Getenv("GODWIT_CORPORA")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared", "corpora")
	}
	dir := filepath.Join(root, name)
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("no corpus %s: set GODWIT_CORPORA to the folder that holds it", dir)
	}
	return dir
}

// facts counts agreements with what others say of the same message.
type facts struct {
	t           *testing.T
	agree, seen int
}

func (f *facts) compare(file, what string, got, want any) {
	f.seen++
	g, w := fmt.Sprint(got), fmt.Sprint(want)
	if g == w {
		f.agree++
		return
	}
	f.t.Logf("%s: %s\n\tgot  %.300q\n\twant %.300q", file, what, g, w)
}

// atLeast fails when fewer facts agree than did before.
func (f *facts) atLeast(n int) {
	f.t.Logf("%d of %d facts agree (%.1f %%)", f.agree, f.seen, 100*float64(f.agree)/float64(max(1, f.seen)))
	if f.agree < n {
		f.t.Errorf("%d facts agree, %d did before", f.agree, n)
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

// TestMime4j compares the leaves. What disagrees are multiparts that cannot be
// divided, which it drops and we show as text, and broken ends of headers,
// after which it drops text.
func TestMime4j(t *testing.T) {
	dir := corpus(t, "mime4j")
	f := &facts{t: t}
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
	f.atLeast(227)
}
