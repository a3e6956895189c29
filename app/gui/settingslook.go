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
func (w *shell) lookSettings() []fyne.CanvasObject {
	return []fyne.CanvasObject{w.appearance(), w.accent(), w.scale(), w.textSize(), w.layoutChoice(), w.density(), w.languageChoice()}
}

func (w *shell) appearance() fyne.CanvasObject {
	return choice(lang.T("Colours"), "", []kit.Appearance{kit.FollowSystem, kit.AlwaysLight, kit.AlwaysDark},
		[]string{lang.T("as the system"), lang.T("light"), lang.T("dark")}, w.s.prefs.Appearance, func(a kit.Appearance) {
			w.s.prefs.Appearance = a
			w.s.useLook()
			w.s.setPref(prefAppearance, string(a))
		})
}

func (w *shell) accent() fyne.CanvasObject {
	names := map[kit.Accent]string{
		kit.Shore: lang.T("shore blue"), kit.Heather: lang.T("heather"), kit.Moss: lang.T("moss green"), kit.Rust: lang.T("rust"), kit.Ink: lang.T("ink grey"),
	}
	var titles []string
	for _, a := range kit.Accents() {
		titles = append(titles, names[a])
	}
	return choice(lang.T("Accent"), lang.T("The colour of buttons and of what is selected."), kit.Accents(), titles, w.s.prefs.Accent, func(a kit.Accent) {
		w.s.prefs.Accent = a
		w.s.useLook()
		w.s.setPref(prefAccent, string(a))
	})
}

func (w *shell) scale() fyne.CanvasObject {
	sizes := []float32{1, 1.1, 1.25, 1.5, 1.75, 2}
	return choice(lang.T("Size of everything"), lang.T("Text, buttons and pictures of all windows."), sizes, percents(sizes), w.s.prefs.Scale, func(z float32) {
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

func (w *shell) textSize() fyne.CanvasObject {
	sizes := []float32{0.8, 0.9, 1, 1.15, 1.3, 1.6, 2}
	now := float32(1)
	for _, z := range sizes {
		if z <= w.s.prefs.Zoom+0.04 {
			now = z
		}
	}
	return choice(lang.T("Text size of messages"), lang.T("Ctrl + and Ctrl − while reading"), sizes, percents(sizes), now, func(z float32) {
		w.talk.zoom(z - w.s.prefs.Zoom)
	})
}

// Where the message is in relation to the list.
type messagePlace string

const (
	placeBeside messagePlace = "beside"
	placeBelow  messagePlace = "below"
	placeAlone  messagePlace = "alone"
)

func (w *shell) layoutChoice() fyne.CanvasObject {
	now := placeBeside
	switch {
	case w.panes.hideReader:
		now = placeAlone
	case w.s.look.table:
		now = placeBelow
	}
	return choice(lang.T("Message"), "", []messagePlace{placeBeside, placeBelow, placeAlone},
		[]string{lang.T("beside the list"), lang.T("below a table"), lang.T("in place of the list")}, now, func(p messagePlace) {
			w.hidePane(p == placeAlone)
			if p != placeAlone {
				w.list.setLook(func(k *listLook) { k.table = p == placeBelow })
			}
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

func (w *shell) density() fyne.CanvasObject {
	return choice(lang.T("Message list"), "", []kit.Density{kit.DensityPreview, kit.DensityCards, kit.DensityCompact},
		[]string{lang.T("with the first words"), lang.T("two lines"), lang.T("one line")}, w.s.prefs.Density, func(d kit.Density) {
			w.s.prefs.Density = d
			w.list.widget.SetDensity(d)
			w.s.setPrefNumber(prefDensity, float64(d))
		})
}
