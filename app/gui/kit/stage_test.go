package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

func TestToast(t *testing.T) {
	w := newTextWindow(t, NewTextView())
	stage := w.Canvas().Content().(*Stage)
	undone := 0
	stage.ShowToast(Toast{Text: "Moved 1 message to Trash"})
	stage.ShowToast(Toast{Text: "Moved 3 messages to Trash", Action: "Undo", Do: func() { undone++ }})
	if n := len(stage.toasts.Objects); n != 1 {
		t.Fatalf("%d toasts at a time", n)
	}
	bar := stage.toasts.Objects[0].(*toastBar)
	if p, s := bar.Position(), bar.Size(); p.X < 0 || p.X+s.Width > 700 || p.Y+s.Height > 600 {
		t.Fatalf("the toast is at %v, %v", p, s)
	}
	bar.action.Tapped(nil)
	if undone != 1 || len(stage.toasts.Objects) != 0 {
		t.Fatalf("undone %d times, %d toasts left", undone, len(stage.toasts.Objects))
	}
}

// TestToastNarrow: in a narrow window the text gives way, never the button.
func TestToastNarrow(t *testing.T) {
	w := newTextWindow(t, NewTextView())
	w.Resize(fyne.NewSize(260, 300))
	stage := w.Canvas().Content().(*Stage)
	stage.ShowToast(Toast{Text: "Moved 3 messages to a folder with quite a long name", Action: "Undo"})
	bar := stage.toasts.Objects[0].(*toastBar)
	if bar.Size().Width > 260-2*Space4 || bar.action.Position().X+bar.action.Size().Width > bar.Size().Width {
		t.Fatalf("bar %v, button at %v", bar.Size(), bar.action.Position())
	}
}

// TestButtonKeepsFocus: after a click on a tool bar the keys go where they went before.
func TestButtonKeepsFocus(t *testing.T) {
	list := NewMessageList(numbered(1, 2, 3))
	presses := 0
	b := NewIconButton(IconTrash, "Delete", func() { presses++ })
	w := newTextWindow(t, container.NewBorder(b, nil, nil, nil, list))
	c := w.Canvas()
	c.Focus(list)
	b.MouseDown(&desktop.MouseEvent{})
	c.Unfocus() // as the driver does between press and release
	b.MouseUp(&desktop.MouseEvent{})
	b.Tapped(&fyne.PointEvent{})
	if c.Focused() != list || presses != 1 {
		t.Fatalf("the keyboard is in %T after %d presses", c.Focused(), presses)
	}
	b.Disable()
	b.Tapped(&fyne.PointEvent{})
	b.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	if presses != 1 {
		t.Fatal("a button that is off was pressed")
	}
}

func TestSearchField(t *testing.T) {
	s := NewSearchField("Search")
	newTextWindow(t, s)
	var words []string
	left := 0
	s.OnSearch = func(w string) { words = append(words, w) }
	s.OnLeave = func() { left++ }
	s.TypedRune('x')
	if s.clear.Hidden {
		t.Fatal("no cross")
	}
	s.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	s.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if len(words) != 2 || words[1] != "" || left != 1 || !s.clear.Hidden {
		t.Fatalf("searched %q, left %d times", words, left)
	}
}

func TestFormRowProblem(t *testing.T) {
	r := NewFormRow("Server", NewField(""), "As your provider says.")
	newTextWindow(t, r)
	r.SetProblem("There is no such server.")
	if r.note.Text() != "There is no such server." || r.note.tint != ColorError {
		t.Fatalf("%q in %s", r.note.Text(), r.note.tint)
	}
	r.SetProblem("")
	if r.note.Text() != "As your provider says." || r.note.tint != ColorDim {
		t.Fatalf("%q in %s", r.note.Text(), r.note.tint)
	}
}

// TestDropBelowMenu: what hangs from a field is right below it, also where
// something, such as a menu bar, stands above the stage.
func TestDropBelowMenu(t *testing.T) {
	field, list := NewField(""), NewButton(Plain, "", "One", nil)
	w := newTextWindow(t, NewTextView())
	stage := NewStage(container.NewVBox(field))
	w.SetContent(container.NewBorder(NewButton(Plain, "", "Menu", nil), nil, nil, nil, stage))
	w.Resize(fyne.NewSize(400, 300))
	stage.showDrop(list, field)
	d := fyne.CurrentApp().Driver()
	if got, want := d.AbsolutePositionForObject(list).Y, d.AbsolutePositionForObject(field).Y+field.Size().Height+2; got != want {
		t.Errorf("it hangs at %v, the field ends at %v", got, want)
	}
}

// TestStageYields: where it is asked to, content ends above a toast, and has its
// room back after it.
func TestStageYields(t *testing.T) {
	content := canvas.NewRectangle(nil)
	stage := NewStage(content)
	w := test.NewTempWindow(t, stage)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(800, 600))
	stage.ShowToast(Toast{Text: "Over it"})
	if content.Size().Height != 600 {
		t.Errorf("content of %g gave way", content.Size().Height)
	}
	stage.YieldToToasts()
	for range 2 { // one after the other
		stage.ShowToast(Toast{Text: "Below it"})
		if bar := stage.toasts.Objects[0]; content.Size().Height > bar.Position().Y || bar.Position().Y+bar.Size().Height > 600 {
			t.Errorf("content to %g, toast from %g", content.Size().Height, bar.Position().Y)
		}
		w.Resize(fyne.NewSize(800, 610))
		w.Resize(fyne.NewSize(800, 600))
	}
	stage.HideToast()
	if content.Size().Height != 600 {
		t.Errorf("content of %g after the toast", content.Size().Height)
	}
}
