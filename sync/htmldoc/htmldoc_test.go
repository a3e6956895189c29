package htmldoc

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files")

func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.html")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			golden := strings.TrimSuffix(file, ".html") + ".txt"
			got := dump(Read(string(raw)))
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func dump(d Doc) string {
	var out strings.Builder
	fmt.Fprintf(&out, "%s\n\n=== links\n", d.Text)
	for _, l := range d.Links {
		fmt.Fprintf(&out, "%s -> %s\n", l.Text, l.Target)
	}
	fmt.Fprintln(&out, "=== remote")
	for _, r := range d.Remote {
		fmt.Fprintf(&out, "%s %s\n", r.Kind, r.URL)
	}
	return out.String()
}
