package kit

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
)

func TestParseRecipients(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want []Recipient
	}{
		{"", nil},
		{" , ;\n", nil},
		{"anna@example.org", []Recipient{{"", "anna@example.org", true}}},
		{"Anna Åkesson <anna@example.org>", []Recipient{{"Anna Åkesson", "anna@example.org", true}}},
		{`"Åkesson, Anna" <anna@example.org>, b@example.org`, []Recipient{{"Åkesson, Anna", "anna@example.org", true}, {"", "b@example.org", true}}},
		{"a@x.org; b@x.org\r\nc@x.org", []Recipient{{"", "a@x.org", true}, {"", "b@x.org", true}, {"", "c@x.org", true}}},
		{"mailto:a@x.org", []Recipient{{"", "a@x.org", true}}},
		{"Anna, b@x.org", []Recipient{{"", "Anna", false}, {"", "b@x.org", true}}},
		{`"never closed <a@x.org>`, []Recipient{{`"never closed`, "a@x.org", true}}},
		{"a@@x.org", []Recipient{{"", "a@@x.org", false}}},
		{"two words@x.org", []Recipient{{"", "two words@x.org", false}}},
		{"a@x..org", []Recipient{{"", "a@x..org", false}}},
		{`"two words"@x.org`, []Recipient{{"", `"two words"@x.org`, true}}},
		{"pelé@éxample.org", []Recipient{{"", "pelé@éxample.org", true}}},
		{"root@localhost", []Recipient{{"", "root@localhost", true}}},
	} {
		if got := ParseRecipients(tt.in); !slices.Equal(got, tt.want) {
			t.Errorf("%q: %+v, want %+v", tt.in, got, tt.want)
		}
	}
}

// FuzzRecipients: what is written out must be read back as the same person.
func FuzzRecipients(f *testing.F) {
	f.Add(`"Åkesson, \"A\" Anna" <anna@example.org>, x; <>`)
	f.Add("a@b\n<<>>\"")
	f.Fuzz(func(t *testing.T, s string) {
		for _, r := range ParseRecipients(s) {
			if !r.Valid {
				continue
			}
			again := ParseRecipients(r.Full())
			if len(again) != 1 || !again[0].Valid || again[0].Address != r.Address {
				t.Fatalf("%q of %q is read back as %+v", r.Full(), s, again)
			}
		}
	})
}

func newAddressWindow(t *testing.T) (*AddressField, fyne.Window) {
	a := NewAddressField("")
	w := newTextWindow(t, a)
	a.FocusEntry()
	return a, w
}

func typeText(a *AddressField, s string) {
	for _, r := range s {
		a.entry.TypedRune(r)
	}
}

func names(people []Recipient) []string {
	var out []string
	for _, r := range people {
		out = append(out, r.Address)
	}
	return out
}

func TestAddressFieldTyping(t *testing.T) {
	a, _ := newAddressWindow(t)
	typeText(a, "a@x.org,b@x.org")
	if len(a.chips) != 1 || !slices.Equal(names(a.Recipients()), []string{"a@x.org", "b@x.org"}) {
		t.Fatalf("%d chips, %v", len(a.chips), a.Recipients())
	}
	a.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	typeText(a, "A@X.org;") // known already
	typeText(a, "nobody")
	a.entry.FocusLost()
	if len(a.chips) != 3 || a.chips[2].person.Valid || a.entry.Text != "" {
		t.Fatalf("%v, %q left", a.Recipients(), a.entry.Text)
	}
	a.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
	if len(a.chips) != 3 || !a.chips[2].selected {
		t.Fatal("the first Backspace only marks")
	}
	a.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
	if len(a.chips) != 2 {
		t.Fatal("the second removes")
	}
	a.chips[0].Tapped(&fyne.PointEvent{Position: fyne.NewPos(5, 5)})
	if len(a.chips) != 1 || a.entry.Text != "a@x.org" {
		t.Fatalf("a click edits: %q", a.entry.Text)
	}
}

func TestAddressFieldNameWithComma(t *testing.T) {
	a, _ := newAddressWindow(t)
	typeText(a, `"Nielsen, Hanne" <h@x.org>,`)
	if len(a.chips) != 1 || a.chips[0].person.Name != "Nielsen, Hanne" {
		t.Fatalf("%+v", a.Recipients())
	}
}

func TestAddressFieldPaste(t *testing.T) {
	a, _ := newAddressWindow(t)
	fyne.CurrentApp().Clipboard().SetContent("Anna <a@x.org>\nBen <b@x.org>\n\nc@x.org")
	a.entry.TypedShortcut(&fyne.ShortcutPaste{Clipboard: fyne.CurrentApp().Clipboard()})
	if got := names(a.Recipients()); len(a.chips) != 3 || !slices.Equal(got, []string{"a@x.org", "b@x.org", "c@x.org"}) {
		t.Fatalf("%v", got)
	}
}

func TestAddressFieldSuggestions(t *testing.T) {
	a, w := newAddressWindow(t)
	var asked []string
	a.OnComplete = func(s string) {
		asked = append(asked, s)
		a.Suggest([]Recipient{{"Hanne", "hanne@x.org", true}, {"Hans", "hans@x.org", true}})
	}
	typeText(a, "ha")
	if !slices.Equal(asked, []string{"h", "ha"}) || len(w.Canvas().Content().(*Stage).drop.Objects) != 1 {
		t.Fatalf("asked %q", asked)
	}
	a.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	a.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if got := names(a.Recipients()); !slices.Equal(got, []string{"hans@x.org"}) || a.drop.open() {
		t.Fatalf("took %v", got)
	}
	escaped := 0
	a.OnEscape = func() { escaped++ }
	typeText(a, "h")
	a.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	a.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if escaped != 1 {
		t.Fatal("the first Escape is for the suggestions")
	}
	a.Suggest(nil)
	if got := a.Recipients(); len(got) != 2 || got[1].Valid {
		t.Fatalf("%v", got)
	}
}
