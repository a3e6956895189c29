package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Choice is a row of a ChoiceList.
type Choice struct {
	Icon  IconName
	Title string
	Marks []int  // characters of Title to stress, by their place
	Note  string // dim, behind the title
	Key   string // in a cap at the right end; empty for none
	Off   bool   // cannot be chosen now
	Head  bool   // a heading, no choice
}

const choiceHeight float32 = 34

// ChoiceList is rows of which one is marked and can be chosen. The keyboard stays
// in a field above it, whose owner calls Step and Take; only the rows in sight
// exist, however many there are.
type ChoiceList struct {
	widget.BaseWidget

	OnChosen func(i int)

	choices []Choice
	marked  int // -1: none
	top     int // the first row in sight
	rows    []*choiceRow
	rest    float32 // of a wheel that has not turned a whole row
}

// NewChoiceList is a list without rows.
func NewChoiceList() *ChoiceList {
	l := &ChoiceList{marked: -1}
	l.ExtendBaseWidget(l)
	return l
}

// SetChoices replaces the rows and marks the first that can be chosen.
func (l *ChoiceList) SetChoices(list []Choice) {
	l.choices, l.marked, l.top = list, -1, 0
	l.move(0, 1)
	l.top = 0
	l.Refresh()
}

// Marked is the place of the marked row; -1 where there is none.
func (l *ChoiceList) Marked() int { return l.marked }

// Step moves the mark by rows, past headings, and stops at the ends.
func (l *ChoiceList) Step(by int) {
	step := 1
	if by < 0 {
		step = -1
	}
	l.move(min(max(l.marked+by, 0), len(l.choices)-1), step)
	l.Refresh()
}

// Page moves the mark by what is in sight.
func (l *ChoiceList) Page(by int) { l.Step(by * max(1, l.inSight()-1)) }

// move marks the row at i, or the next one in direction step that is no heading,
// or the next one in the other direction.
func (l *ChoiceList) move(i, step int) {
	at := i
	for at >= 0 && at < len(l.choices) && l.choices[at].Head {
		at += step
	}
	if at < 0 || at >= len(l.choices) {
		for at = i; at >= 0 && at < len(l.choices) && l.choices[at].Head; {
			at -= step
		}
	}
	if at >= 0 && at < len(l.choices) {
		l.marked = at
	}
	if l.marked < l.top {
		l.top = l.marked
		if l.top == 1 && l.choices[0].Head {
			l.top = 0
		}
	}
	l.top = max(0, max(l.top, l.marked-l.inSight()+1))
}

// Take chooses the marked row.
func (l *ChoiceList) Take() { l.choose(l.marked) }

func (l *ChoiceList) choose(i int) {
	if i >= 0 && i < len(l.choices) && !l.choices[i].Off && !l.choices[i].Head && l.OnChosen != nil {
		l.OnChosen(i)
	}
}

// inSight is how many whole rows there is room for.
func (l *ChoiceList) inSight() int { return max(1, int(l.Size().Height/choiceHeight)) }

// Scrolled implements fyne.Scrollable.
func (l *ChoiceList) Scrolled(e *fyne.ScrollEvent) {
	l.rest -= e.Scrolled.DY
	rows := int(l.rest / choiceHeight)
	l.rest -= float32(rows) * choiceHeight
	if rows != 0 {
		l.top = max(0, min(l.top+rows, len(l.choices)-l.inSight()))
		l.Refresh()
	}
}

// HeightFor is the height that shows n rows.
func (l *ChoiceList) HeightFor(n int) float32 { return float32(n) * choiceHeight }

// MinSize implements fyne.CanvasObject.
func (l *ChoiceList) MinSize() fyne.Size { return fyne.NewSize(240, choiceHeight) }

// CreateRenderer implements fyne.Widget.
func (l *ChoiceList) CreateRenderer() fyne.WidgetRenderer { return &choicesRenderer{l} }

type choicesRenderer struct{ l *ChoiceList }

func (x *choicesRenderer) MinSize() fyne.Size { return x.l.MinSize() }
func (x *choicesRenderer) Destroy()           {}
func (x *choicesRenderer) Objects() []fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, len(x.l.rows))
	for i, r := range x.l.rows {
		objects[i] = r
	}
	return objects
}

func (x *choicesRenderer) Layout(s fyne.Size) {
	l := x.l
	for len(l.rows) < l.inSight() {
		l.rows = append(l.rows, newChoiceRow(l))
	}
	for i, r := range l.rows {
		r.Hidden = i >= l.inSight() || l.top+i >= len(l.choices)
		if !r.Hidden {
			r.at = l.top + i
			r.Move(fyne.NewPos(0, float32(i)*choiceHeight))
			r.Resize(fyne.NewSize(s.Width, choiceHeight))
		}
	}
}

func (x *choicesRenderer) Refresh() {
	x.Layout(x.l.Size())
	for _, r := range x.l.rows {
		if !r.Hidden {
			r.Refresh()
		}
	}
	canvas.Refresh(x.l)
}
