package gui

import (
	"fmt"
	"os"
	"strconv"

	"fyne.io/fyne/v2"

	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
)

// scaleVariable is where the toolkit looks for the size of everything, each time
// its settings change.
const scaleVariable = "FYNE_SCALE"

// useLook takes colours and the size of everything into all windows.
func (s *session) useLook() {
	if usual := s.prefs.Scale == 1 && s.scaled == 0; !usual && s.prefs.Scale != s.scaled { // whoever set the variable keeps it until a size is chosen here
		s.scaled = s.prefs.Scale
		if err := os.Setenv(scaleVariable, strconv.FormatFloat(float64(s.prefs.Scale), 'f', -1, 32)); err != nil {
			s.log.Warn("size of everything", "err", err)
		}
	}
	s.fyne.Settings().SetTheme(kit.NewTheme(s.prefs.Appearance, s.prefs.Accent))
}

// lookSettings are the choices of how the window looks.
func (w *shell) lookSettings() []setting {
	return []setting{w.appearance(), w.accent(), w.scale(), w.textSize(), w.layoutChoice(), w.density()}
}

func (w *shell) appearance() setting {
	return oneOf(setting{id: "window.appearance", title: lang.T("Colours"), also: lang.T("theme night mode")}, []kit.Appearance{kit.FollowSystem, kit.AlwaysLight, kit.AlwaysDark},
		[]string{lang.T("as the system"), lang.T("light"), lang.T("dark")}, asIs, func() kit.Appearance { return w.s.prefs.Appearance }, func(a kit.Appearance) {
			w.s.prefs.Appearance = a
			w.s.useLook()
			w.s.setPref(prefAppearance, string(a))
		})
}

func (w *shell) accent() setting {
	names := map[kit.Accent]string{
		kit.Shore: lang.T("shore blue"), kit.Heather: lang.T("heather"), kit.Moss: lang.T("moss green"), kit.Rust: lang.T("rust"), kit.Ink: lang.T("ink grey"),
	}
	var titles []string
	for _, a := range kit.Accents() {
		titles = append(titles, names[a])
	}
	return oneOf(setting{id: "window.accent", title: lang.T("Accent"), hint: lang.T("The colour of buttons and of what is selected."), also: lang.T("theme")}, kit.Accents(), titles,
		asIs, func() kit.Accent { return w.s.prefs.Accent }, func(a kit.Accent) {
			w.s.prefs.Accent = a
			w.s.useLook()
			w.s.setPref(prefAccent, string(a))
		})
}

func (w *shell) scale() setting {
	sizes := with([]float32{1, 1.1, 1.25, 1.5, 1.75, 2}, w.s.prefs.Scale)
	return oneOf(setting{id: "window.scale", title: lang.T("Size of everything"), hint: lang.T("Text, buttons and pictures of all windows."), also: lang.T("zoom large bigger dpi")}, sizes, percents(sizes),
		decimal, func() float32 { return w.s.prefs.Scale }, func(z float32) {
			before, size := w.s.prefs.Scale, w.s.win.Canvas().Size()
			w.s.prefs.Scale = z
			w.s.useLook()
			w.s.win.Resize(fyne.NewSize(size.Width*before/z, size.Height*before/z)) // as large on the screen as it was
			w.s.setPrefNumber(prefScale, float64(z))
		})
}

// percents are sizes as people read them: "125 %".
func percents(sizes []float32) []string {
	var titles []string
	for _, z := range sizes {
		titles = append(titles, fmt.Sprintf("%.0f %%", z*100))
	}
	return titles
}

func (w *shell) textSize() setting {
	sizes := with([]float32{0.8, 0.9, 1, 1.15, 1.3, 1.6, 2}, w.s.prefs.Zoom)
	return oneOf(setting{id: "window.zoom", title: lang.T("Text size of messages"), hint: lang.T("Ctrl + and Ctrl − while reading"), also: lang.T("zoom large bigger font")}, sizes, percents(sizes),
		decimal, func() float32 { return w.s.prefs.Zoom }, func(z float32) { w.talk.zoom(z - w.s.prefs.Zoom) })
}

// Where the message is in relation to the list.
type messagePlace string

const (
	placeBeside messagePlace = "beside"
	placeBelow  messagePlace = "below"
	placeAlone  messagePlace = "alone"
)

func (w *shell) messagePlace() messagePlace {
	switch {
	case w.panes.hideReader:
		return placeAlone
	case w.s.look.table:
		return placeBelow
	}
	return placeBeside
}

func (w *shell) layoutChoice() setting {
	return oneOf(setting{id: "window.layout", title: lang.T("Message"), also: lang.T("layout pane table columns")}, []messagePlace{placeBeside, placeBelow, placeAlone},
		[]string{lang.T("beside the list"), lang.T("below a table"), lang.T("in place of the list")}, nil, w.messagePlace, func(p messagePlace) {
			w.hidePane(p == placeAlone)
			if p != placeAlone {
				w.list.setLook(func(k *listLook) { k.table = p == placeBelow })
			}
		})
}

func (w *shell) density() setting {
	values := []kit.Density{kit.DensityPreview, kit.DensityCards, kit.DensityCompact}
	return oneOf(setting{id: "window.density", title: lang.T("Message list"), also: lang.T("rows lines compact preview")}, values,
		[]string{lang.T("with the first words"), lang.T("two lines"), lang.T("one line")},
		func(d kit.Density) string {
			return map[kit.Density]string{kit.DensityPreview: "preview", kit.DensityCards: "cards", kit.DensityCompact: "compact"}[d]
		},
		func() kit.Density { return w.s.prefs.Density }, func(d kit.Density) {
			w.s.prefs.Density = d
			w.list.widget.SetDensity(d)
			w.s.setPrefNumber(prefDensity, float64(d))
		})
}

// languageChoice is the language of the window.
func (w *shell) languageChoice() setting {
	tags, names := []string{""}, []string{lang.T("as the system")}
	for _, l := range lang.All() {
		tags, names = append(tags, l.Tag), append(names, l.Name)
	}
	return oneOf(setting{id: "window.language", title: lang.T("Language"), hint: lang.T("From the next start on."), also: "language Sprache langue idioma 语言"}, tags, names,
		func(tag string) string {
			if tag == "" {
				return "system"
			}
			return tag
		}, func() string { return w.s.language }, func(tag string) {
			w.s.language = tag
			w.s.setPref(prefLanguage, tag)
		})
}

// togglePane hides the message pane, or shows it.
func (w *shell) togglePane() { w.hidePane(!w.panes.hideReader) }

// hidePane keeps the message away until one is opened, then it has the place of
// the list; this is remembered.
func (w *shell) hidePane(on bool) {
	w.panes.hide(on)
	value := ""
	if on {
		value = "hidden"
	}
	w.s.setPref(prefReader, value)
}
