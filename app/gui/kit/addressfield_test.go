package kit

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// readPeople is a simple reader of lists; the composer brings the real one.
func readPeople(text string) []Recipient {
	var out []Recipient
	quoted := false
	for _, s := range strings.FieldsFunc(text, func(r rune) bool {
		if r == '"' {
			quoted = !quoted
		}
		return !quoted && strings.ContainsRune(",;\n", r)
	}) {
		s = strings.TrimSpace(s)
		if s == "" {
			continue
		}
		name, email, ok := strings.Cut(strings.TrimSuffix(s, ">"), "<")
		if !ok {
			name, email = "", s
		}
		r := Recipient{Name: strings.Trim(strings.TrimSpace(name), `"`), Address: email}
		if !strings.Contains(email, "@") {
			r.Problem = "There is no @ in it."
		}
		out = append(out, r)
	}
	return out
}

func newAddressWindow(t *testing.T) (*AddressField, fyne.Window) {
	a := NewAddressField("", readPeople)
	w := newTextWindow(t, a)
	a.FocusEntry()
	return a, w
}

// leave takes the keyboard out of the field.
func leave(a *AddressField) {
	fyne.CurrentApp().Driver().CanvasForObject(a).Unfocus()
}

func typeText(a *AddressField, s string) {
	for _, r := range s {
		a.entry.TypedRune(r)
	}
}

// pressKeys types named keys; "S-" before one holds Shift.
func pressKeys(a *AddressField, keys ...string) {
	for _, k := range keys {
		name, shift := strings.CutPrefix(k, "S-")
		if shift {
			a.entry.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
		}
		a.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyName(name)})
		if shift {
			a.entry.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
		}
	}
}

func addresses(people []Recipient) string {
	var out []string
	for _, r := range people {
		out = append(out, r.Address)
	}
	return strings.Join(out, " ")
}

func people(list string) []Recipient {
	var out []Recipient
	for _, a := range strings.Fields(list) {
		out = append(out, Recipient{Address: a + "@x.org"})
	}
	return out
}

// chipsOf is the chips as one word: letters of addresses at x.org, the selected
// ones in capitals, | where the entry is.
func chipsOf(a *AddressField) string {
	out := ""
	for i, c := range a.chips {
		if i == a.at {
			out += "|"
		}
		s := strings.TrimSuffix(c.person.Address, "@x.org")
		if c.selected {
			s = strings.ToUpper(s)
		}
		out += s
	}
	if a.at == len(a.chips) {
		out += "|"
	}
	return out
}

func TestAddressFieldTyping(t *testing.T) {
	a, _ := newAddressWindow(t)
	typeText(a, "a@x.org,b@x.org")
	if got := addresses(a.Recipients()); len(a.chips) != 1 || got != "a@x.org b@x.org" {
		t.Fatalf("%d chips, %v", len(a.chips), got)
	}
	pressKeys(a, "Return")
	typeText(a, "A@X.org;") // known already
	typeText(a, "nobody")
	leave(a)
	if len(a.chips) != 3 || a.chips[2].person.Problem == "" || a.entry.Text != "" {
		t.Fatalf("%v, %q left", a.Recipients(), a.entry.Text)
	}
	typeText(a, `"Nielsen, Hanne" <h@x.org>,`)
	if len(a.chips) != 4 || a.chips[3].person.Name != "Nielsen, Hanne" {
		t.Fatalf("%+v", a.Recipients())
	}
	typeText(a, "Anna,")
	if len(a.chips) != 4 || a.entry.Text != "Anna," {
		t.Fatal("a surname before a comma is no one yet")
	}
}

// TestAddressFieldKeys: what keys do with a, b, c and d in the field.
func TestAddressFieldKeys(t *testing.T) {
	for _, c := range []struct{ keys, want, text string }{
		{"Left", "abcD|", ""},
		{"BackSpace", "abcD|", ""},
		{"BackSpace BackSpace", "abc|", ""},
		{"Left Left Delete", "abD|", ""},
		{"Left Left BackSpace", "abd|", ""},
		{"Left Right", "abcd|", ""},
		{"Left Left Left Left Left", "Abcd|", ""},
		{"Left S-Left", "abCD|", ""},
		{"Left S-Left S-Left S-Right", "abCD|", ""},
		{"Left Left S-Right", "abCD|", ""},
		{"Left S-Home", "ABCD|", ""},
		{"Left S-Left Delete", "ab|", ""},
		{"Left Home S-Right BackSpace", "cd|", ""},
		{"Left Home", "Abcd|", ""},
		{"Left Home End", "abcd|", ""},
		{"Left Escape", "abcd|", ""},
		{"Left Left F2", "ab|d", "c@x.org"},
		{"Left Left Return", "ab|d", "c@x.org"},
		{"Left Left Return Escape", "abcd|", ""},
		{"Left Left Return BackSpace Return", "abc@x.ord|", ""},
		{"Left x", "abcd|", "x"},
		{"Left Left F2 Left", "ab|d", "c@x.org"}, // within the text
	} {
		a, _ := newAddressWindow(t)
		a.SetRecipients(people("a b c d"))
		for _, k := range strings.Fields(c.keys) {
			if len(k) == 1 {
				typeText(a, k)
			} else {
				pressKeys(a, k)
			}
		}
		if got := chipsOf(a); !strings.EqualFold(got, c.want) || got != c.want || a.entry.Text != c.text {
			t.Errorf("%s: %s %q, want %s %q", c.keys, got, a.entry.Text, c.want, c.text)
		}
	}
}

func TestAddressFieldClipboard(t *testing.T) {
	a, _ := newAddressWindow(t)
	clip := fyne.CurrentApp().Clipboard()
	clip.SetContent("Anna <a@x.org>\nBen <b@x.org>\n\nc@x.org")
	a.entry.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clip})
	if got := addresses(a.Recipients()); len(a.chips) != 3 || got != "a@x.org b@x.org c@x.org" {
		t.Fatalf("pasted %v", got)
	}
	pressKeys(a, "Left", "Left", "S-Home")
	a.entry.TypedShortcut(&fyne.ShortcutCopy{Clipboard: clip})
	if got := clip.Content(); got != "Anna <a@x.org>, Ben <b@x.org>" {
		t.Errorf("copied %q", got)
	}
	pressKeys(a, "End")
	a.entry.TypedShortcut(&fyne.ShortcutSelectAll{})
	a.entry.TypedShortcut(&fyne.ShortcutCut{Clipboard: clip})
	if len(a.chips) != 0 || clip.Content() != "Anna <a@x.org>, Ben <b@x.org>, c@x.org" {
		t.Errorf("cut %q, %d left", clip.Content(), len(a.chips))
	}
	a.entry.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clip})
	if len(a.chips) != 3 {
		t.Errorf("%d pasted back", len(a.chips))
	}
	clip.SetContent("fragment")
	a.entry.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clip})
	if len(a.chips) != 3 || a.entry.Text != "fragment" {
		t.Errorf("a word is no list: %d chips, %q", len(a.chips), a.entry.Text)
	}
}

func TestAddressFieldMouse(t *testing.T) {
	a, _ := newAddressWindow(t)
	a.SetRecipients(people("a b c d"))
	click := func(c *chip, mods fyne.KeyModifier) {
		e := primary(10, 5)
		e.Modifier = mods
		c.MouseDown(e)
		c.MouseUp(e)
		c.Tapped(&fyne.PointEvent{Position: e.Position})
	}
	click(a.chips[1], 0)
	click(a.chips[3], fyne.KeyModifierShift)
	if got := chipsOf(a); got != "aBCD|" {
		t.Errorf("Shift: %s", got)
	}
	click(a.chips[0], 0)
	click(a.chips[2], fyne.KeyModifierControl)
	if got := chipsOf(a); got != "AbCd|" {
		t.Errorf("Ctrl: %s", got)
	}
	var asked []Recipient
	a.OnMenu = func(people []Recipient, _ fyne.Position) { asked = people }
	a.chips[2].TappedSecondary(&fyne.PointEvent{})
	if got := addresses(asked); got != "a@x.org c@x.org" {
		t.Errorf("menu of %s", got)
	}
	leave(a) // the menu took the keyboard
	if got := chipsOf(a); got != "AbCd|" {
		t.Errorf("the menu took the selection: %s", got)
	}
	click(a.chips[3], 0)
	click(a.chips[3], 0)
	if a.entry.Text != "d@x.org" {
		t.Errorf("twice in a row edits, got %q", a.entry.Text)
	}
	pressKeys(a, "Escape")
	a.chips[0].Tapped(&fyne.PointEvent{Position: fyne.NewPos(a.chips[0].Size().Width-5, 5)})
	if got := chipsOf(a); got != "bcd|" {
		t.Errorf("the cross: %s", got)
	}
}

func TestAddressFieldDrag(t *testing.T) {
	a, w := newAddressWindow(t)
	a.SetRecipients(people("a b c"))
	var to []Recipient
	taken := false
	a.OnDrop = func(people []Recipient, _ fyne.Position) bool { to = people; return taken }
	drag := func() {
		a.chips[1].MouseDown(primary(10, 5))
		a.chips[1].Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{AbsolutePosition: fyne.NewPos(50, 50)}})
		if !w.Canvas().Content().(*Stage).ghost.Visible() {
			t.Error("nothing follows the pointer")
		}
		leave(a)
		a.chips[1].DragEnd()
	}
	drag()
	if addresses(to) != "b@x.org" || len(a.chips) != 3 {
		t.Errorf("dropped on nothing: %v, %s", to, chipsOf(a))
	}
	taken = true
	drag()
	if got := chipsOf(a); got != "ac|" {
		t.Errorf("dropped elsewhere: %s", got)
	}
}

// offer gives the field choices for what is typed.
func offer(a *AddressField, names ...string) {
	var list []Suggestion
	for _, n := range names {
		list = append(list, Suggestion{Name: n, People: people(n)})
	}
	a.Suggest(a.asked, list)
}

func TestAddressFieldSuggestions(t *testing.T) {
	a, w := newAddressWindow(t)
	var asked []string
	a.OnComplete = func(s string) { asked = append(asked, s) }
	typeText(a, "ha")
	if !slices.Equal(asked, []string{"h", "ha"}) {
		t.Fatalf("asked %q", asked)
	}
	a.Suggest("h", []Suggestion{{Name: "late"}})
	if a.list.open() {
		t.Fatal("an answer to what was typed before is late")
	}
	offer(a, "hanne", "hans")
	if len(w.Canvas().Content().(*Stage).drop.Objects) != 1 {
		t.Fatal("no suggestions on screen")
	}
	pressKeys(a, "Down", "Return")
	if got := addresses(a.Recipients()); got != "hans@x.org" || a.list.open() {
		t.Fatalf("took %v", got)
	}
	escaped := 0
	a.OnEscape = func() { escaped++ }
	typeText(a, "h")
	offer(a, "hanne")
	pressKeys(a, "Escape", "Escape")
	if escaped != 1 {
		t.Fatal("the first Escape is for the suggestions")
	}
}

// TestAddressFieldEnterBeforeAnswer: who types fast means the answer that is on
// its way.
func TestAddressFieldEnterBeforeAnswer(t *testing.T) {
	for _, c := range []struct {
		name, typed string
		do          func(a *AddressField)
		want        string
	}{
		{"Enter, then the answer", "ha", func(a *AddressField) { pressKeys(a, "Return"); offer(a, "hanne", "hans") }, "hanne@x.org"},
		{"Tab, then the answer", "ha", func(a *AddressField) { leave(a); offer(a, "hanne") }, "hanne@x.org"},
		{"Enter, then no answer", "ha", func(a *AddressField) { pressKeys(a, "Return"); offer(a) }, "ha"},
		{"the list is of what was typed before", "ha", func(a *AddressField) { offer(a, "hanne"); typeText(a, "n"); pressKeys(a, "Return"); offer(a, "hansi") }, "hansi@x.org"},
		{"a whole address means itself", "h@x.org", func(a *AddressField) { offer(a, "h@x.org.other"); pressKeys(a, "Return") }, "h@x.org"},
		{"unless somebody went to another", "h@x.org", func(a *AddressField) { offer(a, "ha", "hb"); pressKeys(a, "Down", "Return") }, "hb@x.org"},
		{"Enter, then typing on", "ha", func(a *AddressField) { pressKeys(a, "Return"); typeText(a, "x"); offer(a, "hax") }, "hax"},
	} {
		a, _ := newAddressWindow(t)
		a.OnComplete = func(string) {}
		typeText(a, c.typed)
		c.do(a)
		if got := addresses(a.Recipients()); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestAddressFieldGroup(t *testing.T) {
	a, _ := newAddressWindow(t)
	a.SetRecipients(people("b"))
	a.OnComplete = func(string) {}
	typeText(a, "team")
	a.Suggest("team", []Suggestion{{Name: "Team", Why: "group of 3", People: people("a b c")}})
	pressKeys(a, "Return")
	if got := chipsOf(a); got != "bac|" {
		t.Errorf("a group becomes its members, each once: %s", got)
	}
}
