package layout

import (
	"fmt"
	"strings"
	"testing"

	"godwit/app/render/display"
)

// Words stand in even columns, in the order they are read in.
func TestManyColumns(t *testing.T) {
	words := func(n int) string {
		var out strings.Builder
		for i := range n {
			fmt.Fprintf(&out, "w%d<br>", i)
		}
		return out.String()
	}
	for source, want := range map[string]struct{ columns, height int }{
		`<div style="columns:2">` + words(8):                                                             {2, 80},
		`<div style="column-count:3;column-gap:0">` + words(9):                                           {3, 60},
		`<div style="columns:100px">` + words(12):                                                        {3, 80},
		`<div style="columns:2"><p style="margin:0">` + words(4) + `</p><p style="margin:0">` + words(4): {2, 80},
		`<div style="columns:2"><ul style="margin:0"><li>a<li>b<li>c<li>d</ul>`:                          {2, 40},
		`<div style="columns:2">` + words(1):                                                             {1, 20},
		`<div style="columns:2"><div style="float:left">x</div>` + words(4):                              {1, 80},
		`<div style="columns:2;direction:rtl">` + words(4):                                               {2, 40},
		`<div style="column-count:0">` + words(2):                                                        {1, 40},
		`<div style="columns:2"><div style="background:red">` + words(3) + `</div>a`:                     {2, 60},
	} {
		boxes, list := laidOut(t, `<!DOCTYPE html><body style="margin:0;line-height:20px">`+source, 400, fonts)
		lefts := map[int]bool{}
		for i := range list.Ops {
			if op := &list.Ops[i]; op.Kind == display.Text && !op.Text.Mark && op.Text.Text != "x" {
				lefts[int(op.Rect.X/10)] = true
				if op.Rect.Bottom() > float32(want.height)+2 {
					t.Errorf("%s: %q ends at %v", source, op.Text.Text, op.Rect.Bottom())
				}
			}
		}
		if len(lefts) != want.columns && !strings.Contains(source, "float") && !strings.Contains(source, "rtl") || boxes[0].H != want.height {
			t.Errorf("%s: %d columns, %d high", source, len(lefts), boxes[0].H)
		}
	}
}
