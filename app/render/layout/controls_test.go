package layout

import (
	"strings"
	"testing"

	"godwit/app/render/display"
)

// What fields hold is text like any other, and no click on them leads anywhere.
func TestControlsAreText(t *testing.T) {
	for source, want := range map[string]string{
		`<input value="Ada Lovelace">`:                                             "Ada Lovelace",
		`<input placeholder="Search">`:                                             "Search",
		`<input type=password value=abc>`:                                          "•••",
		`<input type=hidden value=abc>`:                                            "",
		`<input type=submit>`:                                                      "Submit",
		`<input type=reset value="">`:                                              "Reset",
		"<input value='a\nb'>":                                                     "ab",
		`<textarea>a <b>b</b></textarea>`:                                          "a <b>b</b>",
		`<textarea placeholder=Why></textarea>`:                                    "Why",
		`<select><option>A<option selected>B</select>`:                             "B",
		`<select><optgroup label=x><option>A</optgroup><option>B</select>`:         "A",
		`<select multiple size=2><option>A<option>B<option>C</select>`:             "A B",
		`<select></select>`:                                                        "",
		`<button>Go <b>on</b></button>`:                                            "Go on",
		`<button type=submit><div>Two</div>lines</button>`:                         "Two lines",
		`<progress value=3 max=9>a third</progress><meter value=2>all</meter>`:     "",
		`<input type=checkbox checked> yes`:                                        "✓ yes",
		`<form action=https://x.example/><input type=image alt=Go src=x></form>`:   "Go",
		`<fieldset><p>b</p><legend>a</legend></fieldset>`:                          "b a",
		`<details><summary>a</summary><input value=b></details>`:                   "▸ a",
		`<table><tr><select><option>a</select><td><select><option>b</select></tr>`: "a b",
	} {
		_, list := laidOut(t, source, 400, fonts)
		var out []string
		for i := range list.Ops {
			if op := &list.Ops[i]; op.Kind == display.Text && !op.Text.Mark {
				out = append(out, op.Text.Text)
			}
			if list.Ops[i].Link != "" {
				t.Errorf("%s: a click leads to %s", source, list.Ops[i].Link)
			}
		}
		if got := strings.Join(strings.Fields(strings.Join(out, " ")), " "); got != want {
			t.Errorf("%s: got %q, want %q", source, got, want)
		}
	}
}

// As chromium places them.
func TestControls(t *testing.T) {
	const source = `<!DOCTYPE html><body style="margin:0"><fieldset style="margin:0;border:2px solid;padding:10px"><legend style="padding:0;width:100px;height:20px"></legend>` +
		`<div style="height:30px"></div></fieldset><div style="font-size:0"><input type=checkbox style="margin:0"><input style="width:100px;height:20px">` +
		`<button style="width:50px;height:40px;padding:0"></button><select style="width:60px;height:20px"></select><textarea style="width:80px;height:30px"></textarea></div>`
	boxes, _ := laidOut(t, source, 400, fonts)
	want := map[string]string{"fieldset": "0,0 400x72", "legend": "12,0 100x20", "input": "108x26", "button": "50x40", "select": "60x20", "textarea": "86x36"}
	for _, b := range boxes {
		if w := want[b.Name]; w != "" && !strings.HasSuffix(b.String(), w) && !(b.Name == "input" && b.W == 13 && b.H == 13) {
			t.Errorf("got %s, want %s", b, w)
		}
	}
}
