package gui

import (
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
)

// sheet is a small dialog of the window it belongs to: a heading, a body, and
// buttons at the lower right, the one that does it last.
type sheet struct {
	Title   string
	Body    fyne.CanvasObject
	Width   float32
	Height  float32 // 0: what the body needs
	Close   string  // label of the button that only closes
	Action  string  // label of the button that does it; empty for none
	Danger  bool    // Action destroys something
	Do      func()  // the sheet closes first, unless Stay
	Stay    bool    // Do closes the sheet itself
	Focus   fyne.Focusable
	Closing func() // however it closed
}

// showSheet shows s and returns how to close it.
func showSheet(w fyne.Window, s sheet) (closeSheet func()) {
	var pop *widget.PopUp
	var before fyne.Focusable
	done := false
	keys := w.Canvas().OnTypedKey()
	escape := func(e *fyne.KeyEvent) {
		if e.Name == fyne.KeyEscape {
			closeSheet()
		}
	}
	closeSheet = func() {
		if done {
			return
		}
		done = true
		pop.Hide()
		w.Canvas().SetOnTypedKey(keys)
		if before != nil {
			w.Canvas().Focus(before)
		}
		if s.Closing != nil {
			s.Closing()
		}
	}
	title := kit.NewText(s.Title, kit.TextHeading, kit.ColorText)
	title.SetBold(true)
	buttons := container.NewHBox(layout.NewSpacer())
	var focus fyne.Focusable
	if s.Close != "" {
		b := kit.NewButton(kit.Plain, "", s.Close, closeSheet)
		b.OnKey = escape
		buttons.Add(b)
		focus = b
	}
	if s.Action != "" {
		kind := kit.Primary
		if s.Danger {
			kind = kit.Danger
		}
		b := kit.NewButton(kind, "", s.Action, func() {
			if !s.Stay {
				closeSheet()
			}
			s.Do()
		})
		b.OnKey = escape
		buttons.Add(b)
		if !s.Danger {
			focus = b
		}
	}
	if s.Focus != nil {
		focus = s.Focus
	}
	switch f := focus.(type) {
	case *kit.Field:
		f.OnEscape = closeSheet
	case *kit.TextView:
		f.OnKey = escape
	}
	body := container.New(layout.NewCustomPaddedLayout(kit.Space3, kit.Space4, 0, 0), s.Body)
	content := container.New(layout.NewCustomPaddedLayout(kit.Space4, kit.Space4, kit.Space6, kit.Space6),
		container.New(layout.NewBorderLayout(title, buttons, nil, nil), title, body, buttons))
	pop = widget.NewModalPopUp(content, w.Canvas())
	before = w.Canvas().Focused()
	size := pop.MinSize()
	size.Width = min(max(size.Width, s.Width), w.Canvas().Size().Width-2*kit.Space4)
	pop.Resize(fyne.NewSize(size.Width, 0))
	size.Height = min(max(pop.MinSize().Height, s.Height), w.Canvas().Size().Height-2*kit.Space4)
	pop.Resize(size)
	pop.Show()
	w.Canvas().SetOnTypedKey(escape)
	if focus != nil {
		w.Canvas().Focus(focus)
	}
	return closeSheet
}

// ask is a sheet that asks for one line of text. What value suggests is replaced
// by what is typed; one that ends with / is the beginning of it.
func ask(w fyne.Window, title, hint, value, action string, do func(string)) {
	entry := kit.NewField(hint)
	entry.SetText(value)
	var closeSheet func()
	entry.OnSubmitted = func(text string) {
		if text != "" {
			closeSheet()
			do(text)
		}
	}
	closeSheet = showSheet(w, sheet{
		Title: title, Body: entry, Width: 400, Close: lang.T("Cancel"), Action: action, Focus: entry,
		Do: func() {
			if entry.Text != "" {
				do(entry.Text)
			}
		},
	})
	entry.CursorColumn = utf8.RuneCountInString(value)
	if value != "" && !strings.HasSuffix(value, "/") {
		entry.TypedShortcut(&fyne.ShortcutSelectAll{})
	}
}

// confirm is a sheet that asks before something is done.
func confirm(w fyne.Window, title, text, action string, danger bool, do func()) {
	showSheet(w, sheet{Title: title, Body: kit.NewParagraph(text, kit.TextNormal, kit.ColorText), Width: 440, Close: lang.T("Cancel"), Action: action, Danger: danger, Do: do})
}
