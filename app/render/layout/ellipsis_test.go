package layout

import (
	"strings"
	"testing"

	"godwit/app/render/display"
)

// What an ellipsis stands for is out of sight, and still there to be copied.
func TestEllipsis(t *testing.T) {
	for source, want := range map[string]struct {
		dots   bool
		height int
	}{
		`<p style="white-space:nowrap;overflow:hidden;text-overflow:ellipsis;width:100px;margin:0;line-height:20px">many words that have no room`:                   {true, 20},
		`<p style="white-space:nowrap;overflow:hidden;text-overflow:ellipsis;width:100px;margin:0;line-height:20px">many`:                                           {false, 20},
		`<p style="white-space:nowrap;overflow:hidden;width:100px;margin:0;line-height:20px">many words that have no room`:                                          {false, 20},
		`<p style="white-space:nowrap;text-overflow:ellipsis;width:100px;margin:0;line-height:20px">many words that have no room`:                                   {false, 20},
		`<p style="display:-webkit-box;-webkit-line-clamp:2;overflow:hidden;width:80px;margin:0;line-height:20px">many words that have no room`:                     {true, 40},
		`<p style="display:-webkit-box;-webkit-line-clamp:9;overflow:hidden;width:180px;margin:0;line-height:20px">many words`:                                      {false, 20},
		`<p style="white-space:nowrap;overflow:hidden;text-overflow:ellipsis;width:9px;margin:0;line-height:20px">many`:                                             {true, 20},
		`<p style="white-space:nowrap;overflow:hidden;text-overflow:ellipsis;width:100px;margin:0;line-height:20px">many <b>words that <i>have</i> no</b> room<br>`: {true, 20},
	} {
		boxes, list := laidOut(t, "<!DOCTYPE html><body style='margin:0'>"+source, 400, fonts)
		all, dots := "", false
		for i := range list.Ops {
			if op := &list.Ops[i]; op.Kind == display.Text && op.Text.Mark {
				dots = true
			} else if op.Kind == display.Text {
				all += op.Text.Text + " "
			}
		}
		text := source[strings.IndexByte(source, '>')+1:]
		for _, tag := range []string{"<b>", "</b>", "<i>", "</i>", "<br>"} {
			text = strings.ReplaceAll(text, tag, "")
		}
		if got := strings.Join(strings.Fields(all), ""); got != strings.ReplaceAll(text, " ", "") || dots != want.dots || boxes[0].H != want.height {
			t.Errorf("%s: %q, dots %v, %d high", source, all, dots, boxes[0].H)
		}
	}
}

// The picture of a set is that for the view.
func TestSourceForTheView(t *testing.T) {
	const source = `<picture><source media="(max-width:480px)" srcset="https://x.example/s-10x10.png 1x"><source type="image/avif" srcset="https://x.example/v-30x30.png">` +
		`<img src="https://x.example/l-20x20.png"></picture>`
	for width, want := range map[float32]int{400: 10, 700: 20} {
		boxes, _ := laidOut(t, source, width, fonts)
		for _, b := range boxes {
			if b.Name == "img" && b.W != want {
				t.Errorf("%v wide: got %s", width, b)
			}
		}
	}
}

// Chinese and Japanese are justified between their signs.
func TestJustifiedSigns(t *testing.T) {
	const source = `<!DOCTYPE html><p style="margin:0;width:100px;text-align:justify">日本語日本語日本語日本語日本語日本語`
	_, list := laidOut(t, source, 400, fonts)
	right, lines := float32(0), 0
	for i := range list.Ops {
		op := &list.Ops[i]
		if op.Kind != display.Text {
			continue
		}
		last := op.Text.Pieces[len(op.Text.Pieces)-1]
		if lines++; lines == 1 {
			right = op.Rect.Right() - last.Spacing - op.Rect.X
		}
	}
	if lines < 2 || right < 99.5 || right > 100.5 {
		t.Errorf("%d lines, the first %v wide", lines, right)
	}
}
