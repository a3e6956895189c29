package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
)

func TestPill(t *testing.T) {
	test.NewTempApp(t)
	opened, removed := 0, 0
	p := NewPill(IconFlag, "High priority", func() { opened++ }, func() { removed++ })
	w := test.NewTempWindow(t, NewStage(container.NewWithoutLayout(p)))
	w.Resize(fyne.NewSize(400, 100))
	p.Resize(p.MinSize())
	p.Tapped(&fyne.PointEvent{Position: fyne.NewPos(20, 10)})
	p.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if opened != 2 || removed != 0 {
		t.Errorf("a click on the words opened it %d times and removed it %d times", opened, removed)
	}
	p.Tapped(&fyne.PointEvent{Position: fyne.NewPos(p.Size().Width-10, 10)})
	p.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	if opened != 2 || removed != 2 {
		t.Errorf("the cross and Delete removed it %d times", removed)
	}
	var key fyne.KeyName
	p.OnKey = func(e *fyne.KeyEvent) { key = e.Name }
	p.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if key != fyne.KeyEscape {
		t.Error("Escape was not passed on")
	}
}

func TestSegments(t *testing.T) {
	test.NewTempApp(t)
	s := NewSegments([]string{"Plain", "Markdown"}, []string{"", ""})
	var got []int
	s.OnChosen = func(i int) { got = append(got, i) }
	s.Choose(1)
	s.buttons[1].Tapped(nil)
	s.buttons[0].Tapped(nil)
	if len(got) != 1 || got[0] != 0 || s.Chosen() != 0 {
		t.Errorf("told of %v, chosen %d", got, s.Chosen())
	}
}

// TestToastLeft: what cannot be undone any more is told once, however the toast
// went, and not where its button was pressed.
func TestToastLeft(t *testing.T) {
	test.NewTempApp(t)
	s := NewStage(container.NewWithoutLayout())
	test.NewTempWindow(t, s).Resize(fyne.NewSize(600, 300))
	left, undone := 0, 0
	undo := Toast{Text: "Draft discarded", Action: "Undo", Do: func() { undone++ }, Also: "Open", AlsoDo: func() {}, Left: func() { left++ }}
	s.ShowToast(undo)
	s.ShowToast(undo)
	if left != 1 {
		t.Errorf("a toast that another replaced left %d times", left)
	}
	s.toasts.Objects[0].(*toastBar).action.Tapped(nil)
	s.ShowToast(undo)
	s.toasts.Objects[0].(*toastBar).also.Tapped(nil)
	if left != 1 || undone != 1 {
		t.Errorf("left %d times, undone %d times", left, undone)
	}
	s.ShowToast(undo)
	s.HideToast()
	s.HideToast()
	if left != 2 {
		t.Errorf("a hidden toast left %d times", left-1)
	}
}
