package layout

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"godwit/app/render/display"
	"godwit/app/render/text"

	"fyne.io/fyne/v2/theme"
)

var update = flag.Bool("update", false, "write the golden files")

// One font for all machines.
var fonts = text.New(text.Options{Bundled: []text.Bundled{
	{Family: "noto sans", Data: theme.DefaultTextFont().Content()},
	{Family: "noto sans", Data: theme.DefaultTextBoldFont().Content()},
}})

// golden is a mail as it was laid out: where its elements stand, in the order
// they are written in, and what is read, in order.
type golden struct {
	Width, Height int
	Boxes         []string
	Texts         []string
}

func TestGolden(t *testing.T) {
	files, err := filepath.Glob("../testdata/*.html")
	if err != nil || len(files) < 12 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			source, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, width := range []float32{700, 360} {
				compare(t, strings.TrimSuffix(file, ".html"), string(source), width)
			}
		})
	}
}

func compare(t *testing.T, name, source string, width float32) {
	t.Helper()
	boxes, list := laidOut(t, source, width, fonts)
	got := golden{Width: int(width), Height: int(list.Height)}
	for _, b := range boxes {
		if !strings.HasPrefix(b.Name, "-") {
			got.Boxes = append(got.Boxes, b.String())
		}
	}
	for _, op := range list.Ops {
		if op.Kind == display.Text {
			got.Texts = append(got.Texts, rounded(op.Text.Text, op.Rect.X, op.Rect.Y, op.Rect.W, op.Rect.H).String())
		}
	}
	if len(source) > 20_000 { // its start says enough
		got.Boxes, got.Texts = got.Boxes[:min(len(got.Boxes), 200)], got.Texts[:min(len(got.Texts), 200)]
	}
	file := name + map[bool]string{true: ".wide.json", false: ".narrow.json"}[width > 500]
	if *update {
		raw, err := json.MarshalIndent(got, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, append(raw, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var want golden
	if err := json.Unmarshal(raw, &want); err != nil {
		t.Fatal(err)
	}
	if got.Height != want.Height {
		t.Errorf("%v wide: %d high, want %d", width, got.Height, want.Height)
	}
	difference(t, "box", got.Boxes, want.Boxes)
	difference(t, "text", got.Texts, want.Texts)
}

func difference(t *testing.T, what string, got, want []string) {
	t.Helper()
	if slices.Equal(got, want) {
		return
	}
	shown := 0
	for i := range max(len(got), len(want)) {
		g, w := "nothing", "nothing"
		if i < len(got) {
			g = got[i]
		}
		if i < len(want) {
			w = want[i]
		}
		if g != w && shown < 5 {
			t.Errorf("%s %d: got %s, want %s", what, i, g, w)
			shown++
		}
	}
}
