package gui

import (
	"cmp"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
)

// entry is one thing that the palette offers.
type entry struct {
	id    string // what is remembered of it when it was used
	icon  kit.IconName
	title string
	also  string
	note  string
	key   string
	why   string // why it cannot be done now; "" when it can
	run   func()
}

// entries are the table's commands but for skip.
func (t *commandTable) entries(keys *keymap, skip string, run func(id string)) []entry {
	var list []entry
	for _, g := range t.groups {
		for _, c := range g.commands {
			if c.id == "" || c.id == skip {
				continue
			}
			e := entry{id: c.id, icon: c.icon, title: c.title, note: g.title, also: c.also + " " + c.id, why: t.refusal(c.id), run: func() { run(c.id) }}
			if k := keys.first(c.id); k != "" {
				e.key = k.String()
			}
			list = append(list, e)
		}
	}
	return list
}

// palette is the field above all that finds whatever a window can do.
type palette struct {
	s     *session
	whole string // above everything, where nothing is typed
	all   []entry
	shown []entry
	list  *kit.ChoiceList
	field *kit.PickField
	close func()
}

// recentUsed is how many of the last used entries come first.
const recentUsed = 6

// showPalette opens the palette of a window.
func showPalette(s *session, win fyne.Window, all []entry) *palette {
	return showChoice(s, win, lang.T("What do you want to do?"), lang.T("All commands"), all)
}

// showChoice asks for one of some entries in the same way; whole is the heading
// of all of them.
func showChoice(s *session, win fyne.Window, hint, whole string, all []entry) *palette {
	p := &palette{s: s, whole: whole, all: all, list: kit.NewChoiceList(), field: kit.NewPickField(hint)}
	before := win.Canvas().Focused()
	room := win.Canvas().Size()
	width := min(580, room.Width-2*kit.Space4)
	rows := max(3, min(11, int((room.Height*0.7-80)/p.list.HeightFor(1))))
	p.list.Resize(fyne.NewSize(width, p.list.HeightFor(rows)))
	content := container.New(palettePage{p.list.HeightFor(rows)}, p.field, p.list)
	pop := widget.NewPopUp(container.New(layout.NewCustomPaddedLayout(kit.Space3, kit.Space2, kit.Space3, kit.Space3), content), win.Canvas())
	p.close = func() {
		pop.Hide()
		if before != nil {
			win.Canvas().Focus(before)
		}
	}
	p.field.OnEscape, p.field.OnStep, p.field.OnPage = p.close, p.list.Step, p.list.Page
	p.field.OnSubmitted = func(string) { p.list.Take() }
	p.field.OnChanged = p.narrow
	p.list.OnChosen = func(i int) { p.take(p.shown[i]) }
	p.narrow("")
	pop.Resize(fyne.NewSize(width, pop.MinSize().Height))
	pop.ShowAtPosition(fyne.NewPos((room.Width-width)/2, room.Height*0.09))
	win.Canvas().Focus(p.field)
	return p
}

// take does what was chosen, once the palette is away.
func (p *palette) take(e entry) {
	p.close()
	p.s.remember(e.id)
	e.run()
}

// narrow shows what fits the words, the best first; without words what was used
// last, then everything.
func (p *palette) narrow(words string) {
	var choices []kit.Choice
	p.shown = nil
	if strings.TrimSpace(words) == "" {
		choices = p.everything()
	} else {
		choices = p.found(words)
	}
	if len(choices) == 0 {
		choices = []kit.Choice{{Title: lang.T("Nothing by that name."), Head: true}}
	}
	p.list.SetChoices(choices)
}

func (p *palette) everything() []kit.Choice {
	var used []entry
	for _, id := range p.s.prefs.Recent {
		if i := slices.IndexFunc(p.all, func(e entry) bool { return e.id == id }); i >= 0 && len(used) < recentUsed {
			used = append(used, p.all[i])
		}
	}
	var choices []kit.Choice
	add := func(title string, list []entry) {
		if len(list) == 0 {
			return
		}
		choices = append(choices, kit.Choice{Title: title, Head: true})
		p.shown = append(p.shown, entry{})
		for _, e := range list {
			choices = append(choices, e.choice(nil))
			p.shown = append(p.shown, e)
		}
	}
	add(lang.T("Used last"), used)
	add(p.whole, p.all)
	return choices
}

func (p *palette) found(words string) []kit.Choice {
	type hit struct {
		entry
		model.Matched
		used int
	}
	var hits []hit
	for _, e := range p.all {
		if m, ok := model.Match(words, e.title, e.also+" "+e.note); ok {
			used := slices.Index(p.s.prefs.Recent, e.id)
			if used < 0 {
				used = maxRecent
			}
			hits = append(hits, hit{e, m, used})
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.used, b.used), cmp.Compare(len(a.why), len(b.why)))
	})
	var choices []kit.Choice
	for _, h := range hits {
		choices = append(choices, h.choice(h.Marks))
		p.shown = append(p.shown, h.entry)
	}
	return choices
}

func (e entry) choice(marks []int) kit.Choice {
	c := kit.Choice{Icon: e.icon, Title: e.title, Marks: marks, Note: e.note, Key: e.key}
	if e.why != "" {
		c.Off, c.Note = true, e.why
	}
	return c
}

// maxRecent is how many used entries a profile remembers.
const maxRecent = 30

// remember puts an entry first among those that were used.
func (s *session) remember(id string) {
	list := slices.DeleteFunc(slices.Clone(s.prefs.Recent), func(old string) bool { return old == id })
	list = append([]string{id}, list...)
	s.prefs.Recent = list[:min(len(list), maxRecent)]
	s.setPref(prefRecent, strings.Join(s.prefs.Recent, " "))
}

// palettePage puts the field above the list.
type palettePage struct{ list float32 }

func (l palettePage) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(240, 40+kit.Space2+l.list)
}

func (l palettePage) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Resize(fyne.NewSize(s.Width, 40))
	o[1].Move(fyne.NewPos(0, 40+kit.Space2))
	o[1].Resize(fyne.NewSize(s.Width, l.list))
}
